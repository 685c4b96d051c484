namespace Accel.Host.Simulation.Pcie;

/// <summary>What a simulated memory behind AXI4 is like.</summary>
internal sealed record AxiMemoryOptions
{
    /// <summary>Byte address of its first cell.</summary>
    internal long BaseAddress { get; init; }

    /// <summary>Cycles from the request of a burst to its first beat, and from the last beat written to the answer.</summary>
    internal int LatencyCycles { get; init; } = 8;

    /// <summary>Seed of waits and orders at random; 0 for none.</summary>
    internal int JitterSeed { get; init; }

    /// <summary>What a burst is answered (0 OKAY, 2 SLVERR, 3 DECERR) by its kind and first cell; null for OKAY.</summary>
    internal Func<bool, long, int>? Response { get; init; }
}
