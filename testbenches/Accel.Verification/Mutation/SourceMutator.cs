using System.Collections.Frozen;
using System.Globalization;
using Accel.Transformer;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Accel.Verification;

/// <summary>Finds the changes of one operator, number, condition or statement that can be made to a kernel's C#.</summary>
public sealed class SourceMutator : CSharpSyntaxWalker
{
    private static readonly FrozenDictionary<SyntaxKind, string> _operators = new Dictionary<SyntaxKind, string>
    {
        [SyntaxKind.PlusToken] = "-",
        [SyntaxKind.MinusToken] = "+",
        [SyntaxKind.AsteriskToken] = "+",
        [SyntaxKind.AmpersandToken] = "|",
        [SyntaxKind.BarToken] = "&",
        [SyntaxKind.CaretToken] = "|",
        [SyntaxKind.LessThanLessThanToken] = ">>",
        [SyntaxKind.GreaterThanGreaterThanToken] = "<<",
        [SyntaxKind.LessThanToken] = "<=",
        [SyntaxKind.LessThanEqualsToken] = "<",
        [SyntaxKind.GreaterThanToken] = ">=",
        [SyntaxKind.GreaterThanEqualsToken] = ">",
        [SyntaxKind.EqualsEqualsToken] = "!=",
        [SyntaxKind.ExclamationEqualsToken] = "==",
        [SyntaxKind.AmpersandAmpersandToken] = "||",
        [SyntaxKind.BarBarToken] = "&&",
        [SyntaxKind.PlusEqualsToken] = "-=",
        [SyntaxKind.MinusEqualsToken] = "+=",
        [SyntaxKind.AmpersandEqualsToken] = "|=",
        [SyntaxKind.BarEqualsToken] = "&=",
        [SyntaxKind.CaretEqualsToken] = "|=",
        [SyntaxKind.LessThanLessThanEqualsToken] = ">>=",
        [SyntaxKind.GreaterThanGreaterThanEqualsToken] = "<<=",
        [SyntaxKind.PlusPlusToken] = "--",
        [SyntaxKind.MinusMinusToken] = "++",
    }.ToFrozenDictionary();

    private readonly string _file;
    private readonly Func<int, bool> _isWanted;
    private readonly List<SourceMutation> _found = [];

    private SourceMutator(string file, Func<int, bool> isWanted) => (_file, _isWanted) = (file, isWanted);

    /// <summary>The changes, in the order of the source.</summary>
    /// <param name="source">The C#.</param>
    /// <param name="isWanted">Of a file and the line on which a statement begins: whether changes in the statement are wanted.</param>
    public static IEnumerable<SourceMutation> All(KernelSource source, Func<string, int, bool> isWanted)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(isWanted);
        return source.Files.OrderBy(static f => f.Path, StringComparer.Ordinal).SelectMany(file =>
        {
            var mutator = new SourceMutator(file.Path, line => isWanted(file.Path, line));
            mutator.Visit(CSharpSyntaxTree.ParseText(file.Text, path: file.Path).GetRoot());
            return mutator._found;
        });
    }

    /// <inheritdoc/>
    public override void VisitAttributeList(AttributeListSyntax node)
    {
        // Directives are no computation.
    }

    /// <inheritdoc/>
    public override void VisitBinaryExpression(BinaryExpressionSyntax node)
    {
        Operator(node?.OperatorToken);
        base.VisitBinaryExpression(node!);
    }

    /// <inheritdoc/>
    public override void VisitAssignmentExpression(AssignmentExpressionSyntax node)
    {
        Operator(node?.OperatorToken);
        base.VisitAssignmentExpression(node!);
    }

    /// <inheritdoc/>
    public override void VisitPostfixUnaryExpression(PostfixUnaryExpressionSyntax node)
    {
        Operator(node?.OperatorToken);
        base.VisitPostfixUnaryExpression(node!);
    }

    /// <inheritdoc/>
    public override void VisitPrefixUnaryExpression(PrefixUnaryExpressionSyntax node)
    {
        if (node is { RawKind: (int)SyntaxKind.UnaryMinusExpression or (int)SyntaxKind.BitwiseNotExpression or (int)SyntaxKind.LogicalNotExpression })
        {
            Add(node.OperatorToken.Span, node.OperatorToken.Text, "", node);
        }

        base.VisitPrefixUnaryExpression(node!);
    }

    /// <inheritdoc/>
    public override void VisitLiteralExpression(LiteralExpressionSyntax node)
    {
        if (node is { Token.Value: int value })
        {
            Add(node.Span, node.Token.Text, (value + 1).ToString(CultureInfo.InvariantCulture), node);
        }

        base.VisitLiteralExpression(node!);
    }

    /// <inheritdoc/>
    public override void VisitIfStatement(IfStatementSyntax node)
    {
        Negate(node?.Condition);
        base.VisitIfStatement(node!);
    }

    /// <inheritdoc/>
    public override void VisitConditionalExpression(ConditionalExpressionSyntax node)
    {
        Negate(node?.Condition);
        base.VisitConditionalExpression(node!);
    }

    /// <inheritdoc/>
    public override void VisitExpressionStatement(ExpressionStatementSyntax node)
    {
        ArgumentNullException.ThrowIfNull(node);
        Add(node.Span, node.ToString(), ";" + new string('\n', node.ToString().Count(static c => c == '\n')), node);
        base.VisitExpressionStatement(node);
    }

    private void Operator(SyntaxToken? token)
    {
        if (token is { Parent: { } parent } && _operators.TryGetValue(token.Value.Kind(), out string? other))
        {
            Add(token.Value.Span, token.Value.Text, other, parent);
        }
    }

    private void Negate(ExpressionSyntax? condition)
    {
        if (condition is not null)
        {
            Add(condition.Span, condition.ToString(), $"!({condition})", condition);
        }
    }

    private void Add(Microsoft.CodeAnalysis.Text.TextSpan span, string from, string to, SyntaxNode node)
    {
        int LineOf(SyntaxNode n) => n.GetLocation().GetLineSpan().StartLinePosition.Line + 1;
        var statement = node.FirstAncestorOrSelf<StatementSyntax>();
        int line = LineOf(node);
        if (_isWanted(line) || (statement is not null && _isWanted(LineOf(statement))))
        {
            _found.Add(new SourceMutation(_file, node.SyntaxTree.GetLineSpan(span).StartLinePosition.Line + 1, span, from, to));
        }
    }
}
