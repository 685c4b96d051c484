using System.Collections.Concurrent;
using System.Collections.Immutable;
using Accel.Boards.Projects;
using Accel.Boards.Reports;
using Accel.Generation;
using Accel.Models;
using Accel.Rtl;
using Accel.Rtl.Estimation;
using Accel.Rtl.Vhdl;
using Accel.ToolRunners;

namespace Accel.Boards.Designs;

/// <summary>Chooses engines for boards, by estimates. Kernels and cycles are computed once for all boards of a clock, family and
/// port.</summary>
/// <param name="model">What is run.</param>
/// <param name="portBits">Bits of the memory port; null for those of each board.</param>
/// <param name="shells">Puts a kernel behind a transport; null for <see cref="BoardShells.Build"/>.</param>
public sealed class BoardFit(
    SpikingTransformerModel model, int? portBits = null, Func<GeneratedKernel, Board, TransportKind, Module>? shells = null)
{
    /// <summary>How much of a board's LUTs and flip-flops a design may take: more than this, and routing misses the clock.</summary>
    public const double Share = 0.65;

    /// <summary>What is run.</summary>
    public SpikingTransformerModel Model => model;

    private readonly Func<GeneratedKernel, Board, TransportKind, Module> _build = shells ?? BoardShells.Build;
    private readonly EngineCandidates _candidates = new(model);
    private readonly ConcurrentDictionary<(string, DeviceFamily, double, int), Lazy<GeneratedKernel>> _kernels = new();
    private readonly Dictionary<string, long> _cycles = [];

    // The single core is asked for again by every engine of several.
    private readonly Dictionary<(string Board, TransportKind Transport, string Options), Shell> _shells = [];

    // Of the LUTs of an engine of one core, shell included, so many are the core's at least.
    private const double ShareOfCore = 0.7;

    /// <summary>Finds the fastest that fits: the first one, as the fastest are tried first.</summary>
    public async Task<FitResult> RunAsync(Board board, bool synthesises, CancellationToken cancellationToken)
    {
        var transport = board.Pcie is not null ? TransportKind.Pcie : board.Transports.First();
        long cells = BoardDesign.MemoryCellsOf(board, transport);
        int port = BoardRequest.Of(
            board, transport, KernelDesign.OfAccel(KernelGenerator.Engine), ImmutableSortedDictionary<string, string>.Empty, "", portBits)
            .PortBits;
        var candidates = _candidates.Of(cells, port, out string? noRoom, MemoryTiming.Of(board, transport));
        foreach (var configuration in candidates)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (IsHopeless(board, transport, configuration, candidates))
            {
                continue;
            }

            var made = configuration.Cores <= 2 ? Make(board, transport, configuration) : Extrapolate(board, transport, configuration);
            if (Fits(made.Estimate, board.Budget))
            {
                long cycles = await CyclesAsync(made, cancellationToken).ConfigureAwait(false);
                return Result(board, transport, made, cycles, synthesises
                    ? Synthesise(made.Shell.Value, board.Family, cancellationToken) : null);
            }
        }

        return new FitResult(board.Id, transport, null, [], null, null, null, null) { NoRoom = noRoom };
    }

    private static FitResult Result(Board board, TransportKind transport, Made made, long cycles, Mapped? synthesised)
    {
        double clock = new AllowedClock(board.Clock.KernelHz / 1e6, Math.Max(made.Estimate.DepthNs, synthesised?.Path?.Ns ?? 0)).MHz;
        return new FitResult(
            board.Id, transport, made.Configuration, ResourceUse.Of(made.Estimate).Of(board.Budget), made.Estimate.FrequencyMHz, clock,
            cycles, clock * 1e6 / cycles)
        {
            Synthesised = synthesised?.Use.Of(board.Budget),
            SynthesisedMHz = 1000 / synthesised?.Path?.Ns,
        };
    }

    private static bool Fits(ResourceEstimate e, ResourceBudget budget)
        => e.Luts <= Share * budget.Luts && e.FlipFlops <= Share * budget.FlipFlops
            && e.BlockRams <= budget.BlockRams && e.Multipliers <= budget.Multipliers;

    // Cores are alike, so that many of them need not be generated to be counted: one, and by how much two are more.
    private Made Extrapolate(Board board, TransportKind transport, EngineConfiguration configuration)
    {
        var one = Make(board, transport, configuration.WithCores(1)).Estimate;
        var two = Make(board, transport, configuration.WithCores(2)).Estimate;
        int more = configuration.Cores - 1;
        var estimate = two with
        {
            Luts = one.Luts + (more * (two.Luts - one.Luts)),
            FlipFlops = one.FlipFlops + (more * (two.FlipFlops - one.FlipFlops)),
            Multipliers = one.Multipliers + (more * (two.Multipliers - one.Multipliers)),
            BlockRams = one.BlockRams + (more * (two.BlockRams - one.BlockRams)),
        };
        var shell = new Lazy<Module>(() => Make(board, transport, configuration).Shell.Value);
        return new Made(configuration, null, shell, estimate);
    }

    private bool IsHopeless(
        Board board, TransportKind transport, EngineConfiguration configuration, ImmutableArray<EngineConfiguration> candidates)
    {
        var single = configuration.Cores == 1 ? null : candidates.FirstOrDefault(c => c.Cores == 1
            && (c.Kernel, c.Lanes, c.AttentionUnits) == (configuration.Kernel, configuration.Lanes, configuration.AttentionUnits));
        return single is not null
            && configuration.Cores * ShareOfCore * Make(board, transport, single).Estimate.Luts > Share * board.Budget.Luts;
    }

    private Made Make(Board board, TransportKind transport, EngineConfiguration configuration)
    {
        var design = KernelDesign.OfAccel(configuration.Kernel);
        var options = BoardRequest.Of(board, transport, design, configuration.Replacements, "", portBits).KernelOptions;
        var kernel = _kernels.GetOrAdd(
            (configuration.Options, options.Family, options.ClockPeriodNs, options.PortBits),
            _ => new Lazy<GeneratedKernel>(() => KernelGenerator.Generate(configuration.Kernel, options))).Value;
        var key = (board.Id, transport, configuration.Options);
        if (!_shells.TryGetValue(key, out var known))
        {
            var shell = _build(kernel, board, transport);
            _shells[key] = known = new Shell(shell, Estimator.Estimate(shell, DelayTable.Of(board.Family)));
        }

        return new Made(configuration, kernel, new Lazy<Module>(known.Module), known.Estimate);
    }

    private async Task<long> CyclesAsync(Made made, CancellationToken cancellationToken)
        => made.Configuration.EstimatedCycles is { } estimated ? estimated
            : _cycles.TryGetValue(made.Configuration.Options, out long known) ? known
            : _cycles[made.Configuration.Options] = await EngineCycles.CountAsync(made.Kernel!, model, cancellationToken)
            .ConfigureAwait(false);

    private static Mapped Synthesise(Module shell, DeviceFamily family, CancellationToken cancellationToken)
    {
        using var directory = new ToolDirectory();
        var synthesis = DeviceMapping.Run(new Series7Synthesis(), directory, VhdlWriter.Write(shell), shell.Name, cancellationToken);
        return new Mapped(synthesis.Use(), DeviceMapping.Time(directory, synthesis, shell.Name, family, cancellationToken));
    }

    private sealed record Mapped(ResourceUse Use, CellPath? Path);

    // The kernel is null where its figures were computed from smaller ones.
    private sealed record Made(
        EngineConfiguration Configuration, GeneratedKernel? Kernel, Lazy<Module> Shell, ResourceEstimate Estimate);

    private sealed record Shell(Module Module, ResourceEstimate Estimate);
}
