using System.Collections.Immutable;
using System.Diagnostics;
using System.Globalization;
using System.Numerics;
using Accel.Generation;
using Accel.Rtl;
using Accel.Rtl.Bench;
using Accel.Rtl.Coverage;
using Accel.Rtl.Simulation;
using Accel.Transformer;

namespace Accel.Verification;

/// <summary>
/// Measures what vectors reach in a kernel. The kernel is compiled with registers that note it (<see cref="TransformOptions.Covers"/>,
/// <see cref="ToggleProbe"/>), and runs in the simulator as always; they are read at the end.
/// </summary>
public sealed class CoverageMeter
{
    private readonly string _kernel;
    private readonly ImmutableArray<CoverPoint> _points;
    private readonly ToggleProbe _toggles;
    private readonly ISimulator _simulator;
    private readonly HashSet<CoverPoint> _reached = [];
    private readonly Dictionary<Signal, (BigInteger Rose, BigInteger Fell)> _changed = [];

    /// <summary>Compiles a kernel with what notes its coverage.</summary>
    /// <param name="source">The C#.</param>
    /// <param name="kernel">The kernel's class.</param>
    /// <param name="options">What it is compiled with; null for the defaults.</param>
    /// <exception cref="GenerationException">The compiler refuses the kernel.</exception>
    public CoverageMeter(KernelSource source, string kernel, TransformOptions? options = null)
    {
        var result = KernelCompiler.Compile(source, kernel, (options ?? new TransformOptions()) with { Covers = true });
        var module = result.Module ?? throw new GenerationException(kernel, result.Diagnostics);
        (_kernel, _points, _toggles) = (kernel, result.CoverPoints, new ToggleProbe(module));
        _simulator = Simulator.Create(module);
    }

    /// <summary>Runs vectors with a memory that answers at once, and again with one that stalls at random.</summary>
    /// <exception cref="InvalidOperationException">A vector did not give what the golden model expects: its coverage says
    /// nothing.</exception>
    public KernelCoverage Run(IReadOnlyList<KernelCase> vectors, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(vectors);
        long begun = Stopwatch.GetTimestamp(), cycles = 0;
        foreach (int stalls in (ReadOnlySpan<int>)[0, 1])
        {
            // Begins with a reset, which clears what was noted.
            var simulation = new KernelSimulation(_simulator, new KernelSimulationOptions { StallSeed = stalls });
            foreach (var vector in vectors)
            {
                uint[] cells = [.. vector.Memory];
                var run = simulation.Run(new KernelMemory(cells), vector.Member, cancellationToken);
                cycles += run.Cycles;
                if (DifferenceFinder.Find("rtl", _kernel, vector, new RungRun(cells, run.Cycles, [], run.Fault)) is { } difference)
                {
                    throw new InvalidOperationException($"coverage of vectors that fail says nothing: {difference}");
                }
            }

            Collect();
        }

        return Report(vectors.Count, cycles, Stopwatch.GetElapsedTime(begun).TotalSeconds);
    }

    private void Collect()
    {
        _reached.UnionWith(_points.Where(p => _simulator.Peek(p.Register).IsOne));
        foreach (var (signal, rose, fell) in _toggles.Read(_simulator))
        {
            var before = _changed.GetValueOrDefault(signal);
            _changed[signal] = (before.Rose | rose, before.Fell | fell);
        }
    }

    private KernelCoverage Report(int vectors, long cycles, double seconds)
    {
        var lines = Lines();
        List<CoverPoint> states = [.. _points.Where(static p => p.Kind is CoverKind.State or CoverKind.Stage)];
        return new KernelCoverage
        {
            Kernel = _kernel,
            Vectors = vectors,
            Cycles = cycles,
            Seconds = seconds,
            Toggle = new CoverageRatio(
                _changed.Values.Sum(static c => (int)(BigInteger.PopCount(c.Rose) + BigInteger.PopCount(c.Fell))),
                _changed.Keys.Sum(static s => 2 * s.WidthBits)),
            States = CoverageRatio.Of(states, _reached.Contains),
            Statements = CoverageRatio.Of(lines, static l => l.IsExecuted),
            Branches = CoverageRatio.Of([.. lines.SelectMany(static l => l.Ways)], static way => way),
            Lines = lines,
            Uncovered =
            [
                .. lines.Where(static l => !l.IsCovered).Select(static l => new UncoveredPlace(l.IsExecuted ? "branch" : "statement", l.File, l.Line, l.Missing!)),
                .. states.Where(s => !_reached.Contains(s)).Select(static s => new UncoveredPlace("state", s.Source?.File, s.Source?.Line, s.Name)),
                .. _changed.SelectMany(pair => Still(pair.Key, pair.Value.Rose, pair.Value.Fell)),
            ],
        };
    }

    private ImmutableArray<LineCoverage> Lines()
    {
        var byLine = _points.Where(static p => p is { Source: not null, Kind: not (CoverKind.State or CoverKind.Stage) }).GroupBy(static p => p.Source!);
        return
        [
            .. byLine.Select(line => new LineCoverage(
                    line.Key.File, line.Key.Line, IsReached(line, CoverKind.Statement) is true, IsReached(line, CoverKind.BranchTrue), IsReached(line, CoverKind.BranchFalse)))
                .OrderBy(static l => l.File, StringComparer.Ordinal).ThenBy(static l => l.Line),
        ];
    }

    private bool? IsReached(IEnumerable<CoverPoint> points, CoverKind kind)
        => points.FirstOrDefault(p => p.Kind == kind) is { } point ? _reached.Contains(point) : null;

    private IEnumerable<UncoveredPlace> Still(Signal signal, BigInteger rose, BigInteger fell)
    {
        var all = (BigInteger.One << signal.WidthBits) - 1;
        (BigInteger Bits, string How)[] missing = [(all & ~(rose | fell), "still"), (rose & ~fell, "only rising"), (fell & ~rose, "only falling")];
        string bits = string.Join("; ", missing.Where(static m => !m.Bits.IsZero).Select(static m => $"{m.How} {Ranges(m.Bits)}"));
        return bits.Length == 0
            ? []
            : [new UncoveredPlace("toggle", signal.Source?.File, signal.Source?.Line, $"{NameOf(signal)} ({signal.WidthBits} bits): {bits}")];
    }

    private string NameOf(Signal signal)
        => _simulator.Module.Outputs.FirstOrDefault(o => o.Value == signal && signal is not RegisterSignal).Key ?? _simulator.Names[signal];

    // 31..8, 3
    private static string Ranges(BigInteger bits)
    {
        List<string> ranges = [];
        for (int high = (int)bits.GetBitLength() - 1; high >= 0; high--)
        {
            if ((bits >> high).IsEven)
            {
                continue;
            }

            int low = high;
            while (low > 0 && !(bits >> (low - 1)).IsEven)
            {
                low--;
            }

            ranges.Add(string.Create(CultureInfo.InvariantCulture, $"{high}{(low == high ? "" : $"..{low}")}"));
            high = low;
        }

        return string.Join(", ", ranges);
    }
}
