using System.Globalization;
using Accel.Transformer.Diagnostics;
using Accel.Transformer.Ir;
using Accel.Transformer.Passes;
using Accel.Transformer.Scheduling.Pipelines.Ranges;

namespace Accel.Transformer.Scheduling.Pipelines;

/// <summary>
/// Turns the loops marked [Pipeline] into pipelines with the smallest initiation interval that the recurrences and the memory port allow,
/// and says what bounds it. A loop that asked for an interval that cannot be had is an error; one that asked for the best that there is
/// (interval 0) stays a state machine.
/// </summary>
/// <param name="function">The function.</param>
/// <param name="delays">The device family.</param>
/// <param name="context">Receives what is refused and noted.</param>
/// <param name="refusals">Receives why loops stay state machines.</param>
/// <param name="ports">Receives the block RAMs that need two ports for anything.</param>
internal sealed class PipelinePlanner(
    Function function, NodeDelays delays, PassContext context, Dictionary<LoopStatement, string> refusals, DualPorts ports)
{
    /// <summary>Iterations by which the access slice is taken to be ahead before it is known: the reads under way, and what is in the
    /// slices' stages.</summary>
    private const int UsuallyAhead = 160;

    // How many block RAMs had two ports for anything when a loop was scheduled.
    private readonly Dictionary<LoopStatement, int> _known = [];
    private readonly LoopRanges _ranges = new(function);

    /// <summary>
    /// The pipelines of the function; complete after <see cref="Plan()"/>, final when no planner's <see cref="Settle"/> changes anything.
    /// </summary>
    public Dictionary<LoopStatement, PipelinedLoop> Plans { get; } = [];

    /// <summary>Plans all loops.</summary>
    public void Plan()
    {
        foreach (var loop in IrWalk.All(function.Body).OfType<LoopStatement>().Where(l => l.InitiationInterval is not null).Distinct()
            .ToList())
        {
            Try(loop, Plan);
        }
    }

    /// <summary>Schedules the loops again that use block RAM which has been found to need two ports for anything since.</summary>
    /// <returns>True when there was one.</returns>
    public bool Settle()
    {
        bool changes = false;
        foreach (var (loop, planned) in Plans.ToList())
        {
            var found = ports.Arrays.Skip(_known[loop]).ToHashSet();
            if (planned.Slices.SelectMany(s => s.Effects).OfType<ArrayAccess>().Any(a => found.Contains(a.Array)))
            {
                changes = true;
                _ = Plans.Remove(loop);
                Try(loop, _ => Scheduled(planned, planned.InitiationInterval, static _ => false));
            }
        }

        return changes;
    }

    private void Try(LoopStatement loop, Func<LoopStatement, PipelinedLoop> plan)
    {
        try
        {
            Plans.Add(loop, plan(loop));
            _known[loop] = ports.Arrays.Count;
        }
        catch (PipelineRefusal refusal)
        {
            string name = loop.Counter?.Name ?? "(no variable)";
            if (loop.InitiationInterval > 0)
            {
                context.Report(
                    DiagnosticDescriptors.Interval, refusal.Place ?? loop.Source, name, loop.InitiationInterval, refusal.Message);
            }
            else
            {
                refusals.Add(loop, refusal.Message);
                context.Note(DiagnosticDescriptors.NotPipelined, refusal.Place ?? loop.Source, name, refusal.Message);
            }
        }
    }

    private PipelinedLoop Plan(LoopStatement loop)
    {
        LookAhead? ahead = null;
        LoopFacts facts = new(loop, IrWalk.BlockOf(function.Body, loop), _ranges);
        while (true)
        {
            bool mayLook = (ahead ?? LookAhead.Of(function, loop)) is { CanGoFurther: true };
            try
            {
                var planned = PlanAsItIs(loop, facts, mayLook);
                if (!mayLook || !planned.Slices.Any(DecidesLate))
                {
                    return planned;
                }
            }
            catch (PipelineRefusal refusal) when (refusal.IsOfCondition && mayLook)
            {
            }

            ahead ??= LookAhead.Of(function, loop)!;
            ahead.GoFurther();
        }
    }

    // Behind the decision whether another iteration follows are the slices' handshake, all enables and the next state: no less than the
    // reserve for control again.
    private bool DecidesLate(PipelineSlice slice)
        => slice.Decision.Cycle == slice.InitiationInterval - 1 && slice.Decision.ReadyNs > 0
            && slice.Decision.ReadyNs + (2 * delays.ControlNs) > new NodePlacer(delays, context.Options.ClockPeriodNs).BudgetNs;

    // A condition that comes too late is refused before a larger interval is tried where it may be looked further ahead.
    private PipelinedLoop PlanAsItIs(LoopStatement loop, LoopFacts facts, bool mayLookAhead)
    {
        var after = ReadOutside(loop);
        var (access, execute, missed) = Slice(loop, facts, after);
        bool writes = execute.Effects.OfType<PortRequest>().Any();
        var burst = access is not null && writes ? null : Burst.Of(loop, access ?? execute, context.Options.PortBits / 32);
        var late = execute.Writes.Select(w => w.Variable).ToHashSet();
        foreach (var slice in access is null ? [execute] : new[] { access, execute })
        {
            BalanceSums.Run(slice.Region, delays, late);
            if (delays.SumsTakeGates)
            {
                GatedSums.Mark(slice.Region);
            }
        }

        int requests = execute.Effects.OfType<PortRequest>().Count() + (access?.Effects.OfType<PortRequest>().Count() ?? 0);
        string? bound = requests > 1 ? string.Create(CultureInfo.InvariantCulture, $"the memory port takes one request a cycle, and an iteration makes {requests}") : null;
        int wanted = loop.InitiationInterval!.Value;
        if (wanted > 0 && requests > wanted)
        {
            throw new PipelineRefusal(bound!, loop.Source);
        }

        var scheduled = Scheduled(new PipelinedLoop(loop, access, execute, burst, bound), Math.Max(1, Math.Max(wanted, requests)),
            refusal => refusal.IsOfCondition && mayLookAhead);
        return missed is var (distance, why) && scheduled.IterationsAhead >= distance ? throw why : scheduled;
    }

    // With the smallest interval from one on, or the one that is wanted.
    private PipelinedLoop Scheduled(PipelinedLoop loop, int least, Func<PipelineRefusal, bool> endsSearch)
    {
        var shared = new Lazy<IReadOnlySet<Variable>>(() => SetOutside(loop.Loop));
        PipelineRefusal? At(int interval) => loop.Slices
            .Select(slice => Schedule(slice, shared, interval, endsSearch))
            .FirstOrDefault(r => r is not null);

        var found = new IntervalSearch(At, refusal => loop.Loop.InitiationInterval > 0 || endsSearch(refusal)).Run(least);
        if (loop.Access is { } access)
        {
            Hasten(access, found.Interval, interval => Schedule(access, shared, interval, static _ => false));
        }

        return loop with { BoundBy = found.Bound ?? loop.BoundBy };
    }

    // What asks for cells need not keep step with what uses them: a cycle faster it makes up for those in which others have the port, and
    // does not press them more than that.
    private void Hasten(PipelineSlice access, int interval, Func<int, PipelineRefusal?> schedule)
    {
        bool isFaster = interval > Math.Max(1, access.Effects.OfType<PortRequest>().Count())
            && schedule(interval - 1) is null && !DecidesLate(access);
        if (!isFaster)
        {
            _ = schedule(interval);
        }
    }

    // With a reserve for control that suits most, and where that leaves too little, with what control needs.
    private PipelineRefusal? Schedule(
        PipelineSlice slice, Lazy<IReadOnlySet<Variable>> shared, int interval, Func<PipelineRefusal, bool> endsSearch)
    {
        double periodNs = context.Options.ClockPeriodNs;
        int waits = slice.Effects.Count(static e => e is StreamEffect);
        var refusal = ModuloScheduler.Run(slice, delays, new NodeTiming(delays, periodNs) { Waits = waits }, interval, ports);
        return refusal is null || endsSearch(refusal) ? refusal
            : ModuloScheduler.Run(slice, delays, new SliceTiming(delays, periodNs, slice, shared.Value) { Waits = waits }, interval, ports);
    }

    // Variables that the rest of the function gives other values than one constant: their registers choose.
    private HashSet<Variable> SetOutside(LoopStatement loop)
    {
        var inside = IrWalk.Blocks(loop).SelectMany(IrWalk.All).ToHashSet();
        return [.. IrWalk.All(function.Body).Where(s => !inside.Contains(s)).SelectMany(static s => IrWalk.Targets(s).Select(t => (t, s)))
            .GroupBy(static p => p.t, static p => (p.s as AssignStatement)?.Value as ConstantExpression)
            .Where(static g => g.Contains(null) || g.Select(static c => c!.Value).Distinct().Count() > 1)
            .Select(static g => g.Key)];
    }

    private (PipelineSlice? Access, PipelineSlice Execute, (int Distance, PipelineRefusal Refusal)? Missed) Slice(LoopStatement loop,
        LoopFacts facts, IReadOnlySet<Variable> after)
    {
        int cells = context.Options.PortBits / 32;
        var set = IrWalk.Blocks(loop).SelectMany(IrWalk.All).SelectMany(IrWalk.Targets).ToHashSet();
        var renewed = Renewed(loop, after);
        var execute = new PipelineSlice(StraightLine.Build(loop, set, renewed, context.Options.Covers), facts);
        PipelineSlice? access = null;
        (int Distance, PipelineRefusal Refusal)? missed = null;
        if (execute.Effects.Any(e => e is ResponseEffect))
        {
            missed = MissedWrite(loop, execute);
            if (missed is var (distance, refusal) && distance <= UsuallyAhead)
            {
                throw refusal;
            }

            CheckOtherTasks(loop, execute);
            access = new PipelineSlice(StraightLine.Build(loop, set, renewed, context.Options.Covers), facts);
            access.Region.Root.Effects.RemoveAll(e => e is not (LoadEffect or PortRequest { IsWrite: false }));
            access.Prune(new HashSet<Variable>());
            CheckAccess(access, execute);
        }

        execute.Region.Root.Effects.RemoveAll(e => e is PortRequest { IsWrite: false });
        execute.Prune(after);
        if (cells > 1)
        {
            if (access is not null)
            {
                Beats.JoinAnswers(execute, Beats.JoinReads(access, cells));
            }

            Beats.JoinWrites(execute, cells);
        }

        return (access, execute, missed);
    }

    // What is asked for must not depend on an answer, nor on an array that the loop changes: the access slice is ahead of both.
    private static void CheckAccess(PipelineSlice access, PipelineSlice execute)
    {
        var stored = execute.Effects.OfType<StoreEffect>().Select(s => s.Array).ToHashSet();
        foreach (var node in access.Cone())
        {
            if (node.Kind == NodeKind.Response)
            {
                throw new PipelineRefusal(
                    "which cell is read, or whether another iteration follows, depends on the answer of the memory to the read in it", node.Source);
            }

            if (node.Kind == NodeKind.Element)
            {
                throw new PipelineRefusal(
                    $"which cell is read, or whether another iteration follows, depends on what is read from {node.Stream!.Name}",
                    node.Source);
            }

            if (node.Kind == NodeKind.Load && stored.Contains(node.Array!))
            {
                throw new PipelineRefusal($"which cell is read, or whether another iteration follows, depends on {node.Array!.Name}, which the loop changes", node.Source);
            }

            if (node.Kind == NodeKind.Load && node.Array!.HandedBy is not null
                && execute.Effects.OfType<StreamEffect>().Any(e => e.Stream.CarriesTokens))
            {
                throw new PipelineRefusal(
                    $"which cell is read, or whether another iteration follows, depends on {node.Array.Name}, which other tasks use as well", node.Source);
            }

            if (node.Kind == NodeKind.Load && ArrayShape.IsSynchronous(node.Array!))
            {
                throw new PipelineRefusal($"which cell is read depends on {node.Array!.Name} in block RAM, whose one read port the loop needs itself", node.Source);
            }
        }
    }

    // What is read from a stream may say that another task has written the cells that are read: they must not be asked for ahead of it.
    private void CheckOtherTasks(LoopStatement loop, PipelineSlice iteration)
    {
        if (iteration.Effects.OfType<StreamReadEffect>().FirstOrDefault() is { } read
            && IrWalk.All(function.Body).OfType<ParallelStatement>()
            .Where(p => p.IsNetwork).Any(p => p.Blocks.Exists(b => IrWalk.All(b).Contains(loop))
                && p.Blocks.Exists(b => !IrWalk.All(b).Contains(loop) && Footprint.Of(b).WritesMemory)))
        {
            throw new PipelineRefusal(
                $"cells are asked for ahead of what is read from {read.Stream.Name}, and another task writes to SimpleMemory meanwhile",
                read.Source);
        }
    }

    // The access slice reads ahead of the writes, and so misses one that fewer iterations lie behind than it is ahead: the one behind which
    // are fewest.
    private static (int Distance, PipelineRefusal Refusal)? MissedWrite(LoopStatement loop, PipelineSlice iteration)
    {
        (int Distance, PipelineRefusal Refusal)? first = null;
        var requests = iteration.Effects.OfType<RequestEffect>().ToList();
        var dependences = new Dependences(iteration);
        foreach (var (write, place) in requests.Select((r, i) => (r, i)).Where(r => r.r.Data is not null))
        {
            for (int other = 0; other < requests.Count; other++)
            {
                var read = requests[other];
                if (read.Data is not null)
                {
                    continue;
                }

                int ahead = (loop.TripCount ?? int.MaxValue) - 1;
                if (dependences.MissedWrite(write, read, ahead, other > place) is { } missed
                    && (first is not var (distance, _) || missed.Distance < distance))
                {
                    first = (missed.Distance, new PipelineRefusal(Missed(missed.Distance, missed.IsCertain, write.Source?.Line),
                        read.Source));
                }
            }
        }

        return first;
    }

    private static string Missed(int distance, bool isCertain, int? line) => (isCertain, distance) switch
    {
        (true, 0) =>
            $"the read sees what line {line} writes in the same iteration, and it is made ahead of the writes: keep the value in a variable",
        (true, _) => string.Create(
            CultureInfo.InvariantCulture,
            $"the read is made ahead of the writes of earlier iterations, and it sees what line {line} wrote {(distance == 1 ? "one iteration" : $"{distance} iterations")} before: "
                + $"keep the value in {(distance == 1 ? "a variable" : "an array")} from one iteration to the next"),
        _ => "the read is made ahead of the writes of earlier iterations, and it cannot be shown that it reads none of the cells that line "
            + $"{line} writes (the two cells must be affine in the same loop variable, or their ranges apart)",
    };

    // Variables that get another value before each run of the loop, and that nobody reads behind it.
    private HashSet<Variable> Renewed(LoopStatement loop, IReadOnlySet<Variable> after)
    {
        var block = IrWalk.BlockOf(function.Body, loop);
        return block is null ? [] : [.. block.Statements.TakeWhile(s => s != loop).Where(static s => s is AssignStatement
                or MemoryReadStatement or ReadResponse or StreamReadStatement)
            .SelectMany(IrWalk.Targets).Where(v => !after.Contains(v))];
    }

    private HashSet<Variable> ReadOutside(LoopStatement loop)
    {
        var inside = IrWalk.Blocks(loop).SelectMany(IrWalk.All).ToHashSet();
        return [.. IrWalk.All(function.Body).Where(s => !inside.Contains(s) && s != loop).SelectMany(IrWalk.Expressions).SelectMany(IrWalk.Variables)];
    }
}
