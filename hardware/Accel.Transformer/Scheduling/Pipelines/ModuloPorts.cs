using Accel.Transformer.Ir;

namespace Accel.Transformer.Scheduling.Pipelines;

/// <summary>
/// Which ports are taken in which cycle modulo the initiation interval, and the order of what uses one port in an iteration.
/// </summary>
/// <param name="initiationInterval">The interval.</param>
/// <param name="dual">Arrays with two ports that each read or write.</param>
/// <param name="ports">What block RAMs can have.</param>
internal sealed class ModuloPorts(int initiationInterval, IReadOnlySet<ArrayVariable> dual, DualPorts ports)
{
    private static readonly object Requests = new(), Answers = new();

    private readonly Dictionary<(object Port, int Slot), List<Effect>> _taken = [];
    private readonly Dictionary<object, (Effect First, Effect Last)> _order = [];
    private readonly Dictionary<object, int> _lastLoad = [];
    private readonly Dictionary<ArrayVariable, List<ArrayAccess>> _accesses =
        dual.ToDictionary(static a => a, static _ => new List<ArrayAccess>());
    private readonly List<Effect> _tokens = [], _given = [], _handedOver = [];
    private readonly Dictionary<ArrayVariable, int> _lastStore = [], _lastStoreBeforeToken = [];
    private int _lastAtStreams, _lastTaken, _lastHandedOver = -1;

    /// <summary>
    /// Places an effect in the first cycle from <paramref name="cycle"/> on in which its port is free and its order is kept.
    /// </summary>
    /// <returns>The cycle, or null when the port is taken in every cycle of the interval.</returns>
    public int? Place(Effect effect, int cycle)
    {
        switch (effect)
        {
            case StoreEffect store:
                cycle = Math.Max(AfterToken(store.Array, cycle), _lastLoad.GetValueOrDefault(store.Array));
                return NoteStore(store, InOrder(effect, store.Array, Apart(store, cycle)));
            case LoadEffect load when ArrayShape.IsSynchronous(load.Array):
                return Free(effect, load.Array, AfterStores(load.Array, cycle));
            case LoadEffect load:
                return AfterStores(load.Array, cycle);
            case PortRequest:
                // A write after all answers before it: reads that are asked for later must not see it. And after what is read from a
                // stream, which may say that another task is done with the cell.
                cycle = Math.Max(cycle, _lastAtStreams);
                return InOrder(effect, Requests, _order.TryGetValue(Answers, out var answers) ? Math.Max(cycle, answers.Last.Cycle) : cycle);
            case StreamEffect stream:
                return AtStream(stream, cycle);
            case PortAnswer:
                return InOrder(effect, Answers, cycle);
            default:
                return cycle;
        }
    }

    /// <summary>Notes when a load looks at its array: a later store of the iteration must not come before.</summary>
    public void NoteLoad(LoadEffect load)
    {
        _lastLoad[load.Array] = Math.Max(load.Cycle, _lastLoad.GetValueOrDefault(load.Array));
        _accesses.GetValueOrDefault(load.Array)?.Add(load);
        NoteAccess(load.Array, load, load.Cycle + (AreTakenInTurns(load) ? 1 : 0));
    }

    /// <summary>Requests and answers keep their order from one iteration to the next: the first of the next comes after the last of this
    /// one. What a token hands over is used by later iterations than that which reads it, and by earlier ones than that which sends
    /// it.</summary>
    public IEnumerable<Dependence> Orders()
        => _order.Where(o => o.Key == Requests || o.Key == Answers || o.Key is StreamEnd)
            .Select(o => new Dependence(o.Value.Last, o.Value.First, 1, 1))
            .Concat(_tokens.SelectMany(token => _handedOver.Select(access => new Dependence(token, access, 1, 1))))
            .Concat(_given.SelectMany(token => _handedOver.Select(access =>
                new Dependence(access, token, 1, access is LoadEffect load && AreTakenInTurns(load) ? 2 : 1))));

    private bool AreTakenInTurns(LoadEffect load) => ports.AreTakenInTurns(load.Array, dual.Contains(load.Array));

    // An array that is handed over is used from the cycle of the token that was read on, and no more in the cycle of one that is written:
    // it may be written before its cycle is over.
    private int AfterToken(ArrayVariable array, int cycle) => array.HandedBy is null ? cycle : Math.Max(cycle, _lastTaken);

    // A load behind a token knows nothing of the stores before it.
    private int AfterStores(ArrayVariable array, int cycle)
        => Math.Max(AfterToken(array, cycle), _lastStoreBeforeToken.GetValueOrDefault(array, -1) + 1);

    private int? NoteStore(StoreEffect store, int? cycle)
    {
        if (cycle is { } taken)
        {
            NoteAccess(store.Array, store, taken);
            _lastStore[store.Array] = taken;
        }

        return cycle;
    }

    private void NoteAccess(ArrayVariable array, Effect access, int cycle)
    {
        if (array.HandedBy is not null)
        {
            _handedOver.Add(access);
            _lastHandedOver = Math.Max(_lastHandedOver, cycle);
        }
    }

    private void NoteToken(StreamEffect effect, int cycle)
    {
        if (effect is StreamWriteEffect)
        {
            _given.Add(effect);
            return;
        }

        _tokens.Add(effect);
        _lastTaken = cycle;
        foreach (var (array, stored) in _lastStore)
        {
            _lastStoreBeforeToken[array] = stored;
        }
    }

    // What waits at a stream holds up what stands behind it, and must not hold up what stands before it: none of the latter comes later.
    // One element per cycle passes an end.
    private int? AtStream(StreamEffect effect, int cycle)
    {
        // An element may say that a cell is written: not before the memory has taken it.
        _lastAtStreams = Math.Max(Math.Max(cycle, _lastAtStreams), _order.TryGetValue(Requests, out var requests)
            ? requests.Last.Cycle : 0);
        if (effect is StreamWriteEffect && effect.Stream.CarriesTokens)
        {
            _lastAtStreams = Math.Max(_lastAtStreams, _lastHandedOver + 1);
        }

        if (InOrder(effect, new StreamEnd(effect.Stream, effect is StreamWriteEffect), _lastAtStreams) is not { } free)
        {
            return null;
        }

        if (effect.Stream.CarriesTokens)
        {
            NoteToken(effect, free);
        }

        return _lastAtStreams = free;
    }

    // With two ports for anything no access shares its cycle with a store that may be at the same element.
    private int Apart(StoreEffect store, int cycle)
    {
        if (_accesses.TryGetValue(store.Array, out var accesses))
        {
            cycle = accesses.Where(store.MayMeet).Select(static a => a.Cycle + 1).Append(cycle).Max();
            accesses.Add(store);
        }

        return cycle;
    }

    private sealed record StreamEnd(StreamVariable Stream, bool IsWrite);

    private int? InOrder(Effect effect, object port, int cycle)
    {
        var known = _order.TryGetValue(port, out var order);
        if (Free(effect, port, known ? Math.Max(cycle, order.Last.Cycle) : cycle) is not { } free)
        {
            return null;
        }

        effect.Cycle = free;
        _order[port] = (known ? order.First : effect, effect);
        return free;
    }

    private int? Free(Effect effect, object port, int cycle)
    {
        for (int last = cycle + initiationInterval; cycle < last; cycle++)
        {
            if (effect is ArrayAccess access ? TakeOne(access, cycle) : Take(effect, port, cycle))
            {
                return cycle;
            }
        }

        return null;
    }

    private bool TakeOne(ArrayAccess access, int cycle)
    {
        foreach (int port in DualPorts.For(access, dual.Contains(access.Array)))
        {
            if (Take(access, (access.Array, port), cycle))
            {
                access.Port = port;
                return true;
            }
        }

        return false;
    }

    // In the same cycle of the same iteration, effects whose conditions exclude each other share the port; iterations that overlap do not.
    private bool Take(Effect effect, object port, int cycle)
    {
        if (!_taken.TryGetValue((port, cycle % initiationInterval), out var list))
        {
            _taken[(port, cycle % initiationInterval)] = list = [];
        }

        if (!list.TrueForAll(other => other.Cycle == cycle && PortUse.CanShare(other, effect, cycle)))
        {
            return false;
        }

        PortUse.Gate(list, effect);
        list.Add(effect);
        return true;
    }
}
