using Accel.Transformer.Diagnostics;
using Accel.Transformer.Ir;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Accel.Transformer.Frontend.Translation;

/// <content>Methods of numbers with two results, and bytes in the other order.</content>
internal sealed partial class FunctionTranslator
{
    private const int HalfBits = 32;

    // Two numbers, and the place for what an out parameter is given; null where there is none.
    private (Expression First, Expression Second, Place? Out) TwoAndOut(IInvocationOperation invocation)
    {
        List<Operand> operands =
        [
            .. EvaluateArguments(invocation.Arguments).OrderBy(static item => item.Parameter.Ordinal).Select(static item => item.Argument),
        ];
        return (Number(0), Number(1), operands.Count > 2 ? (Place)operands[2] : null);

        Expression Number(int index) => operands[index] is ScalarValue { Expression: var value } ? Operand(value)
            : throw new Refusal(DiagnosticDescriptors.UnknownMethod, invocation, invocation.TargetMethod.ToDisplayString());
    }

    // Math.DivRem(a, b), Math.DivRem(a, b, out rest).
    private Value QuotientAndRest(IInvocationOperation invocation)
    {
        var (dividend, divisor, place) = TwoAndOut(invocation);
        Expression quotient = Operand(Demanded(IrBuild.Binary(BinaryOperator.Divide, dividend, divisor), invocation));
        Expression rest = Operand(Demanded(IrBuild.Binary(BinaryOperator.Remainder, dividend, divisor), invocation));
        if (place is not null)
        {
            Store(place, new ScalarValue(rest));
            return new ScalarValue(quotient);
        }

        INamedTypeSymbol tuple = TypeArguments.Of((INamedTypeSymbol)invocation.Type!);
        Expression[] parts = [quotient, rest];
        return new StructValue(tuple, tuple.TupleElements.Zip(parts).ToDictionary(
            static pair => TypeFacts.Key(pair.First), static pair => (Value)new ScalarValue(pair.Second), SymbolEqualityComparer.Default));
    }

    // Math.BigMul(a, b, out low) of 64 bits: four products of 32 bits, and for a sign what it takes away from the upper half.
    private ScalarValue WideProduct(IInvocationOperation invocation)
    {
        var (first, second, place) = TwoAndOut(invocation);
        if (place is null || first.Type.WidthBits != 2 * HalfBits)
        {
            throw new Refusal(DiagnosticDescriptors.UnknownMethod, invocation, invocation.TargetMethod.ToDisplayString());
        }

        IrType type = first.Type, plain = new(2 * HalfBits, false);
        Expression a = Operand(IrBuild.Convert(plain, first)), b = Operand(IrBuild.Convert(plain, second));
        Expression lows = Product(Low(a), Low(b));
        Expression middle = Operand(IrBuild.Binary(BinaryOperator.Add, Product(High(a), Low(b)), High(lows)));
        Expression cross = Operand(IrBuild.Binary(BinaryOperator.Add, Product(Low(a), High(b)), Low(middle)));
        Expression high = IrBuild.Binary(
            BinaryOperator.Add, IrBuild.Binary(BinaryOperator.Add, Product(High(a), High(b)), High(middle)), High(cross));
        Expression low = IrBuild.Binary(
            BinaryOperator.Or, IrBuild.Binary(BinaryOperator.ShiftLeft, cross, IrBuild.Constant(IrType.Int32, HalfBits)), Low(lows));
        if (type.IsSigned)
        {
            high = Less(Less(high, first, b), second, a);
        }

        high = Operand(high);
        Store(place, new ScalarValue(IrBuild.Convert(ScalarTypeOf(place, type), low)));
        return new ScalarValue(IrBuild.Convert(type, high));

        Expression Low(Expression value) =>
            IrBuild.Binary(BinaryOperator.And, value, IrBuild.Constant(plain, uint.MaxValue));

        Expression High(Expression value) => IrBuild.Binary(BinaryOperator.ShiftRight, value, IrBuild.Constant(IrType.Int32, HalfBits));

        Expression Product(Expression left, Expression right) =>
            Operand(Demanded(IrBuild.Binary(BinaryOperator.Multiply, left, right), invocation));

        static Expression Less(Expression value, Expression sign, Expression other) => IrBuild.Select(
            IrBuild.Binary(BinaryOperator.LessThan, sign, IrBuild.Constant(sign.Type, 0)),
            IrBuild.Binary(BinaryOperator.Subtract, value, other), value);
    }

    private static IrType ScalarTypeOf(Place place, IrType otherwise)
        => place is VariablePlace or ElementPlace ? ScalarType(place) : otherwise;

    // Bytes in the other order.
    private ScalarValue Reversed(IInvocationOperation invocation)
    {
        Expression operand = Operands(invocation)[0];
        IrType type = operand.Type, plain = new(type.WidthBits, false), wide = type.WidthBits < HalfBits ? IrType.UInt32 : plain;
        Expression value = IrBuild.Convert(wide, IrBuild.Convert(plain, operand));
        Expression result = IrBuild.Constant(wide, 0);
        for (int bit = 0; bit < type.WidthBits; bit += 8)
        {
            Expression part = IrBuild.Binary(
                BinaryOperator.And, IrBuild.Binary(BinaryOperator.ShiftRight, value, IrBuild.Constant(IrType.Int32, bit)),
                IrBuild.Constant(wide, byte.MaxValue));
            result = IrBuild.Binary(
                BinaryOperator.Or, result,
                IrBuild.Binary(BinaryOperator.ShiftLeft, part, IrBuild.Constant(IrType.Int32, type.WidthBits - 8 - bit)));
        }

        return new ScalarValue(IrBuild.Convert(type, result));
    }
}
