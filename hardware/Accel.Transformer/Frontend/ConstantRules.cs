using System.Globalization;
using Accel.Hast;
using Accel.Transformer.Diagnostics;
using Hast.Synthesis.Attributes;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Accel.Transformer.Frontend;

/// <summary>Holds constants, with what replaces them, against what [Allowed] and [Requires] say.</summary>
internal static class ConstantRules
{
    /// <summary>Checks all types of a compilation.</summary>
    /// <returns>Whether anything was reported.</returns>
    public static bool Check(Compilation compilation, DiagnosticsBag diagnostics, CancellationToken cancellationToken)
    {
        DiagnosticsBag found = new();
        foreach (INamedTypeSymbol type in compilation.GetSymbolsWithName(static _ => true, SymbolFilter.Type, cancellationToken)
            .OfType<INamedTypeSymbol>())
        {
            Check(type, compilation, found);
        }

        foreach (KernelDiagnostic item in found.Items)
        {
            diagnostics.Add(item);
        }

        return !found.IsEmpty;
    }

    /// <summary>Checks a type and its fields.</summary>
    public static void Check(INamedTypeSymbol type, Compilation compilation, DiagnosticsBag diagnostics)
    {
        CheckConditions(type, compilation, diagnostics);
        foreach (IFieldSymbol field in type.GetMembers().OfType<IFieldSymbol>().Where(static f => !f.IsImplicitlyDeclared))
        {
            if (field.GetAttributes().FirstOrDefault(static a => Is(a, nameof(AllowedAttribute))) is { } attribute
                && Allowed(attribute) is { } allowed)
            {
                CheckValue(field, allowed, compilation, diagnostics);
            }

            CheckConditions(field, compilation, diagnostics);
        }
    }

    private static void CheckValue(IFieldSymbol field, AllowedAttribute allowed, Compilation compilation, DiagnosticsBag diagnostics)
    {
        string? problem = !field.IsConst && field is not { IsStatic: true, IsReadOnly: true } ? "it is neither const nor static readonly"
            : allowed.Least > allowed.Most || allowed.MultipleOf < 1 ? "no number is allowed" : null;
        if (problem is null && Value(field, compilation) is { } value)
        {
            if (!allowed.Allows(value))
            {
                diagnostics.Report(DiagnosticDescriptors.ConstantValue, SourcePlaces.Of(field), Name(field), value, allowed);
            }
        }
        else if (!HasError(field))
        {
            diagnostics.Report(
                DiagnosticDescriptors.AllowedField, SourcePlaces.Of(field), field.Name, problem ?? "its value is no constant number");
        }
    }

    private static void CheckConditions(ISymbol symbol, Compilation compilation, DiagnosticsBag diagnostics)
    {
        foreach (AttributeData attribute in symbol.GetAttributes().Where(static a => Is(a, nameof(RequiresAttribute))))
        {
            if (attribute is { ConstructorArguments: [{ Value: false }, { Value: string rule }] }
                && attribute.ApplicationSyntaxReference?.GetSyntax() is AttributeSyntax
                    { ArgumentList.Arguments: [var condition, ..] } syntax)
            {
                SemanticModel model = compilation.GetSemanticModel(syntax.SyntaxTree);
                IEnumerable<string> constants = condition.DescendantNodes().OfType<IdentifierNameSyntax>()
                    .Select(name => model.GetSymbolInfo(name).Symbol)
                    .OfType<IFieldSymbol>()
                    .Where(static field => field.HasConstantValue)
                    .Select(static field => string.Create(CultureInfo.InvariantCulture, $"{Name(field)} is {field.ConstantValue}"))
                    .Distinct();
                diagnostics.Report(
                    DiagnosticDescriptors.ConstantRelation, SourcePlaces.Of(syntax), rule, string.Join(", ", constants));
            }
        }
    }

    private static bool Is(AttributeData attribute, string name) => attribute.AttributeClass is { } type
        && type.Name == name && type.ContainingNamespace.ToDisplayString() == typeof(AllowedAttribute).Namespace;

    private static AllowedAttribute? Allowed(AttributeData attribute) => attribute is
        { ConstructorArguments: [{ Value: long least }, { Value: long most }] }
        ? new AllowedAttribute(least, most)
        {
            PowerOfTwo = Named(attribute, nameof(AllowedAttribute.PowerOfTwo)) is true,
            MultipleOf = Named(attribute, nameof(AllowedAttribute.MultipleOf)) as long? ?? 1,
        }
        : null;

    private static object? Named(AttributeData attribute, string name)
        => attribute.NamedArguments.FirstOrDefault(argument => argument.Key == name).Value.Value;

    // The key where there is one: that is what whoever replaces it has written.
    private static string Name(IFieldSymbol field)
        => field.GetAttributes().FirstOrDefault(static a => a.AttributeClass?.Name == nameof(ReplaceableAttribute)) is
            { ConstructorArguments: [{ Value: string key }] }
            ? key : field.Name;

    private static decimal? Value(IFieldSymbol field, Compilation compilation)
    {
        object? value = field.HasConstantValue ? field.ConstantValue
            : Initialiser(field) is { } initialiser
                ? compilation.GetSemanticModel(initialiser.SyntaxTree).GetConstantValue(initialiser).Value : null;
        return value switch
        {
            char character => character,
            sbyte or byte or short or ushort or int or uint or long or ulong => Convert.ToDecimal(value, CultureInfo.InvariantCulture),
            _ => null,
        };
    }

    // A constant that C# refuses is the compiler's.
    private static bool HasError(IFieldSymbol field) => field is { IsConst: true, HasConstantValue: false };

    private static ExpressionSyntax? Initialiser(IFieldSymbol field)
        => field.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax() is VariableDeclaratorSyntax { Initializer.Value: var initialiser }
            ? initialiser : null;
}
