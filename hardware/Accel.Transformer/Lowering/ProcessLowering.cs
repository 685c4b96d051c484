using Accel.Rtl;
using Accel.Rtl.Coverage;
using Accel.Transformer.Lowering.Pipelines;
using Accel.Transformer.Lowering.Sharing;
using Accel.Transformer.Scheduling;

namespace Accel.Transformer.Lowering;

/// <summary>
/// A process to a state machine with its datapath. One state a scheduled cycle; a state is left when the memory has answered and has
/// taken what the state asks of it; everything that happens in a state happens on that edge.
/// </summary>
internal sealed class ProcessLowering
{
    private readonly Wires _wires;
    private readonly StorageMap _storage;
    private readonly MemoryPort _port;
    private readonly StateRegister _state;
    private readonly Signal[] _active;
    private readonly Signal[] _leaving;
    private readonly Stalls _stalls;
    private readonly List<Signal> _ends = [];
    private readonly List<Signal> _awaits = [];
    private readonly List<(StreamEffect Effect, Signal When)> _pipelineWaits = [];
    private readonly List<(StreamEffect Effect, Signal When)> _iterationWaits = [];
    private readonly SharedUnits _units;
    private readonly CoverLowering? _cover;

    public ProcessLowering(ProcessSchedule process, Wires wires, StorageMap storage, MemoryPort port, SharedUnits units, CoverLowering? cover)
    {
        (_wires, _storage, _port, _units, _cover) = (wires, storage, port, units, cover);
        States = new StateTable(process);
        _state = new StateRegister(_wires, States.States, Prefix, StateRegister.MostOneHot(units.Delays.LutInputs));
        _active = [.. States.States.Select(s => _state.IsIn(s.Number))];
        _leaving = [.. _active];
        _stalls = new Stalls(_wires);
    }

    /// <summary>Its states.</summary>
    public StateTable States { get; }

    /// <summary>Nothing runs: it can be started.</summary>
    public Signal IsIdle => _active[0];

    /// <summary>An entry ends in this cycle; complete after <see cref="Build"/>.</summary>
    public IReadOnlyList<Signal> Ends => _ends;

    /// <summary>Where it can wait at a stream, and when it does; complete after <see cref="Build"/>.</summary>
    public IReadOnlyList<(StreamEffect Effect, Signal When)> StreamWaits => [.. _stalls.Streams, .. _pipelineWaits];

    /// <summary>The same for counters of waits: of a pipelined loop where any of its iterations waits, not only where all of it
    /// stands.</summary>
    public IReadOnlyList<(StreamEffect Effect, Signal When)> CountedWaits => [.. _stalls.Streams, .. _iterationWaits];

    /// <summary>It waits for tasks that it has started; complete after <see cref="Build"/>.</summary>
    public Signal AwaitsTasks => _wires.OrAll(_awaits);

    private string Prefix => States.Process.Name.Length == 0 ? "" : States.Process.Name + "_";

    /// <summary>Starts an entry; only while it is idle.</summary>
    public void StartWhen(Signal when, int entry) => _state.Start(when, States.Process.Entries[entry].Regions[0].Root.States[0]);

    /// <summary>Makes values, effects and transitions.</summary>
    /// <param name="processes">The processes that others start, by their entry.</param>
    public void Build(IReadOnlyDictionary<FlowBlock, ProcessLowering> processes)
    {
        List<(EntrySchedule Entry, Region Region, RegionLowering Values)> regions = [];
        foreach (var entry in States.Process.Entries)
        {
            foreach (var region in entry.Regions)
            {
                RegionLowering values = null!;
                values = new RegionLowering(region, _wires, _storage, _port, _units, (segment, cycle) => OnPath(segment, cycle, _active, values));
                regions.Add((entry, region, values));
            }
        }

        regions.ForEach(r => r.Values.AssignUnits());
        var states = States.States.ToLookup(s => s.Region);
        foreach (var (entry, region, values) in regions)
        {
            values.BuildNodes();
            if (region.Pipeline is not null)
            {
                BuildPipeline(region);
            }

            var runs = StartedRun(region, processes);
            _awaits.Add(_wires.And(_active[region.Root.States[0]], runs)!);
            new EffectLowering(_wires, _storage, _port, values, _cover, (s, c, signals) => OnPath(s, c, signals ?? _active, values)).FindStalls(
                region, _active, _leaving, _stalls, runs);
            new EffectLowering(_wires, _storage, _port, values, _cover, (s, c, signals) => OnPath(s, c, signals ?? _leaving, values)).BuildEffects(region);
            values.DriveRegisters((segment, cycle) => _leaving[segment.States[cycle]]);
            foreach (var state in states[region])
            {
                _state.Go(_active[state.Number], NextOf(entry, values, state.Segment!, state.Cycle));
            }

            foreach (var exit in region.Exits)
            {
                var when = OnPath(exit.From, exit.From.End, _leaving, values);
                if (exit.IsEnd)
                {
                    _ends.Add(when);
                }

                foreach (var started in exit.Target?.Started ?? [])
                {
                    processes[started].StartWhen(when, 0);
                }
            }
        }
    }

    /// <summary>Connects the state, when everything that starts the process is known.</summary>
    public void Finish()
    {
        _state.Finish(HeldUp);
        foreach (var state in States.States)
        {
            _cover?.Reached(CoverKind.State, Prefix + state.Name, state.Source, _active[state.Number]);
        }

        _units.Finish(_wires, _active);
    }

    private Signal HeldUp()
    {
        var stalled = _stalls.Build(_port);
        if (stalled != _wires.Zero)
        {
            stalled.NameHint ??= Prefix + "stalled";
        }

        return stalled;
    }

    // The state rests until the loop is left.
    private void BuildPipeline(Region region)
    {
        int state = region.Root.States[0];
        PipelineLowering loop = new(region.Pipeline!, _wires, _storage, _port, _state.Runs(state), _cover);
        var leaves = loop.Build();
        _pipelineWaits.AddRange(loop.StreamWaits);
        _iterationWaits.AddRange(loop.IterationWaits);
        _leaving[state] = leaves;
        _stalls.Add(_wires.And(_active[state], _wires.Not(leaves))!);
    }

    // A process that the region's first state waits for is not done.
    private Signal StartedRun(Region region, IReadOnlyDictionary<FlowBlock, ProcessLowering> processes)
    {
        var run = _wires.OrAll(region.Entry.Started.Select(started => _wires.Not(processes[started].IsIdle)));
        if (region.Entry.Started.Count > 1)
        {
            run.NameHint ??= Prefix + "tasks_run";
        }

        return run;
    }

    // In a cycle after the segment's start the state says it all; in its first cycle the parent's decision does.
    private Signal OnPath(Segment segment, int cycle, Signal[] signals, RegionLowering values)
    {
        if (segment.Parent is not { } parent || cycle > segment.Start)
        {
            return signals[segment.States[cycle]];
        }

        var above = OnPath(parent, cycle, signals, values);
        var decision = values.Bit(parent.Decision!, cycle);
        return _wires.And(above, segment.IsWhenTrue ? decision : _wires.Not(decision))!;
    }

    private static NextState NextOf(EntrySchedule entry, RegionLowering values, Segment segment, int cycle)
        => cycle < segment.End ? new NextState.One(segment.States[cycle + 1])
            : segment.Exit is { } exit ? new NextState.One(exit.IsEnd ? 0 : entry.At(exit.Target!).Root.States[0])
            : new NextState.Choice(
                values.Bit(segment.Decision!, cycle),
                NextOf(entry, values, segment.WhenTrue!, cycle),
                NextOf(entry, values, segment.WhenFalse!, cycle));
}
