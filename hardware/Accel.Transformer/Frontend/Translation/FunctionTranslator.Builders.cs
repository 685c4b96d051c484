using Accel.Transformer.Diagnostics;
using Accel.Transformer.Ir;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Accel.Transformer.Frontend.Translation;

/// <content>Builders of immutable arrays: an array of the capacity, and how many elements it has.</content>
internal sealed partial class FunctionTranslator
{
    private ReferenceValue NewBuilder(IInvocationOperation invocation, IOperation capacity)
    {
        var type = (INamedTypeSymbol)TypeArguments.Of(invocation.Type!);
        ITypeSymbol element = KnownTypes.BuilderOf(type)!;
        if (HasReferences(element))
        {
            throw new Refusal(DiagnosticDescriptors.UnknownMethod, invocation, invocation.TargetMethod.ToDisplayString());
        }

        string hint = _hint;
        int length = ConstantLength(capacity);
        var builder = (ObjectPlace)Allocate(invocation, () => NewObject(type, hint));
        ArrayPlace array = While(builder, () => NewCleared(element, length, invocation));
        var (items, count) = PartsOf(builder);
        Bind(items, new ReferenceValue(array));
        Store(count, new ScalarValue(_zero));
        return new ReferenceValue(builder);
    }

    private static (SlotPlace Items, Place Count) PartsOf(ObjectPlace builder)
    {
        var (array, count) = TypeFacts.PartsOfBuilder(builder.Type);
        return ((SlotPlace)builder.Fields[array], builder.Fields[count]);
    }

    // Which builder it is must be known where it is used.
    private static ObjectPlace BuilderBehind(Value value, IOperation operation) => Behind(value, operation) as ObjectPlace
        ?? throw new Refusal(DiagnosticDescriptors.UnsupportedExpression, operation, Describe(operation));

    private Place ItemsOf(ObjectPlace builder, IOperation operation) => Target(PartsOf(builder).Items, operation);

    private Expression CountOf(ObjectPlace builder, IOperation operation) => Plain(Load(PartsOf(builder).Count), operation);

    private Value EvaluateBuilder(IInvocationOperation invocation)
    {
        List<IOperation> operands =
        [
            invocation.Instance!, .. invocation.Arguments.OrderBy(static a => a.Parameter!.Ordinal).Select(static a => Collection(a.Value)),
        ];
        List<Value> values = EvaluateInOrder(operands);
        ObjectPlace builder = BuilderBehind(values[0], invocation);
        var (items, count) = PartsOf(builder);
        switch (invocation.TargetMethod.Name, operands.Count)
        {
            case ("Add", 2):
                Expression next = Operand(CountOf(builder, invocation));
                Store(ElementAt(ItemsOf(builder, invocation), next), values[1]);
                Store(count, new ScalarValue(Sum(next, IrBuild.Constant(IrType.Int32, 1))));
                return Value.Nothing;
            case ("AddRange", 2) when KnownTypes.ElementOf(operands[1].Type) is not null || KnownTypes.SpanOf(operands[1].Type) is not null:
                var (source, start, length) = Taken(values[1], invocation);
                Expression first = Operand(CountOf(builder, invocation));
                (start, length) = (Operand(start), Operand(length));
                CopyElements(Behind(source, invocation), start, ItemsOf(builder, invocation), first, length);
                Store(count, new ScalarValue(Sum(first, length)));
                return Value.Nothing;
            case ("Clear", 1):
                Store(count, new ScalarValue(_zero));
                return Value.Nothing;
            // Fewer elements than the capacity, where MoveToImmutable throws, are all of them here.
            case ("MoveToImmutable", 1):
                Value moved = LoadReference(items);
                Store(count, new ScalarValue(_zero));
                Bind(items, NullValue.Instance);
                return moved;
            case ("ToImmutable" or "ToArray", 1):
                Expression known = CountOf(builder, invocation);
                ArrayPlace copy = NewArray(KnownTypes.BuilderOf(builder.Type)!, KnownLength(known, invocation), invocation);
                CopyElements(ItemsOf(builder, invocation), _zero, copy, _zero, known);
                return new ReferenceValue(copy);
            default:
                throw new Refusal(DiagnosticDescriptors.UnknownMethod, invocation, invocation.TargetMethod.ToDisplayString());
        }
    }

    private Value EvaluateBuilder(IPropertyReferenceOperation property) => property.Property.Name == "Capacity"
        ? new ScalarValue(Length(ItemsOf(BuilderBehind(Evaluate(property.Instance!), property), property), property))
        : Load(PlaceInBuilder(property));

    // Count, and builder[i].
    private Place PlaceInBuilder(IPropertyReferenceOperation property)
    {
        List<IOperation> operands = [property.Instance!, .. property.Arguments.Select(static argument => argument.Value)];
        List<Value> values = EvaluateInOrder(operands);
        ObjectPlace builder = BuilderBehind(values[0], property);
        if (property.Property.Name == "Count")
        {
            return PartsOf(builder).Count;
        }

        if (!property.Property.IsIndexer)
        {
            throw new Refusal(DiagnosticDescriptors.UnknownMethod, property, property.Property.ToDisplayString());
        }

        Place items = ItemsOf(builder, property);
        Expression index = Plain(values[1], property);
        return ElementAt(items, items is ArrayPlace { Layout.Fields: null } ? index : Operand(index));
    }
}
