namespace Accel.Kernels;

/// <summary>Whether a channel fires.</summary>
internal struct LaneSpike
{
    /// <summary>It does.</summary>
    public bool Fires;

    /// <summary>Nothing follows.</summary>
    public bool IsLast;
}
