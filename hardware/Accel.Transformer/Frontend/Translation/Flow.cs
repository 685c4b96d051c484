using System.Collections.Immutable;

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

    public static readonly Flow Dead = Start with { IsDead = true };

    /// <summary>What a reference stands for; null where it has no value yet.</summary>
    public Value? this[SlotPlace slot] => Bindings.GetValueOrDefault(slot) ?? slot.Initial;

    public Flow With(SlotPlace slot, Value value) => this with { Bindings = Bindings.SetItem(slot, value) };

    public Flow Without(IEnumerable<SlotPlace> slots) => this with { Bindings = Bindings.RemoveRange(slots) };
}
