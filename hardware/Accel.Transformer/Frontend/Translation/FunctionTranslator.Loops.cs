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
        if (TryCopy(operation, loop))
        {
            return;
        }

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
            Iterate(
                loop,
                () =>
                {
                    if (operation.Condition is { } condition)
                    {
                        loop.Condition = EvaluateScalar(condition);
                    }
                },
                () => TranslateStatement(operation.Body),
                () =>
                {
                    foreach (IOperation step in operation.AtLoopBottom)
                    {
                        TranslateStatement(step);
                    }
                });
        });
        Forget(operation.Locals);
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
            Iterate(
                loop,
                () =>
                {
                    Expression condition = EvaluateScalar(operation.Condition!);
                    loop.Condition = operation.ConditionIsUntil ? IrBuild.Not(condition) : condition;
                },
                () => TranslateStatement(operation.Body),
                () => { });
        });
    }

    private void TranslateForeach(IForEachLoopOperation operation, LoopStatement loop)
    {
        IOperation collection = Unwrapped(operation.Collection);
        if ((KnownTypes.ElementOf(collection.Type) ?? KnownTypes.SpanOf(collection.Type)) is not { } elementType)
        {
            string source = collection.Type?.ToDisplayString() ?? collection.Syntax.ToString();
            throw new Refusal(DiagnosticDescriptors.ForeachSource, operation, source);
        }

        var (value, start, length) = Taken(Evaluate(collection), collection);
        CommonForEachStatementSyntax syntax = (CommonForEachStatementSyntax)operation.Syntax;
        (string name, Action<Value> declare) = operation.LoopControlVariable is IVariableDeclaratorOperation { Symbol: var local }
            ? (local.Name, LoopVariable(local, elementType, syntax, operation))
            : ("element", part => DeclareParts(operation.LoopControlVariable, (ForEachVariableStatementSyntax)syntax, part, operation));
        if (Behind(value, collection) is ListPlace list && (KnownTypes.IsStream(elementType) || !HasJumps(operation)))
        {
            CopyForeach(operation, list, declare);
            return;
        }

        Variable index = NewVariable($"{name}Index", IrType.Int32);
        VariableExpression current = new(index);
        bool isPart = KnownTypes.SpanOf(collection.Type) is not null;
        (start, length) = isPart ? (Steady(start), Steady(length)) : (start, length);
        Assign(index, start);
        Expression end = isPart ? Steady(Sum(start, length)) : length;
        loop.Counter = index;
        _frame.Loops.Add((name, loop));
        // What the loop goes over is one array all the time, and follows it when another one is made where it lies.
        Operand held = Held(value);
        int depth = _pending.Count;
        _pending.Add(held);
        Emit(loop);
        Within(loop, () => Iterate(
            loop,
            () => loop.Condition = IrBuild.Binary(BinaryOperator.LessThan, current,
                isPart ? end : Length(Behind(Released(held), collection), collection)),
            () =>
            {
                Place element = Part(Behind(Released(held), collection), part => part is ListPlace items
                    ? At(items, current, collection)
                    : At((ArrayPlace)part, current));
                if (operation.LoopControlVariable is IVariableDeclaratorOperation { Symbol: { IsRef: true } alias })
                {
                    // Another name of the element: the index is set behind the body alone.
                    _frame.Symbols[alias] = element;
                }
                else
                {
                    declare(Load(element));
                }

                TranslateStatement(operation.Body);
                Forget(operation.Locals);
            },
            () => Assign(index, IrBuild.Binary(BinaryOperator.Add, current, IrBuild.Constant(IrType.Int32, 1)))));
        Release(depth);
    }

    private Expression Steady(Expression value) => value is ConstantExpression ? value : Keep(value, "end");

    private Action<Value> LoopVariable(
        ILocalSymbol local, ITypeSymbol elementType, CommonForEachStatementSyntax syntax, IOperation operation)
    {
        ForEachStatementInfo info = program.Model(syntax).GetForEachStatementInfo(syntax);
        return info.ElementConversion.IsIdentity || info.ElementConversion.IsNumeric || info.ElementConversion.IsEnumeration
            ? value => Store(DeclareLocal(local), ConvertTo(value, local.Type))
            : throw new Refusal(
                DiagnosticDescriptors.UnsupportedConversion, operation, elementType.ToDisplayString(), local.Type.ToDisplayString());
    }

    // foreach (var (a, b) in ...)
    private void DeclareParts(IOperation target, ForEachVariableStatementSyntax syntax, Value value, IOperation operation)
    {
        List<Place> places = [.. Leaves(target).Select(EvaluatePlace)];
        List<Value> values = TakeApart(target, program.Model(syntax).GetDeconstructionInfo(syntax), value, operation);
        foreach ((Place place, Value part) in places.Zip(values))
        {
            Store(place, part);
        }
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
