using Accel.Transformer.Diagnostics;
using Accel.Transformer.Ir;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Accel.Transformer.Frontend.Translation;

/// <content>What is found in arrays, and arrays that are made of others, or of texts.</content>
internal sealed partial class FunctionTranslator
{
    // The index of the first element that is equal, or -1: the loop ends with it.
    private ScalarValue IndexOf(Extent extent, Expression wanted, bool isRelative)
    {
        wanted = Operand(wanted);
        Expression start = Operand(extent.Start), end = Operand(Sum(extent.Start, extent.Length));
        Variable index = NewVariable("i", IrType.Int32), found = NewVariable("found", IrType.Int32);
        VariableExpression current = new(index), result = new(found);
        Assign(index, start);
        Assign(found, IrBuild.Constant(IrType.Int32, -1));
        LoopStatement loop = new(_place)
        {
            Counter = index,
            Condition = IrBuild.And(
                IrBuild.Binary(BinaryOperator.LessThan, current, end),
                IrBuild.Binary(BinaryOperator.LessThan, result, _zero)),
        };
        loop.Body = Into(() =>
        {
            Expression element = ((ScalarValue)Load(ElementAt(extent.Array, Placed(extent.Array, current)))).Expression;
            Emit(new IfStatement(IrBuild.Binary(BinaryOperator.Equal, element, IrBuild.Convert(element.Type, wanted)), _place)
            {
                Then = Into(() => Assign(found, isRelative ? Difference(current, start) : current)),
            });
        });
        loop.Step = Into(() => Assign(index, IrBuild.Binary(BinaryOperator.Add, current, IrBuild.Constant(IrType.Int32, 1))));
        Emit(loop);
        return new ScalarValue(result);
    }

    // Array.IndexOf(array, value), with a start, or with a start and a count.
    private ScalarValue IndexOf(IInvocationOperation invocation)
    {
        var (array, arguments) = Stretch(invocation);
        if (KnownTypes.Scalar(ElementType(array)) is null || KnownTypes.Scalar(Unwrapped(arguments[1].Value).Type) is null)
        {
            throw new Refusal(DiagnosticDescriptors.UnknownMethod, invocation, Describe(invocation));
        }

        Expression wanted = Operand(EvaluateScalar(arguments[1].Value));
        Expression start = arguments.Count > 2 ? Start(arguments[2]) : _zero;
        Expression length = arguments.Count > 3 ? Start(arguments[3]) : Difference(Length(array, invocation), start);
        return IndexOf(new Extent(array, start, length), wanted, isRelative: false);
    }

    // a.CopyTo(b, start)
    private Value CopyAll(IInvocationOperation invocation)
    {
        List<Value> values = EvaluateInOrder(
        [
            Unwrapped(invocation.Instance!),
            .. invocation.Arguments.OrderBy(static a => a.Parameter!.Ordinal).Select(static argument => Unwrapped(argument.Value)),
        ]);
        Place source = Behind(values[0], invocation), target = Behind(values[1], invocation);
        if (!Parts(source).Concat(Parts(target)).All(static part => part is ArrayPlace) || HasReferences(ElementType(source)))
        {
            throw new Refusal(DiagnosticDescriptors.UnknownMethod, invocation, Describe(invocation));
        }

        CopyElements(source, _zero, target, Operand(Plain(values[2], invocation)),
            IrBuild.Constant(IrType.Int32, CommonLength(invocation, source)));
        return Value.Nothing;
    }

    // A string that C# knows, and what stands before u8, is a table of its characters or bytes.
    private ReferenceValue Text(ITypeSymbol element, IEnumerable<long> contents, string called)
    {
        IrType type = KnownTypes.Scalar(element)!.Value;
        long[] known = [.. contents];
        ArrayVariable table = program.Text(type, known, called);
        ElementLayout layout = new(table, null, null);
        return new ReferenceValue(new ArrayPlace(element, layout, known.Length) { Ownership = Ownership.Static });
    }

    private StructValue Bytes(ITypeSymbol span, ITypeSymbol element, byte[] contents) => Span(
        span, Text(element, contents.Select(static b => (long)b), "text"), _zero, IrBuild.Constant(IrType.Int32, contents.Length));

    // (int[])a.Clone()
    private ReferenceValue? EvaluateClone(IConversionOperation conversion)
        => conversion.Operand is IInvocationOperation
            {
                TargetMethod: { Name: "Clone", ContainingType.SpecialType: SpecialType.System_Array },
            } clone
            && Unwrapped(clone.Instance!) is var cloned && KnownTypes.ElementOf(cloned.Type) is { } element
            && SymbolEqualityComparer.Default.Equals(conversion.Type, cloned.Type)
            ? HasReferences(element) ? throw new Refusal(DiagnosticDescriptors.UnsupportedExpression, clone, Describe(clone))
                : new ReferenceValue(CopyOf(Evaluate(cloned), element, 0, clone))
            : null;

    // Array.Resize(ref a, n): another array, where the length is another one.
    private Value Resize(IInvocationOperation invocation)
    {
        List<IArgumentOperation> arguments = [.. invocation.Arguments.OrderBy(item => item.Parameter!.Ordinal)];
        Place place = EvaluatePlace(arguments[0].Value);
        if (KnownTypes.ElementOf(arguments[0].Value.Type) is not { } element || HasReferences(element))
        {
            throw new Refusal(DiagnosticDescriptors.UnknownMethod, invocation, Describe(invocation));
        }

        int wanted = ConstantLength(arguments[1].Value);
        Value old = Load(place);
        if (old is NullValue)
        {
            Store(place, new ReferenceValue(NewCleared(element, wanted, invocation)));
            return Value.Nothing;
        }

        int length = CommonLength(invocation, Behind(old, invocation));
        if (length != wanted)
        {
            int depth = _pending.Count;
            Operand held = Held(old);
            _pending.Add(held);
            ArrayPlace copy = NewCleared(element, wanted, invocation);
            CopyElements(
                Behind(Released(held), invocation), _zero, copy, _zero, IrBuild.Constant(IrType.Int32, Math.Min(length, wanted)));
            Release(depth);
            Store(place, new ReferenceValue(copy));
        }

        return Value.Nothing;
    }
}
