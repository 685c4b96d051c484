namespace Accel.Host.EventEngine;

/// <summary>When the parts of a core have done what has been given to them, in cycles.</summary>
internal sealed class CoreTimes
{
    private long _lanesBefore; // the end of the step before the last one

    /// <summary>The loader.</summary>
    public long Loaded { get; set; }

    /// <summary>The lanes.</summary>
    public long Lanes { get; private set; }

    /// <summary>The neurons.</summary>
    public long Neurons { get; private set; }

    /// <summary>When there is room for weights: a half of the banks is free when the step before the last has ended.</summary>
    public long FreeHalf => _lanesBefore;

    /// <summary>A step has ended.</summary>
    public void End(long lanes, long neurons, bool usesLanes)
    {
        if (usesLanes)
        {
            (_lanesBefore, Lanes) = (Lanes, lanes);
        }

        Neurons = Math.Max(Neurons, neurons);
    }
}
