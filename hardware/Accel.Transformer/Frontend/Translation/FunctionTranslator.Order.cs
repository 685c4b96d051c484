using Accel.Transformer.Ir;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Accel.Transformer.Frontend.Translation;

/// <content>
/// The order of evaluation. C# evaluates operands from left to right and uses them when it has the last one; what is held meanwhile stays
/// what it was, whatever the later ones change.
/// </content>
internal sealed partial class FunctionTranslator
{
    // The one way in which operands that stand beside each other are evaluated.
    private List<Operand> InOrder(IEnumerable<Func<Operand>> operands)
    {
        List<Operand> results = [];
        List<int> marks = [];
        foreach (Func<Operand> evaluate in operands)
        {
            results.Add(evaluate());
            marks.Add(Mark());
        }

        for (int index = results.Count - 1; index >= 0; index--)
        {
            results[index] = At(marks[index], results[index]);
        }

        return results;
    }

    private List<Value> EvaluateInOrder(IEnumerable<IOperation> operations) =>
        [.. InOrder(operations.Select<IOperation, Func<Operand>>(operation => () => Evaluate(operation))).Cast<Value>()];

    // In the order of evaluation; each is a Value for a parameter by value, else a Place.
    private List<(IParameterSymbol Parameter, Operand Argument)> EvaluateArguments(IReadOnlyList<IArgumentOperation> arguments) =>
        EvaluateCall(null, arguments).Arguments;

    // The receiver stands in front of the arguments.
    private (Place? Receiver, List<(IParameterSymbol Parameter, Operand Argument)> Arguments) EvaluateCall(
        IOperation? instance, IReadOnlyList<IArgumentOperation> arguments)
    {
        List<Func<Operand>> operands = [.. arguments.Select<IArgumentOperation, Func<Operand>>(argument => () => Argument(argument))];
        if (instance is not null)
        {
            operands.Insert(0, () => Target(EvaluatePlace(instance), instance));
        }

        List<Operand> values = InOrder(operands);
        Place? receiver = instance is null ? null : (Place)values[0];
        return (receiver, [.. arguments.Zip(values.Skip(instance is null ? 0 : 1), (argument, value) => (argument.Parameter!, value))]);
    }

    private Operand Argument(IArgumentOperation argument) =>
        argument.Parameter!.RefKind == RefKind.None ? Evaluate(argument.Value) : Settled(EvaluatePlace(argument.Value));

    private int Mark() => _block.Statements.Count;

    // What an operand was at the mark, whatever has been emitted since.
    private Operand At(int mark, Operand operand) => operand is Value value ? At(mark, value) : At(mark, (Place)operand);

    private Expression At(int mark, Expression value)
    {
        List<Statement> statements = _block.Statements;
        if (statements.Count == mark || !Effects.Conflict(value, statements.Skip(mark)))
        {
            return value;
        }

        Variable variable = NewVariable("t", value.Type);
        _ = _temporaries.Add(variable);
        statements.Insert(mark, new AssignStatement(variable, value, _place));
        return new VariableExpression(variable);
    }

    private Value At(int mark, Value value) => value switch
    {
        ScalarValue scalar => new ScalarValue(At(mark, scalar.Expression)),
        StructValue fields => new StructValue(
            fields.Type,
            fields.Fields.ToDictionary(pair => pair.Key, pair => At(mark, pair.Value), SymbolEqualityComparer.Default)),
        _ => value,
    };

    // The fields of an object share an index that is kept already.
    private Place At(int mark, Place place) => place switch
    {
        ElementPlace element => new ElementPlace(element.Array, At(mark, element.Index)),
        ChoicePlace choice => new ChoicePlace(At(mark, choice.Condition), At(mark, choice.WhenTrue), At(mark, choice.WhenFalse)),
        PropertyPlace property => new PropertyPlace(
            property.Operation,
            property.Receiver is { } receiver ? At(mark, receiver) : null,
            [.. property.Indices.Select(item => (item.Parameter, At(mark, item.Argument)))]),
        _ => place,
    };

    // A place that stays the same one for as long as a callee runs.
    private Place Settled(Place place) => place switch
    {
        ElementPlace element when !IsSettled(element.Index) => new ElementPlace(element.Array, Keep(element.Index, "index")),
        ChoicePlace choice => new ChoicePlace(Settled(choice.Condition), Settled(choice.WhenTrue), Settled(choice.WhenFalse)),
        _ => place,
    };

    private Expression Settled(Expression expression) => IsSettled(expression) ? expression : Keep(expression, "t");

    private bool IsSettled(Expression expression) =>
        expression is ConstantExpression || (expression is VariableExpression variable && _temporaries.Contains(variable.Variable));
}
