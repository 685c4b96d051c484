using System.Collections.Immutable;
using System.Globalization;
using Accel.Rtl;
using Accel.Transformer.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Accel.Transformer.Frontend;

/// <summary>
/// Puts the values of [Replaceable] fields into the syntax trees, before anything is bound, so that array lengths, attributes and other
/// constants that depend on them follow.
/// </summary>
internal sealed class Replacements(ImmutableSortedDictionary<string, string> values, DiagnosticsBag diagnostics)
{
    private readonly SortedSet<string> _known = new(StringComparer.Ordinal);

    public IReadOnlyList<SyntaxTree> Apply(IReadOnlyList<SyntaxTree> trees)
    {
        List<SyntaxTree> results = [.. trees.Select(Apply)];
        foreach (string key in values.Keys.Where(key => !_known.Contains(key)))
        {
            string known = _known.Count == 0 ? "none"
                : string.Join(", ", _known) + (NearestName.Of(key, _known) is { } near ? $"; did you mean {near}?" : "");
            diagnostics.Report(DiagnosticDescriptors.UnknownReplacement, new SourceLocation("(options)", 1), key, known);
        }

        return results;
    }

    private SyntaxTree Apply(SyntaxTree tree)
    {
        Dictionary<SyntaxNode, SyntaxNode> replaced = [];
        foreach (FieldDeclarationSyntax field in tree.GetRoot().DescendantNodes().OfType<FieldDeclarationSyntax>())
        {
            AttributeSyntax? attribute = field.AttributeLists
                .SelectMany(list => list.Attributes)
                .FirstOrDefault(candidate => candidate.Name.ToString().Split('.')[^1] is "Replaceable" or "ReplaceableAttribute");
            if (attribute is not null)
            {
                Collect(field, attribute, replaced);
            }
        }

        return replaced.Count == 0
            ? tree
            : tree.WithRootAndOptions(tree.GetRoot().ReplaceNodes(replaced.Keys, (original, _) => replaced[original]), tree.Options);
    }

    private void Collect(FieldDeclarationSyntax field, AttributeSyntax attribute, Dictionary<SyntaxNode, SyntaxNode> replaced)
    {
        VariableDeclaratorSyntax declarator = field.Declaration.Variables[0];
        if (Problem(field, attribute) is { } problem)
        {
            diagnostics.Report(DiagnosticDescriptors.ReplaceableField, SourcePlaces.Of(declarator), declarator.Identifier.Text, problem);
            return;
        }

        string key = Key(attribute)!;
        _ = _known.Add(key);
        if (!values.TryGetValue(key, out string? value))
        {
            return;
        }

        ExpressionSyntax old = declarator.Initializer!.Value;
        if (Literal(field.Declaration.Type, value) is { } literal)
        {
            replaced.Add(old, SyntaxFactory.ParseExpression(literal).WithTriviaFrom(old));
        }
        else
        {
            diagnostics.Report(
                DiagnosticDescriptors.ReplacementType, SourcePlaces.Of(declarator), value, field.Declaration.Type.ToString(), key);
        }
    }

    private static string? Problem(FieldDeclarationSyntax field, AttributeSyntax attribute)
    {
        bool isConstant = field.Modifiers.Any(SyntaxKind.ConstKeyword)
            || (field.Modifiers.Any(SyntaxKind.StaticKeyword) && field.Modifiers.Any(SyntaxKind.ReadOnlyKeyword));
        return !isConstant ? "it is neither const nor static readonly"
            : Key(attribute) is null ? "its key is neither a string literal nor made of literals and nameof"
            : field.Declaration.Variables.Count != 1 ? "it is declared together with others"
            : field.Declaration.Variables[0].Initializer is null ? "it has no initialiser"
            : Literal(field.Declaration.Type, "0") is null && Literal(field.Declaration.Type, "true") is null
                ? $"type {field.Declaration.Type} has no literals"
                : null;
    }

    private static string? Key(AttributeSyntax attribute) =>
        attribute.ArgumentList?.Arguments is [{ Expression: var expression }] ? Text(expression) : null;

    // Before binding: literals, nameof, and sums of them.
    private static string? Text(ExpressionSyntax expression) => expression switch
    {
        LiteralExpressionSyntax { Token.Value: string text } => text,
        ParenthesizedExpressionSyntax inner => Text(inner.Expression),
        BinaryExpressionSyntax { RawKind: (int)SyntaxKind.AddExpression } sum => Text(sum.Left) is { } left && Text(sum.Right) is { } right ? left + right : null,
        InvocationExpressionSyntax { Expression: IdentifierNameSyntax { Identifier.Text: "nameof" }, ArgumentList.Arguments: [{ Expression: var named }] } => named switch
        {
            SimpleNameSyntax name => name.Identifier.Text,
            MemberAccessExpressionSyntax access => access.Name.Identifier.Text,
            _ => null,
        },
        _ => null,
    };

    // The value as C# text, or null where it is none of the type. An enum takes a number or a member's name.
    private static string? Literal(TypeSyntax type, string value)
    {
        string text = value.Trim();
        CultureInfo invariant = CultureInfo.InvariantCulture;
        return type.ToString() switch
        {
            "bool" => text is "true" or "false" ? text : null,
            "byte" => byte.TryParse(text, NumberStyles.None, invariant, out _) ? text : null,
            "sbyte" => sbyte.TryParse(text, NumberStyles.AllowLeadingSign, invariant, out _) ? text : null,
            "short" => short.TryParse(text, NumberStyles.AllowLeadingSign, invariant, out _) ? text : null,
            "ushort" => ushort.TryParse(text, NumberStyles.None, invariant, out _) ? text : null,
            "int" => int.TryParse(text, NumberStyles.AllowLeadingSign, invariant, out _) ? text : null,
            "uint" => uint.TryParse(text, NumberStyles.None, invariant, out _) ? text + "U" : null,
            "long" => long.TryParse(text, NumberStyles.AllowLeadingSign, invariant, out _) ? text + "L" : null,
            "ulong" => ulong.TryParse(text, NumberStyles.None, invariant, out _) ? text + "UL" : null,
            "char" => ushort.TryParse(text, NumberStyles.None, invariant, out _) ? $"(char){text}"
                : text.Length == 1 ? SyntaxFactory.Literal(text[0]).Text : null,
            _ when type is IdentifierNameSyntax or QualifiedNameSyntax => SyntaxFacts.IsValidIdentifier(text) ? $"{type}.{text}"
                : long.TryParse(text, NumberStyles.AllowLeadingSign, invariant, out _) ? $"({type})({text})" : null,
            _ => null,
        };
    }
}
