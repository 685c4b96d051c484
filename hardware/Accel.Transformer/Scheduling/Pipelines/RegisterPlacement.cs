using Accel.Transformer.Ir;

namespace Accel.Transformer.Scheduling.Pipelines;

/// <summary>
/// Places the operators of a scheduled slice so that few bits travel in registers from cycle to cycle. Effects, loads and what the
/// variables become stay where they are; everything else is first moved as late as its uses allow, then pulled forward where a result is
/// narrower than what it is made of. The placement is kept when it needs fewer bits than the earliest one.
/// </summary>
internal sealed class RegisterPlacement
{
    private readonly PipelineSlice _slice;
    private readonly NodeDelays _delays;
    private readonly NodeTiming _timing;
    private readonly int _interval;
    private readonly List<Node> _nodes;
    private readonly HashSet<Node> _pinned;
    private readonly Dictionary<Node, List<Node>> _consumers = [];
    private readonly Dictionary<Node, List<int>> _fixedUses = [];
    private readonly HashSet<(Node Condition, int Cycle)> _waits;
    private readonly Dictionary<Variable, int> _overwritten;

    private RegisterPlacement(PipelineSlice slice, NodeDelays delays, NodeTiming timing, int interval)
    {
        (_slice, _delays, _timing, _interval) = (slice, delays, timing, interval);
        _nodes = [.. slice.Region.Graph.Nodes.Where(n => n.IsUsed && !n.IsConstant && n.Cycle >= 0)];
        _pinned = [.. _nodes.Where(n => n.Kind is NodeKind.Variable or NodeKind.Load or NodeKind.Response or NodeKind.Element),
            .. slice.Writes.Select(w => w.Value), slice.Decision];
        _waits = [.. slice.Effects.OfType<StreamEffect>().Where(static e => e.Predicate is not null)
            .Select(static e => (e.Predicate!, e.Cycle))];
        _overwritten = slice.Writes.ToDictionary(w => w.Variable, w => NodePlacer.KnownIn(w.Value));
        CollectUses();
    }

    /// <summary>Changes the cycles of operators.</summary>
    /// <param name="slice">Scheduled for <paramref name="interval"/>.</param>
    /// <param name="delays">Of the operators.</param>
    /// <param name="timing">When values are there, and what a cycle has for them.</param>
    /// <param name="interval">Cycles between the starts of two iterations.</param>
    public static void Run(PipelineSlice slice, NodeDelays delays, NodeTiming timing, int interval)
    {
        var placement = new RegisterPlacement(slice, delays, timing, interval);
        var earliest = placement._nodes.ToDictionary(n => n, n => (n.Cycle, n.ReadyNs));
        long bits = placement.Bits();
        placement.Sink();
        bool fits = placement.Retime();
        if (fits)
        {
            placement.Pull();
        }

        if (!fits || placement.Bits() >= bits || !timing.Accepts())
        {
            foreach (var (node, (cycle, readyNs)) in earliest)
            {
                (node.Cycle, node.ReadyNs) = (cycle, readyNs);
            }
        }
    }

    private void CollectUses()
    {
        foreach (var node in _nodes)
        {
            _consumers[node] = [];
            _fixedUses[node] = [];
        }

        foreach (var node in _nodes)
        {
            foreach (var operand in node.Operands.Where(o => !o.IsConstant))
            {
                _consumers[operand].Add(node);
            }
        }

        foreach (var effect in _slice.Effects.Where(e => e is not ObservingEffect))
        {
            // A load is its node, whose cycle is that of its address; its condition counts where it shares a port.
            foreach (var input in effect is not LoadEffect load ? effect.Needs : load.IsGated ? [load.Predicate!] : [])
            {
                Use(input, effect.Cycle);
            }
        }

        Use(_slice.Decision, _interval - 1);
        foreach (var (variable, value) in _slice.Writes)
        {
            Use(value, _overwritten[variable]);
        }

        void Use(Node node, int cycle)
        {
            if (_fixedUses.TryGetValue(node, out var uses))
            {
                uses.Add(cycle);
            }
        }
    }

    // The first cycle in which anyone looks at a value.
    private int FirstUse(Node node)
        => _consumers[node].Select(UseCycle).Concat(_fixedUses[node]).DefaultIfEmpty(node.Cycle).Min();

    // The last cycle in which a register must have it; wiring passes the question on.
    private int LastUse(Node node)
    {
        int last = _fixedUses[node].DefaultIfEmpty(-1).Max();
        foreach (var consumer in _consumers[node])
        {
            last = Math.Max(last, consumer.IsWiring ? LastUse(consumer) : UseCycle(consumer));
        }

        return last;
    }

    private static int UseCycle(Node consumer) => consumer.Kind == NodeKind.Load ? consumer.AddressCycle : consumer.Cycle;

    private long Bits() => _nodes.Where(n => !n.IsWiring).Sum(Bits);

    private long Bits(Node node)
    {
        int from = node.Cycle;
        if (node.Kind == NodeKind.Variable && !_overwritten.TryGetValue(node.Variable!, out from))
        {
            return 0;
        }

        int lived = LastUse(node) - from;
        return lived <= 0 ? 0 : (long)node.SignalBits * ((lived + _interval - 1) / _interval);
    }

    private void Sink()
    {
        Dictionary<Node, double> tails = [];
        for (int i = _nodes.Count - 1; i >= 0; i--)
        {
            var node = _nodes[i];
            int cycle = _pinned.Contains(node) ? node.Cycle : Math.Max(node.Cycle, FirstUse(node));
            double tail = Tail(cycle);
            if (!_pinned.Contains(node) && cycle > node.Cycle && tail + _delays.Of(node) > _timing.BudgetNs)
            {
                cycle--;
                tail = Tail(cycle);
            }

            node.Cycle = cycle;
            tails[node] = tail + _delays.Of(node);

            // Behind the condition of an access to a stream is whether the iteration waits.
            double Tail(int at) => _consumers[node].Where(c => UseCycle(c) == at).Select(c => tails[c])
                .Append(_waits.Contains((node, at)) ? _delays.ControlNs : 0).Max();
        }
    }

    // Arrival times for the cycles as they are; false when something does not fit into its cycle.
    private bool Retime()
    {
        bool fits = true;
        foreach (var node in _nodes.Where(n => n.Kind is not (NodeKind.Variable or NodeKind.Response or NodeKind.Element)))
        {
            if (node.Kind == NodeKind.Load)
            {
                double index = node.Operands[0].Cycle == node.AddressCycle ? node.Operands[0].ReadyNs : 0;
                if (node.Cycle == node.AddressCycle)
                {
                    node.ReadyNs = index + _delays.Of(node);
                    fits &= index == 0 || node.ReadyNs <= _timing.BudgetNs;
                }
                else
                {
                    fits &= index <= _timing.BudgetNs;
                }

                continue;
            }

            if (!node.Operands.All(o => o.IsConstant || o.Cycle <= node.Cycle))
            {
                return false;
            }

            (double fromNs, node.ReadyNs) = _timing.At(node, node.Cycle);
            fits &= fromNs == 0 || node.IsWiring || node.ReadyNs <= _timing.BudgetOf(node);
        }

        return fits;
    }

    private void Pull()
    {
        foreach (var node in _nodes.Where(n => !_pinned.Contains(n) && !n.IsWiring))
        {
            int least = node.Operands.Where(o => !o.IsConstant).Select(o => o.Cycle).DefaultIfEmpty(0).Max();
            var roots = node.Operands.Select(Root).Where(o => !o.IsConstant).Distinct().ToList();
            var (best, bestReady) = (node.Cycle, node.ReadyNs);
            long now = Bits(node) + roots.Sum(Bits);
            int last = node.Cycle;
            for (int cycle = last - 1; cycle >= least; cycle--)
            {
                var (fromNs, readyNs) = _timing.At(node, cycle);
                if (fromNs > 0 && readyNs > _timing.BudgetOf(node))
                {
                    break;
                }

                node.Cycle = cycle;
                long bits = Bits(node) + roots.Sum(Bits);
                if (bits < now)
                {
                    (now, best, bestReady) = (bits, cycle, readyNs);
                }
            }

            (node.Cycle, node.ReadyNs) = (best, bestReady);
            _ = _timing.At(node, best);
            Follow(node);
        }
    }

    // Wiring stands where what it is made of stands.
    private void Follow(Node node)
    {
        foreach (var consumer in _consumers[node].Where(c => c.IsWiring && !_pinned.Contains(c)))
        {
            (consumer.Cycle, consumer.ReadyNs) = (node.Cycle, node.ReadyNs);
            Follow(consumer);
        }
    }

    private static Node Root(Node node)
    {
        while (node.IsWiring)
        {
            node = node.Operands[0];
        }

        return node;
    }
}
