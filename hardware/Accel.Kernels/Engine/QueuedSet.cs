namespace Accel.Kernels;

/// <summary>A set on its way beside its rows.</summary>
internal struct QueuedSet
{
    /// <summary>The set.</summary>
    public SpikeSet Set;

    /// <summary>The step ends with it.</summary>
    public bool EndsStep;
}
