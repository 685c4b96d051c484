using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Accel.Fuzzing;

/// <summary>
/// All ways of making a file a little smaller, the promising ones first. Many results are no C# or do something else: the caller tries
/// them.
/// </summary>
internal static class Reductions
{
    private static readonly ExpressionSyntax[] Numbers = [.. ((string[])["0", "1", "false", "true"]).Select(text => SyntaxFactory.ParseExpression(text))];

    private static readonly Func<SyntaxNode, IEnumerable<SyntaxNode>>[] Fine =
        [PlaceReductions.Of, ParameterReductions.Of, Expressions, Literals];

    /// <summary>The smaller files, made one by one.</summary>
    public static IEnumerable<SyntaxNode> Of(SyntaxNode root) => Coarse(root).Concat(Fine.SelectMany(kind => kind(root)));

    /// <summary>Those that lack whole members and statements: few, and worth going through until none of them helps.</summary>
    public static IEnumerable<SyntaxNode> Coarse(SyntaxNode root) => Stretches(root).Concat(Removals(root)).Concat(Statements(root));

    // Halves and quarters of long blocks: one try for many statements.
    private static IEnumerable<SyntaxNode> Stretches(SyntaxNode root)
    {
        foreach (BlockSyntax block in root.DescendantNodes().OfType<BlockSyntax>().Where(block => block.Statements.Count >= 4))
        {
            foreach (int parts in new[] { 2, 4 })
            {
                int length = (block.Statements.Count + parts - 1) / parts;
                for (int first = 0; first < block.Statements.Count; first += length)
                {
                    IEnumerable<StatementSyntax> rest = block.Statements.Take(first).Concat(block.Statements.Skip(first + length));
                    yield return root.ReplaceNode(block, block.WithStatements(SyntaxFactory.List(rest)));
                }
            }
        }
    }

    // Whole members, attributes and statements, from large to small.
    private static IEnumerable<SyntaxNode> Removals(SyntaxNode root)
    {
        IEnumerable<SyntaxNode> nodes = root.DescendantNodes().Where(node => node switch
        {
            BaseTypeDeclarationSyntax type => type.Identifier.Text != FuzzProgram.Class,
            MemberDeclarationSyntax and not BaseNamespaceDeclarationSyntax => true,
            BlockSyntax { Parent: BlockSyntax } => true,
            StatementSyntax and not BlockSyntax => node.Parent is BlockSyntax or SwitchSectionSyntax,
            AttributeListSyntax or ElseClauseSyntax or SwitchSectionSyntax or CaseSwitchLabelSyntax or SwitchExpressionArmSyntax => true,
            _ => false,
        });
        foreach (SyntaxNode node in nodes.OrderByDescending(node => node.Span.Length))
        {
            if (root.RemoveNode(node, SyntaxRemoveOptions.KeepNoTrivia) is { } smaller)
            {
                yield return smaller;
            }
        }
    }

    // A statement that consists of others becomes one of them.
    private static IEnumerable<SyntaxNode> Statements(SyntaxNode root)
    {
        foreach (StatementSyntax statement in root.DescendantNodes().OfType<StatementSyntax>())
        {
            IEnumerable<StatementSyntax> parts = statement switch
            {
                IfStatementSyntax choice => choice.Else is null ? [choice.Statement] : [choice.Statement, choice.Else.Statement],
                ForStatementSyntax loop => loop.Declaration is { } counter ? [SyntaxFactory.Block(SyntaxFactory.LocalDeclarationStatement(counter), loop.Statement)] : [],
                WhileStatementSyntax loop => [loop.Statement],
                DoStatementSyntax loop => [loop.Statement],
                SwitchStatementSyntax choice => choice.Sections.Select(section => SyntaxFactory.Block(section.Statements.Where(item => item is not BreakStatementSyntax))),
                _ => [],
            };
            foreach (StatementSyntax part in parts)
            {
                yield return root.ReplaceNode(statement, part);
            }

            if (statement is BlockSyntax { Parent: BlockSyntax parent } block)
            {
                yield return root.ReplaceNode(parent, parent.WithStatements(parent.Statements.ReplaceRange(block, block.Statements)));
            }
        }
    }

    // An expression becomes one of its parts, or a number.
    private static IEnumerable<SyntaxNode> Expressions(SyntaxNode root)
    {
        foreach (ExpressionSyntax expression in root.DescendantNodes().OfType<ExpressionSyntax>().Where(IsValue))
        {
            IEnumerable<ExpressionSyntax> parts = expression.ChildNodes().OfType<ExpressionSyntax>().Where(IsValue);
            if (expression is InvocationExpressionSyntax call)
            {
                parts = call.ArgumentList.Arguments.Where(argument => !argument.RefKindKeyword.IsKind(SyntaxKind.OutKeyword))
                    .Select(argument => argument.Expression);
            }

            IEnumerable<ExpressionSyntax> numbers = expression is LiteralExpressionSyntax or IdentifierNameSyntax ? [] : Numbers;
            foreach (SyntaxNode? smaller in parts.Concat(numbers).Select(part => Replaced(root, expression, part.WithoutTrivia())))
            {
                if (smaller is not null)
                {
                    yield return smaller;
                }
            }
        }
    }

    // Null where the grammar takes no such expression, which Roslyn's typed nodes only tell by failing.
    private static SyntaxNode? Replaced(SyntaxNode root, ExpressionSyntax old, ExpressionSyntax replacement)
    {
        try
        {
            return root.ReplaceNode(old, replacement);
        }
        catch (InvalidCastException)
        {
            return null;
        }
    }

    private static bool IsValue(ExpressionSyntax expression) =>
        expression is not (TypeSyntax or InitializerExpressionSyntax) or IdentifierNameSyntax && expression.Parent is not (MemberAccessExpressionSyntax or QualifiedNameSyntax or UsingDirectiveSyntax);

    private static IEnumerable<SyntaxNode> Literals(SyntaxNode root)
    {
        foreach (LiteralExpressionSyntax literal in root.DescendantNodes().OfType<LiteralExpressionSyntax>())
        {
            if (literal.Token.Value is int and not (0 or 1) and var value)
            {
                foreach (int smaller in new[] { 0, 1, 2, (int)value / 2, (int)value - 1 }.Where(item => item < (int)value))
                {
                    yield return root.ReplaceNode(
                        literal, SyntaxFactory.LiteralExpression(SyntaxKind.NumericLiteralExpression, SyntaxFactory.Literal(smaller)));
                }
            }
        }
    }
}
