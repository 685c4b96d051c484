using Accel.Transformer.Ir;
using Microsoft.CodeAnalysis.Operations;

namespace Accel.Transformer.Frontend.Translation;

/// <content>Powers of two, logarithms and wide products: BitOperations, and the same methods of the integer types themselves.</content>
internal sealed partial class FunctionTranslator
{
    /// <summary>What int.X has in common with BitOperations.X.</summary>
    private static readonly HashSet<string> BitMethods = new(StringComparer.Ordinal)
    {
        "PopCount", "LeadingZeroCount", "TrailingZeroCount", "Log2", "IsPow2", "RotateLeft", "RotateRight",
    };

    // int.PopCount of a byte is a byte; BitOperations counts in int.
    private static ScalarValue Count(IInvocationOperation invocation, Expression count)
        => new(IrBuild.Convert(KnownTypes.Scalar(invocation.Type)!.Value, count));

    // The number of the highest bit that is set; 0 of 0, as BitOperations has it. Of a negative number int.Log2 throws; here it is that of
    // its bits.
    private ScalarValue Log2(IInvocationOperation invocation)
    {
        Expression operand = Operands(invocation)[0];
        int width = operand.Type.WidthBits;
        Expression highest = IrBuild.Binary(BinaryOperator.Xor, ZerosBeforeOne(operand, 0, width, fromTop: true),
            IrBuild.Constant(IrType.Int32, width - 1));
        Expression result = IrBuild.Select(AnyOf(operand, 0, width), highest, IrBuild.Constant(IrType.Int32, 0));
        return Count(invocation, result);
    }

    private ScalarValue IsPowerOfTwo(IInvocationOperation invocation)
    {
        Expression operand = Operands(invocation)[0];
        Expression zero = IrBuild.Constant(operand.Type, 0);
        Expression less = IrBuild.Binary(BinaryOperator.Subtract, operand, IrBuild.Constant(operand.Type, 1));
        return new ScalarValue(IrBuild.And(
            IrBuild.Binary(BinaryOperator.LessThan, zero, operand),
            IrBuild.Binary(BinaryOperator.Equal, IrBuild.Binary(BinaryOperator.And, operand, less), zero)));
    }

    // All bits below the highest of x - 1, and one more: 0 of 0, and of what has no power of two above it.
    private ScalarValue RoundUpToPowerOfTwo(IInvocationOperation invocation)
    {
        Expression operand = Operands(invocation)[0];
        Expression one = IrBuild.Constant(operand.Type, 1);
        Expression bits = IrBuild.Binary(BinaryOperator.Subtract, operand, one);
        for (int shift = 1; shift < operand.Type.WidthBits; shift *= 2)
        {
            bits = Operand(bits);
            bits = IrBuild.Binary(BinaryOperator.Or, bits,
                IrBuild.Binary(BinaryOperator.ShiftRight, bits, IrBuild.Constant(IrType.Int32, shift)));
        }

        return new ScalarValue(IrBuild.Binary(BinaryOperator.Add, bits, one));
    }

    private ScalarValue BigProduct(IInvocationOperation invocation)
    {
        List<Expression> factors = Operands(invocation);
        IrType type = KnownTypes.Scalar(invocation.Type)!.Value;
        factors = [.. factors.Select(factor => IrBuild.Convert(type, factor))];
        return new ScalarValue(Demanded(IrBuild.Binary(BinaryOperator.Multiply, factors[0], factors[1]), invocation));
    }
}
