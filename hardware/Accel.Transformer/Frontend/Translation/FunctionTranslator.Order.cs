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
    private List<Operand> InOrder(List<Func<Operand>> operands)
    {
        int depth = _pending.Count;
        List<(Operand Operand, Point Mark)> results = [];
        foreach (Func<Operand> evaluate in operands)
        {
            Operand operand = evaluate();
            operand = results.Count + 1 < operands.Count ? Held(operand) : operand;
            _pending.Add(operand);
            results.Add((operand, Mark()));
        }

        for (int index = results.Count - 1; index >= 0; index--)
        {
            (Operand operand, Point mark) = results[index];
            results[index] = (operand is SlotPlace { IsHold: true } hold ? Load(hold) : At(mark, operand), mark);
        }

        Release(depth);
        return [.. results.Select(result => result.Operand)];
    }

    // A reference that waits is a variable like others: it follows its object when that moves.
    private Operand Held(Operand operand)
    {
        if (operand is not ReferenceValue { Target: ObjectPlace or ArrayPlace } and not ChoiceValue)
        {
            return operand;
        }

        SlotPlace hold = new("held") { IsTransient = true, IsHold = true };
        Bind(hold, (Value)operand);
        return hold;
    }

    // What was held, when its turn comes.
    private Value Released(Operand operand) => operand is Place hold ? Load(hold) : (Value)operand;

    // Nothing behind the first operands waits any more.
    private void Release(int depth)
    {
        _flow = _flow.Without(_pending.Skip(depth).OfType<SlotPlace>().Where(slot => slot.IsHold));
        _pending.RemoveRange(depth, _pending.Count - depth);
    }

    // What is evaluated while a place waits.
    private T While<T>(Operand waiting, Func<T> evaluate)
    {
        int depth = _pending.Count;
        _pending.Add(waiting);
        T result = evaluate();
        _pending.RemoveRange(depth, _pending.Count - depth);
        return result;
    }

    private List<Value> EvaluateInOrder(IEnumerable<IOperation> operations) =>
        [.. InOrder([.. operations.Select<IOperation, Func<Operand>>(operation => () => Evaluate(operation))]).Cast<Value>()];

    // In the order of evaluation; each is a Value for a parameter by value, else a Place.
    private List<(IParameterSymbol Parameter, Operand Argument)> EvaluateArguments(IReadOnlyList<IArgumentOperation> arguments) =>
        EvaluateCall(null, null, arguments).Arguments;

    // The receiver stands in front of the arguments.
    private (Place? Receiver, List<(IParameterSymbol Parameter, Operand Argument)> Arguments) EvaluateCall(
        IOperation? instance, IMethodSymbol? method, IReadOnlyList<IArgumentOperation> arguments)
    {
        List<Func<Operand>> operands = [.. arguments.Select<IArgumentOperation, Func<Operand>>(argument => () => Argument(argument))];
        if (instance is not null)
        {
            operands.Insert(0, () => Receiver(instance, method));
        }

        List<Operand> values = InOrder(operands);
        Place? receiver = instance is null ? null : values[0] is Value value ? Behind(value, instance) : (Place)values[0];
        return (receiver, [.. arguments.Zip(values.Skip(instance is null ? 0 : 1), (argument, value) => (argument.Parameter!, value))]);
    }

    private Operand Receiver(IOperation instance, IMethodSymbol? method)
    {
        ITypeSymbol? type = ReceiverType(instance) is { } known ? TypeArguments.Of(known) : null;
        if (type is { IsReferenceType: true } && !KnownTypes.IsTaskLike(type))
        {
            return Evaluate(instance);
        }

        Place place = EvaluatePlace(instance);
        ISymbol? caller = program.Model(instance.Syntax).GetEnclosingSymbol(instance.Syntax.SpanStart);
        // A member that an interface has itself is called on a copy, which .NET makes an object of.
        bool isBoxed = method is not null && IsDefaultMember(method);
        return method is { IsReadOnly: false } && type is { IsValueType: true }
            && (isBoxed || ReadOnlyVariables.IsReadOnly(instance, caller))
            ? Materialise(Load(place), type, instance)
            : place;
    }

    private Operand Argument(IArgumentOperation argument) =>
        argument.Parameter!.RefKind == RefKind.None ? Evaluate(argument.Value) : Settled(EvaluatePlace(argument.Value));

    private Point Mark() => new(_block.Statements.LastOrDefault());

    // What an operand was at the mark, whatever has been emitted since.
    private Operand At(Point mark, Operand operand) => operand is Value value ? At(mark, value) : At(mark, (Place)operand);

    private Expression At(Point mark, Expression value)
    {
        List<Statement> statements = _block.Statements;
        int next = mark.Last is null ? 0 : statements.LastIndexOf(mark.Last) + 1;
        if (statements.Count == next || !Effects.Conflict(value, statements.Skip(next)))
        {
            return value;
        }

        Variable variable = NewVariable("t", value.Type);
        _ = _temporaries.Add(variable);
        statements.Insert(next, new AssignStatement(variable, value, _place));
        return new VariableExpression(variable);
    }

    private Value At(Point mark, Value value) => value switch
    {
        ScalarValue scalar => new ScalarValue(At(mark, scalar.Expression)),
        StructValue fields => new StructValue(
            fields.Type,
            fields.Fields.ToDictionary(pair => pair.Key, pair => At(mark, pair.Value), SymbolEqualityComparer.Default)),
        _ => value,
    };

    // The fields of an object share an index that is kept already.
    private Place At(Point mark, Place place) => place switch
    {
        ElementPlace element => new ElementPlace(element.Array, At(mark, element.Index)),
        ChoicePlace choice => new ChoicePlace(At(mark, choice.Condition), At(mark, choice.WhenTrue), At(mark, choice.WhenFalse))
        {
            Reference = choice.Reference,
        },
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
        ChoicePlace choice => new ChoicePlace(Settled(choice.Condition), Settled(choice.WhenTrue), Settled(choice.WhenFalse))
        {
            Reference = choice.Reference,
        },
        _ => place,
    };

    private Expression Settled(Expression expression) => IsSettled(expression) ? expression : Keep(expression, "t");

    private bool IsSettled(Expression expression) => expression switch
    {
        ConstantExpression => true,
        VariableExpression variable => _temporaries.Contains(variable.Variable),
        BinaryExpression binary => IsSettled(binary.Left) && IsSettled(binary.Right),
        UnaryExpression unary => IsSettled(unary.Operand),
        _ => false,
    };

    // A point in the block that is being written: behind a statement, or at its beginning.
    private readonly record struct Point(Statement? Last);
}
