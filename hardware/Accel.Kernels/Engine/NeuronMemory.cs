using Accel.Hast;

namespace Accel.Kernels;

/// <summary>What the neurons keep. Element 16 row + lane, or 16 group + lane.</summary>
internal sealed class NeuronMemory
{
    private const int Elements = EngineSizes.Groups * EngineSizes.Group;

    /// <summary>U.</summary>
    [Banked(Banks = EngineSizes.Group)]
    [Memory(MemoryKind.Block)]
    [Width(SpikingTransformerEngine.ShortcutBits)]
    public readonly int[] Shortcut = new int[SpikingTransformerEngine.ShortcutRows * EngineSizes.Group];

    /// <summary>Added to sums.</summary>
    [Banked(Banks = EngineSizes.Group)]
    [Memory(MemoryKind.Distributed)]
    [Width(24)]
    public readonly int[] Biases = new int[Elements];

    /// <summary>How far sums are shifted left.</summary>
    [Banked(Banks = EngineSizes.Group)]
    [Memory(MemoryKind.Distributed)]
    [Range(0, (1 << SpikingTransformerEngine.LeftShiftBits) - 1)]
    public readonly int[] LeftShifts = new int[Elements];

    /// <summary>How far keys are shifted right.</summary>
    [Banked(Banks = EngineSizes.Group)]
    [Memory(MemoryKind.Distributed)]
    [Range(0, 31)]
    public readonly int[] RightShifts = new int[Elements];

    /// <summary>theta.</summary>
    [Banked(Banks = EngineSizes.Group)]
    [Memory(MemoryKind.Distributed)]
    [Width(SpikingTransformerEngine.MembraneBits)]
    public readonly int[] Thresholds = new int[Elements];
}
