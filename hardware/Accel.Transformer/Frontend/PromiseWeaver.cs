using System.Globalization;
using Accel.Hast;
using Accel.Rtl;
using Accel.Transformer.Ir;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Accel.Transformer.Frontend;

/// <summary>
/// Makes plain C# check what [Width] and [Range] promise: behind each statement that sets a promised variable, and behind each assignment to an
/// element of a promised array whose index has no effect. Line numbers stay.
/// </summary>
internal sealed class PromiseWeaver : CSharpSyntaxRewriter
{
    private readonly SemanticModel _model;
    private Dictionary<string, AttributeData> _promises = [];

    private PromiseWeaver(SemanticModel model) => _model = model;

    public static CSharpCompilation Weave(CSharpCompilation compilation)
    {
        foreach (SyntaxTree tree in compilation.SyntaxTrees)
        {
            SyntaxNode woven = new PromiseWeaver(compilation.GetSemanticModel(tree)).Visit(tree.GetRoot());
            compilation = compilation.ReplaceSyntaxTree(tree, tree.WithRootAndOptions(woven, tree.Options));
        }

        return compilation;
    }

    public override SyntaxNode? VisitMethodDeclaration(MethodDeclarationSyntax node) => InMember(node, base.VisitMethodDeclaration);

    public override SyntaxNode? VisitConstructorDeclaration(ConstructorDeclarationSyntax node) => InMember(node, base.VisitConstructorDeclaration);

    public override SyntaxNode? VisitBlock(BlockSyntax node) => node.WithStatements([.. node.Statements.SelectMany(WithChecks)]);

    public override SyntaxNode? VisitSwitchSection(SwitchSectionSyntax node) => node.WithStatements([.. node.Statements.SelectMany(WithChecks)]);

    public override SyntaxNode? VisitIfStatement(IfStatementSyntax node) =>
        node.WithStatement(Body(node.Statement)).WithElse(node.Else?.WithStatement(Body(node.Else.Statement)));

    public override SyntaxNode? VisitWhileStatement(WhileStatementSyntax node) => node.WithStatement(Body(node.Statement));

    public override SyntaxNode? VisitDoStatement(DoStatementSyntax node) => node.WithStatement(Body(node.Statement));

    public override SyntaxNode? VisitForEachStatement(ForEachStatementSyntax node) => node.WithStatement(Body(node.Statement));

    public override SyntaxNode? VisitForStatement(ForStatementSyntax node)
    {
        IEnumerable<StatementSyntax> initial = node.Declaration is { } declaration ? Checks(declaration) : node.Initializers.SelectMany(Checks);
        IEnumerable<ExpressionSyntax> steps = node.Incrementors.SelectMany(Checks).Select(check => ((ExpressionStatementSyntax)check).Expression);
        return node
            .WithStatement(SyntaxFactory.Block(SyntaxFactory.List([.. initial, Body(node.Statement)])))
            .WithIncrementors([.. node.Incrementors, .. steps]);
    }

    private SyntaxNode? InMember<T>(T node, Func<T, SyntaxNode?> visit)
        where T : BaseMethodDeclarationSyntax
    {
        Dictionary<string, AttributeData> promises = [];
        foreach (AttributeData attribute in _model.GetDeclaredSymbol(node)?.GetAttributes() ?? [])
        {
            if (attribute.AttributeClass?.ToDisplayString() is "Accel.Hast.RangeAttribute" or "Accel.Hast.WidthAttribute"
                && attribute.ConstructorArguments[0].Value is string name)
            {
                promises[name] = attribute;
            }
        }

        _promises = promises;
        return promises.Count == 0 ? node : visit(node);
    }

    private StatementSyntax Body(StatementSyntax statement)
    {
        StatementSyntax[] woven = [.. WithChecks(statement)];
        return woven is [var only] ? only : SyntaxFactory.Block(woven);
    }

    private IEnumerable<StatementSyntax> WithChecks(StatementSyntax statement)
    {
        StatementSyntax visited = (StatementSyntax)Visit(statement)!;
        return statement is LocalDeclarationStatementSyntax or ExpressionStatementSyntax ? [visited, .. Checks(statement)] : [visited];
    }

    // One check for each promised thing that the code sets.
    private IEnumerable<StatementSyntax> Checks(SyntaxNode code)
    {
        HashSet<string> seen = new(StringComparer.Ordinal);
        foreach (SyntaxNode node in code.DescendantNodesAndSelf(inner => inner is not AnonymousFunctionExpressionSyntax))
        {
            (string? name, ExpressionSyntax? target) = node switch
            {
                VariableDeclaratorSyntax { Initializer: not null } declarator => (declarator.Identifier.Text, SyntaxFactory.IdentifierName(declarator.Identifier.Text)),
                AssignmentExpressionSyntax assignment => Written(assignment.Left),
                PrefixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.PreIncrementExpression or (int)SyntaxKind.PreDecrementExpression } step => Written(step.Operand),
                PostfixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.PostIncrementExpression or (int)SyntaxKind.PostDecrementExpression } step => Written(step.Operand),
                ArgumentSyntax { RefKindKeyword.RawKind: (int)SyntaxKind.RefKeyword or (int)SyntaxKind.OutKeyword } argument => Written(argument.Expression),
                _ => (null, null),
            };
            if (name is not null && _promises.TryGetValue(name, out AttributeData? promise) && TypeOf(node) is { } type && Range(promise, type) is { } range
                && seen.Add(target!.ToString()))
            {
                yield return Check(name, target, range, SourcePlaces.Of(node));
            }
        }
    }

    private static (string? Name, ExpressionSyntax? Target) Written(ExpressionSyntax target) => target switch
    {
        IdentifierNameSyntax identifier => (identifier.Identifier.Text, identifier),
        ElementAccessExpressionSyntax { Expression: IdentifierNameSyntax array, ArgumentList.Arguments: [{ Expression: var index }] }
            when !index.DescendantNodesAndSelf().Any(HasEffect) => (array.Identifier.Text, target.WithoutTrivia()),
        _ => (null, null),
    };

    private static bool HasEffect(SyntaxNode node) => node is AssignmentExpressionSyntax or InvocationExpressionSyntax or PostfixUnaryExpressionSyntax
        || node.RawKind is (int)SyntaxKind.PreIncrementExpression or (int)SyntaxKind.PreDecrementExpression;

    private IrType? TypeOf(SyntaxNode node) => KnownTypes.Scalar(node switch
    {
        VariableDeclaratorSyntax declarator => (_model.GetDeclaredSymbol(declarator) as ILocalSymbol)?.Type,
        AssignmentExpressionSyntax assignment => _model.GetTypeInfo(assignment.Left).Type,
        ArgumentSyntax argument => _model.GetTypeInfo(argument.Expression).Type,
        _ => _model.GetTypeInfo(node).Type,
    });

    private static (long Minimum, long Maximum)? Range(AttributeData promise, IrType type) => promise.ConstructorArguments switch
    {
        _ when type == IrType.Bool => null,
        [_, { Value: int bits }] when bits >= 1 && bits < 64 => ((long)new IrType(bits, type.IsSigned).Minimum, (long)new IrType(bits, type.IsSigned).Maximum),
        [_, { Value: long minimum }, { Value: long maximum }] => (minimum, maximum),
        _ => null,
    };

    private static StatementSyntax Check(string name, ExpressionSyntax target, (long Minimum, long Maximum) range, SourceLocation place)
    {
        string text = string.Create(
            CultureInfo.InvariantCulture,
            $"global::{typeof(Promise).FullName}.Check(\"{name}\", unchecked((long){target}), {range.Minimum}L, {range.Maximum}L, {SymbolDisplay.FormatLiteral($"{place.File}({place.Line})", true)});");
        return SyntaxFactory.ParseStatement(text);
    }
}
