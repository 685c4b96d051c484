using Accel.Hast;

namespace Accel.Kernels;

/// <summary>Weights of two tiles: of one the lanes add rows while the other is loaded. Element (row of bank * Columns) + bank * Groups
/// + group. The last row of a bank, which a queue without spikes adds, is 0 from the beginning: nothing is ever loaded there.</summary>
internal sealed class TileWeights
{
    /// <summary>Half 0, 16 weights per element.</summary>
    [Banked(Banks = EngineSizes.Columns)]
    [Memory(MemoryKind.Block)]
    public readonly WeightBeat[] Even = new WeightBeat[SpikingTransformerEngine.BankRows * EngineSizes.Columns];

    /// <summary>Half 1.</summary>
    [Banked(Banks = EngineSizes.Columns)]
    [Memory(MemoryKind.Block)]
    public readonly WeightBeat[] Odd = new WeightBeat[SpikingTransformerEngine.BankRows * EngineSizes.Columns];

    /// <summary>Element of a row's first column.</summary>
    public static int Index(int row) => row * EngineSizes.Columns;
}
