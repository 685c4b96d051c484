using System.Globalization;

namespace Accel.Transformer.Ir.Text;

/// <summary>The text of expressions: fully parenthesised below the top, conversions as casts, constants with their type unless i32 or bool.</summary>
internal static class IrExpressionText
{
    public static string Write(Expression expression, Func<object, string> name)
    {
        string text = Inner(expression, name);
        return text.StartsWith('(') && expression is BinaryExpression or SelectExpression ? text[1..^1] : text;
    }

    private static string Inner(Expression expression, Func<object, string> name) => expression switch
    {
        ConstantExpression constant => Constant(constant),
        VariableExpression variable => name(variable.Variable),
        ArrayLoadExpression load => $"{name(load.Array)}[{Write(load.Index, name)}]",
        UnaryExpression { Operator: UnaryOperator.Negate } unary => $"-{Inner(unary.Operand, name)}",
        UnaryExpression unary => $"~{Inner(unary.Operand, name)}",
        BinaryExpression binary => $"({Inner(binary.Left, name)} {Symbol(binary.Operator)} {Inner(binary.Right, name)})",
        ConvertExpression convert => $"{convert.Type}({Write(convert.Operand, name)})",
        SelectExpression select => $"({Inner(select.Condition, name)} ? {Inner(select.WhenTrue, name)} : {Inner(select.WhenFalse, name)})",
        _ => $"<{expression.GetType().Name}>",
    };

    private static string Constant(ConstantExpression constant)
    {
        string number = constant.Type is { WidthBits: 64, IsSigned: false }
            ? ((ulong)constant.Value).ToString(CultureInfo.InvariantCulture)
            : constant.Value.ToString(CultureInfo.InvariantCulture);
        return constant.Type == IrType.Int32 || constant.Type == IrType.Bool ? number : $"{number}:{constant.Type}";
    }

    private static string Symbol(BinaryOperator operation) => operation switch
    {
        BinaryOperator.Add => "+",
        BinaryOperator.Subtract => "-",
        BinaryOperator.Multiply => "*",
        BinaryOperator.Divide => "/",
        BinaryOperator.Remainder => "%",
        BinaryOperator.And => "&",
        BinaryOperator.Or => "|",
        BinaryOperator.Xor => "^",
        BinaryOperator.ShiftLeft => "<<",
        BinaryOperator.ShiftRight => ">>",
        BinaryOperator.Equal => "==",
        BinaryOperator.NotEqual => "!=",
        BinaryOperator.LessThan => "<",
        BinaryOperator.LessOrEqual => "<=",
        _ => "?",
    };
}
