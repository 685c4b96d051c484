using Accel.Transformer.Ir;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Accel.Transformer.Frontend.Translation;

/// <content>One of two values, by a condition.</content>
internal sealed partial class FunctionTranslator
{
    private Value EvaluateConditional(IConditionalOperation conditional)
    {
        Expression condition = EvaluateScalar(conditional.Condition);
        return Choose(condition, () => Evaluate(conditional.WhenTrue), () => Evaluate(conditional.WhenFalse!));
    }

    // A select where both values can be computed at any time, else an if that sets a variable.
    private Value Choose(Expression condition, Func<Value> whenTrue, Func<Value> whenFalse, bool mayCompute = true)
    {
        if (condition is ConstantExpression constant)
        {
            return constant.Value != 0 ? whenTrue() : whenFalse();
        }

        Value first = Value.Nothing;
        Value second = Value.Nothing;
        Dictionary<string, SlotPlace> references = [];
        var (thenBlock, elseBlock) = Fork(
            () => BindParts(first = whenTrue(), references, ""),
            () => BindParts(second = whenFalse(), references, ""));
        if (mayCompute && IsPure(thenBlock) && IsPure(elseBlock) && first is ScalarValue left && second is ScalarValue right
            && !IrArithmetic.CanFault(left.Expression) && !IrArithmetic.CanFault(right.Expression))
        {
            return new ScalarValue(IrBuild.Select(condition, left.Expression, right.Expression));
        }

        IfStatement choice = new(condition, _place) { Then = thenBlock, Else = elseBlock };
        Value result = Merge(first, thenBlock, second, elseBlock);
        if (thenBlock.Statements.Count + elseBlock.Statements.Count > 0)
        {
            Emit(choice);
        }

        result = WithReferences(result, references, "");
        _flow = _flow.Without(references.Values);
        return result;
    }

    // Variables that each block sets to what it yields.
    private Value Merge(Value first, Block thenBlock, Value second, Block elseBlock)
    {
        switch (first, second)
        {
            case (ScalarValue { Expression: ConstantExpression left }, ScalarValue { Expression: ConstantExpression right })
                when left == right:
                return first;
            case (ScalarValue left, ScalarValue right):
                Variable variable = NewVariable("choice", left.Expression.Type);
                thenBlock.Statements.Add(new AssignStatement(variable, left.Expression, _place));
                elseBlock.Statements.Add(new AssignStatement(variable, right.Expression, _place));
                return new ScalarValue(new VariableExpression(variable));
            case (StructValue left, StructValue right):
                return new StructValue(
                    left.Type,
                    left.Fields.ToDictionary(
                        pair => pair.Key, pair => Merge(pair.Value, thenBlock, right.Fields[pair.Key], elseBlock),
                        SymbolEqualityComparer.Default));
            default:
                // References are in the same variable at the end of both.
                return first;
        }
    }

    private Value WithReferences(Value value, Dictionary<string, SlotPlace> references, string path) => value switch
    {
        StructValue fields => new StructValue(fields.Type, fields.Fields.ToDictionary(
            pair => pair.Key, pair => WithReferences(pair.Value, references, $"{path}.{pair.Key.Name}"), SymbolEqualityComparer.Default)),
        _ => references.TryGetValue(path, out SlotPlace? slot) ? LoadReference(slot) : value,
    };
}
