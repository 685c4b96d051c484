using Accel.Transformer.Budgets;

namespace Accel.Transformer.Scheduling.Pipelines;

/// <summary>
/// A value as a sum of opaque values with constant factors, exact in its low bits: what the distance of two accesses is computed from.
/// </summary>
internal sealed class Affine
{
    private readonly Dictionary<Node, Int128> _terms = [];

    /// <summary>The constant part.</summary>
    public Int128 Constant { get; private set; }

    /// <summary>The opaque values with their factors.</summary>
    public IReadOnlyDictionary<Node, Int128> Terms => _terms;

    /// <summary>The sum that equals a value modulo 2^bits.</summary>
    public static Affine Of(Node node, int bits)
    {
        var result = new Affine();
        // Operands have lower ids than what they are used in: each value is opened once, with all that it counts for.
        PriorityQueue<Node, int> order = new();
        Dictionary<Node, Int128> open = [];
        Add(node, 1);
        while (order.TryDequeue(out var next, out _))
        {
            CompileWatch.Check();
            if (open.Remove(next, out var factor) && factor != 0)
            {
                result.Take(next, factor, bits, Add);
            }
        }

        return result;

        void Add(Node part, Int128 factor)
        {
            if (!open.TryAdd(part, factor))
            {
                open[part] += factor;
                return;
            }

            order.Enqueue(part, -part.Id);
        }
    }

    /// <summary>This less another one.</summary>
    public Affine Less(Affine other)
    {
        var result = new Affine { Constant = Constant - other.Constant };
        foreach (var (node, factor) in _terms)
        {
            result.AddTerm(node, factor);
        }

        foreach (var (node, factor) in other._terms)
        {
            result.AddTerm(node, -factor);
        }

        return result;
    }

    /// <summary>The low bits if they are the same for all values of the terms, else null.</summary>
    public int? LowBits(int bits)
        => _terms.Values.All(f => (f & ((Int128.One << bits) - 1)) == 0) ? (int)(Constant & ((Int128.One << bits) - 1)) : null;

    private void Take(Node node, Int128 factor, int bits, Action<Node, Int128> add)
    {
        switch (node.Kind)
        {
            case NodeKind.Constant:
                Constant += factor * node.Value;
                break;
            case NodeKind.Add:
            case NodeKind.Or when node.IsJoin:
                add(node.Operands[0], factor);
                add(node.Operands[1], factor);
                break;
            case NodeKind.Subtract:
                add(node.Operands[0], factor);
                add(node.Operands[1], -factor);
                break;
            case NodeKind.ShiftLeft when node.Operands[1].IsConstant && node.Operands[1].Value < 64:
                add(node.Operands[0], factor << (int)node.Operands[1].Value);
                break;
            // A choice of two constants is one of them, and their difference where the condition holds.
            case NodeKind.Select when node.Operands[1].IsConstant && node.Operands[2].IsConstant:
                Constant += factor * node.Operands[2].Value;
                AddTerm(node.Operands[0], factor * (node.Operands[1].Value - node.Operands[2].Value));
                break;
            // The bits that a wrap takes away are above those that count.
            case NodeKind.Wrap when node.WrapType.WidthBits >= bits - (int)Int128.TrailingZeroCount(factor):
                add(node.Operands[0], factor);
                break;
            // So are those that a mask takes away: the index of a ring.
            case NodeKind.And when node.Operands[1].IsConstant
                && Int128.TrailingZeroCount(~node.Operands[1].Value) >= bits - (int)Int128.TrailingZeroCount(factor):
                add(node.Operands[0], factor);
                break;
            default:
                AddTerm(node, factor);
                break;
        }
    }

    private void AddTerm(Node node, Int128 factor)
    {
        _terms[node] = _terms.GetValueOrDefault(node) + factor;
        if (_terms[node] == 0)
        {
            _terms.Remove(node);
        }
    }
}
