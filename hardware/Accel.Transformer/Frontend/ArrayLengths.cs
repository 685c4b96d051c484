using System.Collections.Immutable;
using Accel.Rtl;
using Accel.Transformer.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Accel.Transformer.Frontend;

/// <summary>
/// Puts lengths of a configuration and of [ArrayLength] into the syntax trees, before anything is bound, so that plain C# has them as
/// well: the array that is made for a variable, field or property, or to be returned, has so many elements.
/// </summary>
internal sealed class ArrayLengths(ImmutableSortedDictionary<string, int> lengths, DiagnosticsBag diagnostics)
{
    private readonly SortedSet<string> _known = new(StringComparer.Ordinal);
    private readonly HashSet<string> _used = new(StringComparer.Ordinal);
    private readonly HashSet<AttributeSyntax> _obeyed = [];

    public IReadOnlyList<SyntaxTree> Apply(IReadOnlyList<SyntaxTree> trees)
    {
        if (lengths.IsEmpty && !trees.Any(static tree => tree.GetText().ToString().Contains("ArrayLength", StringComparison.Ordinal)))
        {
            return trees;
        }

        List<SyntaxTree> results = [.. trees.Select(Apply)];
        foreach (string key in lengths.Keys.Where(key => !_used.Contains(key)))
        {
            diagnostics.Report(
                DiagnosticDescriptors.UnknownConfiguration, new SourceLocation("(options)", 1), key, "array",
                NearestName.Hint(key, _known));
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
                replaced.Add(size, length.WithTriviaFrom(size));
            }
        }

        RequireUsed(tree);

        return replaced.Count == 0
            ? tree
            : tree.WithRootAndOptions(tree.GetRoot().ReplaceNodes(replaced.Keys, (original, _) => replaced[original]), tree.Options);
    }

    // The most specific name decides: with the method before without it; the configuration before the attributes.
    private ExpressionSyntax? Length(ArrayCreationExpressionSyntax made)
    {
        var around = MethodNames.Around(made);
        string method = string.Join('.', around);
        string? target = Target(made);
        string[] keys = target switch
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
            return target is null ? null : Promised(made, target);
        }

        _used.Add(found);
        return SyntaxFactory.LiteralExpression(SyntaxKind.NumericLiteralExpression, SyntaxFactory.Literal(lengths[found]));
    }

    // [ArrayLength("line", 8)] on the method, [ArrayLength(8)] on the field or property, [return: ArrayLength(8)].
    private ParenthesizedExpressionSyntax? Promised(SyntaxNode made, string target)
    {
        foreach (SyntaxNode outer in made.Ancestors())
        {
            AttributeSyntax? found = outer switch
            {
                BaseMethodDeclarationSyntax method => Attributes(method.AttributeLists).FirstOrDefault(item => Names(item, target)),
                LocalFunctionStatementSyntax function => Attributes(function.AttributeLists).FirstOrDefault(item => Names(item, target)),
                TypeDeclarationSyntax type when target.Length > 0 => type.Members.Where(member => Declares(member, target))
                    .SelectMany(static member => Attributes(member.AttributeLists)).FirstOrDefault(),
                _ => null,
            };
            if (found is { ArgumentList.Arguments: [.., { Expression: var length }] })
            {
                _obeyed.Add(found);
                return SyntaxFactory.ParenthesizedExpression(length.WithoutTrivia());
            }

            if (outer is TypeDeclarationSyntax)
            {
                return null;
            }
        }

        return null;
    }

    // One that no array obeys is a mistake.
    private void RequireUsed(SyntaxTree tree)
    {
        foreach (var attribute in tree.GetRoot().DescendantNodes().OfType<AttributeSyntax>()
            .Where(item => IsLength(item) && !_obeyed.Contains(item)))
        {
            diagnostics.Report(
                DiagnosticDescriptors.UnknownConfiguration, SourcePlaces.Of(attribute), $"[{attribute}]", "array that is made there", "");
        }
    }

    private static IEnumerable<AttributeSyntax> Attributes(SyntaxList<AttributeListSyntax> lists)
        => lists.SelectMany(static list => list.Attributes).Where(IsLength);

    private static bool IsLength(AttributeSyntax attribute)
        => attribute.Name.ToString().Split('.')[^1] is "ArrayLength" or "ArrayLengthAttribute";

    private static bool Names(AttributeSyntax attribute, string target)
        => attribute.ArgumentList?.Arguments is [{ Expression: var named }, _]
        ? named is LiteralExpressionSyntax { Token.Value: string text } && text == target
        : target.Length == 0 && attribute.Parent is AttributeListSyntax { Target.Identifier.RawKind: (int)SyntaxKind.ReturnKeyword };

    private static bool Declares(MemberDeclarationSyntax member, string name) => member switch
    {
        FieldDeclarationSyntax field => field.Declaration.Variables.Any(variable => variable.Identifier.Text == name),
        PropertyDeclarationSyntax property => property.Identifier.Text == name,
        _ => false,
    };

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
