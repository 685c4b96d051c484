using System.Collections.Immutable;
using Accel.Transformer.Ir;

namespace Accel.Transformer.Handover;

/// <summary>Computes with numbers that depend on a token, for each number that the token may be.</summary>
internal static class TokenNumbers
{
    /// <summary>The value of an expression; null where it is not known.</summary>
    public static TokenValue? Of(Expression expression, TokenState state) => expression switch
    {
        ConstantExpression constant => TokenValue.Of(constant.Value),
        VariableExpression use => state.Values.GetValueOrDefault(use.Variable),
        ConvertExpression convert => Map(Of(convert.Operand, state), value => convert.Type.Wrap(value)),
        UnaryExpression unary => Map(Of(unary.Operand, state), value => IrArithmetic.Evaluate(unary.Operator, unary.Type, value)),
        BinaryExpression binary => Map(Of(binary.Left, state), Of(binary.Right, state), (left, right) =>
            IrArithmetic.Evaluate(binary.Operator, binary.Left.Type, left, right)),
        SelectExpression select => Choose(Of(select.Condition, state), Of(select.WhenTrue, state), Of(select.WhenFalse, state)),
        _ => null,
    };

    private static TokenValue? Map(TokenValue? operand, Func<long, long?> map)
        => operand is null ? null
            : Known(new TokenValue(operand.Token, [.. operand.Table.Select(v => v is { } value ? map(value) : null)]));

    private static TokenValue? Map(TokenValue? left, TokenValue? right, Func<long, long, long?> map)
        => left is null || right is null ? null
            : Combine([left, right], parts => parts[0] is { } a && parts[1] is { } b ? map(a, b) : null);

    private static TokenValue? Choose(TokenValue? condition, TokenValue? whenTrue, TokenValue? whenFalse)
    {
        if (condition is null)
        {
            return whenTrue is not null && whenTrue.Equals(whenFalse) ? whenTrue : null;
        }

        var unknown = new TokenValue(null, [null]);
        return Combine([condition, whenTrue ?? unknown, whenFalse ?? unknown],
            parts => parts[0] is { } c ? c != 0 ? parts[1] : parts[2] : null);
    }

    private static TokenValue? Combine(TokenValue[] operands, Func<long?[], long?> map)
    {
        List<Token> tokens = [.. operands.Select(o => o.Token).OfType<Token>().Distinct()];
        return tokens switch
        {
            [] => Known(new TokenValue(null, [map([.. operands.Select(o => o.Table[0])])])),
            [var token] => Known(new TokenValue(token,
                [.. Enumerable.Range(0, token.Values.Length).Select(i => map([.. operands.Select(o => o.At(token, i))]))])),
            _ => null,
        };
    }

    private static TokenValue? Known(TokenValue value) => value.Table.All(v => v is null) ? null : value;
}
