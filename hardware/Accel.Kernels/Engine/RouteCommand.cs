using Accel.Hast;

namespace Accel.Kernels;

/// <summary>Where a step's spikes go.</summary>
internal struct RouteCommand
{
    /// <summary>Nothing follows.</summary>
    public bool IsEnd;

    /// <summary>Sums are asked of the attention units.</summary>
    public bool Attends;

    /// <summary>Spikes come.</summary>
    public bool Routes;

    /// <summary>One of <see cref="EngineStepLayout.Nowhere"/>..</summary>
    [Range(0, 7)]
    public int Destination;

    /// <summary>They are written to memory as well.</summary>
    public bool Traces;

    /// <summary>Groups that are sent on.</summary>
    [Range(0, EngineSizes.Groups)]
    public int Fired;

    /// <summary>Of keys, values and queries: the first group.</summary>
    public HeadPlace Place;
}
