using Accel.Hast;

namespace Accel.Kernels;

/// <summary>A piece of spikes on its way to a buffer.</summary>
internal struct SpikePiece
{
    /// <summary>There is one.</summary>
    public bool Writes;

    /// <summary>The word that it belongs to.</summary>
    [Range(0, SpikingTransformerEngine.SpikeWords - 1)]
    public int Word;

    /// <summary>Its place there: timestep % 4 * 4 + piece % 4.</summary>
    [Range(0, EngineSizes.WordCells - 1)]
    public int Place;

    /// <summary>The spikes.</summary>
    public uint Bits;

    /// <summary>The buffer is complete.</summary>
    public bool Closes;

    /// <summary>Nothing follows.</summary>
    public bool IsEnd;
}
