using System.Collections.Immutable;
using Accel.Transformer.Ir;

namespace Accel.Transformer.Frontend.Translation;

/// <summary>What each reference stands for at a point of the text.</summary>
/// <param name="Bindings">A <see cref="ReferenceValue"/>, <see cref="ChoiceValue"/> or <see cref="NullValue"/> for each variable and
/// field.</param>
/// <param name="Made">The variables and arrays of the objects that are made by now, and the references that are set, whichever way was
/// taken.</param>
/// <param name="IsDead">Nothing gets here: a jump stands before.</param>
internal sealed record Flow(ImmutableSortedDictionary<SlotPlace, Value> Bindings, ImmutableHashSet<object> Made, bool IsDead)
{
    public static readonly Flow Start = new(ImmutableSortedDictionary<SlotPlace, Value>.Empty, [], false);

    /// <summary>What is in the readonly fields that are set by now; null where that depends on the way here.</summary>
    public ImmutableDictionary<Variable, long?> Constants { get; init; } = ImmutableDictionary<Variable, long?>.Empty;

    public static readonly Flow Dead = Start with { IsDead = true };

    /// <summary>What a reference stands for; null where it has no value yet.</summary>
    public Value? this[SlotPlace slot] => Bindings.GetValueOrDefault(slot) ?? slot.Initial;

    public Flow With(SlotPlace slot, Value value) => this with { Bindings = Bindings.SetItem(slot, value) };

    /// <summary>What is in the fields where two flows meet: a field that is set on one way only is not read on the other one.</summary>
    public ImmutableDictionary<Variable, long?> ConstantsWith(Flow other)
    {
        if (ReferenceEquals(Constants, other.Constants))
        {
            return Constants;
        }

        var both = Constants.ToBuilder();
        foreach ((Variable variable, long? value) in other.Constants)
        {
            both[variable] = !both.TryGetValue(variable, out long? mine) || mine == value ? value : null;
        }

        return both.ToImmutable();
    }

    /// <summary>Whether all that is known here is still so there.</summary>
    public bool HasConstantsOf(Flow head) =>
        head.Constants.All(pair => Constants.TryGetValue(pair.Key, out long? value) && value == pair.Value);

    public Flow Without(IEnumerable<SlotPlace> slots) => this with { Bindings = Bindings.RemoveRange(slots) };
}
