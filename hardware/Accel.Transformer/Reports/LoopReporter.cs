using System.Collections.Immutable;
using System.Globalization;
using Accel.Transformer.Ir;
using Accel.Transformer.Scheduling;
using Accel.Transformer.Scheduling.Pipelines;

namespace Accel.Transformer.Reports;

/// <summary>The loops that a schedule has, in the order of the source.</summary>
internal sealed class LoopReporter
{
    private readonly Dictionary<LoopStatement, (ProcessSchedule Process, EntrySchedule Entry, FlowBlock Block)> _places = [];
    private readonly KernelSchedule _schedule;

    private LoopReporter(KernelSchedule schedule)
    {
        _schedule = schedule;
        foreach (var process in schedule.Processes)
        {
            foreach (var entry in process.Entries)
            {
                foreach (var block in entry.Blocks.Where(b => b.Loop is not null))
                {
                    _places.TryAdd(block.Loop!, (process, entry, block));
                }
            }
        }
    }

    /// <summary>The name of a process in a report.</summary>
    public static string NameOf(ProcessSchedule process) => process.Name.Length == 0 ? "main" : process.Name;

    /// <summary>All loops, each with the statement that it was.</summary>
    public static List<(LoopStatement Statement, LoopReport Report)> Run(KernelSchedule schedule)
    {
        var reporter = new LoopReporter(schedule);
        List<(LoopStatement, LoopReport)> loops = [];
        foreach (var function in schedule.Program.EntryPoints)
        {
            foreach (var loop in IrWalk.All(function.Body).OfType<LoopStatement>().Distinct())
            {
                loops.Add((loop, reporter.Report(function, loop)));
            }
        }

        return loops;
    }

    private LoopReport Report(Function function, LoopStatement loop)
    {
        var plan = _places.TryGetValue(loop, out var place) ? place.Block.Pipeline : null;
        var around = plan is null && place.Block is not null ? LoopCycles.Of(place.Entry, place.Block) : null;
        return new LoopReport(
            loop.Counter?.Name,
            loop.Source?.File,
            loop.Source is { Line: > 0 } source ? source.Line : null,
            function.Name,
            NameOf(ProcessOf(loop)),
            plan is null ? LoopForm.StateMachine : LoopForm.Pipelined,
            IsLeftEarly(loop) ? null : loop.TripCount,
            plan?.InitiationInterval,
            plan is null ? null : BoundBy(plan),
            plan?.Access?.LatencyCycles,
            plan?.Execute.LatencyCycles,
            around?.Shortest,
            around?.Longest,
            plan is null ? _schedule.Refusals.GetValueOrDefault(loop) ?? "[Pipeline] does not ask for it" : null)
        {
            Beside = [.. BesideOf(function, loop).Select(Describe)],
            Behind = loop.Behind is var (before, shared) ? $"{Describe(before)}, because {shared}" : null,
        };
    }

    private static IEnumerable<LoopStatement> BesideOf(Function function, LoopStatement loop)
        => loop.InitiationInterval is null ? [] : IrWalk.All(function.Body).OfType<ParallelStatement>()
            .Where(p => p.IsOfLoops && p.Blocks.Exists(b => b.Statements.Contains(loop)))
            .SelectMany(static p => p.Blocks).SelectMany(static b => b.Statements).OfType<LoopStatement>().Where(other => other != loop);

    private static string Describe(LoopStatement loop) => string.Create(
        CultureInfo.InvariantCulture,
        $"the loop {(loop.Counter is { } counter ? $"over {counter.Name}" : "without a variable")} in line {loop.Source?.Line ?? 0}");

    private static bool IsLeftEarly(LoopStatement loop)
    {
        var inside = IrWalk.Blocks(loop).SelectMany(IrWalk.All).ToHashSet();
        return inside.Any(s => s is ReturnStatement || (s is BreakStatement leave && !inside.Contains(leave.Loop)) || (s is ContinueStatement next && next.Loop != loop && !inside.Contains(next.Loop)));
    }

    // A loop that does nothing but run another one, has no block of its own.
    private ProcessSchedule ProcessOf(LoopStatement loop)
        => IrWalk.Blocks(loop).SelectMany(IrWalk.All).OfType<LoopStatement>().Prepend(loop)
            .Concat(_places.Keys.Where(outer => IrWalk.Blocks(outer).SelectMany(IrWalk.All).Contains(loop)))
            .Where(_places.ContainsKey).Select(l => _places[l].Process).FirstOrDefault() ?? _schedule.Processes[0];

    private static string BoundBy(PipelinedLoop plan)
    {
        int interval = plan.InitiationInterval;
        return interval == 1 ? "nothing; an iteration a cycle is the most that a pipeline does"
            : plan.Loop.InitiationInterval == interval && PortRequests(plan) < interval
                ? string.Create(CultureInfo.InvariantCulture, $"the directive, which asks for {interval} cycles")
                : plan.BoundBy ?? throw new InvalidOperationException($"the loop at {plan.Loop.Source} has an interval of {interval} and no cause");
    }

    /// <summary>Requests to SimpleMemory in an iteration.</summary>
    public static int PortRequests(PipelinedLoop plan) => plan.Slices.SelectMany(s => s.Effects).OfType<PortRequest>().Count();
}
