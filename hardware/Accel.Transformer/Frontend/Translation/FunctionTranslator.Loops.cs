using Accel.Transformer.Diagnostics;
using Accel.Transformer.Ir;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace Accel.Transformer.Frontend.Translation;

/// <content>for, while, do and foreach.</content>
internal sealed partial class FunctionTranslator
{
    private void TranslateLoop(ILoopOperation operation)
    {
        LoopStatement loop = new(_place) { StartsTasks = OnlyStartsTasks(operation) };
        _jumps[operation.ExitLabel] = new Jump(loop, false);
        _jumps[operation.ContinueLabel] = new Jump(loop, true);
        switch (operation)
        {
            case IForLoopOperation plain:
                TranslateFor(plain, loop);
                break;
            case IWhileLoopOperation plain:
                TranslateWhile(plain, loop);
                break;
            case IForEachLoopOperation plain:
                TranslateForeach(plain, loop);
                break;
            default:
                throw new Refusal(DiagnosticDescriptors.UnsupportedStatement, operation, Describe(operation));
        }
    }

    private void TranslateFor(IForLoopOperation operation, LoopStatement loop)
    {
        foreach (IOperation statement in operation.Before)
        {
            TranslateStatement(statement);
        }

        if (CounterOf(operation) is { } counter && _frame.Symbols.GetValueOrDefault(counter) is VariablePlace variable)
        {
            loop.Counter = variable.Variable;
            _frame.Loops.Add((counter.Name, loop));
        }

        Emit(loop);
        Within(loop, () =>
        {
            if (operation.Condition is { } condition)
            {
                loop.Header = Into(() => loop.Condition = EvaluateScalar(condition));
            }

            loop.Body = Into(() => TranslateStatement(operation.Body));
            loop.Step = Into(() =>
            {
                foreach (IOperation step in operation.AtLoopBottom)
                {
                    TranslateStatement(step);
                }
            });
        });
    }

    private static ILocalSymbol? CounterOf(IForLoopOperation operation) => operation.Before.FirstOrDefault() switch
    {
        IVariableDeclarationGroupOperation { Declarations: [{ Declarators: [var first, ..] }, ..] } => first.Symbol,
        IExpressionStatementOperation { Operation: ISimpleAssignmentOperation { Target: ILocalReferenceOperation local } } => local.Local,
        _ => null,
    };

    private void TranslateWhile(IWhileLoopOperation operation, LoopStatement loop)
    {
        loop.TestsAtEnd = !operation.ConditionIsTop;
        Emit(loop);
        Within(loop, () =>
        {
            loop.Header = Into(() =>
            {
                Expression condition = EvaluateScalar(operation.Condition!);
                loop.Condition = operation.ConditionIsUntil ? IrBuild.Not(condition) : condition;
            });
            loop.Body = Into(() => TranslateStatement(operation.Body));
        });
    }

    private void TranslateForeach(IForEachLoopOperation operation, LoopStatement loop)
    {
        IOperation collection = operation.Collection is IConversionOperation { IsImplicit: true } conversion ? conversion.Operand : operation.Collection;
        if (collection.Type is not IArrayTypeSymbol || operation.LoopControlVariable is not IVariableDeclaratorOperation declarator)
        {
            throw new Refusal(DiagnosticDescriptors.ForeachSource, operation, collection.Type?.ToDisplayString() ?? collection.Syntax.ToString());
        }

        if (Target(EvaluatePlace(collection), collection) is not ArrayPlace array)
        {
            throw new Refusal(DiagnosticDescriptors.ForeachSource, operation, collection.Syntax.ToString());
        }

        ILocalSymbol local = declarator.Symbol;
        ForEachStatementInfo info = program.Model(operation.Syntax).GetForEachStatementInfo((CommonForEachStatementSyntax)operation.Syntax);
        if (!info.ElementConversion.IsIdentity && !info.ElementConversion.IsNumeric && !info.ElementConversion.IsEnumeration)
        {
            throw new Refusal(
                DiagnosticDescriptors.UnsupportedConversion, operation, array.ElementType.ToDisplayString(), local.Type.ToDisplayString());
        }

        Variable index = NewVariable($"{local.Name}Index", IrType.Int32);
        VariableExpression current = new(index);
        Assign(index, IrBuild.Constant(IrType.Int32, 0));
        loop.Counter = index;
        loop.Condition = IrBuild.Binary(BinaryOperator.LessThan, current, IrBuild.Constant(IrType.Int32, array.Length));
        _frame.Loops.Add((local.Name, loop));
        Emit(loop);
        Within(loop, () =>
        {
            loop.Body = Into(() =>
            {
                Store(DeclareLocal(local), ConvertTo(Load(array.Layout.At(current)), local.Type));
                TranslateStatement(operation.Body);
            });
            loop.Step = Into(() => Assign(index, IrBuild.Binary(BinaryOperator.Add, current, IrBuild.Constant(IrType.Int32, 1))));
        });
    }

    private void Within(LoopStatement loop, Action translate)
    {
        _loops.Add(loop);
        try
        {
            translate();
        }
        finally
        {
            _loops.RemoveAt(_loops.Count - 1);
        }
    }
}
