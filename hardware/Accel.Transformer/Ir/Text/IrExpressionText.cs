using System.Globalization;
using Accel.Rtl;

namespace Accel.Transformer.Ir.Text;

/// <summary>
/// The text of expressions: fully parenthesised below the top, conversions as casts, constants with their type unless i32 or bool. Behind
/// an expression stand the [AdditionOnly] method that restricts it, in braces, and the place that it has of its own.
/// </summary>
/// <param name="name">What a variable or an array is called.</param>
/// <param name="place">A place as text, empty where places are left out.</param>
internal sealed class IrExpressionText(Func<object, string> name, Func<SourceLocation?, string> place)
{
    /// <summary>The operators, in the order of <see cref="BinaryOperator"/>.</summary>
    public static IReadOnlyList<string> Symbols { get; } = ["+", "-", "*", "/", "%", "&", "|", "^", "<<", ">>", "==", "!=", "<", "<="];

    public string Write(Expression expression)
    {
        string text = Inner(expression);
        return expression is BinaryExpression or SelectExpression && text[^1] == ')' ? text[1..^1] : text;
    }

    private string Inner(Expression expression)
    {
        string at = place(expression.Source);
        string text = expression switch
        {
            ConstantExpression constant => Constant(constant),
            VariableExpression variable => name(variable.Variable),
            ArrayLoadExpression load => $"{name(load.Array)}[{Write(load.Index)}]",
            UnaryExpression unary => $"{(unary.Operator == UnaryOperator.Negate ? '-' : '~')}{Operand(unary.Operand)}",
            BinaryExpression binary =>
                $"({Inner(binary.Left)} {Symbols[(int)binary.Operator]} {Inner(binary.Right)}){Demand(binary.AdditionOnlyIn)}",
            ConvertExpression convert => $"{convert.Type}({Write(convert.Operand)})",
            SelectExpression select => $"({Inner(select.Condition)} ? {Inner(select.WhenTrue)} : {Inner(select.WhenFalse)})",
            _ => $"<{expression.GetType().Name}>",
        };
        return (at.Length > 0 && expression is UnaryExpression ? $"({text})" : text) + at;
    }

    /// <summary>The demand of an [AdditionOnly] method, behind what it restricts.</summary>
    public static string Demand(string? method) => method is null ? "" : $"{{addition-only {IrWords.Name(method)}}}";

    // Minus in front of a number is its sign.
    private string Operand(Expression operand) => operand is ConstantExpression ? $"({Inner(operand)})" : Inner(operand);

    private static string Constant(ConstantExpression constant)
    {
        if (constant.Type == IrType.Bool)
        {
            return constant.Value != 0 ? "true" : "false";
        }

        string number = constant.Type is { WidthBits: 64, IsSigned: false }
            ? ((ulong)constant.Value).ToString(CultureInfo.InvariantCulture)
            : constant.Value.ToString(CultureInfo.InvariantCulture);
        return constant.Type == IrType.Int32 ? number : $"{number}:{constant.Type}";
    }
}
