using System.Collections.Immutable;
using System.Globalization;
using Accel.Transformer;

namespace Accel.Verification;

/// <summary>Something that no vector reached.</summary>
/// <param name="Kind">toggle, state, statement or branch.</param>
/// <param name="File">Of the C#, where it comes from some.</param>
/// <param name="Line">From 1.</param>
/// <param name="What">The signal with its bits, the state's name, or what did not happen.</param>
public sealed record UncoveredPlace(string Kind, string? File, int? Line, string What)
{
    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Kind} {(File is null ? "" : $"{File}:{Line}: ")}{What}");
}

/// <summary>What the vectors of one kernel reach.</summary>
public sealed record KernelCoverage
{
    /// <summary>The kernel's class.</summary>
    public required string Kernel { get; init; }

    /// <summary>Vectors that were run, each with a quick memory and with one that stalls at random.</summary>
    public required int Vectors { get; init; }

    /// <summary>Clock cycles of all runs.</summary>
    public required long Cycles { get; init; }

    /// <summary>Seconds in the simulator.</summary>
    public required double Seconds { get; init; }

    /// <summary>Bits of registers and ports, rising and falling counted apart.</summary>
    public required CoverageRatio Toggle { get; init; }

    /// <summary>States of the state machines and stages of the pipelines.</summary>
    public required CoverageRatio States { get; init; }

    /// <summary>Lines of C# that are hardware of their own.</summary>
    public required CoverageRatio Statements { get; init; }

    /// <summary>Ways out of conditions, two a line with one.</summary>
    public required CoverageRatio Branches { get; init; }

    /// <summary>Everything that was not reached, in the order of source and name.</summary>
    public required ImmutableArray<UncoveredPlace> Uncovered { get; init; }

    /// <summary>By file and line.</summary>
    public required ImmutableArray<LineCoverage> Lines { get; init; }
}

/// <summary>What the vectors of several kernels reach.</summary>
/// <param name="Seed">Random vector i has this seed + i.</param>
/// <param name="RandomVectors">Beside the recorded ones, a kernel.</param>
/// <param name="Kernels">One entry a kernel.</param>
public sealed record CoverageReport(int Seed, int RandomVectors, ImmutableArray<KernelCoverage> Kernels)
{
    /// <summary>Measures kernels, each with its recorded vectors and some random ones.</summary>
    /// <param name="compiled">The C#, and what it is compiled with.</param>
    /// <param name="kernels">The kernels with their vectors.</param>
    /// <param name="seed">Random vector i has this seed + i.</param>
    /// <param name="count">Random vectors a kernel.</param>
    /// <param name="measured">Told of each kernel.</param>
    /// <param name="cancellationToken">Stops within a run.</param>
    /// <exception cref="InvalidOperationException">A vector did not give what the golden model expects: its coverage says
    /// nothing.</exception>
    public static CoverageReport Measure(
        (KernelSource Source, TransformOptions Options) compiled, IEnumerable<IKernelVectors> kernels, int seed, int count,
        Action<KernelCoverage>? measured = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(kernels);
        var all = ImmutableArray.CreateBuilder<KernelCoverage>();
        foreach (var kernel in kernels)
        {
            KernelStateException.ThrowIfKept(kernel);
            var meter = new CoverageMeter(compiled.Source, kernel.Kernel, compiled.Options);
            all.Add(meter.Run([.. kernel.Recorded, .. Enumerable.Range(0, count).Select(i => kernel.Random(unchecked(seed + i)))], cancellationToken));
            measured?.Invoke(all[^1]);
        }

        return new CoverageReport(seed, count, all.ToImmutable());
    }

    /// <summary>Of all kernels together.</summary>
    public CoverageRatio Toggle => Kernels.Aggregate(new CoverageRatio(0, 0), static (sum, k) => sum + k.Toggle);

    /// <summary>Of all kernels together.</summary>
    public CoverageRatio States => Kernels.Aggregate(new CoverageRatio(0, 0), static (sum, k) => sum + k.States);

    /// <summary>Of all sources: a line that several kernels have counts once, and is covered when it is in one of them.</summary>
    public CoverageRatio Statements => CoverageRatio.Of(Lines, static l => l.IsExecuted);

    /// <summary>Of all sources, like <see cref="Statements"/>.</summary>
    public CoverageRatio Branches => CoverageRatio.Of([.. Lines.SelectMany(static l => l.Ways)], static way => way);

    /// <summary>The lines of all kernels, by file and line.</summary>
    public ImmutableArray<LineCoverage> Lines { get; } =
    [
        .. Kernels.SelectMany(static k => k.Lines)
            .GroupBy(static l => (l.File, l.Line))
            .Select(static g => g.Aggregate(static (a, b) => a.With(b)))
            .OrderBy(static l => l.File, StringComparer.Ordinal).ThenBy(static l => l.Line),
    ];
}
