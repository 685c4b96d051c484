using Accel.Transformer.Ir;
using Accel.Transformer.Scheduling.Pipelines;

namespace Accel.Transformer.Scheduling;

/// <summary>
/// Chains of additions become balanced trees: wrap-around addition is associative, and inside an exact graph there is nothing to wrap.
/// The two terms that are ready first, and among those the two narrowest, are added first. The region gets a new graph.
/// </summary>
internal sealed class BalanceSums
{
    /// <summary>Later than anything that is computed in one iteration.</summary>
    private const double LateNs = 1e6;

    /// <summary>Later still: the way around the loop that the sum itself is on.</summary>
    private const double AroundNs = 2e6;

    private readonly Region _region;
    private readonly NodeDelays _delays;
    private readonly IReadOnlySet<Variable>? _late;
    private readonly LoopCarried? _carried;
    private readonly Graph _graph = new();
    private readonly Node?[] _map;
    private readonly double[] _aroundNs;
    private readonly Dictionary<Node, double> _ready = [];
    private ChosenSums? _chosen;

    private BalanceSums(Region region, NodeDelays delays, IReadOnlySet<Variable>? late)
    {
        (_region, _delays, _late) = (region, delays, late);
        (_map, _aroundNs) = (new Node?[region.Graph.Nodes.Count], new double[region.Graph.Nodes.Count]);

        // Whatever a sum is of, the term by which it depends on its own last value is added last: the way around the loop must stay short.
        _carried = late is null ? null : LoopCarried.Of(region);
    }

    /// <summary>Rebuilds the graph of a region.</summary>
    /// <param name="region">The region.</param>
    /// <param name="delays">Tells which term is ready first.</param>
    /// <param name="late">Variables that are best added last: those that an iteration of a pipelined loop sets.</param>
    public static void Run(Region region, NodeDelays delays, IReadOnlySet<Variable>? late = null)
    {
        DemandBits.Run(region);
        new BalanceSums(region, delays, late).Run();
        DemandBits.Run(region);
    }

    private void Run()
    {
        var inner = FindInner(_region.Graph, CountUses(_region));
        _chosen = new ChosenSums(_region.Graph, inner);
        foreach (var node in _region.Graph.Nodes.Where(n => n.IsUsed && !inner.Contains(n)))
        {
            var made = Rebuild(node, inner);
            made.Name ??= node.Name;
            _map[node.Id] = made;
            if (!IsSum(node) && node.Operands.Where(o => AreAround(node, o)).Select(o => (double?)_aroundNs[o.Id]).Max() is { } arrives)
            {
                _aroundNs[node.Id] = arrives + DelayOf(made);
            }
        }

        _region.Graph = _graph;
        foreach (var segment in _region.Segments)
        {
            segment.Effects.RemoveAll(e => e is LoadEffect { Result.IsUsed: false });
            foreach (var effect in segment.Effects)
            {
                effect.Map(n => _map[n.Id]!);
                effect.Predicate = effect.Predicate is null ? null : _map[effect.Predicate.Id];
            }

            segment.Decision = segment.Decision is null ? null : _map[segment.Decision.Id];
            if (segment.Exit is { } exit)
            {
                for (int i = 0; i < exit.Writes.Count; i++)
                {
                    exit.Writes[i] = (exit.Writes[i].Variable, _map[exit.Writes[i].Value.Id]!);
                }
            }
        }
    }

    private bool AreAround(Node node, Node operand) =>
        _carried?.CircleOf(node) is { } circle && circle >= 0 && _carried.CircleOf(operand) == circle;

    private static int[] CountUses(Region region)
    {
        var uses = new int[region.Graph.Nodes.Count];
        foreach (var node in region.Graph.Nodes.Where(n => n.IsUsed))
        {
            foreach (var operand in node.Operands)
            {
                uses[operand.Id]++;
            }
        }

        foreach (var node in region.Segments.SelectMany(Roots))
        {
            uses[node.Id] += 2;
        }

        return uses;
    }

    private static IEnumerable<Node> Roots(Segment segment)
        => segment.Effects.SelectMany(e => e.Needs)
            .Concat(segment.Decision is null ? [] : [segment.Decision])
            .Concat(segment.Exit?.Writes.Select(w => w.Value) ?? []);

    // A sum that one other sum uses, and nothing else, is a part of it.
    private static HashSet<Node> FindInner(Graph graph, int[] uses)
    {
        HashSet<Node> inner = [];
        foreach (var node in graph.Nodes.Where(n => n.IsUsed && IsSum(n)))
        {
            foreach (var operand in node.Operands)
            {
                if (IsSum(operand) && uses[operand.Id] == 1)
                {
                    inner.Add(operand);
                }
            }
        }

        return inner;
    }

    private static bool IsSum(Node node) => node.Kind is NodeKind.Add or NodeKind.Subtract;

    private Node Rebuild(Node node, HashSet<Node> inner)
    {
        _graph.At(node.Source);
        return node.Kind switch
        {
            NodeKind.Constant => _graph.Constant(node.Value),
            NodeKind.Variable => _graph.Variable(node.Variable!),
            NodeKind.Response => _graph.Response(node.Source),
            NodeKind.Element => _graph.Element(node.Stream!, node.Field, node.Source),
            NodeKind.Load => _graph.Load(node.Array!, Map(0), node.Source),
            // On the way around a loop the choice would be one more level behind the sums.
            NodeKind.Add or NodeKind.Subtract => node.Operands.Any(o => AreAround(node, o)) ? Sum(node, inner)
                : _chosen!.Rebuild(node, _graph, _map) ?? Sum(node, inner),
            _ => _graph.Again(node, Map),
        };

        Node Map(int operand) => _map[node.Operands[operand].Id]!;
    }

    private Node Sum(Node node, HashSet<Node> inner)
    {
        List<SumTerm> terms = [];
        Stack<(bool IsNegative, Node Node)> open = new([(false, node)]);
        while (open.TryPop(out var top))
        {
            if (top.Node == node || inner.Contains(top.Node))
            {
                open.Push((top.IsNegative ^ (top.Node.Kind == NodeKind.Subtract), top.Node.Operands[1]));
                open.Push((top.IsNegative, top.Node.Operands[0]));
            }
            else
            {
                terms.Add(new(top.IsNegative, _map[top.Node.Id]!, AreAround(node, top.Node) ? AroundNs + _aroundNs[top.Node.Id] : null));
            }
        }

        var counted = new BitCounts(_graph, ReadyOf, _delays.LutInputs).Run(terms);
        var sum = new SumTree(_graph, ReadyOf, DelayOf).Build(counted);
        _aroundNs[node.Id] = sum.AroundNs - AroundNs ?? 0;
        return sum.Node;
    }

    private double ReadyOf(Node root)
    {
        Stack<Node> open = new([root]);
        while (open.TryPeek(out var node))
        {
            var missing = node.Operands.FirstOrDefault(o => !_ready.ContainsKey(o));
            if (missing is not null)
            {
                open.Push(missing);
                continue;
            }

            open.Pop();
            double start = node.Operands.Length > 0 ? node.Operands.Max(o => _ready[o])
                : node.Kind == NodeKind.Variable && _late is not null && _late.Contains(node.Variable!) ? LateNs : 0;
            _ready[node] = start + DelayOf(node);
        }

        return _ready[root];
    }

    // Demands are not known yet: the width by range stands in.
    private double DelayOf(Node node)
    {
        (int demanded, int built) = (node.DemandedBits, node.BuiltBits);
        (node.DemandedBits, node.BuiltBits) = (64, 0);
        double delay = _delays.Of(node);
        (node.DemandedBits, node.BuiltBits) = (demanded, built);
        return delay;
    }
}
