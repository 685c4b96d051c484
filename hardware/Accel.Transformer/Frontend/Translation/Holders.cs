using Accel.Transformer.Ir;

namespace Accel.Transformer.Frontend.Translation;

/// <summary>
/// What can be reached at a point of the text: the variables and fields that have a value and, of what is held otherwise (<c>this</c>,
/// arguments by reference, operands that wait for others), the storage. An object whose holders are all variables and fields can be moved.
/// </summary>
internal sealed class Holders
{
    private readonly Flow _flow;
    private readonly HashSet<object> _storage = new(ReferenceEqualityComparer.Instance);
    private readonly List<ElementPlace> _elements = [];
    private readonly HashSet<Place> _visited = [];
    private readonly SortedSet<SlotPlace> _slots = [];

    public Holders(Flow flow, IEnumerable<Operand> roots)
    {
        _flow = flow;
        foreach (Operand root in roots)
        {
            Visit(root, isDirect: true);
        }
    }

    /// <summary>Those that may stand for the place, in the order of their making.</summary>
    public IReadOnlyList<SlotPlace> Of(Place place) =>
        [.. _slots.Where(slot => Selectors.Targets(_flow[slot]).Any(target => Selectors.AreSame(target, place)))];

    /// <summary>Those that may stand for an element of the array of objects.</summary>
    public IReadOnlyList<SlotPlace> OfElements(ElementLayout layout) =>
        [.. _slots.Where(slot => Selectors.Targets(_flow[slot]).Any(target =>
            target is ObjectPlace item && ReferenceEquals(item.Element?.Layout, layout)))];

    /// <summary>Whether it is held other than by variables and fields; of an element of an array, whether that element may be.</summary>
    public bool IsHeldDirectly(Place place) => place is ObjectPlace { Element: { } element }
        ? _elements.Any(held => element.Layout.Arrays.Contains(held.Array)
            && Selectors.AreEqual(held.Index, element.Index) is not ConstantExpression { Value: 0 })
        : Storage(place).Any(_storage.Contains);

    private static IEnumerable<object> Storage(Place place) => place switch
    {
        VariablePlace variable => [variable.Variable],
        ElementPlace element => [element.Array],
        ArrayPlace array => array.Layout.Arrays,
        SlotPlace slot => [slot],
        ObjectPlace item => item.Fields.Values.SelectMany(Storage).Prepend(item),
        _ => [],
    };

    private static IEnumerable<ElementPlace> Elements(Place place) => place switch
    {
        ElementPlace element => [element],
        ObjectPlace item => item.Fields.Values.SelectMany(Elements),
        _ => [],
    };

    private void Visit(Operand? operand, bool isDirect)
    {
        switch (operand)
        {
            case SlotPlace slot:
                VisitSlot(slot, isDirect);
                break;
            case ChoicePlace choice:
                Visit(choice.WhenTrue, isDirect);
                Visit(choice.WhenFalse, isDirect);
                break;
            case ListPlace list:
                list.Items.ToList().ForEach(item => Visit(item, isDirect: false));
                break;
            case PropertyPlace property:
                Visit(property.Receiver, isDirect);
                property.Indices.ToList().ForEach(item => Visit(item.Argument, isDirect));
                break;
            case Place place:
                VisitStorage(place, isDirect);
                break;
            case StructValue fields:
                fields.Fields.Values.ToList().ForEach(field => Visit(field, isDirect));
                break;
            case ReferenceValue or ChoiceValue:
                Selectors.Targets((Value)operand).ToList().ForEach(target => Visit(target, isDirect));
                break;
        }
    }

    // A field that waits to be set is held as a part of its object; what is in there is not.
    private void VisitSlot(SlotPlace slot, bool isDirect)
    {
        if (isDirect)
        {
            _ = _storage.Add(slot);
        }

        if (_flow[slot] is { } value && _slots.Add(slot))
        {
            Visit(value, isDirect: false);
        }
    }

    private void VisitStorage(Place place, bool isDirect)
    {
        if (isDirect)
        {
            _storage.UnionWith(Storage(place));
            _elements.AddRange(Elements(place));
        }

        if (place is ObjectPlace item && _visited.Add(place))
        {
            item.Fields.Values.Where(field => field is SlotPlace or ObjectPlace).ToList().ForEach(field => Visit(field, isDirect: false));
        }
    }
}
