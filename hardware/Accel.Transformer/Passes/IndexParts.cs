using Accel.Transformer.Ir;
using Accel.Transformer.Scheduling;

namespace Accel.Transformer.Passes;

/// <summary>An index as a sum, with what is known of its terms at every execution.</summary>
internal sealed class IndexParts
{
    private readonly Definitions _definitions;
    private readonly List<Expression> _terms = [];
    private readonly List<Interval> _ranges = [];

    /// <summary>Takes an index apart.</summary>
    /// <param name="index">The index.</param>
    /// <param name="definitions">Of variables.</param>
    public IndexParts(Expression index, Definitions definitions)
    {
        _definitions = definitions;
        Add(index);
    }

    /// <summary>Notes the values that the terms have at an execution.</summary>
    public void Note(Func<Expression, Interval> rangeOf)
    {
        for (int i = 0; i < _terms.Count; i++)
        {
            var range = rangeOf(_terms[i]);
            if (i < _ranges.Count)
            {
                _ranges[i] = _ranges[i].Union(range);
            }
            else
            {
                _ranges.Add(range);
            }
        }
    }

    /// <summary>
    /// The index divided by a power of two, where the remainder is a sum that stays within one part: terms that are multiples of it, and a
    /// constant.
    /// </summary>
    /// <returns>Null where it cannot be told.</returns>
    public Expression? PartOf(int bits, IrType type)
    {
        if (_ranges.Count < _terms.Count)
        {
            // It is never computed.
            return IrBuild.Constant(type, 0);
        }

        Interval low = Interval.Of(0);
        Expression? high = null;
        for (int i = 0; i < _terms.Count; i++)
        {
            if (IsMultiple(_terms[i], bits))
            {
                high = high is null ? _terms[i] : IrBuild.Binary(BinaryOperator.Add, high, _terms[i]);
            }
            else
            {
                low = low.Add(_ranges[i]);
            }
        }

        if (low.Minimum < 0 || low.Maximum > int.MaxValue || low.Minimum >> bits != low.Maximum >> bits)
        {
            return null;
        }

        var first = IrBuild.Constant(type, (long)(low.Minimum >> bits));
        if (high is null)
        {
            return first;
        }

        var whole = IrBuild.Binary(BinaryOperator.ShiftRight, high, IrBuild.Constant(IrType.Int32, bits));
        return first.Value == 0 ? whole : IrBuild.Binary(BinaryOperator.Add, whole, first);
    }

    private void Add(Expression term)
    {
        switch (term)
        {
            case BinaryExpression { Operator: BinaryOperator.Add } sum:
                Add(sum.Left);
                Add(sum.Right);
                break;
            case BinaryExpression { Operator: BinaryOperator.Subtract } difference:
                Add(difference.Left);
                Add(IrBuild.Unary(UnaryOperator.Negate, difference.Right));
                break;
            default:
                _terms.Add(term);
                break;
        }
    }

    private bool IsMultiple(Expression term, int bits)
    {
        var known = _definitions.BitsOf(term);
        ulong mask = (1UL << bits) - 1;
        return (known.Mask & mask) == mask && (known.Value & mask) == 0;
    }
}
