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
        if (property.Property is { Name: "Length", ContainingType.SpecialType: SpecialType.System_Array })
        {
            return new ScalarValue(Length(Target(EvaluatePlace(property.Instance!), property), property));
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

        if (AutoField(property.Property) is not null
            || (property is { Property.Name: "Result", Instance.Type: { } task } && KnownTypes.IsTaskLike(task)))
        {
            return Load(EvaluatePlace(property));
        }

        return Get(EvaluateProperty(property, property.Property.GetMethod));
    }

    // A property with accessors as a place that is read and set.
    private PropertyPlace EvaluateProperty(IPropertyReferenceOperation property, IMethodSymbol? accessor)
    {
        if (accessor is not { DeclaringSyntaxReferences.IsEmpty: false } || property.Property.IsAbstract)
        {
            throw new Refusal(DiagnosticDescriptors.UnknownMethod, property, property.Property.ToDisplayString());
        }

        if (property.Property.ReturnsByRef || property.Property.ReturnsByRefReadonly)
        {
            throw new Refusal(DiagnosticDescriptors.ReferenceLocal, property, $"what {property.Property.Name} returns");
        }

        var (receiver, indices) = EvaluateCall(property.Instance, accessor, property.Arguments);
        return new PropertyPlace(property, receiver, indices);
    }

    private Value Get(PropertyPlace place)
    {
        IPropertyReferenceOperation property = place.Operation;
        return property.Property.GetMethod is { DeclaringSyntaxReferences.IsEmpty: false } getter
            ? Call(getter, place.Receiver, place.Indices, property)
            : throw new Refusal(DiagnosticDescriptors.UnknownMethod, property, property.Property.ToDisplayString());
    }

    private void Set(PropertyPlace place, Value value)
    {
        IPropertyReferenceOperation property = place.Operation;
        if (property.Property.SetMethod is not { DeclaringSyntaxReferences.IsEmpty: false } setter)
        {
            throw new Refusal(DiagnosticDescriptors.UnknownMethod, property, property.Property.ToDisplayString());
        }

        _ = Call(setter, place.Receiver, [.. place.Indices, (setter.Parameters[^1], value)], property);
    }

    // The field behind an auto-property.
    private static IFieldSymbol? AutoField(IPropertySymbol property) => property.ContainingType.GetMembers()
        .OfType<IFieldSymbol>()
        .FirstOrDefault(field => SymbolEqualityComparer.Default.Equals(field.AssociatedSymbol, property));
}
