namespace Accel.Kernels;

/// <summary>Weights of 16 lanes, signed bytes, lane 0 lowest.</summary>
internal struct WeightBeat
{
    /// <summary>Lanes 0 to 7.</summary>
    public ulong Low;

    /// <summary>Lanes 8 to 15.</summary>
    public ulong High;
}
