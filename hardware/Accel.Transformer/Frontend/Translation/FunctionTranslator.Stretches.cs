using Accel.Transformer.Diagnostics;
using Accel.Transformer.Ir;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Accel.Transformer.Frontend.Translation;

/// <content>What the framework does with whole arrays, or with stretches of them.</content>
internal sealed partial class FunctionTranslator
{
    private Value Fill(IInvocationOperation invocation, int? valueIndex)
    {
        var (array, arguments) = Stretch(invocation);
        Value value = valueIndex is { } index ? Steady(Evaluate(arguments[index].Value, "filler"), true)
            : Default(ElementType(array), invocation);
        var (start, length) = Bounds(array, arguments, valueIndex is null ? 1 : 2);
        Repeat(length, current => Store(ElementAt(array, Placed(array, Offset(start, current))), value));
        return Value.Nothing;
    }

    private Value Reverse(IInvocationOperation invocation)
    {
        var (array, arguments) = Stretch(invocation);
        var (start, length) = Bounds(array, arguments, 1);
        Reverse(array, start, length);
        return Value.Nothing;
    }

    private void Reverse(Place array, Expression start, Expression length)
    {
        Expression last = Operand(IrBuild.Binary(BinaryOperator.Subtract, length, IrBuild.Constant(IrType.Int32, 1)));
        Repeat(Operand(IrBuild.Binary(BinaryOperator.ShiftRight, length, IrBuild.Constant(IrType.Int32, 1))), current =>
        {
            Place low = ElementAt(array, Operand(Offset(start, current)));
            Place high = ElementAt(array, Operand(Offset(start, IrBuild.Binary(BinaryOperator.Subtract, last, current))));
            Value kept = Steady(Load(low), true);
            Store(low, Load(high));
            Store(high, kept);
        });
    }

    private (Place Array, List<IArgumentOperation> Arguments) Stretch(IInvocationOperation invocation)
    {
        List<IArgumentOperation> arguments = [.. invocation.Arguments.OrderBy(item => item.Parameter!.Ordinal)];
        return ArrayArgument(arguments[0]) is { } array && !HasReferences(ElementType(array))
            ? (array, arguments)
            : throw new Refusal(DiagnosticDescriptors.UnknownMethod, invocation, Describe(invocation));
    }

    // Without arguments for it: the whole array.
    private (Expression Start, Expression Length) Bounds(Place array, List<IArgumentOperation> arguments, int first)
    {
        if (arguments.Count <= first)
        {
            return (IrBuild.Constant(IrType.Int32, 0), Operand(Length(array, arguments[0])));
        }

        Expression start = Start(arguments[first]);
        Point next = Mark();
        Expression length = Start(arguments[first + 1]);
        return (At(next, start), length);
    }

    // SimdOperations: a loop, unrolled by the degree of parallelism.
    private ReferenceValue Combine(IInvocationOperation invocation, BinaryOperator operation)
    {
        List<IArgumentOperation> arguments = [.. invocation.Arguments.OrderBy(item => item.Parameter!.Ordinal)];
        if (ArrayArgument(arguments[0]) is not { } left || ArrayArgument(arguments[1]) is not { } right
            || CommonLength(arguments[0], left) is var length && length != CommonLength(arguments[1], right))
        {
            throw new Refusal(DiagnosticDescriptors.UnknownMethod, invocation, Describe(invocation));
        }

        int degree = ConstantLength(arguments[2].Value);
        ArrayPlace result = NewArray(((IArrayTypeSymbol)invocation.Type!).ElementType, length, invocation);
        Variable index = NewVariable("i", IrType.Int32);
        VariableExpression current = new(index);
        Assign(index, IrBuild.Constant(IrType.Int32, 0));
        LoopStatement loop = new(_place)
        {
            Counter = index,
            UnrollFactor = degree >= length ? 0 : degree,
            Condition = IrBuild.Binary(BinaryOperator.LessThan, current, IrBuild.Constant(IrType.Int32, length)),
        };
        loop.Body = Into(() =>
        {
            Expression first = ((ScalarValue)Load(ElementAt(left, current))).Expression;
            Expression second = ((ScalarValue)Load(ElementAt(right, current))).Expression;
            Store(result.Layout.At(current), new ScalarValue(Demanded(IrBuild.Binary(operation, first, second), invocation)));
        });
        loop.Step = Into(() => Assign(index, IrBuild.Binary(BinaryOperator.Add, current, IrBuild.Constant(IrType.Int32, 1))));
        Emit(loop);
        return new ReferenceValue(result);
    }

    // An array that is handed to a method of the framework: one, or a choice of several.
    private Place? ArrayArgument(IArgumentOperation argument)
    {
        IOperation value = Unwrapped(argument.Value);
        return Target(EvaluatePlace(value), value) is var place && Parts(place).All(part => part is ArrayPlace) ? place : null;
    }

    private static IEnumerable<Place> Parts(Place place) =>
        place is ChoicePlace choice ? Parts(choice.WhenTrue).Concat(Parts(choice.WhenFalse)) : [place];

    private static ITypeSymbol ElementType(Place array) => ((ArrayPlace)Parts(array).First()).ElementType;

    private static Place ElementAt(Place array, Expression index) => Part(array, part => At((ArrayPlace)part, index));

    // The one length that all arrays have that it may be; of different ones it is refused, since what would throw is not known.
    private static int CommonLength(IOperation operation, Place array)
    {
        List<ArrayPlace> parts = [.. Parts(array).Cast<ArrayPlace>()];
        return parts.Find(part => part.Length != parts[0].Length) is not { } other ? parts[0].Length
            : throw Conflict(
                operation, (operation as IArgumentOperation)?.Value.Syntax.ToString() ?? Describe(operation), Describe(parts[0]),
                Describe(other));
    }

    // A loop over 0 .. length - 1.
    private void Repeat(Expression length, Action<Expression> body)
    {
        Variable index = NewVariable("i", IrType.Int32);
        VariableExpression current = new(index);
        Assign(index, IrBuild.Constant(IrType.Int32, 0));
        LoopStatement loop = new(_place) { Counter = index, Condition = IrBuild.Binary(BinaryOperator.LessThan, current, length) };
        loop.Body = Into(() => body(current));
        loop.Step = Into(() => Assign(index, IrBuild.Binary(BinaryOperator.Add, current, IrBuild.Constant(IrType.Int32, 1))));
        Emit(loop);
    }
}
