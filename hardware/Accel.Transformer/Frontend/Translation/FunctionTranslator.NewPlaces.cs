using Accel.Transformer.Diagnostics;
using Accel.Transformer.Ir;
using Microsoft.CodeAnalysis;

namespace Accel.Transformer.Frontend.Translation;

/// <content>Places that are made: for variables, parameters, objects and results.</content>
internal sealed partial class FunctionTranslator
{
    // Declares variables for a value of the type.
    private Place NewPlace(ITypeSymbol type, string variableName, bool isParameter = false)
    {
        type = KnownTypes.WithoutTask(type);
        if (KnownTypes.Scalar(type) is { } scalar)
        {
            return new VariablePlace(isParameter ? new Variable(variableName, scalar, _place) : NewVariable(variableName, scalar));
        }

        if (KnownTypes.IsSimpleMemory(type) || TypeFacts.IsReference(type))
        {
            CheckType(type);
            return new SlotPlace(variableName) { Block = _block };
        }

        return NewObject(type, variableName, isParameter);
    }

    private ObjectPlace NewObject(ITypeSymbol type, string variableName, bool isParameter = false)
    {
        if (TypeArguments.Of(type) is not INamedTypeSymbol named)
        {
            throw new Refusal(DiagnosticDescriptors.UnsupportedType, _place!, type.ToDisplayString());
        }

        Dictionary<ISymbol, Place> fields = new(SymbolEqualityComparer.Default);
        foreach (IFieldSymbol field in TypeFacts.Fields(named, _place!))
        {
            Place part = NewPlace(field.Type, $"{variableName}.{TypeFacts.Name(field)}", isParameter);
            PersistentFields.RequireUnmarked(field);
            FieldDirectives.Obey(field, part, program.Diagnostics);
            fields.Add(TypeFacts.Key(field), part);
            if ((field.IsReadOnly || KnownTypes.SpanOf(named) is not null || KnownTypes.BuilderOf(named) is not null)
                && part is VariablePlace { Variable: var variable })
            {
                _lasting.Add(variable, named.IsReferenceType);
            }
        }

        return new ObjectPlace(named, fields) { Origin = _place };
    }

    // Places of the type's shape that belong to nobody: for results of functions.
    private static Place Describe(ITypeSymbol type) => KnownTypes.Scalar(type) is { } scalar
        ? new ConstantPlace(IrBuild.Constant(scalar, 0))
        : new ObjectPlace(
            (INamedTypeSymbol)TypeArguments.Of(type),
            TypeFacts.Fields((INamedTypeSymbol)TypeArguments.Of(type), SourcePlaces.Of(type))
                .ToDictionary(TypeFacts.Key, field => Describe(field.Type), SymbolEqualityComparer.Default));

    private void CheckType(ITypeSymbol type)
    {
        type = KnownTypes.WithoutTask(type);
        switch (type)
        {
            case IArrayTypeSymbol { Rank: > 1, ElementType: IArrayTypeSymbol }:
                throw new Refusal(DiagnosticDescriptors.ArrayRank, _place!, type.ToDisplayString());
            case IArrayTypeSymbol or INamedTypeSymbol when KnownTypes.ElementOf(type) is { } element:
                if (KnownTypes.Scalar(element) is null)
                {
                    CheckType(element);
                }

                break;
            case INamedTypeSymbol named when !KnownTypes.IsSimpleMemory(type) && !KnownTypes.IsStream(type):
                _ = TypeFacts.Fields(named, _place!);
                break;
            case INamedTypeSymbol:
                break;
            default:
                throw new Refusal(DiagnosticDescriptors.UnsupportedType, _place!, type.ToDisplayString());
        }
    }

    private static void ForEachVariable(Place place, Action<Variable> visit)
    {
        switch (place)
        {
            case VariablePlace variable:
                visit(variable.Variable);
                break;
            case ObjectPlace item:
                foreach (Place field in item.Fields.Values)
                {
                    ForEachVariable(field, visit);
                }

                break;
        }
    }
}
