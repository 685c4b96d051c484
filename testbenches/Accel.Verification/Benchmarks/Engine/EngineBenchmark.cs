using Accel.Generation;
using Accel.Golden;
using Accel.Host.Engine;
using Accel.Host.EventEngine;
using Accel.Rtl.Bench;
using Accel.ToolRunners;
using Accel.Transformer.Budgets;

namespace Accel.Verification;

/// <summary>
/// Measures the engine on networks: the smallest engine that all of them run on is generated once, its netlist simulated whole with its
/// memory, and synthesised whole.
/// </summary>
public sealed class EngineBenchmark
{
    /// <summary>Cycles from a read to its data, unless told otherwise: those of an external memory.</summary>
    public const int DefaultLatency = 32;

    // A run that takes longer does not end: so many times its estimate, and what a trace of the largest networks takes besides.
    private const int MostOfEstimate = 4;
    private const long MostOfTrace = 8_000_000;

    private readonly double? _clockMHz;
    private readonly int _latency;
    private readonly Dictionary<EventEngineLimits, EngineDesign> _designs = [];

    /// <summary>Prepares it.</summary>
    /// <param name="limits">Of the engine.</param>
    /// <param name="clockMHz">The clock to schedule for; null for the fastest that the compiler takes it at.</param>
    /// <param name="latency">Cycles from a read to its data.</param>
    public EngineBenchmark(EventEngineLimits limits, double? clockMHz = null, int latency = DefaultLatency)
        => (Limits, _clockMHz, _latency) = (limits, clockMHz, latency);

    /// <summary>What the engine has room for.</summary>
    public EventEngineLimits Limits { get; }

    /// <summary>What compiling it may take; several cores are copied, and many of them are more than what it takes by default.</summary>
    public CompileBudgets Budgets { get; init; } = CompileBudgets.Default;

    /// <summary>Generates the engine.</summary>
    /// <returns>The clock that it was scheduled for, in MHz.</returns>
    /// <exception cref="GenerationException">The compiler refuses it.</exception>
    public double Generate(CancellationToken cancellationToken = default) => Design(Limits, cancellationToken).ClockMHz;

    /// <summary>Runs an image with a trace and without, and compares.</summary>
    /// <param name="workload">The network and the image.</param>
    /// <param name="progress">Told now and then how far it is, by the estimate.</param>
    /// <param name="tell">Told what differs.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="Models.ModelDoesNotFitException">The network does not run on the engine.</exception>
    public EngineMeasurement Measure(
        EngineWorkload workload, IProgress<double> progress, Action<string> tell, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(workload);
        ArgumentNullException.ThrowIfNull(progress);
        ArgumentNullException.ThrowIfNull(tell);
        var golden = GoldenModel.Run(workload.Network, workload.Input);
        var estimate = EventEstimate.Of(workload.Network, Limits with { MemoryLatency = _latency }, workload.Input);
        var run = Run(Limits, trace: false);
        string? difference = run.Difference ?? Traced();
        if (difference is not null)
        {
            tell($"{workload.Network.Configuration.Name}: {difference}");
        }

        var (shared, unshared) = LaneAdditions(workload, golden);
        double? slots = run.Cycles * 4.0 * Limits.Lanes * Limits.Cores;
        return new EngineMeasurement
        {
            Model = workload.Model,
            Density = workload.Density,
            WeightBits = workload.Network.Configuration.WeightBits,
            Cores = Limits.Cores,
            Lanes = Limits.Lanes,
            PortBits = Limits.PortBits,
            Cycles = run.Cycles,
            EstimatedCycles = estimate.Cycles,
            LaneUse = shared / slots,
            LaneUseUnshared = unshared / slots,
            BoundBy = estimate.BoundBy,
            Correct = difference is null,
        };

        EngineRun Run(EventEngineLimits limits, bool trace) => Design(limits, cancellationToken).Run(
            EngineProgram.Compile(workload.Network, limits, trace),
            workload.Input,
            golden,
            _latency,
            new KernelSimulationOptions
            {
                MostCycles = (MostOfEstimate * estimate.Cycles) + MostOfTrace,
                OnCycles = cycles => progress.Report(Math.Min(1, cycles / (double)estimate.Cycles)),
            },
            cancellationToken);

        // O of the attention is traced through rows of U that must be free: where they are not, an engine with more of them is run as well.
        string? Traced()
        {
            var traced = Run(Limits, trace: true);
            var missing = golden.Tensors.Select(static t => t.Name).Where(n => !traced.Compared.Contains(n)).ToList();
            if (traced.Difference is not null || missing.Count == 0)
            {
                return traced.Difference;
            }

            var roomy = Run(Limits with { ShortcutRows = 2 * Limits.ShortcutRows }, trace: true);
            return roomy.Difference ?? (missing.Find(n => !roomy.Compared.Contains(n)) is { } left ? $"{left} cannot be traced" : null);
        }
    }

    /// <summary>A measurement with what the engine takes on a 7-series device.</summary>
    /// <param name="measurements">Of this engine.</param>
    /// <param name="synthesis">Yosys.</param>
    /// <param name="tell">Told when it does not end in time; the measurements stay as they are then.</param>
    /// <param name="cancellationToken">Kills the tools.</param>
    /// <exception cref="ToolFailedException">A tool refuses the engine.</exception>
    public IReadOnlyList<EngineMeasurement> Synthesise(
        IReadOnlyList<EngineMeasurement> measurements,
        Series7Synthesis synthesis,
        Action<string> tell,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(measurements);
        ArgumentNullException.ThrowIfNull(synthesis);
        ArgumentNullException.ThrowIfNull(tell);
        try
        {
            var costs = Design(Limits, cancellationToken).Map(synthesis, cancellationToken);
            return
            [
                .. measurements.Select(m => m with
                {
                    Luts = costs.Cells.Luts,
                    Ffs = costs.Cells.FlipFlops,
                    BlockRams = costs.Cells.BlockRams,
                    Dsps = costs.Cells.Dsps,
                    PathNs = costs.PathNs,
                }),
            ];
        }
        catch (ToolFailedException e) when (e.Result.TimedOut)
        {
            tell(FormattableString.Invariant(
                $"Yosys did not end within {synthesis.TimeLimit.TotalMinutes:0} minutes: LUTs, flip-flops, block RAMs and path are left out"));
            return measurements;
        }
    }

    private EngineDesign Design(EventEngineLimits limits, CancellationToken cancellationToken)
    {
        if (!_designs.TryGetValue(limits, out var design))
        {
            _designs[limits] = design = EngineDesign.Generate(limits, _clockMHz, Budgets, cancellationToken);
        }

        return design;
    }

    private static (long Shared, long Unshared) LaneAdditions(EngineWorkload workload, GoldenResult golden)
    {
        var attention = workload.Network.Blocks.Select(static b => b.Attention.Name).ToHashSet(StringComparer.Ordinal);
        var layers = NetworkActivity.Of(workload.Network, workload.Input, golden).Where(l => !attention.Contains(l.Layer)).ToList();
        return (layers.Sum(static l => l.Shared), layers.Sum(static l => l.Gated));
    }
}
