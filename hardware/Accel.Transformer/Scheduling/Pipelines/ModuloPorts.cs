using Accel.Transformer.Ir;

namespace Accel.Transformer.Scheduling.Pipelines;

/// <summary>Which ports are taken in which cycle modulo the initiation interval, and the order of what uses one port in an iteration.</summary>
internal sealed class ModuloPorts(int initiationInterval)
{
    private static readonly object Requests = new(), Answers = new();

    private readonly Dictionary<(object Port, int Slot), List<Effect>> _taken = [];
    private readonly Dictionary<object, (Effect First, Effect Last)> _order = [];
    private readonly Dictionary<object, int> _lastLoad = [];
    private int _lastAtStreams;

    /// <summary>Places an effect in the first cycle from <paramref name="cycle"/> on in which its port is free and its order is kept.</summary>
    /// <returns>The cycle, or null when the port is taken in every cycle of the interval.</returns>
    public int? Place(Effect effect, int cycle)
    {
        switch (effect)
        {
            case StoreEffect store:
                cycle = Math.Max(cycle, _lastLoad.GetValueOrDefault(store.Array));
                return InOrder(effect, store.Array, cycle);
            case LoadEffect load when ArrayShape.IsSynchronous(load.Result.Array!):
                return Free(effect, (load.Result.Array!, "read"), cycle);
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
        => _lastLoad[load.Result.Array!] = Math.Max(load.Cycle, _lastLoad.GetValueOrDefault(load.Result.Array!));

    /// <summary>Requests and answers keep their order from one iteration to the next: the first of the next comes after the last of this one.</summary>
    public IEnumerable<Dependence> Orders()
        => _order.Where(o => o.Key == Requests || o.Key == Answers || o.Key is StreamEnd)
            .Select(o => new Dependence(o.Value.Last, o.Value.First, 1, 1));

    // What waits at a stream holds up what stands behind it, and must not hold up what stands before it: none of the latter comes later.
    // One element per cycle passes an end.
    private int? AtStream(StreamEffect effect, int cycle)
    {
        // An element may say that a cell is written: not before the memory has taken it.
        _lastAtStreams = Math.Max(Math.Max(cycle, _lastAtStreams), _order.TryGetValue(Requests, out var requests)
            ? requests.Last.Cycle : 0);
        if (InOrder(effect, new StreamEnd(effect.Stream, effect is StreamWriteEffect), _lastAtStreams) is not { } free)
        {
            return null;
        }

        return _lastAtStreams = free;
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
        for (int tried = 0; tried < initiationInterval; tried++, cycle++)
        {
            if (!_taken.TryGetValue((port, cycle % initiationInterval), out var list))
            {
                _taken[(port, cycle % initiationInterval)] = list = [];
            }

            // In the same cycle of the same iteration, effects whose conditions exclude each other share the port; iterations that overlap do not.
            if (list.TrueForAll(other => other.Cycle == cycle && PortUse.AreExclusive(other.Predicate, effect.Predicate)))
            {
                list.Add(effect);
                return cycle;
            }
        }

        return null;
    }
}
