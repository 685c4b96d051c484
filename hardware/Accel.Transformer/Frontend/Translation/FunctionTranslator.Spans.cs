using Accel.Transformer.Diagnostics;
using Accel.Transformer.Ir;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace Accel.Transformer.Frontend.Translation;

/// <content>Stretches of arrays: spans, which are a reference to an array with a start and a length, and ranges.</content>
internal sealed partial class FunctionTranslator
{
    private static readonly Expression _zero = IrBuild.Constant(IrType.Int32, 0);

    // An array or a part of one, with everything known when it is used.
    private readonly record struct Extent(Place Array, Expression Start, Expression Length);

    private static StructValue Span(ITypeSymbol span, Value array, Expression start, Expression length)
    {
        var type = (INamedTypeSymbol)TypeArguments.Of(span);
        List<ISymbol> keys = TypeFacts.PartsOfSpan(type);
        return new StructValue(type, new Dictionary<ISymbol, Value>(SymbolEqualityComparer.Default)
        {
            [keys[0]] = array,
            [keys[1]] = new ScalarValue(start),
            [keys[2]] = new ScalarValue(length),
        });
    }

    // The parts of a span; of an array all of it.
    private static (Value Array, Expression Start, Expression Length) Taken(Value value, IOperation operation)
    {
        if (value is not StructValue { Type: var type } fields || KnownTypes.SpanOf(type) is null)
        {
            return (value, _zero, Length(Behind(value, operation), operation));
        }

        List<ISymbol> keys = TypeFacts.PartsOfSpan(type);
        return (fields.Fields[keys[0]], Number(keys[1]), Number(keys[2]));

        Expression Number(ISymbol key) => ((ScalarValue)fields.Fields[key]).Expression;
    }

    private Extent ExtentOf(IOperation operation)
    {
        Value value = Evaluate(operation);
        var (array, start, length) = Taken(value, operation);
        return new Extent(Behind(array, operation), start, length);
    }

    // Arrays and spans to spans; null for any other conversion.
    private Value? EvaluateSpanConversion(IConversionOperation conversion)
    {
        if (KnownTypes.SpanOf(conversion.Type) is not { } element || conversion.Type is not { } type)
        {
            return null;
        }

        if (conversion.Operand.ConstantValue is { HasValue: true, Value: null })
        {
            return Default(type, conversion);
        }

        if (conversion.Operand.Syntax is StackAllocArrayCreationExpressionSyntax { Initializer: null })
        {
            return NewSpan(conversion.Operand, type, element);
        }

        if (KnownTypes.ElementOf(conversion.Operand.Type) is null && KnownTypes.SpanOf(conversion.Operand.Type) is null)
        {
            return null;
        }

        var (array, start, length) = Taken(Evaluate(conversion.Operand), conversion);
        return Span(type, array, start, length);
    }

    // stackalloc T[n]
    private StructValue NewSpan(IOperation creation, ITypeSymbol type, ITypeSymbol element)
    {
        IOperation size = creation.ChildOperations.FirstOrDefault()
            ?? throw new Refusal(DiagnosticDescriptors.UnsupportedExpression, creation, Describe(creation));
        int length = ConstantLength(size);
        return Span(type, new ReferenceValue(NewCleared(element, length, creation)), _zero, IrBuild.Constant(IrType.Int32, length));
    }

    // new Span<T>(array), new Span<T>(array, start, length).
    private Value NewSpan(IObjectCreationOperation creation, INamedTypeSymbol type)
    {
        List<IOperation> arguments =
            [.. creation.Arguments.OrderBy(static a => a.Parameter!.Ordinal).Select(static a => Unwrapped(a.Value))];
        return arguments.Count switch
        {
            0 => Default(type, creation),
            1 or 3 when KnownTypes.ElementOf(arguments[0].Type) is not null => Sliced(type, arguments, creation),
            _ => throw new Refusal(DiagnosticDescriptors.UnsupportedExpression, creation, Describe(creation)),
        };
    }

    // What is taken of the first one: all, all from a start, or a start and a length.
    private StructValue Sliced(ITypeSymbol type, IReadOnlyList<IOperation> operands, IOperation operation)
    {
        List<Value> values = EvaluateInOrder(operands);
        var (array, start, length) = Taken(values[0], operation);
        List<Expression> given = [.. values.Skip(1).Select(value => Plain(value, operation))];
        return given.Count == 0 ? Span(type, array, start, length)
            : Span(type, array, Sum(start, given[0]), given.Count == 2 ? given[1] : Difference(length, given[0]));
    }

    // s[1..^2] and a[1..^2]: where it begins, and how long it is.
    private (Expression Start, Expression Length) Bounds(IRangeOperation range, Expression length)
    {
        Expression start = range.LeftOperand is { } left ? Place(left) : _zero;
        Point mark = Mark();
        Expression end = range.RightOperand is { } right ? Place(right) : length;
        start = At(mark, start);
        return (start, Difference(end, start));

        Expression Place(IOperation index) => Position(index, length);
    }

    // An index, which may be counted from the end.
    private Expression Position(IOperation index, Expression length)
    {
        IOperation plain = index is IConversionOperation { Operand: var converted } && KnownTypes.Scalar(index.Type) is null
            ? converted : index;
        if (plain is IUnaryOperation { OperatorKind: UnaryOperatorKind.Hat, Operand: var distance })
        {
            return Difference(length, IrBuild.Convert(IrType.Int32, EvaluateScalar(distance)));
        }

        return KnownTypes.Scalar(plain.Type) is not null ? IrBuild.Convert(IrType.Int32, EvaluateScalar(plain))
            : throw new Refusal(DiagnosticDescriptors.UnsupportedExpression, index, $"index {index.Syntax}");
    }

    private static Expression Sum(Expression left, Expression right)
        => left is ConstantExpression { Value: 0 } ? right : right is ConstantExpression { Value: 0 } ? left
            : IrBuild.Binary(BinaryOperator.Add, left, right);

    // (i + 4) - i is 4, whatever i is.
    private static Expression Difference(Expression left, Expression right) => (left, right) switch
    {
        (_, ConstantExpression { Value: 0 }) => left,
        _ when left == right => _zero,
        (BinaryExpression { Operator: BinaryOperator.Add, Left: var a, Right: ConstantExpression b }, _) when a == right => b,
        (BinaryExpression { Operator: BinaryOperator.Add, Left: ConstantExpression a, Right: var b }, _) when b == right => a,
        _ => IrBuild.Binary(BinaryOperator.Subtract, left, right),
    };

    // a[1..4]: a new array, so its length has to be known.
    private ReferenceValue SubArray(IArrayElementReferenceOperation reference, IRangeOperation range)
    {
        Value source = Evaluate(reference.ArrayReference);
        int depth = _pending.Count;
        Operand held = Held(source);
        _pending.Add(held);
        var (start, length) = Bounds(range, Length(Behind(source, reference), reference));
        start = Operand(start);
        ITypeSymbol element = ElementType(Behind(source, reference));
        if (HasReferences(element))
        {
            throw new Refusal(DiagnosticDescriptors.UnsupportedExpression, reference, Describe(reference));
        }

        ArrayPlace copy = NewArray(element, KnownLength(length, reference), reference);
        CopyElements(Behind(Released(held), reference), start, copy, _zero, length);
        Release(depth);
        return new ReferenceValue(copy);
    }

    private static int KnownLength(Expression length, IOperation operation) => length switch
    {
        ConstantExpression { Value: 0 } => throw new Refusal(DiagnosticDescriptors.NoElements, operation),
        ConstantExpression { Value: > 0 and <= int.MaxValue } known => (int)known.Value,
        _ => throw new Refusal(DiagnosticDescriptors.ArrayLength, operation, operation.Syntax.ToString()),
    };

    // s[i], s[^1] of a span.
    private Place ElementOfSpan(IOperation instance, IOperation index, IOperation operation)
    {
        Value value = Evaluate(instance);
        int depth = _pending.Count;
        Operand held = Held(value);
        _pending.Add(held);
        Point mark = Mark();
        var (array, start, length) = Taken(value, operation);
        Expression position = Position(index, length);
        start = At(mark, start);
        Release(depth);
        Place known = Behind(array, operation);
        position = Sum(start, position);
        return ElementAt(known, known is ArrayPlace { Layout.Fields: null } ? position : Operand(position));
    }

    // s[1..3]
    private StructValue SliceOf(IImplicitIndexerReferenceOperation indexer, IRangeOperation range)
    {
        Value value = Evaluate(indexer.Instance);
        int depth = _pending.Count;
        Operand held = value is StructValue ? value : Held(value);
        _pending.Add(held);
        Point mark = Mark();
        var (array, start, length) = Taken(value, indexer);
        var (first, count) = Bounds(range, length);
        start = At(mark, start);
        Release(depth);
        return Span(indexer.Type!, array, Sum(start, first), count);
    }

    private Value EvaluateSpan(IPropertyReferenceOperation property)
    {
        switch (property.Property.Name)
        {
            case "Length":
                return new ScalarValue(Taken(Evaluate(property.Instance!), property).Length);
            case "IsEmpty":
                return new ScalarValue(IrBuild.Binary(BinaryOperator.Equal, Taken(Evaluate(property.Instance!), property).Length, _zero));
            case "Empty":
                return Default(property.Type, property);
            default:
                return Load(EvaluatePlace(property));
        }
    }

    // Methods of spans, and those of MemoryExtensions.
    private Value EvaluateSpanMethod(IInvocationOperation invocation)
    {
        List<IOperation> operands =
        [
            .. invocation.Instance is { } instance ? [instance] : Array.Empty<IOperation>(),
            .. invocation.Arguments.OrderBy(static a => a.Parameter!.Ordinal).Select(static a => a.Value),
        ];
        switch (invocation.TargetMethod.Name)
        {
            case "AsSpan" or "Slice" when operands.Skip(1).All(static item => KnownTypes.Scalar(item.Type) is not null):
                return Sliced(invocation.Type!, [Unwrapped(operands[0]), .. operands.Skip(1)], invocation);
            case "AsSpan" when operands is [var source, IRangeOperation range]:
                var (array, from, length) = Taken(Evaluate(Unwrapped(source)), invocation);
                var (first, count) = Bounds(range, length);
                return Span(invocation.Type!, array, Sum(from, first), count);
            case "ToArray":
                Extent copied = ExtentOf(operands[0]);
                ArrayPlace copy = NewArray(ElementType(copied.Array), KnownLength(copied.Length, invocation), invocation);
                CopyElements(copied.Array, copied.Start, copy, _zero, copied.Length);
                return new ReferenceValue(copy);
            case "CopyTo" when operands.Count == 2:
                List<Value> both = EvaluateInOrder(operands);
                var (source2, sourceStart, sourceLength) = Taken(both[0], invocation);
                var (target, targetStart, _) = Taken(both[1], invocation);
                CopyElements(
                    Behind(source2, invocation), Operand(sourceStart), Behind(target, invocation), Operand(targetStart),
                    Operand(sourceLength));
                return Value.Nothing;
            case "Fill" or "Clear":
                Extent filled = ExtentOf(operands[0]);
                Value value = operands.Count > 1 ? Steady(Evaluate(operands[1], "filler"), true)
                    : Default(ElementType(filled.Array), invocation);
                Repeat(Operand(filled.Length), current => Store(
                    ElementAt(filled.Array, Placed(filled.Array, Offset(filled.Start, current))), value));
                return Value.Nothing;
            case "Reverse" when operands.Count == 1:
                Extent reversed = ExtentOf(operands[0]);
                Reverse(reversed.Array, Operand(reversed.Start), Operand(reversed.Length));
                return Value.Nothing;
            case "IndexOf" when operands.Count == 2 && KnownTypes.Scalar(operands[1].Type) is not null:
                Extent searched = ExtentOf(operands[0]);
                return IndexOf(searched, EvaluateScalar(operands[1]), isRelative: true);
            case "Contains" when operands.Count == 2 && KnownTypes.Scalar(operands[1].Type) is not null:
                Extent looked = ExtentOf(operands[0]);
                return new ScalarValue(IrBuild.Binary(
                    BinaryOperator.LessOrEqual, _zero, IndexOf(looked, EvaluateScalar(operands[1]), isRelative: true).Expression));
            case "SequenceEqual" when operands.Count == 2:
                return HaveEqualElements(EvaluateInOrder(operands), invocation);
            default:
                throw new Refusal(DiagnosticDescriptors.UnknownMethod, invocation, invocation.TargetMethod.ToDisplayString());
        }
    }

    // As long, and no two elements that differ: the loop ends with the first ones.
    private ScalarValue HaveEqualElements(List<Value> sides, IInvocationOperation invocation)
    {
        var (leftArray, leftStart, leftLength) = Taken(sides[0], invocation);
        var (rightArray, rightStart, rightLength) = Taken(sides[1], invocation);
        Place left = Behind(leftArray, invocation), right = Behind(rightArray, invocation);
        if (KnownTypes.Scalar(ElementType(left)) is null)
        {
            throw new Refusal(DiagnosticDescriptors.UnknownMethod, invocation, invocation.TargetMethod.ToDisplayString());
        }

        (leftStart, rightStart) = (Operand(leftStart), Operand(rightStart));
        Expression length = Operand(leftLength);
        VariableExpression equal = Keep(IrBuild.Binary(BinaryOperator.Equal, length, rightLength), "equal");
        Variable index = NewVariable("i", IrType.Int32);
        VariableExpression current = new(index);
        Assign(index, _zero);
        LoopStatement loop = new(_place)
        {
            Counter = index, Condition = IrBuild.And(IrBuild.Binary(BinaryOperator.LessThan, current, length), equal),
        };
        loop.Body = Into(() => Assign(equal.Variable, IrBuild.Binary(
            BinaryOperator.Equal, Element(left, leftStart), Element(right, rightStart))));
        loop.Step = Into(() => Assign(index, IrBuild.Binary(BinaryOperator.Add, current, IrBuild.Constant(IrType.Int32, 1))));
        Emit(loop);
        return new ScalarValue(equal);

        Expression Element(Place array, Expression start) =>
            ((ScalarValue)Load(ElementAt(array, Placed(array, Offset(start, current))))).Expression;
    }
}
