using Accel.Transformer.Ir;

namespace Accel.Transformer.Scheduling.Pipelines;

/// <summary>
/// Schedules a slice for an initiation interval: list scheduling with chained operators, repeated with later bounds until everything that
/// one iteration owes to the next is kept (variables, arrays, the order of requests). Based on iterative modulo scheduling (Rau, MICRO-27,
/// 1994), without backtracking: effects keep program order, so that only lower bounds move.
/// </summary>
internal sealed class ModuloScheduler
{
    /// <summary>A variable that comes later by the same again and again waits for itself, and would do so up to any bound.</summary>
    private const int SteadyMoves = 8;

    private readonly PipelineSlice _slice;
    private readonly NodeDelays _delays;
    private readonly NodeTiming _timing;
    private readonly int _interval;
    private readonly IReadOnlyList<Dependence> _arrays;
    private readonly DualPorts _ports;
    private readonly HashSet<ArrayVariable> _dual;
    private readonly HashSet<ArrayVariable> _decided = [];
    private readonly Dictionary<Effect, int> _notBefore = [];
    private readonly Dictionary<Variable, int> _entries = [];
    private readonly Dictionary<Variable, (int By, int Times)> _steps = [];
    private bool _moved;

    private ModuloScheduler(PipelineSlice slice, NodeDelays delays, NodeTiming timing, int interval, DualPorts ports)
    {
        (_slice, _delays, _timing, _interval, _ports, _dual) = (slice, delays, timing, interval, ports, [.. ports.Arrays]);
        _arrays = slice.OfArrays;
    }

    /// <summary>Sets all cycles of a slice.</summary>
    /// <param name="slice">The slice.</param>
    /// <param name="delays">The device family.</param>
    /// <param name="timing">When values are there, and what a cycle has for them.</param>
    /// <param name="interval">The interval.</param>
    /// <param name="ports">Receives the block RAMs that need two ports for anything.</param>
    /// <returns>Null when the interval was reached, else what forbids it.</returns>
    public static PipelineRefusal? Run(PipelineSlice slice, NodeDelays delays, NodeTiming timing, int interval, DualPorts ports)
        => new ModuloScheduler(slice, delays, timing, interval, ports).Run();

    private PipelineRefusal? Run()
    {
        _slice.InitiationInterval = _interval;
        return Settle(out int latency) ?? Finish(ReadOwnLater(latency));
    }

    // A schedule that keeps everything, or what forbids it.
    private PipelineRefusal? Settle(out int latency)
    {
        int bound = int.MaxValue;
        while (true)
        {
            latency = 0;
            var ports = new ModuloPorts(_interval, _dual, _ports);
            if (PlaceAll(ports) is { } full)
            {
                if (full is ArrayAccess access && CanRelieve(access.Array))
                {
                    continue;
                }

                return Full(full);
            }

            latency = 1 + Ends().DefaultIfEmpty(0).Max();
            // The first schedule has nothing but the operators' delays: a bound that moves past this many intervals chases itself.
            bound = Math.Min(bound, (2 * latency) + (4 * _interval) + 8);
            if (Late(ports, bound) is { } recurrence)
            {
                return recurrence;
            }

            if (!_moved)
            {
                return null;
            }
        }
    }

    // What the loop sends to itself is read as late as costs nothing: from the write of an element to its read lie as many iterations as
    // the stream holds, and each stage from the read to the write is one that they have to make up for. Returns the latency.
    private int ReadOwnLater(int latency)
    {
        foreach (var read in _slice.Effects.OfType<StreamReadEffect>().ToList())
        {
            var write = _slice.Effects.OfType<StreamWriteEffect>().FirstOrDefault(w => w.Stream == read.Stream);
            while (write is not null && write.Cycle > read.Cycle)
            {
                int distance = write.Cycle - read.Cycle;
                var (notBefore, entries) = (_notBefore.ToList(), _entries.ToList());
                _notBefore[read] = read.Cycle + 1;
                _steps.Clear();
                if (Settle(out int then) is null && then <= latency && write.Cycle - read.Cycle < distance && IsInTime())
                {
                    continue;
                }

                Restore(_notBefore, notBefore);
                Restore(_entries, entries);
                _steps.Clear();
                _ = Settle(out latency);
                break;
            }
        }

        return latency;
    }

    private bool IsInTime()
        => _timing.TooLate() is null && NodePlacer.KnownIn(_slice.Decision) <= _interval - 1 && _timing.IsDecidedInTime();

    private static void Restore<TKey>(Dictionary<TKey, int> bounds, List<KeyValuePair<TKey, int>> before)
        where TKey : notnull
    {
        bounds.Clear();
        foreach (var (key, bound) in before)
        {
            bounds.Add(key, bound);
        }
    }

    // Loads of which at most one happens may share a port once it is known which; else a second port may help.
    private bool CanRelieve(ArrayVariable array)
    {
        var accesses = _slice.Effects.OfType<ArrayAccess>().Where(a => a.Array == array && a.Predicate is not null).ToList();
        bool canShare = ArrayShape.IsSynchronous(array)
            && accesses.Exists(a => a is LoadEffect && accesses.Exists(b => PortUse.AreExclusive(a.Predicate, b.Predicate)));
        return (canShare && _decided.Add(array)) || (_ports.CanHold(array) && _dual.Add(array));
    }

    private PipelineRefusal? Finish(int latency)
    {
        if (_timing.TooLate() is { } late)
        {
            return Recurrence.Of(_slice, late, _interval);
        }

        if (NodePlacer.KnownIn(_slice.Decision) > _interval - 1 || !_timing.IsDecidedInTime())
        {
            int cycles = NodePlacer.KnownIn(_slice.Decision) + 1;
            string when = cycles > _interval ? $"only after {cycles} cycles" : "too late in the cycle for what follows from that";
            return new PipelineRefusal(
                $"whether another iteration follows is known {when}"
                + Recurrence.Lines(_slice.Decision), _slice.Decision.Source)
            {
                IsOfCondition = true,
            };
        }

        _ports.Add(_dual);
        OutsideReads.Gate(_slice);
        RegisterPlacement.Run(_slice, _delays, _timing, _interval);
        NodePlacer.PlaceObservers(_slice.Region, _delays);
        _slice.LatencyCycles = Math.Max(latency, _interval);
        foreach (var (variable, value) in _slice.Writes)
        {
            _slice.WriteCycles[variable] = NodePlacer.KnownIn(value);
        }

        return null;
    }

    private IEnumerable<int> Ends()
        => _slice.Effects.Where(e => e is not (LoadEffect or ObservingEffect)).Select(e => e.Cycle)
            .Concat(_slice.Writes.Select(w => NodePlacer.KnownIn(w.Value))).Append(NodePlacer.KnownIn(_slice.Decision));

    // Null, or what found its ports taken in every cycle.
    private Effect? PlaceAll(ModuloPorts ports)
    {
        var nodes = new NodePlacer(_delays, _timing);
        foreach (var node in _slice.Region.Graph.Nodes)
        {
            (node.Cycle, node.ReadyNs, node.AddressCycle) = (-1, 0, -1);
            if (node.Kind == NodeKind.Variable && _entries.TryGetValue(node.Variable!, out int entry))
            {
                nodes.NotBefore[node] = entry;
            }
        }

        Dictionary<StoreEffect, int> stores = [];
        foreach (var effect in _slice.Effects.Where(e => e is not ObservingEffect))
        {
            int start = _notBefore.GetValueOrDefault(effect);
            if (effect is LoadEffect load)
            {
                bool inTurns = _ports.AreTakenInTurns(load.Array, _dual.Contains(load.Array));
                load.IsGated = inTurns && load.Predicate is not null;
                int seen = load.After is null ? 0 : stores[load.After] + 1;
                if (load.Predicate is not null && (inTurns || _decided.Contains(load.Array)))
                {
                    nodes.Place(load.Predicate);
                    seen = Math.Max(seen, load.Predicate.Cycle);
                }
                else if (OutsideReads.MayBe(load))
                {
                    nodes.Place(load.Predicate!);
                }

                bool isFull = false;
                nodes.PlaceLoad(load, Math.Max(start, seen), cycle =>
                {
                    int? free = ports.Place(load, cycle);
                    isFull |= free is null;
                    return free ?? cycle;
                });
                ports.NoteLoad(load);
                if (isFull)
                {
                    return effect;
                }

                continue;
            }

            double readyNs = 0;
            foreach (var input in effect.Needs)
            {
                nodes.Place(input);
                (start, readyNs) = NodePlacer.Later(start, readyNs, input);
            }

            if (!_timing.Fits(effect, start))
            {
                start++;
            }

            if (ports.Place(effect, start) is not { } cycle)
            {
                return effect;
            }

            effect.Cycle = cycle;
            if (effect is StoreEffect store)
            {
                stores[store] = cycle;
            }

            foreach (var element in (effect as StreamReadEffect)?.Results.OfType<Node>() ?? [])
            {
                (element.Cycle, element.ReadyNs) = (cycle, _delays.ElementNs(element.Stream!));
            }

            foreach (var answer in effect is ResponseEffect one ? [one.Result] : effect is BeatAnswer beat ? beat.Cells.Select(c => c.Result) : [])
            {
                (answer.Cycle, answer.ReadyNs) = (cycle, _delays.PortNs);
            }
        }

        nodes.Place(_slice.Decision);
        foreach (var (_, value) in _slice.Writes)
        {
            nodes.Place(value);
        }

        return null;
    }

    // Moves lower bounds up where an iteration comes too early for the one before it.
    private PipelineRefusal? Late(ModuloPorts ports, int bound)
    {
        _moved = false;
        bool isBeyond = false;
        List<Variable> later = [];
        foreach (var (variable, value) in _slice.Writes)
        {
            int available = NodePlacer.KnownIn(value) + 1 - _interval;
            if (available > _entries.GetValueOrDefault(variable) && _slice.Region.Graph.Nodes.Any(n => n.Kind == NodeKind.Variable && n.Variable == variable && n.IsUsed))
            {
                int by = available - _entries.GetValueOrDefault(variable);
                var (last, times) = _steps.GetValueOrDefault(variable);
                _steps[variable] = (by, by == last ? times + 1 : 1);
                (_entries[variable], _moved) = (available, true);
                isBeyond |= available > bound || _steps[variable].Times >= SteadyMoves;
                later.Add(variable);
            }
        }

        if (isBeyond)
        {
            // What only follows from it comes later and later as well: the cause is what all of that depends on.
            var carried = LoopCarried.Of(_slice.Region);
            var entries = _slice.Region.Graph.Nodes.Where(static n => n.Kind == NodeKind.Variable && n.IsUsed)
                .ToDictionary(static n => n.Variable!);
            return Recurrence.Of(_slice, later.MinBy(v => carried.CircleOf(entries[v]) is >= 0 and var circle ? circle : int.MaxValue)!,
                _interval);
        }

        foreach (var dependence in _arrays.Concat(ports.Orders()))
        {
            int least = dependence.From.Cycle + DelayOf(dependence) - (dependence.Distance * _interval);
            if (dependence.To.Cycle < least)
            {
                (_notBefore[dependence.To], _moved) = (least, true);
                if (least > bound)
                {
                    return Recurrence.Of(dependence, _interval);
                }
            }
        }

        return null;
    }

    // With two ports for anything the old value is not there for a load in the cycle of the store.
    private int DelayOf(Dependence dependence)
        => dependence.From is LoadEffect load && _dual.Contains(load.Array) ? 1 : dependence.DelayCycles;

    private PipelineRefusal Full(Effect effect) => effect switch
    {
        ArrayAccess access => AtArray(access),
        StreamEffect stream => AtStream(stream),
        _ => new PipelineRefusal(
            $"the memory port takes one request and gives one answer a cycle, and an iteration has {_slice.Effects.OfType<PortRequest>().Count()} requests and "
            + $"{_slice.Effects.OfType<PortAnswer>().Count()} answers", effect.Source),
    };

    private PipelineRefusal AtStream(StreamEffect effect)
    {
        int count = _slice.Effects.OfType<StreamEffect>()
            .Count(e => e.Stream == effect.Stream && e is StreamWriteEffect == effect is StreamWriteEffect);
        return new(
            $"{effect.Stream.Name} is {(effect is StreamWriteEffect ? "written" : "read")} {count} times an iteration, and one element per cycle passes", effect.Source);
    }

    private PipelineRefusal AtArray(ArrayAccess access)
    {
        int loads = _slice.Effects.OfType<LoadEffect>().Count(l => l.Array == access.Array);
        int stores = _slice.Effects.OfType<StoreEffect>().Count(s => s.Array == access.Array);
        string read = $"read {loads} times", written = $"written {stores} times";
        string uses = _ports.Lack(access.Array) is not null ? access is LoadEffect ? read : written
            : loads == 0 ? written : stores == 0 ? read : $"{read} and {written}";
        string have = _ports.Lack(access.Array) ?? "block RAM has two ports";
        return new($"{access.Array.Name} is {uses} an iteration, and {have}", access.Source);
    }
}
