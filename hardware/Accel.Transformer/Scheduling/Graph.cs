using Accel.Rtl;
using Accel.Transformer.Budgets;
using Accel.Transformer.Ir;

namespace Accel.Transformer.Scheduling;

/// <summary>
/// The dataflow graph of one region: a list of <see cref="Node"/>s in topological order in which no two are equal. The makers fold
/// constants, use what is known about ranges, and put sums into the form x + (choice of y) that a balanced adder tree can be built of.
/// </summary>
internal sealed partial class Graph
{
    /// <summary>A product by a constant with more non-zero digits than this stays a multiplier, unless none may be made.</summary>
    private const int MaximumDigits = 5;

    private readonly List<Node> _nodes = [];
    private readonly Dictionary<Key, Node> _known = [];
    private SourceLocation? _source;

    private readonly record struct Key(NodeKind Kind, int A, int B, int C, object? Extra, Int128 Value);

    /// <summary>All nodes, by id.</summary>
    public IReadOnlyList<Node> Nodes => _nodes;

    /// <summary>The line that new nodes are marked with.</summary>
    public void At(SourceLocation? source) => _source = source ?? _source;

    /// <summary>A number.</summary>
    public Node Constant(Int128 value) => Make(NodeKind.Constant, [], Interval.Of(value), null, value);

    /// <summary>A variable's register.</summary>
    public Node Variable(Variable variable)
    {
        var key = new Key(NodeKind.Variable, 0, 0, 0, variable, 0);
        if (!_known.TryGetValue(key, out var node))
        {
            var range = RangeOf(variable);
            node = new Node(_nodes.Count, NodeKind.Variable, [], range) { Variable = variable, Name = variable.Name, Source = variable.Source };
            _nodes.Add(node);
            _known.Add(key, node);
        }

        return node;
    }

    /// <summary>A fresh answer of SimpleMemory.</summary>
    public Node Response(SourceLocation? source)
    {
        var node = new Node(_nodes.Count, NodeKind.Response, [], Interval.Of(IrType.UInt32)) { Source = source };
        _nodes.Add(node);
        return node;
    }

    /// <summary>A field of a fresh element of a stream.</summary>
    public Node Element(StreamVariable stream, int field, SourceLocation? source)
    {
        var node = new Node(_nodes.Count, NodeKind.Element, [], stream.Fields[field].Range)
            { Stream = stream, Field = field, Source = source };
        _nodes.Add(node);
        return node;
    }

    /// <summary>A fresh load; whoever calls knows which stores it sees.</summary>
    public Node Load(ArrayVariable array, Node index, SourceLocation? source)
    {
        var node = new Node(_nodes.Count, NodeKind.Load, [index], RangeOf(array)) { Array = array, Source = source };
        _nodes.Add(node);
        return node;
    }

    /// <summary>Exact sum.</summary>
    public Node Add(Node a, Node b)
    {
        if (a.IsConstant)
        {
            (a, b) = (b, a);
        }

        if (b.IsConstant)
        {
            if (a.IsConstant)
            {
                return Constant(a.Value + b.Value);
            }

            if (b.Value == 0)
            {
                return a;
            }

            if ((a.Kind == NodeKind.Add || a.IsJoin) && a.Operands[1].IsConstant)
            {
                return Add(a.Operands[0], Constant(a.Operands[1].Value + b.Value));
            }
        }
        else if (a.Id > b.Id)
        {
            (a, b) = (b, a);
        }

        // No carry, no adder.
        return (a.MayBeSet & b.MayBeSet) == 0 ? Or(a, b) : Make(NodeKind.Add, [a, b], a.Range.Add(b.Range));
    }

    /// <summary>Exact difference.</summary>
    public Node Subtract(Node a, Node b)
    {
        if (b.IsConstant)
        {
            return Add(a, Constant(-b.Value));
        }

        return a == b ? Constant(0) : LowestBit.Without(this, a, b) ?? Make(NodeKind.Subtract, [a, b], a.Range.Subtract(b.Range));
    }

    /// <summary>Exact product; by a constant as a sum of shifts where that is cheap or demanded.</summary>
    /// <param name="a">A factor.</param>
    /// <param name="b">The other one.</param>
    /// <param name="isAdditionOnly">No multiplier may be made: one of the factors is a constant.</param>
    public Node Multiply(Node a, Node b, bool isAdditionOnly = false)
    {
        if (a.IsConstant)
        {
            (a, b) = (b, a);
        }

        if (!b.IsConstant)
        {
            return Make(NodeKind.Multiply, a.Id <= b.Id ? [a, b] : [b, a], a.Range.Multiply(b.Range));
        }

        if (a.IsConstant)
        {
            var product = (System.Numerics.BigInteger)a.Value * (System.Numerics.BigInteger)b.Value;
            bool fits = System.Numerics.BigInteger.Abs(product) < System.Numerics.BigInteger.One << 100;
            return Constant(fits ? (Int128)product : (long)(ulong)(product & ulong.MaxValue));
        }

        if (b.Value == 0)
        {
            return b;
        }

        var digits = SignedDigits(b.Value);
        if (digits.Count > MaximumDigits && !isAdditionOnly)
        {
            return Make(NodeKind.Multiply, [a, b], a.Range.Multiply(b.Range));
        }

        Node? sum = null;
        foreach (var (shift, isNegative) in digits.OrderBy(d => d.IsNegative))
        {
            var term = ShiftLeft(a, Constant(shift));
            sum = sum is null ? (isNegative ? Subtract(Constant(0), term) : term) : isNegative ? Subtract(sum, term) : Add(sum, term);
        }

        return sum!;
    }

    /// <summary>Exact left shift.</summary>
    public Node ShiftLeft(Node a, Node amount)
    {
        if (amount.IsConstant && (amount.Value == 0 || a.IsConstant))
        {
            return amount.Value == 0 ? a : Constant(a.Value << (int)amount.Value);
        }

        return amount.IsConstant && a.Kind == NodeKind.ShiftLeft && a.Operands[1].IsConstant
            ? ShiftLeft(a.Operands[0], Constant(a.Operands[1].Value + amount.Value))
            : Make(NodeKind.ShiftLeft, [a, amount], a.Range.ShiftLeft(amount.Range));
    }

    /// <summary>Right shift, rounding down.</summary>
    public Node ShiftRight(Node a, Node amount)
    {
        var range = a.Range.ShiftRight(amount.Range);
        return range.IsConstant ? Constant(range.Minimum)
            : amount.IsConstant && amount.Value == 0 ? a
            : Make(NodeKind.ShiftRight, [a, amount], range);
    }

    /// <summary>Wraps to a type.</summary>
    public Node Wrap(Node a, IrType type)
    {
        if (Interval.Of(type).Contains(a.Range))
        {
            return a;
        }

        if (a.IsConstant)
        {
            return Constant(ToMathematical(type.Wrap((long)(ulong)(a.Value & ulong.MaxValue)), type));
        }

        // Inner wraps at least as wide change no bit that survives: sums become visible to the balancing of adder trees.
        var bare = WithoutWrap(a, type.WidthBits);
        if (bare != a)
        {
            return Wrap(bare, type);
        }

        var stripped = a.Kind is NodeKind.Add or NodeKind.Subtract or NodeKind.Multiply ? WithBareOperands(a, type.WidthBits) : a;
        return stripped != a ? Wrap(stripped, type) : Make(NodeKind.Wrap, [a], Interval.Of(type), null, 0, type);
    }

    /// <summary>A canonical constant of a type as the number it stands for.</summary>
    public static Int128 ToMathematical(long value, IrType type) => type.IsSigned ? value : (Int128)(ulong)value;

    /// <summary>What a variable's register can hold: its type and its promise.</summary>
    public static Interval RangeOf(Variable variable) => RangeOf(variable.Type, variable.Promise);

    /// <summary>What an array's element can hold: its type and its promise.</summary>
    public static Interval RangeOf(ArrayVariable array) => RangeOf(array.ElementType, array.Promise);

    /// <summary>What a type and a promise leave.</summary>
    public static Interval RangeOf(IrType type, (long Minimum, long Maximum)? promise)
    {
        var range = Interval.Of(type);
        return promise is { } p ? new Interval(ToMathematical(p.Minimum, type), ToMathematical(p.Maximum, type)).Intersect(range) ?? range : range;
    }

    private static Node WithoutWrap(Node a, int widthBits)
        => a.Kind == NodeKind.Wrap && a.WrapType.WidthBits >= widthBits ? a.Operands[0] : a;

    private Node WithBareOperands(Node a, int widthBits)
    {
        var (x, y) = (WithoutWrap(a.Operands[0], widthBits), WithoutWrap(a.Operands[1], widthBits));
        if (x == a.Operands[0] && y == a.Operands[1])
        {
            return a;
        }

        return a.Kind switch
        {
            NodeKind.Add => Add(x, y),
            NodeKind.Subtract => Subtract(x, y),
            _ => Multiply(x, y),
        };
    }

    // Canonical signed digits: no two neighbours are non-zero.
    private static List<(int Shift, bool IsNegative)> SignedDigits(Int128 value)
    {
        List<(int, bool)> digits = [];
        for (int shift = 0; value != 0; shift++)
        {
            if ((value & 1) != 0)
            {
                bool isNegative = (value & 3) == 3;
                digits.Add((shift, isNegative));
                value += isNegative ? 1 : -1;
            }

            value >>= 1;
        }

        return digits;
    }

    private Node Make(NodeKind kind, Node[] operands, Interval range, object? extra = null, Int128 value = default, IrType wrapType = default)
    {
        CompileWatch.Check();
        if (range.IsConstant && kind != NodeKind.Constant)
        {
            return Constant(range.Minimum);
        }

        var key = new Key(
            kind,
            operands.Length > 0 ? operands[0].Id : -1,
            operands.Length > 1 ? operands[1].Id : -1,
            operands.Length > 2 ? operands[2].Id : -1,
            extra,
            value + wrapType.WidthBits + (wrapType.IsSigned ? 1000 : 0));
        if (!_known.TryGetValue(key, out var node))
        {
            node = new Node(_nodes.Count, kind, operands, range) { WrapType = wrapType, Source = _source };
            node.MayBeSet = PossibleBits.Of(node);
            _nodes.Add(node);
            _known.Add(key, node);
        }

        return node;
    }
}
