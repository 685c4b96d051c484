using Accel.Transformer.Budgets;
using Accel.Transformer.Diagnostics;
using Accel.Transformer.Ir;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Accel.Transformer.Frontend.Translation;

/// <content>Statements, but for loops and switches.</content>
internal sealed partial class FunctionTranslator
{
    // Whatever cannot be translated becomes a diagnostic here, and the next statement is looked at.
    private void TranslateStatement(IOperation operation)
    {
        if (_flow.IsDead)
        {
            // Nothing gets here, so nothing is wrong here, and what references stand for is not known.
            return;
        }

        (_place, _statement) = (SourcePlaces.Of(operation), operation);
        int pending = _pending.Count;
        CompileWatch.At(_place);
        try
        {
            Translate(operation);
        }
        catch (Refusal refusal)
        {
            Report(refusal, operation);
        }
        catch (InsufficientExecutionStackException)
        {
            throw CompileWatch.TooDeep();
        }
        catch (Exception exception) when (exception is not (OperationCanceledException or BudgetExceededException))
        {
            // A defect of ours, or C# that nobody has thought of: the user gets a place and not a stack trace.
            string text = $"{Describe(operation)} ({exception.Message})";
            Report(new Refusal(DiagnosticDescriptors.TranslatorFailed, operation, text));
        }
        finally
        {
            _pending.RemoveRange(pending, _pending.Count - pending);
        }
    }

    // What only follows from a declaration that was refused is not reported again.
    private void Report(Refusal refusal, IOperation operation)
    {
        bool follows = operation.Descendants()
            .OfType<ILocalReferenceOperation>()
            .Any(local => !local.IsDeclaration && _frame.Refused.Contains(local.Local));
        if (!follows)
        {
            Report(refusal);
        }
    }

    private void Report(Refusal refusal)
    {
        _dependsOnCaller |= refusal.DependsOnCaller;
        if (refusal.Report(program.Diagnostics) is { } reported)
        {
            _reports.Add(reported);
        }
    }

    private void Translate(IOperation operation)
    {
        switch (operation)
        {
            case IBlockOperation block:
                TranslateInOrder(block.Operations);
                Forget(block.Locals);
                break;
            case IExpressionStatementOperation statement:
                TranslateEffect(statement.Operation);
                break;
            case IVariableDeclarationGroupOperation group:
                foreach (IVariableDeclaratorOperation declarator in group.Declarations.SelectMany(declaration => declaration.Declarators))
                {
                    _ = _frame.Refused.Add(declarator.Symbol);
                    Declare(declarator);
                    _ = _frame.Refused.Remove(declarator.Symbol);
                }

                break;
            case IConditionalOperation conditional:
                TranslateIf(conditional);
                break;
            case ILoopOperation loop:
                TranslateLoop(loop);
                break;
            case ISwitchOperation choice:
                TranslateSwitch(choice);
                break;
            case IBranchOperation branch:
                TranslateBranch(branch);
                break;
            case IReturnOperation { Kind: OperationKind.Return } result:
                TranslateReturn(result);
                break;
            case IThrowOperation:
                program.Notes.Report(DiagnosticDescriptors.Throw, SourcePlaces.Of(operation), operation.Syntax.ToString().TrimEnd(';'));
                break;
            case IEmptyOperation or ILocalFunctionOperation:
                break;
            case ILabeledOperation label:
                if (label.Operation is { } labelled)
                {
                    TranslateStatement(labelled);
                }

                break;
            case ITryOperation:
                throw new Refusal(DiagnosticDescriptors.Exceptions, operation, "try");
            case IUsingOperation or IUsingDeclarationOperation:
                throw new Refusal(
                    DiagnosticDescriptors.UnsupportedStatement, operation, "using, which disposes of an object however it is left,");
            case IReturnOperation:
                throw new Refusal(DiagnosticDescriptors.Asynchrony, operation, "yield");
            default:
                throw new Refusal(DiagnosticDescriptors.UnsupportedStatement, operation, Describe(operation));
        }
    }

    private void TranslateEffect(IOperation operation)
    {
        switch (operation)
        {
            case ISimpleAssignmentOperation assignment:
                _ = EvaluateAssignment(assignment, false);
                break;
            case ICompoundAssignmentOperation assignment:
                _ = EvaluateCompound(assignment, false);
                break;
            case IIncrementOrDecrementOperation increment:
                _ = EvaluateIncrement(increment, false);
                break;
            case IDeconstructionAssignmentOperation deconstruction:
                _ = EvaluateDeconstruction(deconstruction, false);
                break;
            case IAwaitOperation:
                throw new Refusal(DiagnosticDescriptors.Asynchrony, operation, "await");
            default:
                _ = Evaluate(operation);
                break;
        }
    }

    private void TranslateIf(IConditionalOperation conditional)
    {
        Expression condition = EvaluateScalar(conditional.Condition);
        if (condition is ConstantExpression constant)
        {
            if ((constant.Value != 0 ? conditional.WhenTrue : conditional.WhenFalse) is { } taken)
            {
                TranslateStatement(taken);
            }

            return;
        }

        EmitFork(
            condition,
            () => TranslateStatement(conditional.WhenTrue),
            () =>
            {
                if (conditional.WhenFalse is { } otherwise)
                {
                    TranslateStatement(otherwise);
                }
            });
    }

    // Variables that are out of scope refer to nothing.
    private void Forget(IEnumerable<ILocalSymbol> locals) =>
        _flow = _flow.Without(locals.Where(local => !local.IsRef)
            .SelectMany(local => _frame.Symbols.TryGetValue(local, out Place? place) ? Slots(place) : []));

    private static IEnumerable<SlotPlace> Slots(Place place) => place switch
    {
        SlotPlace slot => [slot],
        ObjectPlace item => item.Fields.Values.SelectMany(Slots),
        _ => [],
    };

    private void TranslateBranch(IBranchOperation branch)
    {
        if (!_jumps.TryGetValue(branch.Target, out Jump? jump))
        {
            throw new Refusal(DiagnosticDescriptors.Goto, branch, branch.Syntax.ToString().TrimEnd(';'));
        }

        if (jump.Section is { } section)
        {
            Assign(section, IrBuild.Constant(section.Type, jump.Number));
        }

        if (jump.Loop is { } loop && !_tails.Contains(branch))
        {
            Leave(loop, jump.IsContinue);
        }
    }

    private void TranslateReturn(IReturnOperation operation)
    {
        if (operation.ReturnedValue is { } task && KnownTypes.IsTask(task.Type))
        {
            _ = Evaluate(task);
        }
        else if (operation.ReturnedValue is { } returned)
        {
            Value value = Evaluate(returned, _frame.ResultPlace is null ? "t" : "result");
            if (_frame.ResultPlace is not { } place)
            {
                if (_frame.Method is { ReturnsVoid: true })
                {
                    return;
                }

                Emit(new ReturnStatement(((ScalarValue)value).Expression, _place));
                _flow = _flow with { IsDead = true };
                return;
            }

            Store(place, value);
        }

        if (!_frame.IsInline)
        {
            Emit(new ReturnStatement(null, _place));
            _flow = _flow with { IsDead = true };
        }
        else if (_frame.ExitLoop is { } loop && !_tails.Contains(operation))
        {
            Leave(loop, isContinue: false);
        }
    }
}
