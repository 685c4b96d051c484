using System.Numerics;
using Accel.Rtl;
using Accel.Transformer.Budgets;
using Accel.Transformer.Diagnostics;
using Microsoft.CodeAnalysis;

namespace Accel.Transformer.Frontend.Translation;

/// <summary>Which fields a struct, class or tuple consists of, and whether hardware can hold them.</summary>
internal static class TypeFacts
{
    /// <summary>Whether values of the type are references: arrays, immutable ones too, and classes.</summary>
    public static bool IsReference(ITypeSymbol type) => KnownTypes.WithoutTask(type) is var actual && !KnownTypes.IsTask(actual)
        && (actual is IArrayTypeSymbol || KnownTypes.IsImmutableArray(actual) || (actual.IsReferenceType && actual is INamedTypeSymbol));

    /// <summary>The instance fields, backing fields of auto-properties included, in order of declaration.</summary>
    /// <exception cref="Refusal">The type is not one that can become hardware.</exception>
    public static IReadOnlyList<IFieldSymbol> Fields(INamedTypeSymbol type, SourceLocation place)
    {
        if (KnownTypes.IsTask(type))
        {
            return [];
        }

        type = TypeArguments.Of(type);
        Check(type, place, [], new HashSet<INamedTypeSymbol>(SymbolEqualityComparer.Default));
        var sizes = new Dictionary<INamedTypeSymbol, BigInteger>(SymbolEqualityComparer.Default);
        OperationBudget.CheckFields(type.ToDisplayString(), Size(type, sizes), place);
        return InstanceFields(type);
    }

    /// <summary>Whether an object of the type may refer to another one of it.</summary>
    public static bool RefersToItself(INamedTypeSymbol type) => RefersTo(type, type, []);

    private static bool RefersTo(INamedTypeSymbol type, INamedTypeSymbol target, HashSet<ISymbol> seen) =>
        seen.Add(type) && InstanceFields(type).Select(field => KnownTypes.ElementOf(field.Type) ?? field.Type)
            .OfType<INamedTypeSymbol>().Any(part => SymbolEqualityComparer.Default.Equals(part, target)
                || (KnownTypes.Scalar(part) is null && !KnownTypes.IsStream(part) && RefersTo(part, target, seen)));

    /// <summary>
    /// Whether a base class gives what inherits from it methods alone: it has no fields, nothing that may be overridden and no constructor
    /// that does something.
    /// </summary>
    public static bool IsStateless(INamedTypeSymbol type) => type.SpecialType == SpecialType.System_Object
        || (type is { TypeKind: TypeKind.Class, DeclaringSyntaxReferences.IsEmpty: false }
            && type.GetMembers().All(member => member switch
            {
                IFieldSymbol field => field.IsStatic || field.IsConst,
                IMethodSymbol { MethodKind: MethodKind.Constructor } constructor => constructor.IsImplicitlyDeclared,
                _ => !member.IsVirtual && !member.IsAbstract && !member.IsOverride,
            })
            && IsStateless(type.BaseType!));

    /// <summary>The symbol under which a field is found in places and values.</summary>
    public static ISymbol Key(IFieldSymbol field)
    {
        if (!field.ContainingType.IsTupleType)
        {
            return TypeArguments.Of(field);
        }

        // Tuples whose elements have other names, or none, are assigned to each other.
        string name = (field.CorrespondingTupleField ?? field).Name;
        INamedTypeSymbol type = TypeArguments.Of(field.ContainingType.TupleUnderlyingType ?? field.ContainingType);
        return type.GetMembers(name).OfType<IFieldSymbol>().First();
    }

    /// <summary>The name that the source gives a field.</summary>
    public static string Name(IFieldSymbol field) => field.AssociatedSymbol?.Name ?? field.Name;

    /// <summary>The symbols under which the parts of a nullable value are found: whether it has a value, and the value. They are those of
    /// the elements of a tuple of both.</summary>
    public static (ISymbol HasValue, ISymbol Value) PartsOfNullable(INamedTypeSymbol type)
    {
        List<IFieldSymbol> parts = InstanceFields(type);
        return (Key(parts[0]), Key(parts[1]));
    }

    /// <summary>The symbols under which the parts of a builder are found: the array, and how many elements it has.</summary>
    public static (ISymbol Array, ISymbol Count) PartsOfBuilder(INamedTypeSymbol type)
    {
        List<IFieldSymbol> parts = InstanceFields(type);
        return (Key(parts[0]), Key(parts[1]));
    }

    /// <summary>The symbols under which the parts of a span are found: the array, the start and the length.</summary>
    public static List<ISymbol> PartsOfSpan(INamedTypeSymbol type) => [.. InstanceFields(type).Select(Key)];

    private static List<IFieldSymbol> InstanceFields(INamedTypeSymbol type) => KnownTypes.SpanOf(type) is { } element
        ? [.. TypeArguments.Span(element).TupleElements]
        : KnownTypes.BuilderOf(type) is { } built
        ? [.. TypeArguments.Builder(built).TupleElements]
        : KnownTypes.NullableOf(type) is { } underlying
        ? [.. TypeArguments.Nullable(underlying).TupleElements]
        : type.IsTupleType
        ? [.. type.TupleElements.Select(element => (IFieldSymbol)Key(element))]
        : [.. type.GetMembers().OfType<IFieldSymbol>().Where(field => !field.IsStatic && !field.IsConst)];

    // Fields that are variables, those of structs in it included; a reference is one, whatever it refers to.
    private static BigInteger Size(INamedTypeSymbol type, Dictionary<INamedTypeSymbol, BigInteger> sizes)
    {
        if (!sizes.TryGetValue(type, out BigInteger size))
        {
            foreach (IFieldSymbol field in InstanceFields(type))
            {
                bool isStruct = field.Type.IsValueType && KnownTypes.Scalar(field.Type) is null && !IsReference(field.Type);
                size += isStruct && field.Type is INamedTypeSymbol inner ? Size(inner, sizes) : 1;
            }

            sizes.Add(type, size);
        }

        return size;
    }

    // Types that are checked are not looked at again: the ways to a type may be many more than the types.
    private static void Check(
        INamedTypeSymbol type, SourceLocation place, IReadOnlyList<INamedTypeSymbol> outer, HashSet<INamedTypeSymbol> @checked)
    {
        if (@checked.Contains(type))
        {
            return;
        }

        if (outer.Contains(type, SymbolEqualityComparer.Default))
        {
            return;
        }

        bool isKnown = type.IsTupleType || KnownTypes.NullableOf(type) is not null || KnownTypes.SpanOf(type) is not null
            || KnownTypes.BuilderOf(type) is not null;
        if (type.TypeKind is not (TypeKind.Struct or TypeKind.Class) || (type.DeclaringSyntaxReferences.IsEmpty && !isKnown))
        {
            throw new Refusal(DiagnosticDescriptors.UnsupportedType, place, type.ToDisplayString());
        }

        if (type.BaseType is { SpecialType: not (SpecialType.System_Object or SpecialType.System_ValueType) } inherited
            && !IsStateless(inherited))
        {
            throw new Refusal(DiagnosticDescriptors.Inheritance, place, type.Name, inherited.ToDisplayString());
        }

        foreach (IFieldSymbol field in InstanceFields(type))
        {
            ITypeSymbol inner = field.Type;
            while (((inner as IArrayTypeSymbol)?.ElementType ?? KnownTypes.ElementOf(inner)) is { } element)
            {
                inner = element;
            }

            if (KnownTypes.Scalar(inner) is null && !KnownTypes.IsSimpleMemory(inner) && !KnownTypes.IsTask(inner)
                && !KnownTypes.IsStream(inner))
            {
                if (inner is not INamedTypeSymbol named)
                {
                    throw new Refusal(DiagnosticDescriptors.UnsupportedType, place, inner.ToDisplayString());
                }

                Check(named, place, [.. outer, type], @checked);
            }
        }

        _ = @checked.Add(type);
    }
}
