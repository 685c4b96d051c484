using System.Collections.Immutable;

namespace Accel.Transformer.Scheduling.Luts;

/// <summary>
/// When values are there if LUTs take as much of the logic behind them as they have inputs for: gates, choices and comparisons with a
/// constant that look at few bits in all are one LUT, and a LUT in front of a carry chain takes what gates one operand. The cuts of a
/// value are those of its operands, joined (Cong and Wu, DAC 1999: the best few of them), for one bit that stands for all.
/// </summary>
/// <param name="delays">The device family.</param>
internal sealed class LutCones(NodeDelays delays)
{
    private readonly Dictionary<Node, (ImmutableArray<LutCut> Cuts, double ReadyNs)> _known = [];

    /// <summary>When a value is there that is computed in a cycle; its operands have their cycles.</summary>
    public double Compute(Node node, int cycle)
    {
        var cuts = LutCut.Best(CutsOf(node, cycle));
        double ready = cuts.IsEmpty ? UnitNs(node, cycle) : LutNs(cuts);
        if (node.Kind is NodeKind.Equal or NodeKind.NotEqual)
        {
            // Wide multiplexers join LUTs faster than LUTs do.
            ready = Math.Min(ready, UnitNs(node, cycle));
        }

        _known[node] = (cuts, ready);
        return ready;
    }

    /// <summary>When a value is there as a signal.</summary>
    public double SignalNs(Node node, int cycle)
    {
        var root = Root(node);
        return root.IsConstant || root.Cycle < cycle ? 0 : _known.TryGetValue(root, out var known) ? known.ReadyNs : root.ReadyNs;
    }

    /// <summary>The ways to see a bit of a value in a cycle: the value itself, and the inputs of the LUT that would compute it.</summary>
    public ImmutableArray<LutCut> Seen(Node node, int cycle)
    {
        if (node.IsConstant)
        {
            return [LutCut.None];
        }

        if (node.IsWiring)
        {
            var seen = Seen(node.Operands[0], cycle);
            int shift = node.Kind == NodeKind.ShiftLeft ? -(int)node.Operands[1].Value
                : node.Kind == NodeKind.ShiftRight ? (int)node.Operands[1].Value : 0;
            return shift == 0 ? seen : [.. seen.Select(c => c.Shifted(shift))];
        }

        var self = LutCut.Of(new(node.Id, 0, 0, 1, SignalNs(node, cycle), Interval.Bool.Contains(node.Range)));
        return node.Cycle < cycle || !_known.TryGetValue(node, out var known) || known.Cuts.IsEmpty
            ? [self] : LutCut.Best(known.Cuts.Append(self));
    }

    /// <summary>The least time in which one LUT computes what has these cuts.</summary>
    public double LutNs(IEnumerable<LutCut> cuts) => cuts.Min(static c => c.ArrivalNs) + delays.LogicNs;

    /// <summary>All ways to see several values together with one LUT.</summary>
    public IEnumerable<LutCut> Together(params IReadOnlyList<ImmutableArray<LutCut>> values)
    {
        IEnumerable<LutCut> all = [LutCut.None];
        foreach (var value in values)
        {
            all = LutCut.Best(all.SelectMany(a => value.Select(a.And)).Where(Fits));
        }

        return all;
    }

    /// <summary>The inputs of the last LUT of several that join conditions; what is there early is joined first.</summary>
    public LutCut Joined(IEnumerable<LutCut> conditions)
    {
        List<LutCut> open = [.. conditions.OrderBy(static c => c.ArrivalNs)];
        int made = 0;
        while (true)
        {
            var all = open.Aggregate(LutCut.None, static (a, b) => a.And(b));
            if (Fits(all))
            {
                return all;
            }

            var (first, count) = (open[0], 1);
            while (count < open.Count && Fits(first.And(open[count])))
            {
                first = first.And(open[count++]);
            }

            if (first.Bits == 1)
            {
                // One input that the next condition leaves no room for: that one gets a LUT of its own.
                (open[0], open[1]) = (open[1], open[0]);
                (first, count) = (open[0], 1);
            }

            open.RemoveRange(0, count);
            open.Add(LutCut.Of(new(-1, 0, --made, 1, first.ArrivalNs + delays.LogicNs, true)));
            open.Sort(static (a, b) => a.ArrivalNs.CompareTo(b.ArrivalNs));
        }
    }

    private bool Fits(LutCut cut) => cut.Bits <= delays.LutInputs;

    private IEnumerable<LutCut> CutsOf(Node node, int cycle)
    {
        switch (node.Kind)
        {
            case NodeKind.Or when node.IsJoin:
                // A bit is of one or of the other: the worse of both stands for it.
                return Seen(node.Operands[0], cycle).SelectMany(a => Seen(node.Operands[1], cycle).Select(b => Worse(a, b)));
            case NodeKind.And or NodeKind.Or or NodeKind.Xor when !node.IsWiring:
                return Together([Seen(node.Operands[0], cycle), Seen(node.Operands[1], cycle)]);
            case NodeKind.Select:
                return Together([.. node.Operands.Select(o => Seen(o, cycle))]);
            case NodeKind.Equal or NodeKind.NotEqual:
                int terms = node.Operands[1].IsConstant ? BitsSet(node.Operands[0]) : Math.Max(BitsSet(node.Operands[0]), BitsSet(node.Operands[1]));
                return Together([Seen(node.Operands[0], cycle), Seen(node.Operands[1], cycle)]).Select(c => Reduced(node, c, terms));
            default:
                return node.IsWiring ? Seen(node, cycle) : [];
        }
    }

    private static LutCut Worse(LutCut a, LutCut b)
    {
        var (most, other) = a.Bits >= b.Bits ? (a, b) : (b, a);
        return other.ArrivalNs <= most.ArrivalNs || most.Inputs.IsEmpty ? most
            : new(most.Inputs.SetItem(0, most.Inputs[0] with { ArrivalNs = other.ArrivalNs }));
    }

    private static int BitsSet(Node node)
        => (int)Int128.PopCount(node.MayBeSet & ((Int128.One << Math.Min(126, node.Range.WidthBits)) - 1));

    // All bits of a value joined: those of a term that all look at, and those that each has.
    private LutCut Reduced(Node node, LutCut term, int terms)
    {
        int shared = term.Inputs.Where(static i => i.IsShared).Sum(static i => i.Bits), own = term.Bits - shared;
        if (own == 0 || shared + (own * terms) <= delays.LutInputs)
        {
            return new([.. term.Inputs.Select(i => i.IsShared ? i : i with { Bits = i.Bits * terms, IsShared = true })]);
        }

        int perLut = (delays.LutInputs - shared) / own;
        int parts = (terms + perLut - 1) / perLut;
        double readyNs = term.ArrivalNs + delays.LogicNs;
        int level = 1;
        for (; parts > delays.LutInputs; level++, readyNs += delays.LogicNs)
        {
            parts = (parts + delays.LutInputs - 1) / delays.LutInputs;
        }

        return LutCut.Of(new(node.Id, 0, level, parts, readyNs, true));
    }

    // What is no logic of LUTs alone.
    private double UnitNs(Node node, int cycle)
    {
        double arrivalNs = node.Kind switch
        {
            NodeKind.Add => Math.Min(GatedNs(node.Operands[0], node.Operands[1], cycle), GatedNs(node.Operands[1], node.Operands[0], cycle)),
            NodeKind.Subtract => GatedNs(node.Operands[0], node.Operands[1], cycle),
            _ => node.Operands.Select(o => SignalNs(o, cycle)).DefaultIfEmpty(0).Max(),
        };
        return arrivalNs + delays.Of(node);
    }

    // The carry chain takes one operand as it is; what gates or chooses the other one is in the LUTs that look at both.
    private double GatedNs(Node direct, Node other, int cycle)
    {
        double directNs = SignalNs(direct, cycle);
        bool canGate = delays.SumsTakeGates && !direct.IsConstant && !other.IsConstant;
        double otherNs = !canGate ? SignalNs(other, cycle)
            : Seen(other, cycle).Where(c => c.Bits < delays.LutInputs).Min(static c => c.ArrivalNs);
        return Math.Max(directNs, otherNs);
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
