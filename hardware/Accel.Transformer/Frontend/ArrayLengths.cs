using System.Collections.Immutable;
using Accel.Rtl;
using Accel.Transformer.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Accel.Transformer.Frontend;

/// <summary>
/// Puts lengths of a configuration into the syntax trees, before anything is bound, so that plain C# has them as well: the array that is
/// made for a variable, field or property, or to be returned, has so many elements.
/// </summary>
internal sealed class ArrayLengths(ImmutableSortedDictionary<string, int> lengths, DiagnosticsBag diagnostics)
{
    private readonly SortedSet<string> _known = new(StringComparer.Ordinal);
    private readonly HashSet<string> _used = new(StringComparer.Ordinal);

    public IReadOnlyList<SyntaxTree> Apply(IReadOnlyList<SyntaxTree> trees)
    {
        if (lengths.IsEmpty)
        {
            return trees;
        }

        List<SyntaxTree> results = [.. trees.Select(Apply)];
        foreach (string key in lengths.Keys.Where(key => !_used.Contains(key)))
        {
            string known = _known.Count == 0 ? "" : $"; it has {string.Join(", ", _known)}";
            diagnostics.Report(DiagnosticDescriptors.UnknownConfiguration, new SourceLocation("(options)", 1), key, "array", known);
        }

        return results;
    }

    private SyntaxTree Apply(SyntaxTree tree)
    {
        Dictionary<SyntaxNode, SyntaxNode> replaced = [];
        foreach (var made in tree.GetRoot().DescendantNodes().OfType<ArrayCreationExpressionSyntax>())
        {
            if (made.Type.RankSpecifiers is [{ Sizes: [var size] }, ..] && size is not OmittedArraySizeExpressionSyntax
                && made.Initializer is null && Length(made) is { } length)
            {
                var literal = SyntaxFactory.LiteralExpression(SyntaxKind.NumericLiteralExpression, SyntaxFactory.Literal(length));
                replaced.Add(size, literal.WithTriviaFrom(size));
            }
        }

        return replaced.Count == 0
            ? tree
            : tree.WithRootAndOptions(tree.GetRoot().ReplaceNodes(replaced.Keys, (original, _) => replaced[original]), tree.Options);
    }

    // The most specific name decides: with the method before without it.
    private int? Length(ArrayCreationExpressionSyntax made)
    {
        var around = MethodNames.Around(made);
        string method = string.Join('.', around);
        string[] keys = Target(made) switch
        {
            null => [],
            "" => [method],
            var name => [$"{method}.{name}", $"{around[0]}.{name}"],
        };
        foreach (string key in keys)
        {
            _known.Add(key);
        }

        if (Array.Find(keys, lengths.ContainsKey) is not { } found)
        {
            return null;
        }

        _used.Add(found);
        return lengths[found];
    }

    // What the array is made for: a name, "" for the result of the method, null for anything else.
    private static string? Target(ExpressionSyntax made) => made.Parent switch
    {
        ParenthesizedExpressionSyntax or CastExpressionSyntax => Target((ExpressionSyntax)made.Parent),
        ConditionalExpressionSyntax choice when choice.Condition != made => Target(choice),
        EqualsValueClauseSyntax { Parent: VariableDeclaratorSyntax variable } => variable.Identifier.Text,
        EqualsValueClauseSyntax { Parent: PropertyDeclarationSyntax property } => property.Identifier.Text,
        AssignmentExpressionSyntax { Left: IdentifierNameSyntax name } => name.Identifier.Text,
        AssignmentExpressionSyntax { Left: MemberAccessExpressionSyntax member } => member.Name.Identifier.Text,
        ReturnStatementSyntax => "",
        ArrowExpressionClauseSyntax { Parent: PropertyDeclarationSyntax property } => property.Identifier.Text,
        ArrowExpressionClauseSyntax => "",
        _ => null,
    };
}
