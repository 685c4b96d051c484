using Accel.Transformer.Ir;

namespace Accel.Transformer.Passes;

/// <summary>Two arrays, one or the other of which is used as a condition says.</summary>
internal readonly record struct ArrayPair(ArrayVariable WhenTrue, ArrayVariable WhenFalse);

/// <summary>Finds what is the same but for the array: <c>even[i] + 1</c> and <c>odd[i] + 1</c>.</summary>
internal static class TwinExpressions
{
    /// <summary>The arrays in which the branches of a choice differ; null where they differ in more, or not at all.</summary>
    public static List<ArrayPair>? Of(SelectExpression choice)
    {
        List<ArrayPair> pairs = [];
        return Compare(choice.WhenTrue, choice.WhenFalse, pairs) && pairs.Count > 0 ? pairs : null;
    }

    /// <summary>The arrays in which the branches of a choice between assignments and stores differ; null where they differ in more, or
    /// not at all.</summary>
    public static List<ArrayPair>? Of(IfStatement choice)
    {
        List<ArrayPair> pairs = [];
        return choice.Then.Statements.Count == choice.Else.Statements.Count
            && choice.Then.Statements.Zip(choice.Else.Statements).All(both => Compare(both.First, both.Second, pairs))
            && pairs.Count > 0 ? pairs : null;
    }

    private static bool Compare(Statement one, Statement other, List<ArrayPair> pairs) => (one, other) switch
    {
        (AssignStatement a, AssignStatement b) => a.Target == b.Target && Compare(a.Value, b.Value, pairs),
        (ArrayStoreStatement a, ArrayStoreStatement b)
            => AreSame(a.Index, b.Index) && Compare(a.Value, b.Value, pairs) && Note(a.Array, b.Array, pairs),
        _ => false,
    };

    private static bool Compare(Expression one, Expression other, List<ArrayPair> pairs) => (one, other) switch
    {
        (ConstantExpression a, ConstantExpression b) => a.Type == b.Type && a.Value == b.Value,
        (VariableExpression a, VariableExpression b) => a.Variable == b.Variable,
        (ArrayLoadExpression a, ArrayLoadExpression b) => AreSame(a.Index, b.Index) && Note(a.Array, b.Array, pairs),
        (UnaryExpression a, UnaryExpression b) => a.Operator == b.Operator && Compare(a.Operand, b.Operand, pairs),
        (ConvertExpression a, ConvertExpression b) => a.Type == b.Type && Compare(a.Operand, b.Operand, pairs),
        (BinaryExpression a, BinaryExpression b) => a.Operator == b.Operator && a.AdditionOnlyIn == b.AdditionOnlyIn
            && Compare(a.Left, b.Left, pairs) && Compare(a.Right, b.Right, pairs),
        (SelectExpression a, SelectExpression b) => Compare(a.Condition, b.Condition, pairs)
            && Compare(a.WhenTrue, b.WhenTrue, pairs) && Compare(a.WhenFalse, b.WhenFalse, pairs),
        _ => false,
    };

    /// <summary>Both are the same, array by array.</summary>
    public static bool AreSame(Expression one, Expression other)
    {
        List<ArrayPair> pairs = [];
        return Compare(one, other, pairs) && pairs.Count == 0;
    }

    private static bool Note(ArrayVariable one, ArrayVariable other, List<ArrayPair> pairs)
    {
        if (one != other)
        {
            pairs.Add(new ArrayPair(one, other));
        }

        return true;
    }
}
