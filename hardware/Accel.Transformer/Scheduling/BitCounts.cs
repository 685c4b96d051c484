using System.Numerics;
using Accel.Transformer.Ir;

namespace Accel.Transformer.Scheduling;

/// <summary>
/// Terms of a sum that are single bits, as many as a population count has. LUTs of six inputs count them in groups, and then the bits of
/// equal weight of these counts again, until a carry chain can add what is left (compressor trees: Parandeh-Afshar, Brisk and Ienne,
/// Efficient Synthesis of Compressor Trees on FPGAs, ASP-DAC 2008). An adder for each pair of bits takes twice the LUTs, and more levels.
/// LUTs of four inputs count three bits for what an adder takes as well, and are left to adders.
/// </summary>
/// <param name="graph">Receives the counts.</param>
/// <param name="readyNs">When a bit is there.</param>
/// <param name="lutInputs">Inputs of a LUT.</param>
internal sealed class BitCounts(Graph graph, Func<Node, double> readyNs, int lutInputs)
{
    /// <summary>What a group has at most: three LUTs make three bits of six.</summary>
    private const int GroupBits = 6;

    /// <summary>Fewer are not counted: two LUTs make two bits of three.</summary>
    private const int FewestBits = 3;

    /// <summary>A term that is a bit, and on no way around a loop.</summary>
    public static bool IsBit(SumTerm term) => term.AroundNs is null && !term.Node.IsConstant && Interval.Bool.Contains(term.Node.Range);

    /// <summary>The terms with a number in place of the bits; the same where there are too few.</summary>
    public IReadOnlyList<SumTerm> Run(IReadOnlyList<SumTerm> terms)
    {
        List<SumTerm> bits = [.. terms.Where(IsBit)];
        if (lutInputs < GroupBits || bits.Count <= GroupBits)
        {
            return terms;
        }

        // A bit that is subtracted is its complement less one.
        var count = Compressed(bits.ConvertAll(b => b.IsNegative ? graph.Not(b.Node) : b.Node));
        return
        [
            .. terms.Where(static t => !IsBit(t)),
            new(false, count, null),
            new(false, graph.Constant(-bits.Count(static b => b.IsNegative)), null),
        ];
    }

    // The counts of groups, and what is too little for one.
    private IEnumerable<Node> Groups(List<Node> bits)
    {
        List<Node> open = [.. bits.OrderBy(readyNs)];
        int taken = 0;
        for (int size; (size = Math.Min(GroupBits, open.Count - taken)) >= FewestBits; taken += size)
        {
            yield return graph.Count(Joined(open.GetRange(taken, size)));
        }

        foreach (var bit in open.Skip(taken))
        {
            yield return bit;
        }
    }

    // Columns of two bits are what a carry chain adds. Three columns of four are four counts, which three short adders add with fewer LUTs.
    private Node Compressed(List<Node> bits)
    {
        List<List<Node>> columns = [bits];
        while (columns.Max(static c => c.Count) is > 2 and var most && (most != 4 || columns.Count(static c => c.Count == 4) < 3))
        {
            columns = Counted(columns);
        }

        // The range of what is added says more than there can be.
        var sum = graph.Add(graph.Add(Row(columns, 0), Row(columns, 1)), graph.Add(Row(columns, 2), Row(columns, 3)));
        return graph.Wrap(sum, new IrType(BitOperations.Log2((uint)bits.Count) + 1, false));
    }

    private Node Row(List<List<Node>> columns, int row)
    {
        var number = graph.Constant(0);
        for (int place = 0; place < columns.Count; place++)
        {
            number = row < columns[place].Count ? graph.Or(number, graph.ShiftLeft(columns[place][row], graph.Constant(place))) : number;
        }

        return number;
    }

    // Each column's bits in groups; their counts have a bit in the column and others in the next ones.
    private List<List<Node>> Counted(List<List<Node>> columns)
    {
        List<List<Node>> counted = [];
        for (int place = 0; place < columns.Count; place++)
        {
            foreach (var count in Groups(columns[place]))
            {
                for (int bit = 0; bit < count.Range.WidthBits; bit++)
                {
                    while (counted.Count <= place + bit)
                    {
                        counted.Add([]);
                    }

                    counted[place + bit].Add(graph.And(graph.ShiftRight(count, graph.Constant(bit)), graph.Constant(1)));
                }
            }
        }

        return counted;
    }

    // Side by side: bits of one value that are neighbours are a part of it.
    private Node Joined(List<Node> bits)
    {
        var places = bits.ConvertAll(Place);
        var (value, first) = places[0];
        if (places.Select((p, i) => p.Value == value && p.Bit == first + i).All(static isNext => isNext))
        {
            return graph.Wrap(graph.ShiftRight(value, graph.Constant(first)), new IrType(bits.Count, false));
        }

        var joined = graph.Constant(0);
        for (int i = 0; i < bits.Count; i++)
        {
            joined = graph.Or(joined, graph.ShiftLeft(bits[i], graph.Constant(i)));
        }

        return joined;
    }

    // The value that a bit is of.
    private static (Node Value, int Bit) Place(Node bit)
    {
        int place = 0;
        while (bit.IsWiring && bit.Kind switch
        {
            NodeKind.Wrap => place < bit.WrapType.WidthBits,
            NodeKind.And => ((bit.Operands[1].Value >> place) & 1) != 0,
            NodeKind.ShiftRight => true,
            _ => false,
        })
        {
            place += bit.Kind == NodeKind.ShiftRight ? (int)bit.Operands[1].Value : 0;
            bit = bit.Operands[0];
        }

        return (bit, place);
    }
}
