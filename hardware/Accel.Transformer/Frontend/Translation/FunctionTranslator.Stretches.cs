using Accel.Transformer.Diagnostics;
using Accel.Transformer.Ir;
using Microsoft.CodeAnalysis.Operations;

namespace Accel.Transformer.Frontend.Translation;

/// <content>Array.Clear, Array.Fill and Array.Reverse: of a whole array, or of a stretch of it.</content>
internal sealed partial class FunctionTranslator
{
    private Value Fill(IInvocationOperation invocation, int? valueIndex)
    {
        var (array, arguments) = Stretch(invocation);
        Value value = valueIndex is { } index ? Steady(Evaluate(arguments[index].Value, "filler"), true) : Default(array.ElementType, invocation);
        var (start, length) = Bounds(array, arguments, valueIndex is null ? 1 : 2);
        Repeat(length, current => Store(array.Layout.At(Offset(start, current)), value));
        return Value.Nothing;
    }

    private Value Reverse(IInvocationOperation invocation)
    {
        var (array, arguments) = Stretch(invocation);
        var (start, length) = Bounds(array, arguments, 1);
        Expression last = Operand(IrBuild.Binary(BinaryOperator.Subtract, length, IrBuild.Constant(IrType.Int32, 1)));
        Repeat(Operand(IrBuild.Binary(BinaryOperator.ShiftRight, length, IrBuild.Constant(IrType.Int32, 1))), current =>
        {
            Place low = array.Layout.At(Operand(Offset(start, current)));
            Place high = array.Layout.At(Operand(Offset(start, IrBuild.Binary(BinaryOperator.Subtract, last, current))));
            Value kept = Steady(Load(low), true);
            Store(low, Load(high));
            Store(high, kept);
        });
        return Value.Nothing;
    }

    private (ArrayPlace Array, List<IArgumentOperation> Arguments) Stretch(IInvocationOperation invocation)
    {
        List<IArgumentOperation> arguments = [.. invocation.Arguments.OrderBy(item => item.Parameter!.Ordinal)];
        return ArrayArgument(arguments[0]) is { } array && !HasReferences(array.ElementType)
            ? (array, arguments)
            : throw new Refusal(DiagnosticDescriptors.UnknownMethod, invocation, Describe(invocation));
    }

    // Without arguments for it: the whole array.
    private (Expression Start, Expression Length) Bounds(ArrayPlace array, List<IArgumentOperation> arguments, int first)
    {
        if (arguments.Count <= first)
        {
            return (IrBuild.Constant(IrType.Int32, 0), IrBuild.Constant(IrType.Int32, array.Length));
        }

        Expression start = Start(arguments[first]);
        Point next = Mark();
        Expression length = Start(arguments[first + 1]);
        return (At(next, start), length);
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
