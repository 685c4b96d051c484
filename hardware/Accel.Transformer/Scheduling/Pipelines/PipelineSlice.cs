using Accel.Transformer.Ir;
using Accel.Transformer.Scheduling.Pipelines.Ranges;

namespace Accel.Transformer.Scheduling.Pipelines;

/// <summary>
/// One of the two machines that a pipelined loop becomes: the access slice asks SimpleMemory for cells as early as the memory takes
/// requests; the execute slice takes the answers and does everything else. Each computes the loop's control for itself, so that the
/// distance between them is free and the memory's latency is paid once a loop.
/// </summary>
/// <param name="region">One iteration.</param>
/// <param name="facts">What is known of the loop's variables.</param>
internal sealed class PipelineSlice(Region region, LoopFacts facts)
{
    private IReadOnlyList<Dependence>? _ofArrays;

    /// <summary>What is known of the loop's variables.</summary>
    public LoopFacts Facts { get; } = facts;

    /// <summary>Dependences through arrays; asked for when the values of an iteration are what they will be.</summary>
    public IReadOnlyList<Dependence> OfArrays => _ofArrays ??= new Dependences(this).OfArrays();

    /// <summary>One segment: the effects, the decision to go on, and as exit writes what the variables become.</summary>
    public Region Region { get; } = region;

    /// <summary>Effects of one iteration in program order.</summary>
    public IReadOnlyList<Effect> Effects => Region.Root.Effects;

    /// <summary>1 when another iteration follows.</summary>
    public Node Decision => Region.Root.Decision!;

    /// <summary>What the variables become in one iteration.</summary>
    public List<(Variable Variable, Node Value)> Writes => Region.Root.Exit!.Writes;

    /// <summary>The cycle of an iteration at whose end a variable's register takes its new value.</summary>
    public Dictionary<Variable, int> WriteCycles { get; } = [];

    /// <summary>Cycles between the starts of two iterations.</summary>
    public int InitiationInterval { get; set; }

    /// <summary>Cycles from the start of an iteration to its last effect, inclusive; at least the initiation interval.</summary>
    public int LatencyCycles { get; set; }

    /// <summary>Leaves only what the effects, the decision and the variables that matter need.</summary>
    /// <param name="after">Variables whose value counts after the loop.</param>
    public void Prune(IReadOnlySet<Variable> after)
    {
        var writes = Writes.ToDictionary(w => w.Variable, w => w.Value);
        HashSet<Node> needed = [];
        HashSet<Variable> kept = [];
        Stack<Node> open = new(Effects.Where(e => e is not LoadEffect).SelectMany(e => e.Needs).Append(Decision));
        foreach (var variable in after.Where(writes.ContainsKey))
        {
            kept.Add(variable);
            open.Push(writes[variable]);
        }

        var predicates = Effects.OfType<LoadEffect>().ToDictionary(l => l.Result, l => l.Predicate);
        while (open.TryPop(out var node))
        {
            if (!needed.Add(node))
            {
                continue;
            }

            foreach (var operand in node.Operands)
            {
                open.Push(operand);
            }

            if (node.Kind == NodeKind.Load && predicates[node] is { } predicate)
            {
                open.Push(predicate);
            }

            if (node.Kind == NodeKind.Variable && writes.TryGetValue(node.Variable!, out var next) && kept.Add(node.Variable!))
            {
                open.Push(next);
            }
        }

        Writes.RemoveAll(w => !kept.Contains(w.Variable));
        Region.Root.Effects.RemoveAll(e => e is LoadEffect load && !needed.Contains(load.Result));
    }

    /// <summary>Values that the effects, the decision or the variables need.</summary>
    public HashSet<Node> Cone()
    {
        HashSet<Node> cone = [];
        Stack<Node> open = new(Effects.SelectMany(e => e.Needs).Append(Decision).Concat(Writes.Select(w => w.Value)));
        while (open.TryPop(out var node))
        {
            if (cone.Add(node))
            {
                foreach (var operand in node.Operands)
                {
                    open.Push(operand);
                }
            }
        }

        return cone;
    }
}
