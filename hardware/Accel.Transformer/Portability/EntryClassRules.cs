using Accel.Hast;
using Accel.Transformer.Frontend;
using Hast.Synthesis.Attributes;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Accel.Transformer.Portability;

/// <summary>What Hastlayer asks of the class that holds entry points, and of fields.</summary>
internal static class EntryClassRules
{
    private static readonly SyntaxKind[] PlainModifiers = [SyntaxKind.PublicKeyword];

    /// <summary>Issues of the class itself.</summary>
    public static IEnumerable<PortabilityIssue> Find(INamedTypeSymbol type)
    {
        foreach (ClassDeclarationSyntax declaration in type.DeclaringSyntaxReferences.Select(reference => reference.GetSyntax()).OfType<ClassDeclarationSyntax>())
        {
            if (!declaration.Modifiers.Select(modifier => modifier.Kind()).SequenceEqual(PlainModifiers))
            {
                yield return Issue(PortabilityRules.EntryClassModifiers, declaration, $"{declaration.Modifiers} class {declaration.Identifier}");
            }
        }

        foreach (ISymbol member in type.GetMembers().Where(member => !member.IsImplicitlyDeclared))
        {
            PortabilityRule? rule = member switch
            {
                // Constants and static fields matter where they are used: what is not used is removed there.
                IFieldSymbol { IsStatic: true } => null,
                IFieldSymbol field => OfField(field) ?? PortabilityRules.EntryClassMember,
                IPropertySymbol or IMethodSymbol { MethodKind: MethodKind.Constructor or MethodKind.StaticConstructor } => PortabilityRules.EntryClassMember,
                _ => null,
            };
            if (rule is not null)
            {
                SyntaxNode syntax = member.DeclaringSyntaxReferences[0].GetSyntax();
                yield return Issue(rule, syntax, (syntax.FirstAncestorOrSelf<MemberDeclarationSyntax>() ?? syntax).ToString());
            }
        }
    }

    /// <summary>The rule for a field, wherever it is declared, or null.</summary>
    public static PortabilityRule? OfField(IFieldSymbol field) =>
        Has(field, nameof(PersistentAttribute)) ? PortabilityRules.PersistentField
        : Has(field, nameof(ReplaceableAttribute)) ? (field.IsConst ? PortabilityRules.ReplaceableConstant : null)
        : field is { IsStatic: true, IsConst: false } ? PortabilityRules.StaticField
        : null;

    private static bool Has(IFieldSymbol field, string attribute) => field.GetAttributes().Any(item => item.AttributeClass?.Name == attribute);

    /// <summary>An issue at a place, with the first line of a text.</summary>
    public static PortabilityIssue Issue(PortabilityRule rule, SyntaxNode syntax, string text) => new(rule, SourcePlaces.Of(syntax), text.Split('\n')[0].Trim());
}
