using Accel.Transformer.Frontend;
using Accel.Transformer.Frontend.Translation;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Operations;

namespace Accel.Transformer.Portability;

/// <summary>Visits the methods that entry points reach, each once, and asks of each of their operations which rule it meets.</summary>
internal sealed class PortabilityWalk(CSharpCompilation compilation)
{
    private readonly Dictionary<ISymbol, HashSet<IMethodSymbol>> _callees = new(SymbolEqualityComparer.Default);

    public IReadOnlyList<MethodPortability> Examine(IReadOnlyList<IMethodSymbol> entryPoints)
    {
        List<(IMethodSymbol Method, List<PortabilityIssue> Issues)> methods = [];
        Queue<IMethodSymbol> open = new(entryPoints);
        while (open.TryDequeue(out IMethodSymbol? method))
        {
            HashSet<IMethodSymbol> callees = new(SymbolEqualityComparer.Default);
            if (!_callees.TryAdd(method, callees) || Body(method) is not { } body)
            {
                continue;
            }

            List<PortabilityIssue> issues = [];
            Visit(body, issues, callees);
            methods.Add((method, issues));
            foreach (IMethodSymbol callee in callees)
            {
                open.Enqueue(callee);
            }
        }

        return [.. methods.Select(item => Report(item.Method, item.Issues))];
    }

    private MethodPortability Report(IMethodSymbol method, List<PortabilityIssue> issues)
    {
        SyntaxNode syntax = method.DeclaringSyntaxReferences[0].GetSyntax();
        if (Reaches(method, method, new HashSet<ISymbol>(SymbolEqualityComparer.Default)))
        {
            issues.Add(EntryClassRules.Issue(PortabilityRules.Recursion, syntax, syntax.ToString()));
        }

        // One issue of a rule on a line is enough.
        return new MethodPortability(
            ProgramTranslator.QualifiedName(method),
            SourcePlaces.Of(method),
            [.. issues.DistinctBy(issue => (issue.Rule, issue.Location)).OrderBy(issue => issue.Location.Line).ThenBy(issue => issue.Rule.Id, StringComparer.Ordinal)]);
    }

    private bool Reaches(IMethodSymbol from, IMethodSymbol to, HashSet<ISymbol> seen) => _callees[from].Any(callee =>
        SymbolEqualityComparer.Default.Equals(callee, to) || (seen.Add(callee) && Reaches(callee, to, seen)));

    private static void Visit(IOperation operation, List<PortabilityIssue> issues, HashSet<IMethodSymbol> callees)
    {
        // The C# compiler computes constants: their parts are in no assembly.
        if (operation.ConstantValue.HasValue && operation is not IFieldReferenceOperation)
        {
            return;
        }

        if (OperationRules.Of(operation) is { } rule)
        {
            issues.Add(EntryClassRules.Issue(rule, operation.Syntax, operation.Syntax.ToString()));
            if (rule == PortabilityRules.OtherConstruct)
            {
                return;
            }
        }

        foreach (IMethodSymbol callee in Callees(operation).Where(callee => !callee.DeclaringSyntaxReferences.IsEmpty && !callee.IsImplicitlyDeclared))
        {
            _ = callees.Add(callee.PartialImplementationPart ?? callee);
        }

        // A local function is a method of its own.
        foreach (IOperation child in operation.ChildOperations.Where(child => child is not ILocalFunctionOperation))
        {
            Visit(child, issues, callees);
        }
    }

    private static IEnumerable<IMethodSymbol> Callees(IOperation operation) => operation switch
    {
        IInvocationOperation call => [call.TargetMethod],
        IObjectCreationOperation { Constructor: { } constructor } => [constructor],
        IMethodReferenceOperation reference => [reference.Method],
        IPropertyReferenceOperation { Property: var property } => ((IMethodSymbol?[])[property.GetMethod, property.SetMethod]).OfType<IMethodSymbol>(),
        IBinaryOperation { OperatorMethod: { } method } => [method],
        IUnaryOperation { OperatorMethod: { } method } => [method],
        IIncrementOrDecrementOperation { OperatorMethod: { } method } => [method],
        ICompoundAssignmentOperation { OperatorMethod: { } method } => [method],
        IConversionOperation { OperatorMethod: { } method } => [method],
        _ => [],
    };

    // Auto-properties have none.
    private IOperation? Body(IMethodSymbol method)
    {
        SyntaxNode syntax = method.DeclaringSyntaxReferences[0].GetSyntax();
        IOperation? operation = compilation.GetSemanticModel(syntax.SyntaxTree).GetOperation(syntax);
        return operation is ILocalFunctionOperation function ? function.Body : operation;
    }
}
