using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Accel.Transformer.Frontend.Translation;

/// <summary>
/// What the type parameters of the generic code stand for that this thread is translating. The text of a generic method or type is bound
/// once, with its parameters; whoever asks what a type or member of it is gets the one for the arguments at hand.
/// </summary>
internal static class TypeArguments
{
    private static readonly ImmutableDictionary<ISymbol, ITypeSymbol> _none =
        ImmutableDictionary.Create<ISymbol, ITypeSymbol>(SymbolEqualityComparer.Default);

    [ThreadStatic]
    private static ImmutableDictionary<ISymbol, ITypeSymbol>? _current;

    [ThreadStatic]
    private static CSharpCompilation? _compilation;

    /// <summary>Runs a translation of a compilation, outside of any generic code.</summary>
    public static T Of<T>(CSharpCompilation compilation, Func<T> translate)
    {
        var (outer, outerCompilation) = (_current, _compilation);
        (_current, _compilation) = (null, compilation);
        try
        {
            return translate();
        }
        finally
        {
            (_current, _compilation) = (outer, outerCompilation);
        }
    }

    /// <summary>Translates in the body of a method, whose arguments are known; one that is declared in another method has those of that
    /// one too.</summary>
    public static T Within<T>(IMethodSymbol? method, Func<T> translate)
    {
        bool isInner = method is null or { MethodKind: MethodKind.LocalFunction or MethodKind.AnonymousFunction };
        var known = isInner ? _current ?? _none : Add(_none, method!.ContainingType);
        return With(method is null ? known : Add(known, method.OriginalDefinition.TypeParameters, method.TypeArguments), translate);
    }

    /// <summary>Translates what belongs to a type: initialisers of its fields.</summary>
    public static T Within<T>(INamedTypeSymbol type, Func<T> translate) => With(Add(_none, type), translate);

    /// <summary>The tuple that a nullable value is like.</summary>
    public static INamedTypeSymbol Nullable(ITypeSymbol underlying) => _compilation!.CreateTupleTypeSymbol(
        [_compilation.GetSpecialType(SpecialType.System_Boolean), underlying], ["HasValue", "Value"]);

    /// <summary>The tuple that a span is like.</summary>
    public static INamedTypeSymbol Span(ITypeSymbol element) => _compilation!.CreateTupleTypeSymbol(
        [_compilation.CreateArrayTypeSymbol(element), _compilation.GetSpecialType(SpecialType.System_Int32),
            _compilation.GetSpecialType(SpecialType.System_Int32)],
        ["Array", "Start", "Length"]);

    /// <summary>The tuple that the builder of an immutable array is like.</summary>
    public static INamedTypeSymbol Builder(ITypeSymbol element) => _compilation!.CreateTupleTypeSymbol(
        [_compilation.CreateArrayTypeSymbol(element), _compilation.GetSpecialType(SpecialType.System_Int32)], ["Array", "Count"]);

    /// <summary>What distinguishes this use of a function that is declared in a generic method from others.</summary>
    public static string Distinction(IMethodSymbol method)
        => method.MethodKind == MethodKind.LocalFunction && _current is { IsEmpty: false } known
            ? string.Join(',', known.OrderBy(static pair => pair.Key.Name, StringComparer.Ordinal)
                .Select(static pair => pair.Value.ToDisplayString()))
            : "";

    /// <summary>A type with everything known.</summary>
    public static ITypeSymbol Of(ITypeSymbol type)
    {
        if (_current is not { IsEmpty: false } known)
        {
            return type;
        }

        switch (type)
        {
            case ITypeParameterSymbol parameter:
                return known.GetValueOrDefault(parameter.OriginalDefinition) ?? type;
            case IArrayTypeSymbol array when Of(array.ElementType) is var element && !Same(element, array.ElementType):
                return _compilation!.CreateArrayTypeSymbol(element, array.Rank);
            case INamedTypeSymbol named:
                return Of(named);
            default:
                return type;
        }
    }

    /// <summary>A type with everything known.</summary>
    public static INamedTypeSymbol Of(INamedTypeSymbol type)
    {
        if (_current is not { IsEmpty: false } || !IsGeneric(type))
        {
            return type;
        }

        var plain = type.TupleUnderlyingType ?? type;
        ITypeSymbol[] arguments = [.. plain.TypeArguments.Select(Of)];
        var outer = type.ContainingType is { } containing ? Of(containing) : null;
        if (plain.TypeArguments.Zip(arguments).All(static pair => Same(pair.First, pair.Second)) && Same(outer, type.ContainingType))
        {
            return type;
        }

        var definition = outer is null ? plain.OriginalDefinition : outer.GetTypeMembers(type.Name, type.Arity)[0];
        return arguments.Length == 0 ? definition : definition.Construct(arguments);
    }

    /// <summary>A member of a generic type, or a generic method, with everything known.</summary>
    public static IMethodSymbol Of(IMethodSymbol method)
    {
        if (_current is not { IsEmpty: false } || method.MethodKind == MethodKind.AnonymousFunction)
        {
            return method;
        }

        var found = method.MethodKind == MethodKind.LocalFunction ? method.OriginalDefinition : Member(method.OriginalDefinition, method);
        return method.IsGenericMethod ? found.ConstructedFrom.Construct([.. method.TypeArguments.Select(Of)]) : found;
    }

    /// <summary>A member of a generic type.</summary>
    public static IFieldSymbol Of(IFieldSymbol field) => Member(field.OriginalDefinition, field);

    /// <summary>A member of a generic type.</summary>
    public static IPropertySymbol Of(IPropertySymbol property) => Member(property.OriginalDefinition, property);

    private static T Member<T>(T definition, T used)
        where T : class, ISymbol
    {
        if (used.ContainingType is not { } type || !IsGeneric(type) || type.IsTupleType || Of(type) is not { } known || Same(known, type))
        {
            return used;
        }

        return known.GetMembers(used.Name).OfType<T>().First(member => Same(member.OriginalDefinition, definition));
    }

    private static bool IsGeneric(INamedTypeSymbol type)
        => type.IsGenericType || (type.ContainingType is { } outer && IsGeneric(outer));

    private static bool Same(ISymbol? left, ISymbol? right) => SymbolEqualityComparer.Default.Equals(left, right);

    private static ImmutableDictionary<ISymbol, ITypeSymbol> Add(
        ImmutableDictionary<ISymbol, ITypeSymbol> known, INamedTypeSymbol? type)
    {
        for (; type is not null; type = type.ContainingType)
        {
            known = type.IsGenericType && !type.IsDefinition
                ? Add(known, type.OriginalDefinition.TypeParameters, type.TypeArguments) : known;
        }

        return known;
    }

    private static ImmutableDictionary<ISymbol, ITypeSymbol> Add(
        ImmutableDictionary<ISymbol, ITypeSymbol> known, ImmutableArray<ITypeParameterSymbol> parameters,
        ImmutableArray<ITypeSymbol> arguments)
        => known.SetItems(parameters.Zip(arguments).Where(static pair => !Same(pair.First, pair.Second))
            .Select(static pair => KeyValuePair.Create((ISymbol)pair.First, pair.Second)));

    private static T With<T>(ImmutableDictionary<ISymbol, ITypeSymbol> known, Func<T> translate)
    {
        var outer = _current;
        _current = known;
        try
        {
            return translate();
        }
        finally
        {
            _current = outer;
        }
    }
}
