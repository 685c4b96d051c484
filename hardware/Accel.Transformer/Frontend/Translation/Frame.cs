using Accel.Transformer.Ir;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Accel.Transformer.Frontend.Translation;

/// <summary>A method while its body is translated: as a function of its own, or in the middle of its caller.</summary>
internal sealed class Frame(IMethodSymbol? method)
{
    /// <summary>The method; null for an initialiser.</summary>
    public IMethodSymbol? Method { get; } = method;

    /// <summary>Locals and parameters.</summary>
    public Dictionary<ISymbol, Place> Symbols { get; } = new(SymbolEqualityComparer.Default);

    /// <summary>Locals whose declaration was refused; what uses them is not reported again.</summary>
    public HashSet<ISymbol> Refused { get; } = new(SymbolEqualityComparer.Default);

    /// <summary>The receiver.</summary>
    public Place? This { get; set; }

    /// <summary>Locals and parameters that are set after their declaration.</summary>
    public HashSet<ISymbol> Written { get; } = new(SymbolEqualityComparer.Default);

    /// <summary>Other names of places that become names of further places: <c>r = ref x</c>.</summary>
    public HashSet<ISymbol> Renamed { get; } = new(SymbolEqualityComparer.Default);

    /// <summary>The block that such a name is declared in.</summary>
    public Dictionary<ISymbol, Block> AliasBlocks { get; } = new(SymbolEqualityComparer.Default);

    /// <summary>The frame whose variables a lambda expression or local function sees.</summary>
    public Frame? Parent { get; init; }

    /// <summary>The frame that is gone on with when this one is done.</summary>
    public Frame? Caller { get; set; }

    /// <summary>Which call within which calls it is.</summary>
    public int Path { get; init; }

    /// <summary>Translated in the middle of the caller.</summary>
    public bool IsInline { get; init; }

    /// <summary>Receives the result where it is not given to a return statement.</summary>
    public Place? ResultPlace { get; set; }

    /// <summary>Inline: the loop of one iteration that a return leaves; null where every return is the last thing done.</summary>
    public LoopStatement? ExitLoop { get; set; }

    /// <summary>The loops by the variable that names them, in order.</summary>
    public List<(string Name, LoopStatement Loop)> Loops { get; } = [];

    /// <summary>Arrays by name.</summary>
    public List<(string Name, ArrayVariable Array)> Arrays { get; } = [];

    /// <summary>Streams by name.</summary>
    public List<(string Name, StreamVariable Stream)> Streams { get; } = [];

    /// <summary>Variables by name.</summary>
    public List<(string Name, Variable Variable)> Variables { get; } = [];

    /// <summary>Locals that are constants and need no variable.</summary>
    public HashSet<string> Constants { get; } = new(StringComparer.Ordinal);

    /// <summary>Finds what a body writes.</summary>
    public void Survey(IOperation body)
    {
        foreach (IOperation operation in body.DescendantsAndSelf())
        {
            switch (operation)
            {
                case IDeconstructionAssignmentOperation deconstruction:
                    Note(deconstruction.Target);
                    break;
                case ISimpleAssignmentOperation { IsRef: true, Target: ILocalReferenceOperation renamed } assignment:
                    _ = Renamed.Add(renamed.Local);
                    Note(assignment.Value);
                    break;
                case IAssignmentOperation assignment:
                    Note(assignment.Target);
                    break;
                case IIncrementOrDecrementOperation increment:
                    Note(increment.Target);
                    break;
                case IArgumentOperation { Parameter.RefKind: not (RefKind.None or RefKind.In) } argument:
                    Note(argument.Value);
                    break;
                case IVariableDeclaratorOperation { Symbol.IsRef: true } alias when InitialOf(alias) is { } initial:
                    Note(initial);
                    break;
                case IReturnOperation { ReturnedValue: { } returned } when Method is { ReturnsByRef: true }:
                    Note(returned);
                    break;
                case IForEachLoopOperation { LoopControlVariable: IVariableDeclaratorOperation declarator }:
                    _ = Written.Add(declarator.Symbol);
                    break;
                case IForEachLoopOperation loop:
                    Note(loop.LoopControlVariable);
                    break;
                case IDeclarationPatternOperation { DeclaredSymbol: { } symbol }:
                    _ = Written.Add(symbol);
                    break;
            }
        }
    }

    /// <summary>What a variable is declared with, or null.</summary>
    public static IOperation? InitialOf(IVariableDeclaratorOperation declarator) =>
        declarator.Initializer?.Value ?? (declarator.Parent as IVariableDeclarationOperation)?.Initializer?.Value;

    private void Note(IOperation target)
    {
        switch (target)
        {
            case ILocalReferenceOperation local:
                _ = Written.Add(local.Local);
                break;
            case IParameterReferenceOperation parameter:
                _ = Written.Add(parameter.Parameter);
                break;
            case IDeclarationExpressionOperation declaration:
                Note(declaration.Expression);
                break;
            case IConditionalOperation { IsRef: true, WhenFalse: { } whenFalse } choice:
                Note(choice.WhenTrue);
                Note(whenFalse);
                break;
            case ITupleOperation tuple:
                foreach (IOperation element in tuple.Elements)
                {
                    Note(element);
                }

                break;
        }
    }
}
