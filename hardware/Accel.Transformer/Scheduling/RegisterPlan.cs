using Accel.Transformer.Ir;

namespace Accel.Transformer.Scheduling;

/// <summary>
/// Which values of a scheduled region live longer than their cycle and therefore need a register. Where a value is on its way to a
/// variable whose old value nobody needs any more, that variable's register takes it at once, instead of a register of its own.
/// </summary>
internal sealed class RegisterPlan
{
    private readonly Region _region;
    private readonly Dictionary<Node, (Segment Common, int LastUse)> _uses = [];
    private readonly Dictionary<Variable, int> _variableUses = [];

    private RegisterPlan(Region region) => _region = region;

    /// <summary>Values that get a register: a variable's (the value of the entry), or one of their own (null).</summary>
    public Dictionary<Node, Variable?> Registers { get; } = [];

    /// <summary>Plans the registers of a region.</summary>
    public static RegisterPlan Make(Region region)
    {
        var plan = new RegisterPlan(region);
        plan.CollectUses();
        plan.Assign();
        return plan;
    }

    /// <summary>The segments whose state in the value's cycle has to keep it.</summary>
    public IEnumerable<Segment> Keepers(Node node)
    {
        var common = _uses[node].Common;
        return node.Cycle <= common.End
            ? [common.OwnerOf(node.Cycle)]
            : _region.Segments.Where(s => s.States.ContainsKey(node.Cycle) && IsAncestor(common, s));
    }

    /// <summary>True when the value is built at all.</summary>
    public bool IsBuilt(Node node) => _uses.ContainsKey(node);

    private void CollectUses()
    {
        foreach (var segment in _region.Segments)
        {
            foreach (var effect in segment.Effects.Where(e => e is not LoadEffect && e.Cycle <= segment.End))
            {
                foreach (var input in effect.Inputs)
                {
                    Use(input, segment, effect.Cycle);
                }

                Use(effect.Predicate, segment, effect.Cycle);
                if (effect is ResponseEffect response)
                {
                    Use(response.Result, segment, effect.Cycle);
                }
            }

            Use(segment.Decision, segment, segment.End);
            foreach (var (_, value) in segment.Exit?.Writes ?? [])
            {
                Use(value, segment, segment.End);
            }
        }

        var loads = _region.Segments.SelectMany(s => s.Effects.OfType<LoadEffect>()).ToDictionary(l => l.Result);
        for (int i = _region.Graph.Nodes.Count - 1; i >= 0; i--)
        {
            var node = _region.Graph.Nodes[i];
            if (!_uses.TryGetValue(node, out var use) || node.IsWiring)
            {
                continue;
            }

            int cycle = node.Kind == NodeKind.Load ? node.AddressCycle : node.Cycle;
            foreach (var operand in node.Operands)
            {
                Use(operand, use.Common, cycle);
            }

            if (node.Kind == NodeKind.Load && loads[node].Predicate is { Cycle: >= 0 } predicate && predicate.Cycle <= cycle)
            {
                Use(predicate, use.Common, cycle);
            }
        }
    }

    private void Use(Node? node, Segment segment, int cycle)
    {
        while (node is not null)
        {
            _uses[node] = _uses.TryGetValue(node, out var use)
                ? (Common(use.Common, segment), Math.Max(use.LastUse, cycle))
                : (segment, cycle);
            if (node.Kind == NodeKind.Variable)
            {
                _variableUses[node.Variable!] = Math.Max(cycle, _variableUses.GetValueOrDefault(node.Variable!, -1));
            }

            node = node.IsWiring ? node.Operands[0] : null;
        }
    }

    private void Assign()
    {
        HashSet<Variable> taken = [];
        var targets = _region.Exits.SelectMany(e => e.Writes).GroupBy(w => w.Value).ToDictionary(g => g.Key, g => g.Select(w => w.Variable).Distinct().ToList());
        foreach (var node in _region.Graph.Nodes)
        {
            if (node.IsConstant || node.IsWiring || node.Kind == NodeKind.Variable || !_uses.TryGetValue(node, out var use) || use.LastUse <= node.Cycle)
            {
                continue;
            }

            // An output register of a memory is nothing but that.
            bool isOutput = node.Kind == NodeKind.Load && ArrayShape.HasOutputRegister(node.Array!);
            var home = isOutput ? null : targets.GetValueOrDefault(node)?.Find(v => !taken.Contains(v) && CanTake(v, node));
            if (home is not null)
            {
                taken.Add(home);
            }

            Registers.Add(node, home);
        }
    }

    // The register is as wide as the value needs, its old value is not looked at later, and no path that passes here wants to keep it
    // or gives it another value on the same edge.
    private bool CanTake(Variable variable, Node node)
        => Graph.RangeOf(variable).WidthBits >= node.SignalBits
            && Graph.RangeOf(variable).IsSigned == node.Range.IsSigned
            && _variableUses.GetValueOrDefault(variable, -1) <= node.Cycle
            && _region.Exits.All(e => e.From.End < node.Cycle || e.Target is null || !e.Target.LiveIn.Contains(variable)
                || e.Writes.Any(w => w.Variable == variable))
            && !_region.Exits.Any(e => e.From.End == node.Cycle
                && e.Writes.Any(w => w.Variable == variable && w.Value != node)
                && Keepers(node).Contains(e.From.OwnerOf(node.Cycle)));

    private static Segment Common(Segment a, Segment b)
    {
        while (a != b)
        {
            if (a.Index > b.Index)
            {
                a = a.Parent!;
            }
            else
            {
                b = b.Parent!;
            }
        }

        return a;
    }

    private static bool IsAncestor(Segment ancestor, Segment segment)
    {
        for (var s = segment; s is not null; s = s.Parent)
        {
            if (s == ancestor)
            {
                return true;
            }
        }

        return false;
    }
}
