using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Accel.Fuzzing;

/// <summary>Smaller forms of what assigns to places and passes them: tuples, aliases, initialisers, loops over an array.</summary>
internal static class PlaceReductions
{
    /// <summary>The smaller files, made one by one.</summary>
    public static IEnumerable<SyntaxNode> Of(SyntaxNode root) =>
        Tuples(root).Concat(Aliases(root)).Concat(Initialisers(root)).Concat(Loops(root));

    // A tuple that is taken apart becomes an assignment for each element, or has an element less.
    private static IEnumerable<SyntaxNode> Tuples(SyntaxNode root)
    {
        foreach (ExpressionStatementSyntax statement in root.DescendantNodes().OfType<ExpressionStatementSyntax>())
        {
            if (statement.Expression is not AssignmentExpressionSyntax { Left: TupleExpressionSyntax left } assignment)
            {
                continue;
            }

            if (assignment.Right is AssignmentExpressionSyntax inner)
            {
                yield return root.ReplaceNode(statement, statement.WithExpression(inner));
            }

            if (assignment.Right is not TupleExpressionSyntax right || right.Arguments.Count != left.Arguments.Count)
            {
                continue;
            }

            StatementSyntax[] parts =
                [.. left.Arguments.Zip(right.Arguments, (target, value) => Assignment(target.Expression, value.Expression))];
            yield return statement.Parent is BlockSyntax or SwitchSectionSyntax
                ? root.ReplaceNode(statement, parts)
                : root.ReplaceNode(statement, SyntaxFactory.Block(parts));
            for (int i = 0; i < parts.Length; i++)
            {
                yield return root.ReplaceNode(statement, parts.Length == 2 ? parts[1 - i] : statement.WithExpression(assignment
                    .WithLeft(left.WithArguments(left.Arguments.RemoveAt(i))).WithRight(right.WithArguments(right.Arguments.RemoveAt(i)))));
            }
        }
    }

    // int x = ... where the target declares a variable.
    private static StatementSyntax Assignment(ExpressionSyntax target, ExpressionSyntax value) =>
        target is DeclarationExpressionSyntax declaration
        ? SyntaxFactory.ParseStatement($"{declaration} = {value};")
        : SyntaxFactory.ExpressionStatement(SyntaxFactory.AssignmentExpression(
            SyntaxKind.SimpleAssignmentExpression, target.WithoutTrivia(), value.WithoutTrivia()));

    // A variable that begins as another place gives way to that.
    private static IEnumerable<SyntaxNode> Aliases(SyntaxNode root)
    {
        foreach (LocalDeclarationStatementSyntax statement in root.DescendantNodes().OfType<LocalDeclarationStatementSyntax>())
        {
            if (statement.Declaration.Variables is [{ Initializer.Value: { } place } variable]
                && place is IdentifierNameSyntax or MemberAccessExpressionSyntax or ElementAccessExpressionSyntax)
            {
                // A list: enumerated again, long blocks give other nodes.
                List<IdentifierNameSyntax> uses =
                [
                    .. root.DescendantNodes().OfType<IdentifierNameSyntax>().Where(name => name.Identifier.Text == variable.Identifier.Text
                        && !(name.Parent is MemberAccessExpressionSyntax access && access.Name == name)),
                ];
                SyntaxNode replaced = root.TrackNodes(uses.Append<SyntaxNode>(statement));
                replaced = replaced.RemoveNode(replaced.GetCurrentNode(statement)!, SyntaxRemoveOptions.KeepNoTrivia)!;
                yield return replaced.ReplaceNodes(
                    uses.Select(use => replaced.GetCurrentNode(use)).OfType<SyntaxNode>(), (_, _) => place.WithoutTrivia());
            }
        }
    }

    // What an object begins with: fewer fields; an initialiser of a field less.
    private static IEnumerable<SyntaxNode> Initialisers(SyntaxNode root)
    {
        foreach (InitializerExpressionSyntax initialiser in root.DescendantNodes().OfType<InitializerExpressionSyntax>())
        {
            if (initialiser.IsKind(SyntaxKind.ObjectInitializerExpression))
            {
                for (int i = 0; i < initialiser.Expressions.Count; i++)
                {
                    yield return root.ReplaceNode(initialiser, initialiser.WithExpressions(initialiser.Expressions.RemoveAt(i)));
                }
            }
        }
    }

    // One round of a loop over an array.
    private static IEnumerable<SyntaxNode> Loops(SyntaxNode root)
    {
        foreach (ForEachStatementSyntax loop in root.DescendantNodes().OfType<ForEachStatementSyntax>())
        {
            StatementSyntax element = SyntaxFactory.ParseStatement($"{loop.Type} {loop.Identifier} = {loop.Expression}[0];");
            yield return root.ReplaceNode(loop, SyntaxFactory.Block(element, loop.Statement));
        }
    }
}
