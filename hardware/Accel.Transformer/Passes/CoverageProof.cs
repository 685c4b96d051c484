using Accel.Transformer.Ir;
using Accel.Transformer.Scheduling;

namespace Accel.Transformer.Passes;

/// <summary>
/// Proves that a nest of counting loops stores to every element of an array exactly once before it is read: the index is a sum of
/// counters times strides that count through the array like the digits of a number.
/// </summary>
internal sealed class CoverageProof(ArrayVariable array)
{
    private readonly List<(Variable Counter, long Count)> _counters = [];

    /// <summary>True when the loop covers the array; <paramref name="constants"/> are the values of variables before it.</summary>
    public bool IsCovered(LoopStatement loop, Dictionary<Variable, long> constants)
    {
        if (loop.Counter is not { } counter || loop.Header.Statements.Count != 0 || loop.Step.Statements is not [AssignStatement step]
            || step.Target != counter || !constants.TryGetValue(counter, out long start) || start != 0
            || step.Value is not BinaryExpression { Operator: BinaryOperator.Add, Left: VariableExpression use, Right: ConstantExpression { Value: 1 } } || use.Variable != counter
            || loop.Condition is not BinaryExpression { Left: VariableExpression tested, Right: ConstantExpression bound } condition || tested.Variable != counter
            || condition.Operator is not (BinaryOperator.LessThan or BinaryOperator.NotEqual) || bound.Value < 1
            || IrWalk.All(loop.Body).Any(s => IrWalk.Targets(s).Contains(counter)
            || s is BreakStatement or ContinueStatement or ReturnStatement))
        {
            return false;
        }

        _counters.Add((counter, bound.Value));
        Dictionary<Variable, long> inner = [];
        Dictionary<Variable, Expression> values = [];
        foreach (var statement in loop.Body.Statements)
        {
            if (IrWalk.Loads(statement, array))
            {
                return false;
            }

            switch (statement)
            {
                case ArrayStoreStatement store when store.Array == array:
                    return Covers(store.Index, values);
                case LoopStatement nested when IrWalk.All(nested.Body).Any(s => s is ArrayStoreStatement store && store.Array == array):
                    return IsCovered(nested, inner);
                case AssignStatement assign:
                    values[assign.Target] = assign.Value;
                    inner.Remove(assign.Target);
                    if (assign.Value is ConstantExpression constant)
                    {
                        inner[assign.Target] = constant.Value;
                    }

                    break;
                case MemoryReadStatement or StreamReadStatement:
                    foreach (var target in IrWalk.Targets(statement))
                    {
                        values.Remove(target);
                        inner.Remove(target);
                    }

                    break;
                case MemoryWriteStatement or ArrayStoreStatement or StreamWriteStatement:
                    break;
                default:
                    return false;
            }
        }

        return false;
    }

    private bool Covers(Expression index, Dictionary<Variable, Expression> values)
    {
        Dictionary<Variable, long> strides = [];
        if (!Collect(index, 1, strides, values, 8) || strides.Count != _counters.Count)
        {
            return false;
        }

        long reach = 1;
        foreach (var (counter, count) in _counters.Where(c => strides.ContainsKey(c.Counter)).OrderBy(c => strides[c.Counter]))
        {
            if (strides[counter] != reach)
            {
                return false;
            }

            reach *= count;
        }

        return reach == array.Length && _counters.TrueForAll(c => strides.ContainsKey(c.Counter));
    }

    private bool Collect(Expression expression, long scale, Dictionary<Variable, long> strides, Dictionary<Variable, Expression> values, int depth)
    {
        switch (expression)
        {
            case VariableExpression use when _counters.Exists(c => c.Counter == use.Variable):
                strides[use.Variable] = strides.GetValueOrDefault(use.Variable) + scale;
                return true;
            case VariableExpression use when depth > 0 && values.TryGetValue(use.Variable, out var value):
                return Collect(value, scale, strides, values, depth - 1);
            case BinaryExpression { Operator: BinaryOperator.Add } sum:
                return Collect(sum.Left, scale, strides, values, depth) && Collect(sum.Right, scale, strides, values, depth);
            case BinaryExpression { Operator: BinaryOperator.Multiply, Right: ConstantExpression factor } product:
                return Collect(product.Left, scale * factor.Value, strides, values, depth);
            case BinaryExpression { Operator: BinaryOperator.Multiply, Left: ConstantExpression factor } product:
                return Collect(product.Right, scale * factor.Value, strides, values, depth);
            case BinaryExpression { Operator: BinaryOperator.ShiftLeft, Right: ConstantExpression { Value: >= 0 and < 31 } amount } shift:
                return Collect(shift.Left, scale << (int)amount.Value, strides, values, depth);
            case ConvertExpression convert when convert.Type.WidthBits >= 16:
                return Collect(convert.Operand, scale, strides, values, depth);
            case ConstantExpression { Value: 0 }:
                return true;
            default:
                return false;
        }
    }
}
