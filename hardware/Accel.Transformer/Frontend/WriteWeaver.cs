using Accel.Hast;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Accel.Transformer.Frontend;

/// <summary>Makes plain C# tell which line writes which cell of the memory: <see cref="WriteTrace"/>. Line numbers stay.</summary>
internal sealed class WriteWeaver(SemanticModel model) : CSharpSyntaxRewriter
{
    private const string Writes = "Write";

    public static CSharpCompilation Weave(CSharpCompilation compilation)
        => KernelCompilation.Rewritten(compilation, static (all, tree) => new WriteWeaver(all.GetSemanticModel(tree)));

    public override SyntaxNode? VisitInvocationExpression(InvocationExpressionSyntax node)
    {
        var call = (InvocationExpressionSyntax)base.VisitInvocationExpression(node)!;
        return model.GetSymbolInfo(node).Symbol is IMethodSymbol { Parameters: [{ } first, ..] } method
            && method.Name.StartsWith(Writes, StringComparison.Ordinal) && KnownTypes.IsSimpleMemory(method.ContainingType)
            && first.Type.SpecialType == SpecialType.System_Int32 && Cell(call.ArgumentList.Arguments, first.Name) is { } cell
                ? call.ReplaceNode(cell.Expression, Traced(cell.Expression, node))
                : call;
    }

    private static ArgumentSyntax? Cell(SeparatedSyntaxList<ArgumentSyntax> arguments, string name)
        => arguments.FirstOrDefault(a => a.NameColon?.Name.Identifier.ValueText == name)
            ?? arguments.FirstOrDefault(static a => a.NameColon is null);

    private static InvocationExpressionSyntax Traced(ExpressionSyntax cell, InvocationExpressionSyntax node)
    {
        var call = (InvocationExpressionSyntax)SyntaxFactory.ParseExpression(
            $"global::{typeof(WriteTrace).FullName}.{nameof(WriteTrace.Cell)}(0, \"\", 0)");
        var place = node.GetLocation().GetLineSpan();
        return call.WithArgumentList(call.ArgumentList.WithArguments(SyntaxFactory.SeparatedList(
        [
            SyntaxFactory.Argument(cell),
            Constant(SyntaxFactory.LiteralExpression(SyntaxKind.StringLiteralExpression, SyntaxFactory.Literal(place.Path))),
            Constant(SyntaxFactory.LiteralExpression(
                SyntaxKind.NumericLiteralExpression, SyntaxFactory.Literal(place.StartLinePosition.Line + 1))),
        ])));
    }

    private static ArgumentSyntax Constant(LiteralExpressionSyntax value) => SyntaxFactory.Argument(value);
}
