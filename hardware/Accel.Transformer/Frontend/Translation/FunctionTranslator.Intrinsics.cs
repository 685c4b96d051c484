using Accel.Transformer.Diagnostics;
using Accel.Transformer.Ir;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Accel.Transformer.Frontend.Translation;

/// <content>Methods of the framework that have a meaning in hardware.</content>
internal sealed partial class FunctionTranslator
{
    private Value EvaluateIntrinsic(IInvocationOperation invocation, IMethodSymbol target)
    {
        // int.Max and its kin are Math.Max, int.PopCount and its kin BitOperations.PopCount.
        string name = target.Name.Split('.')[^1];
        string called = KnownTypes.Scalar(target.ContainingType) is null ? $"{KnownTypes.Owner(target)}.{name}"
            : BitMethods.Contains(name) ? $"System.Numerics.BitOperations.{name}" : $"System.Math.{name}";
        return EvaluateNumberMethod(invocation, target, name) ?? called switch
        {
            "System.Math.Min" or "System.Math.Max" => MinMax(invocation, called.EndsWith("Min", StringComparison.Ordinal)),
            "System.Nullable.GetValueOrDefault" => ValueOrDefault(invocation),
            "System.Math.Abs" => Absolute(invocation),
            "System.Math.Clamp" => Clamp(invocation),
            "System.Math.Sign" => Sign(invocation),
            "System.Object.ReferenceEquals"
                when invocation.Arguments.All(argument => Unwrapped(argument.Value).Type is { } type && TypeFacts.IsReference(type)) =>
                new ScalarValue(AreSame([.. invocation.Arguments.Select(argument => argument.Value)])),
            "System.Enum.HasFlag" => HasFlag(invocation),
            "System.Enum.IsDefined" when invocation.Arguments.Length == 1 => IsDefined(invocation),
            "System.Numerics.BitOperations.PopCount" => PopCount(invocation),
            "System.Numerics.BitOperations.LeadingZeroCount" => LeadingZeros(invocation),
            "System.Numerics.BitOperations.TrailingZeroCount" => TrailingZeros(invocation),
            "System.Numerics.BitOperations.Log2" => Log2(invocation),
            "System.Numerics.BitOperations.IsPow2" => IsPowerOfTwo(invocation),
            "System.Numerics.BitOperations.RoundUpToPowerOf2" => RoundUpToPowerOfTwo(invocation),
            "System.Math.BigMul" when invocation.Arguments.Length == 3 => WideProduct(invocation),
            "System.Math.BigMul" => BigProduct(invocation),
            "System.Math.DivRem" => QuotientAndRest(invocation),
            "System.Buffers.Binary.BinaryPrimitives.ReverseEndianness" => Reversed(invocation),
            "System.Numerics.BitOperations.RotateLeft" => Rotate(invocation, isLeft: true),
            "System.Numerics.BitOperations.RotateRight" => Rotate(invocation, isLeft: false),
            "System.Array.Copy" => Copy(invocation),
            "System.Array.Clear" => Fill(invocation, null),
            "System.Array.Fill" => Fill(invocation, 1),
            "System.Array.Reverse" => Reverse(invocation),
            "System.Array.IndexOf" => IndexOf(invocation),
            "System.Array.CopyTo" => CopyAll(invocation),
            "System.Array.GetLength" or "System.Array.GetUpperBound" or "System.Array.GetLowerBound" => BoundOf(invocation),
            "System.Array.Resize" => Resize(invocation),
            _ when KnownTypes.Owner(target) is "System.Span" or "System.ReadOnlySpan" or "System.MemoryExtensions" =>
                EvaluateSpanMethod(invocation),
            "Hast.Common.Numerics.SimdOperations.AddVectors" => Combine(invocation, BinaryOperator.Add),
            "Hast.Common.Numerics.SimdOperations.SubtractVectors" => Combine(invocation, BinaryOperator.Subtract),
            "Hast.Common.Numerics.SimdOperations.MultiplyVectors" => Combine(invocation, BinaryOperator.Multiply),
            "Hast.Common.Numerics.SimdOperations.DivideVectors" => Combine(invocation, BinaryOperator.Divide),
            "Hast.Common.Numerics.SimdOperations.ThrowIfVectorsNotEquallyLong" => RequireEqualLengths(invocation),
            "System.Linq.ImmutableArrayExtensions.ToArray" => Copied(invocation, Unwrapped(invocation.Arguments[0].Value)),
            _ when KnownTypes.BuilderOf(invocation.Instance?.Type) is not null => EvaluateBuilder(invocation),
            _ when called.StartsWith("System.Collections.Immutable.ImmutableArray.", StringComparison.Ordinal) =>
                EvaluateImmutable(invocation),
            _ when called.StartsWith("System.Linq.", StringComparison.Ordinal) =>
                throw new Refusal(DiagnosticDescriptors.Linq, invocation, invocation.TargetMethod.Name),
            _ => throw new Refusal(DiagnosticDescriptors.UnknownMethod, invocation, WithoutSource(invocation.TargetMethod)),
        };
    }

    // Used more than once: a variable unless it is one.
    private Expression Operand(Expression value) => value is ConstantExpression or VariableExpression ? value : Keep(value, "operand");

    private List<Expression> Operands(IInvocationOperation invocation)
    {
        if (KnownTypes.Scalar(invocation.Type) is null
            || invocation.TargetMethod.Parameters.Any(item => item.RefKind != RefKind.None || KnownTypes.Scalar(item.Type) is null))
        {
            throw new Refusal(DiagnosticDescriptors.UnknownMethod, invocation, invocation.TargetMethod.ToDisplayString());
        }

        return
        [
            .. EvaluateArguments(invocation.Arguments)
                .OrderBy(item => item.Parameter.Ordinal)
                .Select(item => Operand(((ScalarValue)item.Argument).Expression)),
        ];
    }

    private ScalarValue MinMax(IInvocationOperation invocation, bool isMinimum)
    {
        List<Expression> operands = Operands(invocation);
        (Expression left, Expression right) = (operands[0], operands[1]);
        Expression isLess = IrBuild.Binary(BinaryOperator.LessThan, left, right);
        return new ScalarValue(isMinimum ? IrBuild.Select(isLess, left, right) : IrBuild.Select(isLess, right, left));
    }

    // Of the most negative number .NET throws; here it stays as it is.
    private ScalarValue Absolute(IInvocationOperation invocation)
    {
        Expression operand = Operands(invocation)[0];
        Expression isNegative = IrBuild.Binary(BinaryOperator.LessThan, operand, IrBuild.Constant(operand.Type, 0));
        return new ScalarValue(IrBuild.Select(isNegative, IrBuild.Unary(UnaryOperator.Negate, operand), operand));
    }

    private ScalarValue Clamp(IInvocationOperation invocation)
    {
        List<Expression> operands = Operands(invocation);
        (Expression value, Expression least, Expression most) = (operands[0], operands[1], operands[2]);
        return new ScalarValue(IrBuild.Select(
            IrBuild.Binary(BinaryOperator.LessThan, value, least), least, IrBuild.Select(IrBuild.Binary(BinaryOperator.LessThan, most, value), most, value)));
    }

    private ScalarValue Sign(IInvocationOperation invocation)
    {
        Expression operand = Operands(invocation)[0];
        Expression zero = IrBuild.Constant(operand.Type, 0);
        return new ScalarValue(IrBuild.Select(
            IrBuild.Binary(BinaryOperator.LessThan, operand, zero),
            IrBuild.Constant(IrType.Int32, -1),
            IrBuild.Convert(IrType.Int32, IrBuild.Binary(BinaryOperator.NotEqual, operand, zero))));
    }

    private ScalarValue HasFlag(IInvocationOperation invocation)
    {
        Expression value = Operand(EvaluateScalar(Unwrapped(invocation.Instance!)));
        Point mark = Mark();
        Expression flag = Operand(EvaluateScalar(Unwrapped(invocation.Arguments[0].Value)));
        return new ScalarValue(IrBuild.Binary(BinaryOperator.Equal, IrBuild.Binary(BinaryOperator.And, At(mark, value), flag), flag));
    }

    // A sum of the bits; passes balance it.
    private ScalarValue PopCount(IInvocationOperation invocation)
    {
        Expression operand = Operands(invocation)[0];
        return Count(invocation, Sum(operand, 0, operand.Type.WidthBits));
    }

    private static Expression Sum(Expression value, int first, int count) => count == 1
        ? IrBuild.Convert(IrType.Int32, Bit(value, first))
        : IrBuild.Binary(BinaryOperator.Add, Sum(value, first, count / 2), Sum(value, first + (count / 2), count - (count / 2)));

    private static Expression Bit(Expression value, int index) =>
        IrBuild.Convert(IrType.Bool, IrBuild.Binary(BinaryOperator.ShiftRight, value, IrBuild.Constant(IrType.Int32, index)));

    private ScalarValue LeadingZeros(IInvocationOperation invocation) => ZerosBeforeOne(invocation, fromTop: true);

    private ScalarValue TrailingZeros(IInvocationOperation invocation) => ZerosBeforeOne(invocation, fromTop: false);

    private ScalarValue ZerosBeforeOne(IInvocationOperation invocation, bool fromTop)
    {
        Expression operand = Operands(invocation)[0];
        int width = operand.Type.WidthBits;
        return Count(invocation, IrBuild.Select(AnyOf(operand, 0, width), ZerosBeforeOne(operand, 0, width, fromTop),
            IrBuild.Constant(IrType.Int32, width)));
    }

    // A tree of choices: whether the half that counts first has a one is known for all halves at the same time.
    private static Expression ZerosBeforeOne(Expression value, int first, int count, bool fromTop)
    {
        if (count == 1)
        {
            return IrBuild.Constant(IrType.Int32, 0);
        }

        int half = count / 2;
        var (near, far) = fromTop ? (first + half, first) : (first, first + half);
        return IrBuild.Select(
            AnyOf(value, near, half),
            ZerosBeforeOne(value, near, half, fromTop),
            IrBuild.Binary(BinaryOperator.Or, ZerosBeforeOne(value, far, half, fromTop), IrBuild.Constant(IrType.Int32, half)));
    }

    private static Expression AnyOf(Expression value, int first, int count)
    {
        Expression bits = first == 0 ? value : IrBuild.Binary(BinaryOperator.ShiftRight, value, IrBuild.Constant(IrType.Int32, first));
        Expression part = first + count == value.Type.WidthBits ? bits
            : IrBuild.Binary(BinaryOperator.And, bits, IrBuild.Constant(value.Type, (1L << count) - 1));
        return IrBuild.Binary(BinaryOperator.NotEqual, part, IrBuild.Constant(value.Type, 0));
    }

    // int.RotateLeft shifts without a sign, too.
    private ScalarValue Rotate(IInvocationOperation invocation, bool isLeft)
    {
        List<Expression> operands = Operands(invocation);
        IrType type = operands[0].Type;
        if (type.WidthBits < 32)
        {
            throw new Refusal(DiagnosticDescriptors.UnknownMethod, invocation, invocation.TargetMethod.ToDisplayString());
        }

        Expression value = IrBuild.Convert(new IrType(type.WidthBits, false), operands[0]);
        Expression opposite = IrBuild.Unary(UnaryOperator.Negate, operands[1]);
        (Expression left, Expression right) = isLeft ? (operands[1], opposite) : (opposite, operands[1]);
        return new ScalarValue(IrBuild.Convert(type, IrBuild.Binary(
            BinaryOperator.Or,
            IrBuild.Binary(BinaryOperator.ShiftLeft, value, Count(value, left)),
            IrBuild.Binary(BinaryOperator.ShiftRight, value, Count(value, right)))));
    }

    private Value Copy(IInvocationOperation invocation)
    {
        List<IArgumentOperation> arguments = [.. invocation.Arguments.OrderBy(item => item.Parameter!.Ordinal)];
        bool hasStarts = arguments.Count == 5;
        if (ArrayArgument(arguments[0]) is not { } source || ArrayArgument(arguments[hasStarts ? 2 : 1]) is not { } target
            || !SymbolEqualityComparer.Default.Equals(ElementType(source), ElementType(target)) || HasReferences(ElementType(source)))
        {
            throw new Refusal(DiagnosticDescriptors.UnknownMethod, invocation, Describe(invocation));
        }

        Expression sourceStart = hasStarts ? Start(arguments[1]) : IrBuild.Constant(IrType.Int32, 0);
        Expression targetStart = hasStarts ? Start(arguments[3]) : IrBuild.Constant(IrType.Int32, 0);
        CopyElements(source, sourceStart, target, targetStart, CopiedLength(arguments[^1]));
        return Value.Nothing;
    }

    // A caller may know how many there are: a loop of a known length is the better one.
    private Expression CopiedLength(IArgumentOperation argument)
    {
        Expression length = Start(argument);
        _dependsOnCaller |= length is not ConstantExpression;
        return length is not ConstantExpression { Value: < 0 and var negative } ? length
            : throw new Refusal(DiagnosticDescriptors.CopyLength, argument, negative);
    }

    // Lengths are known: whoever would throw is refused, and everybody else does nothing.
    private Value RequireEqualLengths(IInvocationOperation invocation)
        => ArrayArgument(invocation.Arguments[0]) is { } left && ArrayArgument(invocation.Arguments[1]) is { } right
            && CommonLength(invocation.Arguments[0], left) == CommonLength(invocation.Arguments[1], right)
            ? Value.Nothing
            : throw new Refusal(DiagnosticDescriptors.UnknownMethod, invocation, Describe(invocation));

    private Expression Start(IArgumentOperation argument) => Operand(IrBuild.Convert(IrType.Int32, EvaluateScalar(argument.Value)));
}
