namespace Accel.Kernels;

/// <summary>Counters of the lanes at the end of a tile.</summary>
internal struct LaneCount
{
    /// <summary>The clock.</summary>
    public uint End;

    /// <summary>Cycles that they have waited for weights.</summary>
    public uint Weights;

    /// <summary>Cycles that they have waited for rows.</summary>
    public uint Events;

    /// <summary>Cycles that they have waited for the neurons.</summary>
    public uint Neurons;

    /// <summary>Cycles in which they added nothing, since the sum before was still to be read out.</summary>
    public int Held;
}
