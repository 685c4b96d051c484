using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Accel.Fuzzing;

/// <summary>
/// Puts a call in front of each loop's body and each method's, so that a program that was shrunk into one without end stops.
/// </summary>
internal sealed class FuelWeaver : CSharpSyntaxRewriter
{
    /// <summary>The C# that has to be compiled with the program.</summary>
    public const string Runtime =
        """
        namespace Accel.Fuzzing.Runtime
        {
            public static class Fuel
            {
                private static int s_left;
                public static void Fill(int units) => s_left = units;
                public static void Burn()
                {
                    System.Runtime.CompilerServices.RuntimeHelpers.EnsureSufficientExecutionStack();
                    if (System.Threading.Interlocked.Decrement(ref s_left) < 0)
                    {
                        throw new System.InvalidOperationException("the program does not end");
                    }
                }
            }
        }
        """;

    private static readonly StatementSyntax Burn = SyntaxFactory.ParseStatement("global::Accel.Fuzzing.Runtime.Fuel.Burn();");

    /// <summary>The same tree with the calls.</summary>
    public static SyntaxTree Weave(SyntaxTree tree) => tree.WithRootAndOptions(new FuelWeaver().Visit(tree.GetRoot()), tree.Options);

    public override SyntaxNode? VisitMethodDeclaration(MethodDeclarationSyntax node) =>
        base.VisitMethodDeclaration(node.Body is null ? node : node.WithBody(Before(node.Body)));

    public override SyntaxNode? VisitLocalFunctionStatement(LocalFunctionStatementSyntax node) =>
        base.VisitLocalFunctionStatement(node.Body is null ? node : node.WithBody(Before(node.Body)));

    public override SyntaxNode? VisitForStatement(ForStatementSyntax node) => base.VisitForStatement(node.WithStatement(Before(node.Statement)));

    public override SyntaxNode? VisitForEachStatement(ForEachStatementSyntax node) => base.VisitForEachStatement(node.WithStatement(Before(node.Statement)));

    public override SyntaxNode? VisitWhileStatement(WhileStatementSyntax node) => base.VisitWhileStatement(node.WithStatement(Before(node.Statement)));

    public override SyntaxNode? VisitDoStatement(DoStatementSyntax node) => base.VisitDoStatement(node.WithStatement(Before(node.Statement)));

    private static BlockSyntax Before(StatementSyntax statement) =>
        statement is BlockSyntax block ? block.WithStatements(block.Statements.Insert(0, Burn)) : SyntaxFactory.Block(Burn, statement);
}
