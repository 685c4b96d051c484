using Accel.Transformer.Diagnostics;
using Accel.Transformer.Ir;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Accel.Transformer.Frontend.Translation;

/// <content>Switch statements and switch expressions.</content>
internal sealed partial class FunctionTranslator
{
    private void TranslateSwitch(ISwitchOperation operation)
    {
        bool hasGuards = operation.Cases.SelectMany(item => item.Clauses).Any(clause => clause is IPatternCaseClauseOperation { Guard: not null });
        Value value = Steady(Evaluate(operation.Value), hasGuards);
        HashSet<ISymbol> labels = new(operation.Cases.SelectMany(item => item.Clauses).Select(clause => clause.Label).OfType<ISymbol>(), SymbolEqualityComparer.Default);
        if (operation.Cases.SelectMany(item => item.Body).SelectMany(statement => statement.DescendantsAndSelf())
            .Any(inner => inner is IBranchOperation { BranchKind: BranchKind.GoTo } branch && labels.Contains(branch.Target)))
        {
            TranslateWithGoto(operation, value);
            return;
        }

        IEnumerable<IBranchOperation> breaks = operation.Cases
            .SelectMany(item => item.Body)
            .SelectMany(statement => statement.DescendantsAndSelf())
            .OfType<IBranchOperation>()
            .Where(branch => SymbolEqualityComparer.Default.Equals(branch.Target, operation.ExitLabel));
        List<IOperation> tails = [.. operation.Cases.SelectMany(item => TailJumps(item.Body.LastOrDefault()))];
        _tails.UnionWith(tails.OfType<IBranchOperation>().Where(branch => SymbolEqualityComparer.Default.Equals(branch.Target, operation.ExitLabel)));
        if (breaks.All(_tails.Contains))
        {
            _jumps[operation.ExitLabel] = new Jump(null, false);
            TranslateCases(operation, value);
            return;
        }

        // A break in the middle of a case leaves a loop that is executed once.
        LoopStatement once = new(_place);
        _jumps[operation.ExitLabel] = new Jump(once, false);
        Once(once, () => TranslateCases(operation, value));
    }

    // goto case: which section is next is a number, and a loop goes through the sections until one of them is left.
    private void TranslateWithGoto(ISwitchOperation operation, Value value)
    {
        Variable section = NewVariable("section", IrType.Int32);
        LoopStatement loop = new(_place);
        _jumps[operation.ExitLabel] = new Jump(loop, false);
        for (int index = 0; index < operation.Cases.Length; index++)
        {
            foreach (ILabelSymbol label in operation.Cases[index].Clauses.Select(clause => clause.Label).OfType<ILabelSymbol>())
            {
                _jumps[label] = new Jump(loop, true) { Section = section, Number = index };
            }
        }

        Block outer = _block;
        ISwitchCaseOperation? otherwise = operation.Cases.FirstOrDefault(item => item.Clauses.Any(clause => clause is IDefaultCaseClauseOperation));
        foreach (ISwitchCaseOperation item in operation.Cases.Where(item => item != otherwise))
        {
            IfStatement choice = new(item.Clauses.Aggregate((Expression)IrBuild.Constant(false), (any, clause) => IrBuild.Or(any, Matches(clause, value))), _place);
            Emit(choice);
            choice.Then = Into(() => Assign(section, IrBuild.Constant(IrType.Int32, operation.Cases.IndexOf(item))));
            _block = choice.Else;
        }

        Assign(section, IrBuild.Constant(IrType.Int32, otherwise is null ? -1 : operation.Cases.IndexOf(otherwise)));
        _block = outer;
        Emit(loop);
        Iterate(loop, () => { }, () => TranslateSections(operation, section, loop), () => { });
    }

    private void TranslateSections(ISwitchOperation operation, Variable section, LoopStatement loop)
    {
        foreach (ISwitchCaseOperation item in operation.Cases)
        {
            Expression number = IrBuild.Constant(IrType.Int32, operation.Cases.IndexOf(item));
            EmitFork(
                IrBuild.Binary(BinaryOperator.Equal, new VariableExpression(section), number),
                () => TranslateInOrder(item.Body),
                () => { });
        }

        Leave(loop, isContinue: false);
    }

    // Jumps behind which nothing follows in their part of the text, so that leaving that part is all they do.
    private static IEnumerable<IOperation> TailJumps(IOperation? operation) => operation switch
    {
        IBranchOperation or IReturnOperation => [operation],
        IBlockOperation { Operations: [.., var last] } => TailJumps(last),
        IConditionalOperation conditional => TailJumps(conditional.WhenTrue).Concat(TailJumps(conditional.WhenFalse)),
        _ => [],
    };

    private void TranslateCases(ISwitchOperation operation, Value value)
    {
        ISwitchCaseOperation? otherwise = operation.Cases.FirstOrDefault(item => item.Clauses.Any(clause => clause is IDefaultCaseClauseOperation));
        TranslateCases([.. operation.Cases.Where(item => item != otherwise)], otherwise, value);
    }

    private void TranslateCases(IReadOnlyList<ISwitchCaseOperation> cases, ISwitchCaseOperation? otherwise, Value value)
    {
        if (cases is not [var first, ..])
        {
            TranslateInOrder(otherwise?.Body ?? []);
            return;
        }

        Expression condition = IrBuild.Constant(false);
        foreach (ICaseClauseOperation clause in first.Clauses)
        {
            condition = IrBuild.Or(condition, Matches(clause, value));
        }

        EmitFork(
            condition,
            () => TranslateInOrder(first.Body),
            () => TranslateCases([.. cases.Skip(1)], otherwise, value));
    }

    private Expression Matches(ICaseClauseOperation clause, Value value) => clause switch
    {
        ISingleValueCaseClauseOperation single when value is StructValue nullable && IsNullable(nullable.Type) =>
            MatchesNullable(single, nullable),
        ISingleValueCaseClauseOperation single => IrBuild.Binary(
            BinaryOperator.Equal, Scalar(value, clause), IrBuild.Convert(Scalar(value, clause).Type, EvaluateScalar(single.Value))),
        IPatternCaseClauseOperation { Guard: null } pattern => MatchesAll(pattern.Pattern, value),
        IPatternCaseClauseOperation pattern => Guarded(MatchesAll(pattern.Pattern, value), () => EvaluateScalar(pattern.Guard!)),
        _ => throw new Refusal(DiagnosticDescriptors.Pattern, clause, clause.Syntax.ToString()),
    };

    private Expression MatchesNullable(ISingleValueCaseClauseOperation single, StructValue nullable)
    {
        var (hasValue, value) = Lifted(nullable);
        Expression known = Scalar(value, single);
        return Unwrapped(single.Value).ConstantValue is { HasValue: true, Value: null } ? IrBuild.Not(hasValue)
            : IrBuild.And(hasValue, IrBuild.Binary(
                BinaryOperator.Equal, known, IrBuild.Convert(known.Type, Plain(Lifted(Evaluate(single.Value)).Value, single))));
    }

    // A guard, or a part of a pattern, is evaluated only where what stands before it matches.
    private Expression Guarded(Expression matches, Func<Expression> guard)
    {
        if (matches is ConstantExpression { Value: var known })
        {
            return known != 0 ? guard() : matches;
        }

        Expression condition = matches;
        var (block, _) = Fork(() => condition = guard(), () => { });
        if (IsPure(block) && !IrArithmetic.CanFault(condition))
        {
            return IrBuild.And(matches, condition);
        }

        VariableExpression result = Keep(matches, "matches");
        block.Statements.Add(new AssignStatement(result.Variable, condition, _place));
        Emit(new IfStatement(result, _place) { Then = block });
        return result;
    }

    private Value EvaluateSwitch(ISwitchExpressionOperation operation)
    {
        Value value = Steady(Evaluate(operation.Value), operation.Arms.Any(arm => arm.Guard is not null));
        return EvaluateArms(operation, value, 0);
    }

    private Value EvaluateArms(ISwitchExpressionOperation operation, Value value, int index)
    {
        if (index == operation.Arms.Length)
        {
            return Default(operation.Type, operation);
        }

        ISwitchExpressionArmOperation arm = operation.Arms[index];
        Expression condition = MatchesAll(arm.Pattern, value);
        if (arm.Guard is { } guard)
        {
            condition = Guarded(condition, () => EvaluateScalar(guard));
        }

        // Without a last arm C# throws, and what throws has no meaning in hardware: the last arm's value is as good as any.
        bool isLast = index == operation.Arms.Length - 1 || operation.Arms[(index + 1)..].All(rest => rest.Value is IThrowOperation);
        return isLast ? Evaluate(arm.Value) : Choose(condition, () => Evaluate(arm.Value), () => EvaluateArms(operation, value, index + 1));
    }

    private ScalarValue EvaluatePattern(IIsPatternOperation test) => test.Pattern switch
    {
        IConstantPatternOperation constant when IsNullConstant(constant) => new(IsNull(test.Value)),
        INegatedPatternOperation { Pattern: IConstantPatternOperation constant } when IsNullConstant(constant) =>
            new(IrBuild.Not(IsNull(test.Value))),
        _ => new(MatchesAll(test.Pattern, Steady(Evaluate(test.Value), false))),
    };

    private static bool IsNullConstant(IConstantPatternOperation pattern) => pattern.Value.ConstantValue is { HasValue: true, Value: null };

    private Expression MatchesAll(IPatternOperation pattern, Value value)
    {
        Prepare(pattern);
        return Matches(pattern, value);
    }

    private Expression Matches(IPatternOperation pattern, Value value)
        => value is StructValue nullable && IsNullable(nullable.Type) ? MatchesNullable(pattern, nullable) : MatchesPlain(pattern, value);

    private static Expression Scalar(Value value, IOperation operation) => value is ScalarValue scalar
        ? scalar.Expression
        : throw new Refusal(DiagnosticDescriptors.Pattern, operation, operation.Syntax.ToString());

    // Compared several times, computed once; a guard might change a variable in between.
    private Value Steady(Value value, bool hasGuards) => value switch
    {
        ScalarValue { Expression: ConstantExpression } => value,
        ScalarValue { Expression: VariableExpression } when !hasGuards => value,
        ScalarValue scalar => new ScalarValue(Keep(scalar.Expression, "selector")),
        StructValue fields => new StructValue(
            fields.Type, fields.Fields.ToDictionary(pair => pair.Key, pair => Steady(pair.Value, hasGuards), SymbolEqualityComparer.Default)),
        _ => value,
    };
}
