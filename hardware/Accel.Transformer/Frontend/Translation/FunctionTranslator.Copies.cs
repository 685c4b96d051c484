using Accel.Transformer.Diagnostics;
using Accel.Transformer.Ir;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Accel.Transformer.Frontend.Translation;

/// <content>
/// Loops of which each iteration concerns other tasks, streams or arrays: <c>for (int w = 0; w &lt; 4; w++) { int k = w; tasks[w] =
/// Task.Run(() => Work(streams[k])); }</c>. Their iterations stand one after the other, the counter a constant in each.
/// </content>
internal sealed partial class FunctionTranslator
{
    private const int MaximumCopies = 256;

    // False where the loop is one like others.
    private bool TryCopy(IForLoopOperation operation, LoopStatement loop)
    {
        if (CounterOf(operation) is not { } counter || HasJumps(operation) || !NeedsCopies(operation, counter)
            || Iterations(operation, counter) is not { } values)
        {
            return false;
        }

        if (OnlyStartsTasks(operation) && operation.Body.DescendantsAndSelf().OfType<IAnonymousFunctionOperation>()
            .SelectMany(lambda => lambda.Descendants())
            .FirstOrDefault(part => Is(part, counter)) is { } captured)
        {
            throw new Refusal(DiagnosticDescriptors.TaskUse, captured,
                $"the task sees {counter.Name} when it runs, not when it is started: copy it into a variable of the loop's body");
        }

        // Directives may name the loop; its copies have nothing left for them to do.
        _frame.Loops.Add((counter.Name, loop));
        foreach (long value in values)
        {
            _frame.Symbols[counter] = new ConstantPlace(IrBuild.Constant(KnownTypes.Scalar(counter.Type)!.Value, value));
            TranslateStatement(operation.Body);
        }

        Forget(operation.Locals);
        return true;
    }

    // foreach over references.
    private void CopyForeach(IForEachLoopOperation operation, ListPlace list, Action<Value> declare)
    {
        if (HasJumps(operation))
        {
            throw new Refusal(DiagnosticDescriptors.ForeachSource, operation, operation.Collection.Syntax.ToString());
        }

        foreach (Place item in list.Items)
        {
            declare(Load(item));
            TranslateStatement(operation.Body);
            Forget(operation.Locals);
        }
    }

    private static bool HasJumps(ILoopOperation operation) => operation.Body.DescendantsAndSelf().OfType<IBranchOperation>().Any(branch =>
        SymbolEqualityComparer.Default.Equals(branch.Target, operation.ExitLabel)
        || SymbolEqualityComparer.Default.Equals(branch.Target, operation.ContinueLabel));

    // It starts tasks that use streams and go on behind it, says by its counter which stream is used, or fills a list.
    private bool NeedsCopies(IForLoopOperation loop, ILocalSymbol counter)
    {
        IOperation body = loop.Body;
        bool onlyStarts = OnlyStartsTasks(loop);
        HashSet<ISymbol> changing = new(SymbolEqualityComparer.Default) { counter };
        foreach (IVariableDeclaratorOperation declared in body.DescendantsAndSelf().OfType<IVariableDeclaratorOperation>())
        {
            _ = changing.Add(declared.Symbol);
        }

        return body.DescendantsAndSelf().Any(operation => operation switch
        {
            IInvocationOperation { TargetMethod: { Name: "StartNew" or "Run" } method } start when IsOfTask(method) =>
                onlyStarts && start.Descendants().Any(part => KnownTypes.IsStream(part.Type)),
            IArrayElementReferenceOperation { ArrayReference.Type: IArrayTypeSymbol { ElementType: var element } } item =>
                (KnownTypes.IsStream(element)
                    || (item.Parent is IAssignmentOperation to && to.Target == item
                        && (element is IArrayTypeSymbol || IsList(item.ArrayReference))))
                && item.Indices.SelectMany(index => index.DescendantsAndSelf())
                    .Any(part => part is ILocalReferenceOperation local && changing.Contains(local.Local)),
            _ => false,
        });
    }

    // Whether an expression is the name of a list.
    private bool IsList(IOperation array) => array switch
    {
        ILocalReferenceOperation local => IsList(_frame.Symbols.GetValueOrDefault(local.Local)),
        IParameterReferenceOperation parameter => IsList(_frame.Symbols.GetValueOrDefault(parameter.Parameter)),
        IFieldReferenceOperation { Instance: { } instance } field => IsListOf(instance, field.Field),
        IPropertyReferenceOperation { Instance: { } instance } property => IsListOf(instance, AutoField(PropertyOf(property))),
        _ => false,
    };

    private bool IsListOf(IOperation instance, IFieldSymbol? field)
    {
        Place? place = instance switch
        {
            IInstanceReferenceOperation => _frame.This,
            ILocalReferenceOperation local => _frame.Symbols.GetValueOrDefault(local.Local),
            _ => null,
        };
        IEnumerable<Place?> owners = place is SlotPlace slot ? Selectors.Targets(_flow[slot]) : [place];
        return field is not null && owners.OfType<ObjectPlace>().Any(owner => IsList(owner.Fields.GetValueOrDefault(TypeFacts.Key(field))));
    }

    private bool IsList(Place? place) => place is SlotPlace slot && Selectors.Targets(_flow[slot]).Any(target => target is ListPlace);

    // The counter in each iteration, where that is known.
    private List<long>? Iterations(IForLoopOperation operation, ILocalSymbol counter)
    {
        if (operation.Before is not [IVariableDeclarationGroupOperation { Declarations: [{ Declarators: [{ } declarator] }] }]
            || (declarator.Initializer ?? ((IVariableDeclarationOperation)declarator.Parent!).Initializer)?.Value.ConstantValue.Value
                is not int first
            || operation.Condition is not IBinaryOperation { LeftOperand: var tested, RightOperand: var limit } condition
            || !Is(tested, counter) || Bound(Unwrapped(limit)) is not { } bound || StepOf(operation, counter) is not { } step
            || Writes(operation.Body, counter))
        {
            return null;
        }

        List<long> values = [];
        for (long value = first; Holds(condition.OperatorKind, value, bound); value += step)
        {
            if (values.Count >= MaximumCopies)
            {
                return null;
            }

            values.Add(value);
        }

        return values;
    }

    private static bool Holds(BinaryOperatorKind kind, long value, long bound) => kind switch
    {
        BinaryOperatorKind.LessThan => value < bound,
        BinaryOperatorKind.LessThanOrEqual => value <= bound,
        BinaryOperatorKind.GreaterThan => value > bound,
        BinaryOperatorKind.GreaterThanOrEqual => value >= bound,
        BinaryOperatorKind.NotEquals => value != bound,
        _ => false,
    };

    private long? Bound(IOperation limit)
    {
        bool isKnown = limit.ConstantValue.HasValue || limit is ILocalReferenceOperation or IParameterReferenceOperation
            or IPropertyReferenceOperation { Property: { Name: "Length", ContainingType.SpecialType: SpecialType.System_Array } };
        return isKnown && EvaluateScalar(limit) is ConstantExpression constant ? constant.Value : null;
    }

    private static long? StepOf(IForLoopOperation operation, ILocalSymbol counter) => operation.AtLoopBottom switch
    {
        [IExpressionStatementOperation { Operation: IIncrementOrDecrementOperation { Target: var target } step }]
            when Is(target, counter) => step.Kind == OperationKind.Increment ? 1 : -1,
        [IExpressionStatementOperation
            {
                Operation: ICompoundAssignmentOperation { Target: var target, Value.ConstantValue.Value: int by } step
            }]
            when Is(target, counter) && by != 0 => step.OperatorKind switch
        {
            BinaryOperatorKind.Add => by,
            BinaryOperatorKind.Subtract => -(long)by,
            _ => null,
        },
        _ => null,
    };

    private static bool Is(IOperation operation, ILocalSymbol counter) =>
        operation is ILocalReferenceOperation local && SymbolEqualityComparer.Default.Equals(local.Local, counter);

    private static bool Writes(IOperation body, ILocalSymbol counter)
    {
        Frame survey = new(null);
        survey.Survey(body);
        return survey.Written.Contains(counter);
    }
}
