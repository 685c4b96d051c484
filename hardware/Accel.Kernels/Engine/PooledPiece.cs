using Accel.Hast;

namespace Accel.Kernels;

/// <summary>A piece on its way back to the pool.</summary>
internal struct PooledPiece
{
    /// <summary>Its row.</summary>
    [Range(0, SpikingTransformerEngine.PoolRows - 1)]
    public int Row;

    /// <summary>Its spikes.</summary>
    public uint Bits;
}
