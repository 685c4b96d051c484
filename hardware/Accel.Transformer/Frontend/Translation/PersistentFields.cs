using Accel.Hast;
using Accel.Transformer.Budgets;
using Accel.Transformer.Diagnostics;
using Accel.Transformer.Ir;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace Accel.Transformer.Frontend.Translation;

/// <summary>
/// On-chip memory for [Persistent] fields of the kernel class: numbers, arrays, and objects of these. An object is one for all invocations,
/// so all
/// that is in it persists; a number is an array of one element.
/// </summary>
/// <param name="program">Receives the memory.</param>
/// <param name="initialiserOf">What a field is initialised with, or null.</param>
/// <param name="evaluate">Makes a table of what a field is initialised with.</param>
internal sealed class PersistentFields(
    ProgramTranslator program, Func<IFieldSymbol, IOperation?> initialiserOf, Func<IFieldSymbol, Place> evaluate)
{
    /// <summary>Whether a field keeps what it holds: it is marked, or it refers to an object whose fields all are.</summary>
    public static bool IsPersistent(IFieldSymbol field) => IsMarked(field)
        || (field is { IsStatic: false, Type: INamedTypeSymbol { TypeKind: TypeKind.Class or TypeKind.Struct } type }
            && type.SpecialType == SpecialType.None
            && !type.DeclaringSyntaxReferences.IsEmpty && Fields(type) is { Count: > 0 } fields && fields.TrueForAll(IsMarked));

    /// <summary>Whether a field is marked.</summary>
    public static bool IsMarked(IFieldSymbol field)
        => field.GetAttributes().Any(static item => item.AttributeClass?.Name == nameof(PersistentAttribute));

    /// <summary>Refuses a field of an object that is made anew in each invocation.</summary>
    public static void RequireUnmarked(IFieldSymbol field)
    {
        if (IsMarked(field))
        {
            throw Refuse(field, "the object that it is in is not in a field of the kernel class");
        }
    }

    /// <summary>The place of a field of the kernel class.</summary>
    public Place Make(IFieldSymbol field)
        => program.Kernels.Hold(field) ? Make(field, field.Name)
            : throw Refuse(field, "it is neither a field of the kernel class nor of an object in such a field");

    private static List<IFieldSymbol> Fields(INamedTypeSymbol type)
        => [.. type.GetMembers().OfType<IFieldSymbol>().Where(static f => !f.IsStatic && !f.IsConst)];

    private Place Make(IFieldSymbol field, string name)
    {
        Place place = Content(field, name);
        Place held = place is SlotPlace { Initial: ReferenceValue { Target: ArrayPlace array } } ? array : place;
        FieldDirectives.Obey(field, held, program.Diagnostics);
        return place;
    }

    private Place Content(IFieldSymbol field, string name)
    {
        IOperation? written = initialiserOf(field);
        IOperation? initialiser = written is IConversionOperation { IsImplicit: true, Operand: var made } ? made : written;
        switch (field.Type)
        {
            case var type when KnownTypes.Scalar(type) is { } scalar:
                return initialiser is null or { ConstantValue: { HasValue: true, Value: 0 or false } }
                    ? new ElementPlace(Add(field, name, scalar, 1), IrBuild.Constant(IrType.Int32, 0))
                    : throw Refuse(field, "it starts with another value than 0");
            case IArrayTypeSymbol type:
                if (HasContents(field) && KnownTypes.Scalar(type.ElementType) is not null)
                {
                    return Filled(field);
                }

                if (!field.IsReadOnly || initialiser is not IArrayCreationOperation { Initializer: null } creation)
                {
                    throw Refuse(field, "it is not a readonly field with = new T[length], or with the numbers that it starts with");
                }

                int[] sizes =
                    [.. creation.DimensionSizes.Select(size => new FunctionTranslator(program, name, null).ConstantLength(size))];
                int length = FunctionTranslator.ElementsOf(sizes);
                return Reference(name, new ArrayPlace(type.ElementType, Layout(field, type.ElementType, name, length), length)
                {
                    Dimensions = sizes.Length > 1 ? sizes : null,
                    Ownership = Ownership.Static,
                    Origin = SourcePlaces.Of(field),
                });
            case INamedTypeSymbol { TypeKind: TypeKind.Struct } type when initialiser is null or IDefaultValueOperation:
                return Object(field, type, name);
            case INamedTypeSymbol { TypeKind: TypeKind.Class } type:
                bool isMade = field.IsReadOnly && initialiser is IObjectCreationOperation
                    { Initializer: null, Arguments.Length: 0 } plain
                    && plain.Constructor is { IsImplicitlyDeclared: true };
                return isMade && SymbolEqualityComparer.Default.Equals(initialiser!.Type, type) ? Reference(name, Object(field, type, name))
                    : throw Refuse(field, "it is not a readonly field with = new() of its own class, which has no constructor");
            default:
                throw Refuse(field, "it is neither a number nor an array, struct or object of numbers");
        }
    }

    /// <summary>Whether a field is an array that starts with something else than zeros.</summary>
    public static bool HasContents(IFieldSymbol field)
        => IsMarked(field) && field is { IsReadOnly: true, Type: IArrayTypeSymbol }
            && field.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax() is VariableDeclaratorSyntax { Initializer.Value: var value }
            && value is not (ArrayCreationExpressionSyntax { Initializer: null } or LiteralExpressionSyntax
                or ImplicitObjectCreationExpressionSyntax);

    // A table that may be written.
    private Place Filled(IFieldSymbol field)
    {
        Place place = evaluate(field);
        if (place is not SlotPlace { Initial: ReferenceValue { Target: ArrayPlace { Layout.Array: { } array } } })
        {
            throw Refuse(field, "it does not start with an array of its own");
        }

        (array.IsPersistent, array.Initial, array.Constants) = (true, array.Constants, null);
        return place;
    }

    private ObjectPlace Object(IFieldSymbol field, INamedTypeSymbol type, string name) => new(
        type,
        TypeFacts.Fields(type, SourcePlaces.Of(field))
            .ToDictionary(TypeFacts.Key, inner => Make(inner, $"{name}.{TypeFacts.Name(inner)}"), SymbolEqualityComparer.Default))
    {
        Ownership = Ownership.Static,
        Origin = SourcePlaces.Of(field),
    };

    private static SlotPlace Reference(string name, Place target) => new(name, new ReferenceValue(target)) { Ownership = Ownership.Static };

    private ElementLayout Layout(IFieldSymbol field, ITypeSymbol element, string name, int length)
    {
        if (KnownTypes.Scalar(element) is { } scalar)
        {
            return new ElementLayout(Add(field, name, scalar, length), null, null);
        }

        if (element is not INamedTypeSymbol { TypeKind: TypeKind.Struct } type)
        {
            throw Refuse(field, "it is neither a number nor an array, struct or object of numbers");
        }

        Dictionary<ISymbol, ElementLayout> fields = new(SymbolEqualityComparer.Default);
        foreach (IFieldSymbol part in TypeFacts.Fields(type, SourcePlaces.Of(field)))
        {
            ElementLayout layout = Layout(part, part.Type, $"{name}.{TypeFacts.Name(part)}", length);
            FieldDirectives.Obey(part, layout, program.Diagnostics);
            fields.Add(TypeFacts.Key(part), layout);
        }

        return new ElementLayout(null, type, fields);
    }

    private ArrayVariable Add(IFieldSymbol field, string name, IrType type, int length)
    {
        StorageBudget.Check(name, type, length, SourcePlaces.Of(field));
        ArrayVariable array = new(name, type, length, SourcePlaces.Of(field)) { IsPersistent = true };
        program.Program.Arrays.Add(array);
        return array;
    }

    private static Refusal Refuse(IFieldSymbol field, string problem)
        => new(DiagnosticDescriptors.PersistentField, SourcePlaces.Of(field), field.Name, problem);
}
