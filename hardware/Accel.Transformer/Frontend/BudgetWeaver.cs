using Accel.Hast;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Accel.Transformer.Frontend;

/// <summary>Makes plain C# end: every loop, and every method that calls itself, counts on its <see cref="RunBudget"/>. Line numbers
/// stay.</summary>
internal sealed class BudgetWeaver : CSharpSyntaxRewriter
{
    public static CSharpCompilation Weave(CSharpCompilation compilation)
        => KernelCompilation.Rewritten(compilation, static (_, _) => new BudgetWeaver());

    public override SyntaxNode? VisitWhileStatement(WhileStatementSyntax node)
        => base.VisitWhileStatement(node) is WhileStatementSyntax loop ? loop.WithStatement(Counted(loop.Statement)) : null;

    public override SyntaxNode? VisitDoStatement(DoStatementSyntax node)
        => base.VisitDoStatement(node) is DoStatementSyntax loop ? loop.WithStatement(Counted(loop.Statement)) : null;

    public override SyntaxNode? VisitForStatement(ForStatementSyntax node)
        => base.VisitForStatement(node) is ForStatementSyntax loop ? loop.WithStatement(Counted(loop.Statement)) : null;

    public override SyntaxNode? VisitForEachStatement(ForEachStatementSyntax node)
        => base.VisitForEachStatement(node) is ForEachStatementSyntax loop ? loop.WithStatement(Counted(loop.Statement)) : null;

    public override SyntaxNode? VisitMethodDeclaration(MethodDeclarationSyntax node)
    {
        var method = (MethodDeclarationSyntax)base.VisitMethodDeclaration(node)!;
        return CallsItself(node, node.Identifier)
            ? method.WithBody(Entered(method.Body, method.ExpressionBody, method.ReturnType)).WithExpressionBody(null)
                .WithSemicolonToken(default)
            : method;
    }

    public override SyntaxNode? VisitLocalFunctionStatement(LocalFunctionStatementSyntax node)
    {
        var method = (LocalFunctionStatementSyntax)base.VisitLocalFunctionStatement(node)!;
        return CallsItself(node, node.Identifier)
            ? method.WithBody(Entered(method.Body, method.ExpressionBody, method.ReturnType))
                .WithExpressionBody(null).WithSemicolonToken(default)
            : method;
    }

    // By name alone: one call too many that counts does no harm.
    private static bool CallsItself(SyntaxNode method, SyntaxToken name) => method.DescendantNodes().OfType<InvocationExpressionSyntax>()
        .Any(call => call.Expression.DescendantTokens().Any(token => token.ValueText == name.ValueText));

    private static BlockSyntax Counted(StatementSyntax body) => SyntaxFactory.Block(Call(nameof(RunBudget.Step)), body);

    private static BlockSyntax? Entered(BlockSyntax? body, ArrowExpressionClauseSyntax? value, TypeSyntax result)
    {
        var entered = Call(nameof(RunBudget.Enter));
        return body is not null ? body.WithStatements(body.Statements.Insert(0, entered))
            : value is null ? null
            : SyntaxFactory.Block(entered, result is PredefinedTypeSyntax { Keyword.RawKind: (int)SyntaxKind.VoidKeyword }
                ? SyntaxFactory.ExpressionStatement(value.Expression)
                : SyntaxFactory.ReturnStatement(value.Expression.WithLeadingTrivia(SyntaxFactory.Space)));
    }

    private static StatementSyntax Call(string method) => SyntaxFactory.ParseStatement($"global::{typeof(RunBudget).FullName}.{method}();");
}
