using Accel.Transformer.Ir;
using Accel.Transformer.Scheduling;

namespace Accel.Transformer.Tests.Scheduling;

/// <summary>Sums without a carry are no adders; what bits can be set is compared with all values of small variables.</summary>
public sealed class PossibleBitsTests
{
    private readonly Graph _graph = new();

    [Fact]
    public void A_sum_whose_terms_share_no_bit_joins_wires()
    {
        var place = _graph.Add(_graph.ShiftLeft(Variable("row", 4, false), _graph.Constant(3)), Variable("column", 3, false));
        Assert.True(place.IsJoin);
        Assert.Equal(new Interval(0, 127), place.Range);
        var further = _graph.Add(place, _graph.Constant(0x100));
        Assert.True(further.IsJoin);
        Assert.Equal(new Interval(0x100, 0x17f), further.Range);
    }

    [Fact]
    public void A_sum_whose_terms_share_a_bit_is_an_adder()
    {
        var row = _graph.ShiftLeft(Variable("row", 4, false), _graph.Constant(2));
        Assert.Equal(NodeKind.Add, _graph.Add(row, Variable("column", 3, false)).Kind);
        Assert.Equal(NodeKind.Add, _graph.Add(row, _graph.Constant(6)).Kind);
    }

    // Constants are added up, whether they were joined or added.
    [Fact]
    public void Constants_behind_a_join_are_one_constant()
    {
        var even = _graph.ShiftLeft(Variable("x", 4, true), _graph.Constant(1));
        Assert.Same(_graph.Add(even, _graph.Constant(4)), _graph.Add(_graph.Add(even, _graph.Constant(1)), _graph.Constant(3)));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void No_value_has_a_bit_that_cannot_be_set(bool isSigned)
    {
        var (x, y) = (Variable("x", 4, isSigned), Variable("y", 3, false));
        List<Node> open = [x, y];
        for (int round = 0; round < 2; round++)
        {
            var old = open.ToList();
            foreach (var a in old)
            {
                open.AddRange([_graph.ShiftLeft(a, _graph.Constant(2)), _graph.ShiftRight(a, _graph.Constant(1)),
                    _graph.And(a, _graph.Constant(6)), _graph.Wrap(a, new IrType(3, true)), _graph.Wrap(a, new IrType(3, false))]);
                foreach (var b in old.Take(8))
                {
                    open.AddRange([_graph.Add(a, b), _graph.Subtract(a, b), _graph.Or(a, b), _graph.Xor(a, b), _graph.And(a, b),
                        _graph.Select(_graph.LessThan(x, y), a, b)]);
                }
            }
        }

        foreach (var value in open.Distinct())
        {
            for (int i = (int)x.Range.Minimum; i <= (int)x.Range.Maximum; i++)
            {
                for (int j = 0; j < 8; j++)
                {
                    Assert.Equal(0, (long)(Evaluate(value, i, j) & ~value.MayBeSet));
                }
            }
        }

        Int128 Evaluate(Node node, int i, int j) => node.Kind switch
        {
            NodeKind.Constant => node.Value,
            NodeKind.Variable => node == x ? i : j,
            NodeKind.Add => Of(node, 0, i, j) + Of(node, 1, i, j),
            NodeKind.Subtract => Of(node, 0, i, j) - Of(node, 1, i, j),
            NodeKind.And => Of(node, 0, i, j) & Of(node, 1, i, j),
            NodeKind.Or => Of(node, 0, i, j) | Of(node, 1, i, j),
            NodeKind.Xor => Of(node, 0, i, j) ^ Of(node, 1, i, j),
            NodeKind.ShiftLeft => Of(node, 0, i, j) << (int)Of(node, 1, i, j),
            NodeKind.ShiftRight => Of(node, 0, i, j) >> (int)Of(node, 1, i, j),
            NodeKind.LessThan => Of(node, 0, i, j) < Of(node, 1, i, j) ? 1 : 0,
            NodeKind.LessOrEqual => Of(node, 0, i, j) <= Of(node, 1, i, j) ? 1 : 0,
            NodeKind.Select => Of(node, 0, i, j) != 0 ? Of(node, 1, i, j) : Of(node, 2, i, j),
            _ => Wrapped(Of(node, 0, i, j), node.WrapType),
        };

        Int128 Of(Node node, int operand, int i, int j) => Evaluate(node.Operands[operand], i, j);

        static Int128 Wrapped(Int128 value, IrType type)
        {
            var low = value & 7;
            return type.IsSigned && low > 3 ? low - 8 : low;
        }
    }

    private Node Variable(string name, int bits, bool isSigned) => _graph.Variable(new Variable(name, new IrType(bits, isSigned), null));
}
