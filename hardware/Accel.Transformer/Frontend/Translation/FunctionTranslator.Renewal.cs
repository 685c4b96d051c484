using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Accel.Transformer.Frontend.Translation;

/// <content>New objects and arrays that take the place of one that nobody else knows, so that no choice between two is needed.</content>
internal sealed partial class FunctionTranslator
{
    // x = new T(...), where that is not unconditional: the new object takes the place of the one that nobody else knows.
    private bool TryRenew(SlotPlace slot, Value value)
    {
        if (ReferenceEquals(slot.Block, _block) || value is not ReferenceValue { Target: var fresh } || !IsOwn(fresh)
            || _flow[slot] is not ReferenceValue { Target: var old } || ReferenceEquals(old, fresh) || !IsOwn(old))
        {
            return false;
        }

        Holders holders = FindHolders();
        bool isAlone = holders.Of(old) is [var only] && only == slot && !holders.IsHeldDirectly(old)
            && holders.Of(fresh).Count == 0 && !holders.IsHeldDirectly(fresh);
        if (!isAlone || !HaveSameShape(old, fresh))
        {
            return false;
        }

        Renew(old, fresh);
        return true;
    }

    private static bool IsOwn(Place place) => place switch
    {
        ArrayPlace array => array.Ownership == Ownership.Own,
        ObjectPlace item => item is { Ownership: Ownership.Own, Element: null },
        _ => false,
    };

    private static bool HaveSameShape(Place old, Place fresh) => (old, fresh) switch
    {
        (ArrayPlace target, ArrayPlace array) => target.Length == array.Length && target.Layout.Fields is null,
        (ObjectPlace, ObjectPlace) => true,
        _ => false,
    };

    private void Renew(Place old, Place fresh)
    {
        if (old is not ObjectPlace target)
        {
            CopyContent(fresh, old);
            return;
        }

        foreach ((ISymbol key, Place field) in target.Fields)
        {
            Value value = Load(((ObjectPlace)fresh).Fields[key]);
            if (field is not SlotPlace inner || !TryRenew(inner, value))
            {
                Store(field, value);
            }
        }
    }

    // a = new T[n] for an array that only a knows: clear it.
    private bool TryRenewArray(Place place, IOperation value)
    {
        if (place is not SlotPlace slot || _flow[slot] is not ReferenceValue { Target: ArrayPlace { Ownership: Ownership.Own } known }
            || value is not IArrayCreationOperation { Initializer: null, DimensionSizes: [var size] }
            || ConstantLength(size) != known.Length)
        {
            return false;
        }

        Holders holders = FindHolders();
        if (holders.Of(known) is not [var only] || only != slot || holders.IsHeldDirectly(known) || HoldsElements(holders, known))
        {
            return false;
        }

        Clear(known);
        return true;
    }

    private static bool HoldsElements(Holders holders, ArrayPlace array) =>
        ClassLayouts(array.Layout).Any(layout => holders.OfElements(layout).Count > 0);

    private static IEnumerable<ElementLayout> ClassLayouts(ElementLayout layout) => layout.Fields is null
        ? []
        : layout.Fields.Values.SelectMany(ClassLayouts).Prepend(layout).Where(part => TypeFacts.IsReference(part.Type!));
}
