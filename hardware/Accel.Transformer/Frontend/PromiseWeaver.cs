using System.Globalization;
using Accel.Hast;
using Accel.Rtl;
using Accel.Transformer.Ir;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Accel.Transformer.Frontend;

/// <summary>
/// Makes plain C# check what [Width] and [Range] promise of variables and of fields: behind each statement that sets one, and behind each
/// assignment to an element of a promised array whose index has no effect, that of a property's getter included. Line numbers stay.
/// </summary>
internal sealed class PromiseWeaver : CSharpSyntaxRewriter
{
    private readonly SemanticModel _model;
    private Dictionary<string, AttributeData> _promises = [];

    private PromiseWeaver(SemanticModel model) => _model = model;

    public static CSharpCompilation Weave(CSharpCompilation compilation)
        => KernelCompilation.Rewritten(compilation, static (all, tree) => new PromiseWeaver(all.GetSemanticModel(tree)));

    public override SyntaxNode? VisitMethodDeclaration(MethodDeclarationSyntax node) => InMember(node, base.VisitMethodDeclaration);

    public override SyntaxNode? VisitConstructorDeclaration(ConstructorDeclarationSyntax node)
        => InMember(node, base.VisitConstructorDeclaration);

    public override SyntaxNode? VisitBlock(BlockSyntax node) => node.WithStatements([.. node.Statements.SelectMany(WithChecks)]);

    public override SyntaxNode? VisitSwitchSection(SwitchSectionSyntax node)
        => node.WithStatements([.. node.Statements.SelectMany(WithChecks)]);

    public override SyntaxNode? VisitIfStatement(IfStatementSyntax node) =>
        node.WithStatement(Body(node.Statement)).WithElse(node.Else?.WithStatement(Body(node.Else.Statement)));

    public override SyntaxNode? VisitWhileStatement(WhileStatementSyntax node) => node.WithStatement(Body(node.Statement));

    public override SyntaxNode? VisitDoStatement(DoStatementSyntax node) => node.WithStatement(Body(node.Statement));

    public override SyntaxNode? VisitForEachStatement(ForEachStatementSyntax node) => node.WithStatement(Body(node.Statement));

    public override SyntaxNode? VisitForStatement(ForStatementSyntax node)
    {
        IEnumerable<StatementSyntax> initial = node.Declaration is { } declaration
            ? Checks(declaration)
            : node.Initializers.SelectMany(Checks);
        IEnumerable<ExpressionSyntax> steps = node.Incrementors.SelectMany(Checks)
            .Select(check => ((ExpressionStatementSyntax)check).Expression);
        return node
            .WithStatement(SyntaxFactory.Block(SyntaxFactory.List([.. initial, Body(node.Statement)])))
            .WithIncrementors([.. node.Incrementors, .. steps]);
    }

    public override SyntaxNode? VisitAccessorDeclaration(AccessorDeclarationSyntax node) =>
        node.ExpressionBody is { Expression: var value } && Body(value, node.Keyword.IsKind(SyntaxKind.GetKeyword)) is { } body
            ? node.WithExpressionBody(null).WithSemicolonToken(default).WithBody(body)
            : base.VisitAccessorDeclaration(node);

    public override SyntaxNode? VisitLocalFunctionStatement(LocalFunctionStatementSyntax node) =>
        node.ExpressionBody is { Expression: var value } && Body(value, HasResult(node.ReturnType)) is { } body
            ? node.WithExpressionBody(null).WithSemicolonToken(default).WithBody(body)
            : base.VisitLocalFunctionStatement(node);

    // new S { X = value }: what is set has no name yet, so the value is checked on its way.
    public override SyntaxNode? VisitAssignmentExpression(AssignmentExpressionSyntax node)
    {
        AssignmentExpressionSyntax visited = (AssignmentExpressionSyntax)base.VisitAssignmentExpression(node)!;
        return node is { RawKind: (int)SyntaxKind.SimpleAssignmentExpression, Parent: InitializerExpressionSyntax }
            && _model.GetSymbolInfo(node.Left).Symbol is { } symbol
            ? visited.WithRight(Checked(symbol, node.Right, visited.Right))
            : visited;
    }

    // int X = value; as a field.
    public override SyntaxNode? VisitVariableDeclarator(VariableDeclaratorSyntax node)
    {
        VariableDeclaratorSyntax visited = (VariableDeclaratorSyntax)base.VisitVariableDeclarator(node)!;
        return node.Initializer is { Value: var value } && _model.GetDeclaredSymbol(node) is IFieldSymbol { IsConst: false } field
            ? visited.WithInitializer(visited.Initializer!.WithValue(Checked(field, value, visited.Initializer.Value)))
            : visited;
    }

    // int X { get; } = value;
    public override SyntaxNode? VisitPropertyDeclaration(PropertyDeclarationSyntax node)
    {
        PropertyDeclarationSyntax visited = (PropertyDeclarationSyntax)base.VisitPropertyDeclaration(node)!;
        return node.Initializer is { Value: var value } && _model.GetDeclaredSymbol(node) is { } property
            ? visited.WithInitializer(visited.Initializer!.WithValue(Checked(property, value, visited.Initializer.Value)))
            : visited;
    }

    private static ExpressionSyntax Checked(ISymbol symbol, ExpressionSyntax original, ExpressionSyntax value)
    {
        if (FieldOf(symbol) is not { } field || field.GetAttributes().FirstOrDefault(PromisedRange.IsPromise) is not { } promise
            || KnownTypes.Scalar(field.Type) is not { } type || Range(promise, type) is not { } range)
        {
            return value;
        }

        string cast = $"({field.Type.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat)})";
        string place = Literal(SourcePlaces.Of(original));
        return SyntaxFactory.ParseExpression(string.Create(
            CultureInfo.InvariantCulture,
            $"unchecked({cast}global::{typeof(Promise).FullName}.Checked(\"{symbol.Name}\", (long){cast}({value.WithoutTrivia()}), "
                + $"{range.Minimum}L, {range.Maximum}L, {place}))"));
    }

    private static string Literal(SourceLocation place) => SymbolDisplay.FormatLiteral($"{place.File}({place.Line})", true);

    // What an expression sets is checked behind it, before its value is returned.
    private BlockSyntax? Body(ExpressionSyntax value, bool hasResult)
    {
        StatementSyntax[] checks = [.. Checks(value)];
        if (checks.Length == 0)
        {
            return null;
        }

        StatementSyntax first = hasResult
            ? SyntaxFactory.ParseStatement($"var promisedResult = {value.WithoutTrivia()};")
            : SyntaxFactory.ExpressionStatement(value);
        StatementSyntax[] last = hasResult ? [SyntaxFactory.ParseStatement("return promisedResult;")] : [];
        return SyntaxFactory.Block((StatementSyntax[])[first, .. checks, .. last]);
    }

    private static bool HasResult(TypeSyntax type) => type is not PredefinedTypeSyntax { Keyword.RawKind: (int)SyntaxKind.VoidKeyword };

    private SyntaxNode? InMember<T>(T node, Func<T, SyntaxNode?> visit)
        where T : BaseMethodDeclarationSyntax
    {
        Dictionary<string, AttributeData> promises = [];
        foreach (AttributeData attribute in _model.GetDeclaredSymbol(node)?.GetAttributes() ?? [])
        {
            if (PromisedRange.IsPromise(attribute) && attribute.ConstructorArguments[0].Value is string name)
            {
                promises[name] = attribute;
            }
        }

        _promises = promises;
        bool hasResult = node is MethodDeclarationSyntax { ReturnType: var type } && HasResult(type);
        if (node.ExpressionBody is { Expression: var value } && Body(value, hasResult) is { } body)
        {
            _promises = [];
            return node.WithExpressionBody(null).WithSemicolonToken(default).WithBody(body);
        }

        SyntaxNode? visited = visit(node);
        _promises = [];
        return visited;
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
            foreach (ExpressionSyntax target in node switch
            {
                VariableDeclaratorSyntax { Initializer: not null } declarator => [SyntaxFactory.IdentifierName(declarator.Identifier.Text)],
                AssignmentExpressionSyntax { Parent: not InitializerExpressionSyntax } assignment => Parts(assignment.Left),
                PrefixUnaryExpressionSyntax step when HasEffect(step) => [step.Operand],
                PostfixUnaryExpressionSyntax step => [step.Operand],
                ArgumentSyntax { RefKindKeyword.RawKind: (int)SyntaxKind.RefKeyword or (int)SyntaxKind.OutKeyword } given =>
                    [given.Expression],
                _ => (IEnumerable<ExpressionSyntax>)[],
            })
            {
                if (Promised(node, target) is var (name, type, promise) && Range(promise, type) is { } range && seen.Add(target.ToString()))
                {
                    yield return Check(name, target.WithoutTrivia(), range, SourcePlaces.Of(node));
                }
            }
        }
    }

    // (a, (b, c)) = ...
    private static IEnumerable<ExpressionSyntax> Parts(ExpressionSyntax target) => target is TupleExpressionSyntax tuple
        ? tuple.Arguments.SelectMany(static argument => Parts(argument.Expression))
        : [target];

    // A property with a getter of its own may change something each time it is read.
    private bool RunsAccessor(SyntaxNode node) =>
        node is ExpressionSyntax && node.SyntaxTree == _model.SyntaxTree
        && _model.GetSymbolInfo(node).Symbol is IPropertySymbol { GetMethod.DeclaringSyntaxReferences: [var getter] }
        && getter.GetSyntax() is not AccessorDeclarationSyntax { Body: null, ExpressionBody: null };

    // What is set, and what is promised of it by the method or by the field.
    private (string Name, IrType Type, AttributeData Promise)? Promised(SyntaxNode node, ExpressionSyntax target)
    {
        ExpressionSyntax whole = target;
        while (whole is ElementAccessExpressionSyntax { ArgumentList.Arguments: [_] } element)
        {
            whole = element.Expression;
        }

        if (target.DescendantNodesAndSelf().Any(part => HasEffect(part) || RunsAccessor(part)))
        {
            return null;
        }

        if (whole is IdentifierNameSyntax { Identifier.Text: var name } && _promises.TryGetValue(name, out AttributeData? promise))
        {
            IrType? own = node is VariableDeclaratorSyntax ? TypeOf(node) : KnownTypes.Scalar(_model.GetTypeInfo(target).Type);
            return own is { } type ? (name, type, promise) : null;
        }

        return node is not VariableDeclaratorSyntax && _model.GetSymbolInfo(whole).Symbol is { } symbol && FieldOf(symbol) is { } field
            && field.GetAttributes().FirstOrDefault(PromisedRange.IsPromise) is { } held
            && KnownTypes.Scalar(_model.GetTypeInfo(target).Type) is { } scalar
            ? (symbol.Name, scalar, held) : null;
    }

    private static IFieldSymbol? FieldOf(ISymbol symbol) => symbol switch
    {
        IFieldSymbol field => field,
        IPropertySymbol property => property.ContainingType.GetMembers().OfType<IFieldSymbol>()
            .FirstOrDefault(field => SymbolEqualityComparer.Default.Equals(field.AssociatedSymbol, property)),
        _ => null,
    };

    private static bool HasEffect(SyntaxNode node)
        => node is AssignmentExpressionSyntax or InvocationExpressionSyntax or PostfixUnaryExpressionSyntax
            or BaseObjectCreationExpressionSyntax or DeclarationExpressionSyntax
        || node.RawKind is (int)SyntaxKind.PreIncrementExpression or (int)SyntaxKind.PreDecrementExpression;

    private IrType? TypeOf(SyntaxNode node) => KnownTypes.Scalar((_model.GetDeclaredSymbol(node) as ILocalSymbol)?.Type);

    // All 64 bits promise nothing.
    private static (long Minimum, long Maximum)? Range(AttributeData promise, IrType type)
        => type == IrType.Bool || promise.ConstructorArguments is [.., { Value: 64 }] ? null : PromisedRange.Of(promise, type);

    private static StatementSyntax Check(string name, ExpressionSyntax target, (long Minimum, long Maximum) range, SourceLocation place)
    {
        string text = string.Create(
            CultureInfo.InvariantCulture,
            $"global::{typeof(Promise).FullName}.Check(\"{name}\", unchecked((long){target}), {range.Minimum}L, {range.Maximum}L, "
                + $"{Literal(place)});");
        return SyntaxFactory.ParseStatement(text);
    }
}
