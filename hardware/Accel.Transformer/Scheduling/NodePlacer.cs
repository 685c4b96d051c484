using Accel.Transformer.Budgets;

namespace Accel.Transformer.Scheduling;

/// <summary>
/// Gives values the earliest cycle in which their operands are there and what is left of the clock suffices: operators are chained
/// within a cycle. Loads and answers of SimpleMemory are placed by whoever knows the ports.
/// </summary>
internal sealed class NodePlacer(NodeDelays delays, NodeTiming timing)
{
    private readonly Stack<Node> _open = [];

    /// <summary>For operators one behind the other.</summary>
    public NodePlacer(NodeDelays delays, double clockPeriodNs)
        : this(delays, new NodeTiming(delays, clockPeriodNs))
    {
    }

    /// <summary>What a cycle has for logic, ns.</summary>
    public double BudgetNs => timing.BudgetNs;

    /// <summary>The first cycle in which an entry's value is there; 0 when nothing is said.</summary>
    public Dictionary<Node, int> NotBefore { get; } = [];

    /// <summary>Sets the cycle of a value and of all that it needs.</summary>
    public void Place(Node root)
    {
        _open.Push(root);
        while (_open.TryPop(out var node))
        {
            CompileWatch.Check();
            if (node.Cycle >= 0)
            {
                continue;
            }

            if (node.Kind is NodeKind.Load or NodeKind.Response or NodeKind.Element)
            {
                throw new InvalidOperationException($"{node.Kind} at {node.Source} is used before it is placed");
            }

            var missing = node.Operands.Where(o => o.Cycle < 0).ToList();
            if (missing.Count > 0)
            {
                _open.Push(node);
                missing.ForEach(_open.Push);
                continue;
            }

            int cycle = node.Operands.Where(o => !o.IsConstant).Select(o => o.Cycle).Append(NotBefore.GetValueOrDefault(node)).Max();
            if (node.Term is { } term && term.Cycle == cycle)
            {
                cycle++;
            }

            var (fromNs, readyNs) = timing.At(node, cycle);
            if (fromNs > 0 && readyNs > timing.BudgetOf(node) && !node.IsWiring)
            {
                (_, readyNs) = timing.At(node, ++cycle);
            }

            (node.Cycle, node.ReadyNs) = (cycle, readyNs);
        }
    }

    /// <summary>
    /// Places what only looks on in a region, after everything else: what only that looks at is no hardware and takes no time, so that they
    /// cost neither a cycle nor a register.
    /// </summary>
    public static void PlaceObservers(Region region, NodeDelays delays)
    {
        var nodes = new NodePlacer(delays, double.MaxValue);
        foreach (var segment in region.Segments)
        {
            foreach (var observer in segment.Effects.OfType<ObservingEffect>())
            {
                observer.Cycle = segment.Start;
                foreach (var input in observer.Needs)
                {
                    nodes.Place(input);
                    observer.Cycle = Math.Max(observer.Cycle, input.Cycle);
                }
            }
        }
    }

    /// <summary>The later of two arrivals, for what has no logic of its own.</summary>
    public static (int Cycle, double ReadyNs) Later(int cycle, double readyNs, Node input)
        => input.IsConstant ? (cycle, readyNs)
            : IsBeforeRegister(input) ? Later(cycle, readyNs, input.Cycle + 1, 0)
            : Later(cycle, readyNs, input.Cycle, input.ReadyNs);

    /// <summary>The cycle in which a value can go into a variable's register, or decide.</summary>
    public static int KnownIn(Node value) => value.IsConstant ? 0 : value.Cycle + (IsBeforeRegister(value) ? 1 : 0);

    // What the output register of a memory takes is there for that register only.
    private static bool IsBeforeRegister(Node node)
    {
        while (node.IsWiring)
        {
            node = node.Operands[0];
        }

        return node.Kind == NodeKind.Load && ArrayShape.HasOutputRegister(node.Array!);
    }

    private static (int Cycle, double ReadyNs) Later(int cycle, double readyNs, int inputCycle, double arrivalNs)
        => inputCycle < cycle ? (cycle, readyNs)
            : inputCycle > cycle ? (inputCycle, arrivalNs)
            : (cycle, Math.Max(readyNs, arrivalNs));

    /// <summary>
    /// Places a load whose index is placed.
    /// </summary>
    /// <param name="load">The load.</param>
    /// <param name="start">Not before this cycle.</param>
    /// <param name="free">From a cycle, the first one in which the array can be looked at.</param>
    public void PlaceLoad(LoadEffect load, int start, Func<int, int> free)
    {
        var node = load.Result;
        Place(node.Operands[0]);
        var (cycle, readyNs) = Later(start, 0, node.Operands[0]);
        if (!timing.Fits(load, cycle))
        {
            (cycle, readyNs) = (cycle + 1, 0);
        }

        load.Cycle = free(cycle);
        node.Port = load.Port;
        double delay = delays.Of(node);
        if (ArrayShape.IsSynchronous(node.Array!))
        {
            // Nothing is chained to what the output register takes.
            bool isRegistered = ArrayShape.HasOutputRegister(node.Array!);
            (node.AddressCycle, node.Cycle, node.ReadyNs) = (load.Cycle, load.Cycle + 1, isRegistered ? BudgetNs : delay);
            return;
        }

        double from = load.Cycle == cycle ? readyNs : 0;
        if (from > 0 && from + delay > BudgetNs)
        {
            (load.Cycle, from) = (load.Cycle + 1, 0);
        }

        (node.AddressCycle, node.Cycle, node.ReadyNs) = (load.Cycle, load.Cycle, from + delay);
    }
}
