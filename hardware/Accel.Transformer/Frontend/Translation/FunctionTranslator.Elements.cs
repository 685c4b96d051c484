using Accel.Transformer.Diagnostics;
using Accel.Transformer.Ir;

namespace Accel.Transformer.Frontend.Translation;

/// <content>Elements of arrays of objects: which object is one, and where the one before goes.</content>
internal sealed partial class FunctionTranslator
{
    // e[i] = x: the object that x stands for moves into the array, and who refers to it follows. Of several objects it is told first which.
    private void ReplaceElement(ObjectPlace element, Value value)
    {
        switch (value)
        {
            case ReferenceValue { Target: ObjectPlace item }:
                ReplaceElement(element, item);
                break;
            case ChoiceValue choice when choice.Alternatives.All(alternative => alternative.Target is ObjectPlace):
                Alternative first = choice.Alternatives[0];
                EmitFork(
                    Settled(Is(choice, first.Number)),
                    () => ReplaceElement(element, (ObjectPlace)first.Target!),
                    () => ReplaceElement(element, Without(choice, first)));
                break;
            default:
                program.Lists.Want(element.Element!.Layout);
                string might = value is NullValue ? "is" : "may be";
                throw new Refusal(
                    DiagnosticDescriptors.NullReference, _place!, $"an element of type {element.Type.Name} {might} set to null");
        }
    }

    private void ReplaceElement(ObjectPlace element, ObjectPlace item)
    {
        if (Selectors.AreSame(element, item))
        {
            return;
        }

        Holders holders = FindHolders();
        IReadOnlyList<SlotPlace> followers = holders.Of(item);
        if (item.Element is not null || item.Ownership == Ownership.Static
            || holders.IsHeldDirectly(item) || holders.IsHeldDirectly(element))
        {
            throw Conflict(element, item);
        }

        _rebinds |= item.Ownership == Ownership.Borrowed;
        _replaces |= element.Ownership == Ownership.Borrowed;
        Evict(holders.OfElements(element.Element!.Layout), element);
        CopyContent(item, element);
        followers.ToList().ForEach(slot => IfItStandsFor(slot, item, () => Bind(slot, new ReferenceValue(element))));
    }

    // Where the reference stands for the object it does something, elsewhere it stands for another one.
    private void IfItStandsFor(SlotPlace slot, Place item, Action then)
    {
        if (Current(slot) is not ChoiceValue choice)
        {
            then();
            return;
        }

        Alternative moved = choice.Alternatives.First(alternative => Selectors.AreSame(alternative.Target, item));
        EmitFork(Settled(Is(choice, moved.Number)), then, () => _flow = _flow.With(slot, Without(choice, moved)));
    }

    // Who refers to the object that is replaced keeps it, in one place of its own.
    private void Evict(IReadOnlyList<SlotPlace> slots, ObjectPlace element)
    {
        List<SlotPlace> holders = [.. slots.Where(slot => AreSame(Held(slot, element), element) is not ConstantExpression { Value: 0 })];
        switch (holders)
        {
            case []:
                break;
            case [var only]:
                WhereItIs(element, only, held => Follow(only, held, Refuge));
                break;
            default:
                Place refuge = Refuge();
                CopyContent(element, refuge);
                holders.ForEach(slot => WhereItIs(element, slot, _ => Bind(slot, new ReferenceValue(refuge))));
                break;
        }

        Place Refuge() => Allocate(_statement!, () => NewObject(element.Type, holders[0].Name), $"refuge of {element.Type}");
    }

    // What the reference does where it stands for the object that is replaced.
    private void WhereItIs(ObjectPlace element, SlotPlace slot, Action<Place> leave)
    {
        Place held = Held(slot, element);
        Expression isSame = AreSame(held, element);
        if (Current(slot) is ChoiceValue choice)
        {
            isSame = IrBuild.And(Is(choice, Selectors.Number(held)), isSame);
        }

        if (isSame is ConstantExpression)
        {
            leave(held);
        }
        else
        {
            EmitFork(Settled(isSame), () => leave(held), () => { });
        }
    }

    private Place Held(SlotPlace slot, ObjectPlace element) => Selectors.Targets(_flow[slot])
        .First(target => target is ObjectPlace old && ReferenceEquals(old.Element?.Layout, element.Element!.Layout))!;
}
