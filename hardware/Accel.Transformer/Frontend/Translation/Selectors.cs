using Accel.Rtl;
using Accel.Transformer.Ir;
using Microsoft.CodeAnalysis;

namespace Accel.Transformer.Frontend.Translation;

/// <summary>
/// Tells references apart where flows meet. Each object, and each array of objects, has a number; a reference that stands for
/// different ones in different flows has a variable that holds the number, and one for the index where it stands for an element. Until that
/// is so the assignments to these variables are only noted: a reference to one object all the time costs nothing.
/// </summary>
internal sealed class Selectors(Function function)
{
    private static readonly object _null = new();

    private readonly Dictionary<object, int> _numbers = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<SlotPlace, List<Write>> _noted = [];
    private readonly Dictionary<SlotPlace, (Variable Which, Variable Index)> _variables = [];
    private readonly Dictionary<(Block Block, Statement? After), Statement> _inserted = [];
    private readonly HashSet<Block> _written = [];

    /// <summary>The variables that tell references apart.</summary>
    public IEnumerable<Variable> Variables => _variables.Values.SelectMany(pair => new[] { pair.Which, pair.Index });

    /// <summary>Whether a reference that outlives the block is set in it.</summary>
    public bool IsWritten(Block block) => _written.Contains(block);

    /// <summary>Whether the expression is the variable of a reference, which the next assignment changes.</summary>
    public bool IsVariable(Expression expression) =>
        expression is VariableExpression variable && Variables.Contains(variable.Variable);

    /// <summary>The number of an object, of the array that holds it, or of null.</summary>
    public int Number(Place? target)
    {
        object key = Key(target);
        if (!_numbers.TryGetValue(key, out int number))
        {
            number = _numbers.Count;
            _numbers.Add(key, number);
        }

        return number;
    }

    /// <summary>Which of its alternatives a reference stands for.</summary>
    public Expression Number(Value value) => value is ChoiceValue choice
        ? choice.Selector
        : IrBuild.Constant(IrType.Int32, Number((value as ReferenceValue)?.Target));

    /// <summary>Whether two references stand for the same, as far as the text tells.</summary>
    public static bool AreSame(Value left, Value right) => ReferenceEquals(left, right) || ((left, right) switch
    {
        (NullValue, NullValue) => true,
        (ReferenceValue first, ReferenceValue second) => AreSame(first.Target, second.Target),
        (ChoiceValue first, ChoiceValue second) =>
            first.Selector == second.Selector && first.Alternatives.Count == second.Alternatives.Count
            && first.Alternatives.Zip(second.Alternatives).All(pair => AreSame(pair.First.Target, pair.Second.Target)),
        _ => false,
    });

    /// <summary>Whether two places are one.</summary>
    public static bool AreSame(Place? left, Place? right) => ReferenceEquals(left, right)
        || (left is ObjectPlace { Element: { } first } && right is ObjectPlace { Element: { } second }
            && ReferenceEquals(first.Layout, second.Layout) && first.Index == second.Index);

    /// <summary>Whether two indices are one; 0 where they are known to differ.</summary>
    public static Expression AreEqual(Expression left, Expression right) =>
        IrBuild.Binary(BinaryOperator.Equal, IrBuild.Convert(IrType.Int32, left), IrBuild.Convert(IrType.Int32, right));

    /// <summary>What a reference may stand for.</summary>
    public static IEnumerable<Place?> Targets(Value? value) => value switch
    {
        ReferenceValue reference => [reference.Target],
        ChoiceValue choice => choice.Alternatives.Select(item => item.Target),
        _ => [null],
    };

    /// <summary>The variables that tell what a reference stands for.</summary>
    public static IEnumerable<Variable> VariablesOf(Value? value)
    {
        IEnumerable<Expression> indices = Targets(value).OfType<ObjectPlace>().Select(item => item.Element?.Index).OfType<Expression>();
        return (value is ChoiceValue choice ? indices.Prepend(choice.Selector) : indices)
            .OfType<VariableExpression>().Select(item => item.Variable);
    }

    /// <summary>Sets a reference at the end of a block.</summary>
    public Flow Bind(Flow flow, SlotPlace slot, Value value, Block block, SourceLocation? source)
    {
        if (!slot.IsTransient)
        {
            _ = _written.Add(block);
        }

        Write write = new(block, block.Statements.LastOrDefault(), value, source);
        if (_variables.ContainsKey(slot))
        {
            Insert(slot, write);
        }
        else if (_noted.TryGetValue(slot, out List<Write>? noted))
        {
            noted.Add(write);
        }
        else
        {
            _noted.Add(slot, [write]);
        }

        flow = flow.With(slot, value);
        return slot.IsTransient ? flow : flow with { Made = flow.Made.Add(slot) };
    }

    /// <summary>Where two flows meet. What has a value in one of them only is not used behind, or was made there.</summary>
    public Flow Join(Flow left, Flow right)
    {
        if (left.IsDead || right.IsDead)
        {
            return right.IsDead ? left : right;
        }

        var made = ReferenceEquals(left.Made, right.Made) ? left.Made : left.Made.Intersect(right.Made);
        var constants = left.ConstantsWith(right);
        if (ReferenceEquals(left.Bindings, right.Bindings))
        {
            return left with { Made = made, Constants = constants };
        }

        var bindings = left.Bindings.ToBuilder();
        foreach (SlotPlace slot in left.Bindings.Keys.Union(right.Bindings.Keys).ToList())
        {
            (Value? first, Value? second) = (left[slot], right[slot]);
            bindings[slot] = first is null ? second! : second is null || AreSame(first, second) ? first : Either(slot, first, second);
        }

        return new Flow(bindings.ToImmutable(), made, false) { Constants = constants };
    }

    /// <summary>The head of a loop: what is known in front of it and at its end. Indices are those of the iteration before.</summary>
    public Flow Widen(Flow head, Flow end)
    {
        Flow joined = Join(head, end);
        var bindings = joined.Bindings.ToBuilder();
        foreach ((SlotPlace slot, Value value) in joined.Bindings)
        {
            if (!head.Bindings.ContainsKey(slot)
                && value is ReferenceValue { Target: ObjectPlace { Element.Index: not ConstantExpression } })
            {
                bindings[slot] = Either(slot, value, value);
            }
        }

        return joined with { Bindings = bindings.ToImmutable() };
    }

    private static object Key(Place? target) => target switch
    {
        null => _null,
        ObjectPlace { Element: { } element } => element.Layout,
        _ => target,
    };

    /// <summary>One of two references, told by a condition.</summary>
    public Value Either(Expression condition, Value first, Value second)
    {
        if (condition is ConstantExpression constant)
        {
            return constant.Value != 0 ? first : second;
        }

        if (AreSame(first, second))
        {
            return first;
        }

        Expression? index = (Index(first), Index(second)) switch
        {
            (null, var other) => other,
            (var one, null) => one,
            var (one, other) => IrBuild.Select(condition, IrBuild.Convert(IrType.Int32, one!), IrBuild.Convert(IrType.Int32, other!)),
        };
        return OneOf(first, second, IrBuild.Select(condition, Number(first), Number(second)), index);
    }

    private Value Either(SlotPlace slot, Value first, Value second)
    {
        (Variable which, Variable index) = Activate(slot);
        return OneOf(first, second, new VariableExpression(which), new VariableExpression(index));
    }

    private Value OneOf(Value first, Value second, Expression which, Expression? index)
    {
        Dictionary<object, Place?> targets = new(ReferenceEqualityComparer.Instance);
        foreach (Place? target in Targets(first).Concat(Targets(second)))
        {
            targets[Key(target)] =
                target is ObjectPlace { Element: { } element } ? element.Layout.At(index!) : target;
        }

        List<Alternative> alternatives =
            [.. targets.Values.Select(target => new Alternative(Number(target), target)).OrderBy(item => item.Number)];
        return alternatives is [{ Target: { } only }]
            ? new ReferenceValue(only)
            : new ChoiceValue(which, alternatives);
    }

    private (Variable Which, Variable Index) Activate(SlotPlace slot)
    {
        if (!_variables.TryGetValue(slot, out (Variable Which, Variable Index) variables))
        {
            List<Write> writes = _noted.GetValueOrDefault(slot) ?? [];
            SourceLocation? source = writes.Count > 0 ? writes[0].Source : null;
            Variable which = new($"{slot.Name}.which", IrType.Int32, source);
            variables = (which, new Variable($"{slot.Name}.index", IrType.Int32, source));
            _variables.Add(slot, variables);
            function.Variables.AddRange([variables.Which, variables.Index]);
            writes.ForEach(write => Insert(slot, write));
        }

        return variables;
    }

    private void Insert(SlotPlace slot, Write write)
    {
        (Variable which, Variable index) = _variables[slot];
        Expression position =
            Index(write.Value) is { } element ? IrBuild.Convert(IrType.Int32, element) : IrBuild.Constant(IrType.Int32, 0);
        List<AssignStatement> statements =
        [
            new AssignStatement(which, Number(write.Value), write.Source),
            new AssignStatement(index, position, write.Source),
        ];
        var place = (write.Block, write.After);
        Statement? after = _inserted.GetValueOrDefault(place) ?? write.After;
        int at = after is null ? 0 : write.Block.Statements.LastIndexOf(after) + 1;
        write.Block.Statements.InsertRange(at, statements);
        _inserted[place] = statements[^1];
    }

    private static Expression? Index(Value value)
    {
        Expression? index = null;
        foreach (Place? target in Targets(value).Reverse())
        {
            if (target is ObjectPlace { Element: { } element })
            {
                int? number = (value as ChoiceValue)?.Alternatives.First(item => ReferenceEquals(item.Target, target)).Number;
                index = index is null ? element.Index : IrBuild.Select(
                    IrBuild.Binary(BinaryOperator.Equal, ((ChoiceValue)value).Selector, IrBuild.Constant(IrType.Int32, number!.Value)),
                    IrBuild.Convert(IrType.Int32, element.Index),
                    IrBuild.Convert(IrType.Int32, index));
            }
        }

        return index;
    }

    // An assignment of a reference, behind a statement of a block.
    private sealed record Write(Block Block, Statement? After, Value Value, SourceLocation? Source);
}
