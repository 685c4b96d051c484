using Accel.Rtl;
using Accel.Transformer.Scheduling;

namespace Accel.Transformer.Lowering;

/// <summary>
/// A schedule to a state machine with its datapath. One state a scheduled cycle; a state is left when the memory has answered and has
/// taken what the state asks of it; everything that happens in a state happens on that edge.
/// </summary>
internal sealed class KernelLowering
{
    private readonly KernelSchedule _schedule;
    private readonly Wires _wires;
    private readonly StateTable _table;
    private readonly StorageMap _storage;
    private readonly MemoryPort _port;
    private readonly RegisterSignal _state;
    private readonly Signal[] _active;
    private readonly Signal[] _leaving;
    private readonly List<Signal> _stalls = [];

    private KernelLowering(KernelSchedule schedule)
    {
        _schedule = schedule;
        _wires = new Wires(new Module(schedule.Program.Name));
        _table = new StateTable(schedule);
        _storage = new StorageMap(_wires);
        Start = _wires.Module.Input("start", 1);
        Member = _wires.Module.Input("member", 8);
        _port = new MemoryPort(_wires, schedule.Entries.SelectMany(e => e.Regions).Any(NeedsBuffer));
        _state = _wires.Module.Register(_table.WidthBits, 0, "state");
        _active = [.. _table.States.Select(s => IsIn(s.Number))];
        _leaving = [.. _active];
    }

    private InputSignal Start { get; }

    private InputSignal Member { get; }

    /// <summary>Makes the module.</summary>
    public static LoweredKernel Run(KernelSchedule schedule)
    {
        var lowering = new KernelLowering(schedule);
        return new LoweredKernel(lowering.Build(), lowering._table);
    }

    private Module Build()
    {
        List<(EntrySchedule Entry, Region Region, RegionLowering Values)> regions = [];
        foreach (var entry in _schedule.Entries)
        {
            foreach (var region in entry.Regions)
            {
                RegionLowering values = null!;
                values = new RegionLowering(region, _wires, _storage, _port, (segment, cycle) => OnPath(segment, cycle, _active, values));
                regions.Add((entry, region, values));
            }
        }

        var next = new Selector(_wires);
        List<Signal> ends = [];
        StartEntries(next, ends);
        foreach (var (entry, region, values) in regions)
        {
            values.BuildNodes();
            new EffectLowering(_wires, _storage, _port, values, (s, c, signals) => OnPath(s, c, signals ?? _active, values)).FindStalls(region, _active, _leaving, _stalls);
            new EffectLowering(_wires, _storage, _port, values, (s, c, signals) => OnPath(s, c, signals ?? _leaving, values)).BuildEffects(region);
            values.DriveRegisters((segment, cycle) => _leaving[segment.States[cycle]]);
            foreach (var state in _table.States.Where(s => s.Region == region))
            {
                next.Add(_active[state.Number], NextOf(entry, values, state.Segment!, state.Cycle));
            }

            foreach (var exit in region.Exits.Where(e => e.Target is null))
            {
                ends.Add(OnPath(exit.From, exit.From.End, _leaving, values));
            }
        }

        Finish(next, ends);
        return _wires.Module.Flatten();
    }

    private Signal IsIn(int number)
    {
        var signal = _wires.IsEqual(_state, number);
        if (signal.NameHint is null && signal != _state)
        {
            signal.NameHint = "in_" + _table.States[number].Name;
        }

        return signal;
    }

    private void StartEntries(Selector next, List<Signal> ends)
    {
        List<Signal> known = [];
        for (int i = 0; i < _schedule.Entries.Count; i++)
        {
            var chosen = _wires.And(_wires.And(_active[0], Start), _wires.IsEqual(Member, i))!;
            known.Add(chosen);
            next.Add(chosen, StateConstant(_schedule.Entries[i].Regions[0].Root.States[0]));
        }

        // A member that does not exist ends at once.
        ends.Add(_wires.And(_wires.And(_active[0], Start), _wires.Not(_wires.OrAll(known)))!);
    }

    private Signal StateConstant(int number) => _wires.Constant(number, _table.WidthBits);

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

    private Signal NextOf(EntrySchedule entry, RegionLowering values, Segment segment, int cycle)
    {
        if (cycle < segment.End)
        {
            return StateConstant(segment.States[cycle + 1]);
        }

        if (segment.Exit is { } exit)
        {
            return StateConstant(exit.Target is null ? 0 : entry.At(exit.Target).Root.States[0]);
        }

        return _wires.Multiplex(
            values.Bit(segment.Decision!, cycle),
            NextOf(entry, values, segment.WhenTrue!, cycle),
            NextOf(entry, values, segment.WhenFalse!, cycle));
    }

    private void Finish(Selector next, List<Signal> ends)
    {
        var (enable, value) = next.Build();
        var stalled = _wires.OrAll(_stalls);
        if (stalled != _wires.Zero)
        {
            stalled.NameHint ??= "stalled";
        }

        _wires.Module.Drive(_state, value, _wires.And(enable, _wires.Not(stalled)));
        var done = _wires.Module.Register(1, 0, "done_flag");
        _wires.Module.Drive(done, _wires.OrAll(ends));
        _wires.Module.Output("done", done);
        _wires.Module.Output("busy", _wires.Not(_active[0]));
        _port.Finish();
        _storage.Finish();
    }

    private static bool NeedsBuffer(Region region)
    {
        Dictionary<(Segment, int), int> kinds = [];
        foreach (var segment in region.Segments)
        {
            foreach (var effect in segment.Effects)
            {
                int kind = effect is RequestEffect ? 1 : effect is ResponseEffect ? 2 : 0;
                if (kind != 0)
                {
                    var key = (segment.OwnerOf(effect.Cycle), effect.Cycle);
                    kinds[key] = kinds.GetValueOrDefault(key) | kind;
                }
            }
        }

        return kinds.ContainsValue(3);
    }
}

/// <summary>The module and its states.</summary>
internal sealed record LoweredKernel(Module Module, StateTable States);
