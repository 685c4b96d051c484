namespace Accel.Fuzzing.Generation;

/// <summary>Indices that change something when they are computed: the place must be settled once, where C# does it.</summary>
internal sealed class EffectIndices(Body body)
{
    private readonly Dice _dice = body.Dice;

    /// <summary>An index below the length.</summary>
    public string Index(int length)
    {
        string value = Effect();
        return (length & (length - 1)) == 0 ? $"{value} & {length - 1}" : $"({value} & 0x7fff) % {length}";
    }

    /// <summary>A number in an array, or in a field of an element, behind an index with an effect.</summary>
    public Slot? Element(ArraySlot array)
    {
        if (array is not { CanWrite: true, Promise: null })
        {
            return null;
        }

        string element = $"{array.Text}[{Index(array.Length)}]";
        if (array.Element is { } type)
        {
            return new Slot(element, type);
        }

        Member member = _dice.Pick(array.Object!.Members);
        return new Slot($"{element}.{member.Name}", member.Type, true, member.IsVariable);
    }

    // An int.
    private string Effect()
    {
        List<Slot> slots = [.. body.Scope.Slots.Where(slot => slot is { CanWrite: true, Promise: null } && slot.Type.IsNumber)];
        if (_dice.OneIn(4) && body.Calls.Changing() is { } call)
        {
            return $"(int)({call.Text})";
        }

        if (slots.Count == 0 || _dice.OneIn(6))
        {
            return body.Memory is null
                ? $"(int)({body.Expressions.NonConstant(1).Text})"
                : $"{body.Memory}.ReadInt32({body.Indices.OfMemory()})";
        }

        Slot slot = _dice.Pick(slots);
        return _dice.Next(5) switch
        {
            0 or 1 => $"(int)({slot.Text}{_dice.Pick("++", "--")})",
            2 => $"(int)({_dice.Pick("++", "--")}{slot.Text})",
            3 => $"(int)({slot.Text} += ({slot.Type.Name}){_dice.Between(1, 9)})",
            _ => $"(int)({slot.Text} = {body.Expressions.Assignable(slot.Type, 1)})",
        };
    }
}
