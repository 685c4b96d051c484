using Accel.Hast;

namespace Accel.Kernels;

/// <summary>Sums of the lanes. Every sum begins with an addend of 0: what a run leaves needs no clearing.</summary>
internal sealed class LaneRegisters
{
    private const int Lanes = SpikingTransformerEngine.Lanes;

    /// <summary>The last ones.</summary>
    [Banked(Banks = Lanes)]
    [Memory(MemoryKind.Registers)]
    [Width(SpikingTransformerEngine.AccumulatorBits)]
    public readonly int[] Sums = new int[Lanes];

    /// <summary>The first kept ones.</summary>
    [Banked(Banks = Lanes)]
    [Memory(MemoryKind.Registers)]
    [Width(SpikingTransformerEngine.AccumulatorBits)]
    public readonly int[] First = new int[Lanes];

    /// <summary>The second kept ones.</summary>
    [Banked(Banks = Lanes)]
    [Memory(MemoryKind.Registers)]
    [Width(SpikingTransformerEngine.AccumulatorBits)]
    public readonly int[] Second = new int[Lanes];

    /// <summary>Those that are read out.</summary>
    [Banked(Banks = Lanes)]
    [Memory(MemoryKind.Registers)]
    [Width(SpikingTransformerEngine.AccumulatorBits)]
    public readonly int[] Saved = new int[Lanes];
}
