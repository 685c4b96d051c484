using System.Collections.Concurrent;
using Accel.Boards;
using Accel.Boards.Projects;
using Accel.Boards.Reports;
using Accel.Host.Simulation;
using Accel.Models;
using Accel.Rtl;
using Accel.Rtl.Estimation;
using Accel.Rtl.Vhdl;
using Accel.ToolRunners;

namespace Accel.Cli;

/// <summary>The largest engine of the ladder that a board has room for, and what it is estimated to do there.</summary>
/// <param name="Board">The board's id.</param>
/// <param name="Transport">The way to the host.</param>
/// <param name="Configuration">The engine; null when not even the smallest fits.</param>
/// <param name="Resources">Of the device, shell and on-chip memory included, against the board's.</param>
/// <param name="EstimatedMHz">The fastest clock by the estimate of the longest path.</param>
/// <param name="ClockMHz">The slowest of that, the board's and, where it was asked for, Yosys's.</param>
/// <param name="Cycles">An image of the model; null when the engine has no room for it.</param>
/// <param name="ImagesPerSecond">At <paramref name="ClockMHz"/>.</param>
internal sealed record FitResult(
    string Board, TransportKind Transport, EngineConfiguration? Configuration, IReadOnlyList<ResourceShare> Resources, double? EstimatedMHz, double? ClockMHz, long? Cycles,
    double? ImagesPerSecond)
{
    /// <summary>Why the engine cannot run the model; null when it can.</summary>
    public string? NoRoom { get; init; }

    /// <summary>Yosys's count, when it was asked for.</summary>
    public IReadOnlyList<ResourceShare>? Synthesised { get; init; }

    /// <summary>The fastest clock by Yosys's static timing analysis, likewise.</summary>
    public double? SynthesisedMHz { get; init; }
}

/// <summary>Chooses engines for boards, by estimates. Kernels and cycles are computed once for all boards of a clock and family.</summary>
/// <param name="model">What is run.</param>
/// <param name="services">The shells.</param>
/// <param name="portBits">Bits of the memory port; null for those of each board.</param>
internal sealed class BoardFit(SpikingTransformerModel model, CliServices services, int? portBits = null)
{
    /// <summary>How much of a board's LUTs and flip-flops a design may take: more than this, and routing misses the clock.</summary>
    internal const double Share = 0.65;

    /// <summary>What is run.</summary>
    internal SpikingTransformerModel Model => model;

    private readonly ConcurrentDictionary<(EngineConfiguration, DeviceFamily, double, int), Lazy<GeneratedKernel>> _kernels = new();
    private readonly Dictionary<GeneratedKernel, (long? Cycles, string? NoRoom)> _cycles = [];

    /// <summary>Finds the largest that fits by halving: what is larger on the ladder never takes less.</summary>
    internal async Task<FitResult> RunAsync(Board board, bool synthesises, CancellationToken cancellationToken)
    {
        var transport = board.Pcie is not null ? TransportKind.Pcie : board.Transports.First();
        Made? best = null;
        int low = 0, high = EngineConfiguration.Ladder.Length;
        while (low < high)
        {
            cancellationToken.ThrowIfCancellationRequested();
            int middle = (low + high) / 2;
            var made = Make(board, transport, EngineConfiguration.Ladder[middle].WithMemory(BoardDesign.MemoryCellsOf(board, transport)));
            if (Fits(made.Estimate, board.Budget))
            {
                (best, low) = (made, middle + 1);
            }
            else
            {
                high = middle;
            }
        }

        if (best is null)
        {
            return new FitResult(board.Id, transport, null, [], null, null, null, null);
        }

        var (cycles, noRoom) = await CyclesAsync(best.Kernel, cancellationToken).ConfigureAwait(false);
        var synthesised = synthesises ? Synthesise(best.Shell, board.Family, cancellationToken) : null;
        double? synthesisedMHz = 1000 / synthesised?.Path?.Ns;
        double clock = new AllowedClock(board.Clock.KernelHz / 1e6, Math.Max(best.Estimate.DepthNs, synthesised?.Path?.Ns ?? 0)).MHz;
        return new FitResult(
            board.Id, transport, best.Configuration, ResourceUse.Of(best.Estimate).Of(board.Budget), best.Estimate.FrequencyMHz, clock,
            cycles, cycles is { } c ? clock * 1e6 / c : null)
        {
            NoRoom = noRoom,
            Synthesised = synthesised?.Use.Of(board.Budget),
            SynthesisedMHz = synthesisedMHz,
        };
    }

    private static bool Fits(ResourceEstimate e, ResourceBudget budget)
        => e.Luts <= Share * budget.Luts && e.FlipFlops <= Share * budget.FlipFlops && e.BlockRams <= budget.BlockRams && e.Multipliers <= budget.Multipliers;

    private Made Make(Board board, TransportKind transport, EngineConfiguration configuration)
    {
        var options = BoardRequest.Of(board, transport, configuration.Kernel, configuration.Replacements, "", portBits).KernelOptions;
        var kernel = _kernels.GetOrAdd(
            (configuration, options.Family, options.ClockPeriodNs, options.PortBits),
            _ => new Lazy<GeneratedKernel>(() => KernelGenerator.Generate(configuration.Kernel, options))).Value;
        var shell = services.Shells(kernel, board, transport);
        var estimate = Estimator.Estimate(shell, DelayTable.Of(board.Family));
        return new Made(configuration, kernel, shell, estimate);
    }

    private async Task<(long? Cycles, string? NoRoom)> CyclesAsync(GeneratedKernel kernel, CancellationToken cancellationToken)
    {
        if (_cycles.TryGetValue(kernel, out var known))
        {
            return known;
        }

        try
        {
            return _cycles[kernel] = (await EngineCycles.CountAsync(kernel, model, cancellationToken).ConfigureAwait(false), null);
        }
        catch (ModelDoesNotFitException e)
        {
            return _cycles[kernel] = (null, e.Message);
        }
    }

    private static Mapped Synthesise(Module shell, DeviceFamily family, CancellationToken cancellationToken)
    {
        using var directory = new ToolDirectory();
        var synthesis = DeviceMapping.Run(new Series7Synthesis(), directory, VhdlWriter.Write(shell), shell.Name, cancellationToken);
        return new Mapped(synthesis.Use(), DeviceMapping.Time(directory, synthesis, shell.Name, family, cancellationToken));
    }

    private sealed record Mapped(ResourceUse Use, CellPath? Path);

    private sealed record Made(EngineConfiguration Configuration, GeneratedKernel Kernel, Module Shell, ResourceEstimate Estimate);
}
