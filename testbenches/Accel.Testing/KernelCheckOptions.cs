using System.Collections.Immutable;
using Accel.Transformer;

namespace Accel.Testing;

/// <summary>What a kernel is checked with.</summary>
public sealed record KernelCheckOptions
{
    /// <summary>The class, where a source holds several kernels.</summary>
    public string? Kernel { get; init; }

    /// <summary>The entry point that is run; null for the first in the class.</summary>
    public string? EntryPoint { get; init; }

    /// <summary>Clock cycles from a read to its data, one run each; at least 1.</summary>
    public ImmutableArray<int> Latencies { get; init; } = [1, 2, 9];

    /// <summary>Besides, at each latency a run for each of these seeds, beside a memory that refuses requests and holds back answers at
    /// random; not 0.</summary>
    public ImmutableArray<int> StallSeeds { get; init; } = [1];

    /// <summary>Where waves of differences go; null for <c>accel-waves</c> beside the test's assembly.</summary>
    public string? WaveFolder { get; init; }

    /// <summary>Whether there is a wave of runs that are equal, too: of the first one on each memory, in
    /// <see cref="WaveFolder"/>.</summary>
    public bool KeepsWaves { get; init; }

    /// <summary>What the compiler is told: values for [Replaceable] constants, recursion depths, clock, port, device family.</summary>
    public TransformOptions Compiler { get; init; } = new();

    /// <summary>Clock cycles after which a run of the RTL is broken off.</summary>
    public long MostCycles { get; init; } = 50_000_000;

    /// <summary>Iterations of its loops after which the C# is broken off; of random memories it has to end within 20,000.</summary>
    public long MostIterations { get; init; } = 200_000_000;

    internal void Check()
    {
        if (Latencies.IsDefaultOrEmpty || Latencies.Any(static l => l < 1))
        {
            throw new ArgumentException($"{nameof(Latencies)} must hold numbers of cycles, each at least 1");
        }

        if (StallSeeds.IsDefault || StallSeeds.Contains(0))
        {
            throw new ArgumentException($"{nameof(StallSeeds)} must hold numbers other than 0; none for no stalls");
        }

        ArgumentOutOfRangeException.ThrowIfLessThan(MostCycles, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(MostIterations, 1);
    }
}
