using Accel.Transformer.Diagnostics;
using Accel.Transformer.Ir;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Accel.Transformer.Frontend.Translation;

/// <content>Properties and indexers: lengths, those behind which a field lies, and those with accessors, which are calls.</content>
internal sealed partial class FunctionTranslator
{
    private Value EvaluateProperty(IPropertyReferenceOperation property)
    {
        if (property.Property is { Name: "Length" or "LongLength", ContainingType.SpecialType: SpecialType.System_Array })
        {
            return new ScalarValue(IrBuild.Convert(
                KnownTypes.Scalar(property.Type)!.Value, Length(Target(EvaluatePlace(property.Instance!), property), property)));
        }

        if (property is { Property: { Name: "Rank", ContainingType.SpecialType: SpecialType.System_Array }, Instance: { } ranked }
            && Unwrapped(ranked).Type is IArrayTypeSymbol { Rank: var rank })
        {
            return new ScalarValue(IrBuild.Constant(IrType.Int32, rank));
        }

        if (property.Instance?.ConstantValue is { HasValue: true, Value: string { Length: > 0 } text })
        {
            return property.Property.Name == "Length" ? new ScalarValue(IrBuild.Constant(IrType.Int32, text.Length))
                : Load(EvaluatePlace(property));
        }

        if (KnownTypes.SpanOf(property.Property.ContainingType) is not null)
        {
            return EvaluateSpan(property);
        }

        if (KnownTypes.BuilderOf(property.Instance?.Type) is not null)
        {
            return EvaluateBuilder(property);
        }

        if (IsNullable(property.Property.ContainingType))
        {
            return EvaluateNullable(property);
        }

        if (NumberOf(property) is { } number)
        {
            return number;
        }

        if (KnownTypes.IsImmutableArray(property.Property.ContainingType))
        {
            return EvaluateImmutable(property);
        }

        if (KnownTypes.IsStream(property.Property.ContainingType)
            && Target(EvaluatePlace(property.Instance!), property) is StreamPlace stream)
        {
            return new ScalarValue(IrBuild.Constant(IrType.Int32, stream.Stream.Capacity));
        }

        if (KnownTypes.IsHardwareClock(property.Property.ContainingType))
        {
            return ReadMeter("clock", new StreamMeter(null, IsWrite: false), property);
        }

        if (KnownTypes.IsSimpleMemory(property.Property.ContainingType))
        {
            throw new Refusal(DiagnosticDescriptors.MemoryReference, property,
                $"{property.Property.Name} of SimpleMemory is known to the host only, which can pass it in a cell");
        }

        if (property.Property is { Name: "CompletedTask", IsStatic: true } && KnownTypes.IsTask(property.Type))
        {
            return new StructValue((INamedTypeSymbol)property.Type!, NoFields);
        }

        if (AutoField(PropertyOf(property)) is not null
            || (property is { Property.Name: "Result", Instance.Type: { } task } && KnownTypes.IsTaskLike(task)))
        {
            return Load(EvaluatePlace(property));
        }

        return ReturnsPlace(PropertyOf(property)) ? Load(EvaluatePlace(property))
            : Get(EvaluateProperty(property, PropertyOf(property).GetMethod));
    }

    // ref T this[int i] => ref _items[i];
    private static bool ReturnsPlace(IPropertySymbol property) => (property.ReturnsByRef || property.ReturnsByRefReadonly)
        && property.GetMethod is { DeclaringSyntaxReferences.IsEmpty: false, IsAbstract: false };

    // A property with accessors as a place that is read and set.
    private PropertyPlace EvaluateProperty(IPropertyReferenceOperation property, IMethodSymbol? accessor)
    {
        if (accessor is not { DeclaringSyntaxReferences.IsEmpty: false } || PropertyOf(property).IsAbstract)
        {
            throw new Refusal(DiagnosticDescriptors.UnknownMethod, property, PropertyOf(property).ToDisplayString());
        }

        var (receiver, indices) = EvaluateCall(property.Instance, accessor, property.Arguments);
        return new PropertyPlace(property, receiver, indices);
    }

    private Value Get(PropertyPlace place)
    {
        IPropertyReferenceOperation property = place.Operation;
        return PropertyOf(property).GetMethod is { DeclaringSyntaxReferences.IsEmpty: false } getter
            ? Call(getter, place.Receiver, place.Indices, property)
            : throw new Refusal(DiagnosticDescriptors.UnknownMethod, property, PropertyOf(property).ToDisplayString());
    }

    private void Set(PropertyPlace place, Value value)
    {
        IPropertyReferenceOperation property = place.Operation;
        if (PropertyOf(property).SetMethod is not { DeclaringSyntaxReferences.IsEmpty: false } setter)
        {
            throw new Refusal(DiagnosticDescriptors.UnknownMethod, property, PropertyOf(property).ToDisplayString());
        }

        _ = Call(setter, place.Receiver, [.. place.Indices, (setter.Parameters[^1], value)], property);
    }

    // The field behind an auto-property.
    private static IFieldSymbol? AutoField(IPropertySymbol property) => property.ContainingType.GetMembers()
        .OfType<IFieldSymbol>()
        .FirstOrDefault(field => SymbolEqualityComparer.Default.Equals(field.AssociatedSymbol, property));
}
