using Accel.Hast;

namespace Accel.Kernels;

/// <summary>What is done with a buffer of spikes that has been written.</summary>
internal struct ReadCommand
{
    /// <summary>Intervals are read until the step ends.</summary>
    public bool Walks;

    /// <summary>Words are written to memory.</summary>
    public bool Dumps;

    /// <summary>How many.</summary>
    [Range(0, EngineSizes.MostCount)]
    public int Count;

    /// <summary>The buffer is given back.</summary>
    public bool Closes;
}
