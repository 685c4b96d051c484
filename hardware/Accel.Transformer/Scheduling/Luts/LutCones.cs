using System.Collections.Immutable;

namespace Accel.Transformer.Scheduling.Luts;

/// <summary>
/// When values are there if LUTs take as much of the logic behind them as they have inputs for: gates, choices and comparisons with a
/// constant that look at few bits in all are one LUT, and a LUT in front of a carry chain takes what gates one operand. The cuts of a
/// value are those of its operands, joined (Cong and Wu, FPGA 1999: the best few of them), for one bit that stands for all.
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
            ready = Math.Min(ready, UnitNs(node, cycle, delays.LogicNs));
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

        if (node.IsWiring && IsBit(node))
        {
            return Whole(node, 1, cycle);
        }

        if (node.IsWiring)
        {
            var seen = Seen(node.Operands[0], cycle);
            int shift = ShiftOf(node);
            return shift == 0 ? seen : [.. seen.Select(c => c.Shifted(shift))];
        }

        var self = LutCut.Of(new(node.Id, 0, 0, 1, SignalNs(node, cycle), IsBit(node)) { All = Mask(node) });
        return node.Cycle < cycle || !_known.TryGetValue(node, out var known) || known.Cuts.IsEmpty
            ? [self] : LutCut.Best(known.Cuts.Append(self));
    }

    /// <summary>The inputs of the last LUT of several that join conditions; what is there early is joined first.</summary>
    public LutCut Joined(IEnumerable<LutCut> conditions)
    {
        List<LutCut> open = [.. conditions.OrderBy(static c => c.ArrivalNs)];
        int made = 0;
        while (true)
        {
            var all = open.Aggregate(LutCut.None, static (a, b) => a.And(b));
            if (all.Bits <= delays.LutInputs)
            {
                return all;
            }

            var (first, count) = (open[0], 1);
            while (count < open.Count && first.And(open[count]).Bits <= delays.LutInputs)
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
            open.Add(LutCut.Of(LutInput.Of(-1, first.ArrivalNs + delays.LutNs(first.Bits), ++made)));
            open.Sort(static (a, b) => a.ArrivalNs.CompareTo(b.ArrivalNs));
        }
    }

    private double LutNs(IEnumerable<LutCut> cuts) => cuts.Min(c => c.ArrivalNs + delays.LutNs(c.Bits));

    // All ways to see several values together with one LUT.
    private ImmutableArray<LutCut> Together(params IReadOnlyList<ImmutableArray<LutCut>> values)
    {
        ImmutableArray<LutCut> all = [LutCut.None];
        foreach (var value in values)
        {
            all = LutCut.Best(all.SelectMany(a => value.Select(a.And)).Where(Fits));
        }

        return all;
    }

    private bool Fits(LutCut cut) => cut.Bits <= delays.WideLutInputs;

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
                return Compared(node, cycle);
            case NodeKind.AnyBelow:
                return Whole(node.Operands[0], Mask(node.Operands[0]), cycle)
                    .Append(ReducedAll(node, node.Operands[0], Mask(node.Operands[0]) & ~(Int128.One << (node.WrapType.WidthBits - 1)),
                        cycle));
            case NodeKind.Count:
                return Whole(node.Operands[0], Mask(node.Operands[0]), cycle);
            case NodeKind.ShiftLeft or NodeKind.ShiftRight when node.Operands[0].IsConstant:
                // Each bit is a function of the amount.
                return Whole(node.Operands[1], Mask(node.Operands[1]), cycle);
            default:
                return node.IsWiring ? Seen(node, cycle) : [];
        }
    }

    private IEnumerable<LutCut> Compared(Node node, int cycle)
    {
        var (a, b) = (node.Operands[0], node.Operands[1]);
        if (b.IsConstant)
        {
            return Whole(a, Mask(a), cycle).Append(ReducedAll(node, a, Mask(a), cycle));
        }

        int terms = Math.Max((int)Int128.PopCount(Mask(a)), (int)Int128.PopCount(Mask(b)));
        return Together([Whole(a, Mask(a), cycle), Whole(b, Mask(b), cycle)])
            .Concat(Together([Seen(a, cycle), Seen(b, cycle)]).Select(c => Reduced(node, c, terms)));
    }

    // The ways to see some bits of a value at once with one LUT.
    private ImmutableArray<LutCut> Whole(Node node, Int128 mask, int cycle)
    {
        mask &= node.MayBeSet;
        if (mask == 0 || node.IsConstant)
        {
            return [LutCut.None];
        }

        if (node.IsWiring)
        {
            return Whole(node.Operands[0], Moved(mask, ShiftOf(node)), cycle);
        }

        if (IsBit(node))
        {
            return Seen(node, cycle);
        }

        if (node.Cycle >= cycle && node.Kind == NodeKind.Or && node.IsJoin)
        {
            return Together([Whole(node.Operands[0], mask, cycle), Whole(node.Operands[1], mask, cycle)]);
        }

        var self = LutCut.Of(LutInput.Of(node.Id, mask, Mask(node), SignalNs(node, cycle)));
        var terms = node.Cycle < cycle || !_known.TryGetValue(node, out var known) ? [] : known.Cuts
            .Where(static c => c.Inputs.All(static i => i.IsShared || i.Part == 0)).Select(c => At(c, mask));
        return LutCut.Best(terms.Append(self).Where(Fits));
    }

    // What all of some bits look at, each at its own place.
    private static LutCut At(LutCut bit, Int128 mask)
        => bit.Inputs.Select(i => LutCut.Of(i.IsShared || i.Part != 0 ? i : LutInput.Of(i.Node, Moved(mask, i.Place), i.All, i.ArrivalNs)))
            .Aggregate(LutCut.None, static (x, y) => x.And(y));

    private static Int128 Moved(Int128 mask, int place) => place < 0 ? mask >> -place : mask << place;

    // The bits of a value joined by a tree of LUTs: the inputs of its root.
    private LutCut ReducedAll(Node node, Node value, Int128 mask, int cycle)
    {
        while (value.IsWiring)
        {
            mask = Moved(mask & value.MayBeSet, ShiftOf(value));
            value = value.Operands[0];
        }

        mask &= value.MayBeSet;
        if (value.Kind == NodeKind.Or && value.IsJoin && value.Cycle >= cycle)
        {
            return Joined([ReducedAll(node, value.Operands[0], mask, cycle), ReducedAll(node, value.Operands[1], mask, cycle)]);
        }

        // Other bits of the same value are other inputs.
        int terms = Math.Max(1, (int)Int128.PopCount(mask)), place = (value.Id << 7) | (int)Int128.TrailingZeroCount(mask);
        return Seen(value, cycle).Select(c => Reduced(node, terms == 1 ? At(c, mask) : c, terms, place))
            .MinBy(static c => (c.ArrivalNs, c.Bits))!;
    }

    private static LutCut Worse(LutCut a, LutCut b)
    {
        var (most, other) = a.Bits >= b.Bits ? (a, b) : (b, a);
        return other.ArrivalNs <= most.ArrivalNs || most.Inputs.IsEmpty ? most
            : new(most.Inputs.SetItem(0, most.Inputs[0] with { ArrivalNs = other.ArrivalNs }));
    }

    // So many terms joined: the bits that all of them look at, and those that each has.
    private LutCut Reduced(Node node, LutCut term, int terms, int place = 0)
    {
        int shared = term.Inputs.Where(static i => i.IsShared).Sum(static i => i.Bits), own = term.Bits - shared;
        bool isBit = IsBit(node);
        if (own == 0 || terms == 1)
        {
            return term;
        }

        int perLut = Math.Max(1, (delays.LutInputs - shared) / own);
        int parts = (terms + perLut - 1) / perLut;
        double readyNs = term.ArrivalNs + delays.LutNs(Math.Min(delays.WideLutInputs, shared + (own * Math.Min(terms, perLut))));
        int level = 1;
        for (; parts > delays.LutInputs; level++, readyNs += delays.LogicNs)
        {
            parts = (parts + delays.LutInputs - 1) / delays.LutInputs;
        }

        return LutCut.Of(new(node.Id, place, level, parts, readyNs, isBit));
    }

    // What is no logic of LUTs alone.
    private double UnitNs(Node node, int cycle, double leastNs = 0)
    {
        double arrivalNs = node.Kind switch
        {
            NodeKind.Add => Math.Min(GatedNs(node.Operands[0], node.Operands[1], cycle),
                GatedNs(node.Operands[1], node.Operands[0], cycle)),
            NodeKind.Subtract => GatedNs(node.Operands[0], node.Operands[1], cycle),
            _ => node.Operands.Select(o => SignalNs(o, cycle)).DefaultIfEmpty(0).Max(),
        };
        return arrivalNs + Math.Max(leastNs, delays.Of(node));
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

    private static bool IsBit(Node node) => Interval.Bool.Contains(node.Range);

    private static Int128 Mask(Node node) => node.MayBeSet & ((Int128.One << Math.Min(126, node.Range.WidthBits)) - 1);

    // What is added to a bit's number for that of the operand's bit.
    private static int ShiftOf(Node wiring) => wiring.Kind switch
    {
        NodeKind.ShiftLeft => -(int)wiring.Operands[1].Value,
        NodeKind.ShiftRight => (int)wiring.Operands[1].Value,
        _ => 0,
    };

    private static Node Root(Node node)
    {
        while (node.IsWiring)
        {
            node = node.Operands[0];
        }

        return node;
    }
}
