namespace Accel.Fuzzing.Generation;

/// <summary>Indices that stay inside: of arrays and of the memory.</summary>
internal sealed class Indices(Body body)
{
    private readonly Dice _dice = body.Dice;

    public string OfMemory() => Index(ProgramParts.Cells);

    // Constant, affine in the loops' variables, or any number that is masked.
    public string Index(int length)
    {
        switch (_dice.Next(6))
        {
            case 0:
                return Expressions.Invariant(_dice.Next(length));
            case 1 or 2 or 3 when Affine(length) is { } affine:
                return affine;
            default:
                string value = $"(int)({body.Expressions.NonConstant(1).Text})";
                return (length & (length - 1)) == 0 ? $"({value} & {length - 1})" : $"({value} & 0x7fff) % {length}";
        }
    }

    private string? Affine(int length)
    {
        if (body.Scope.Counters.Count == 0)
        {
            return null;
        }

        Counter first = _dice.Pick(body.Scope.Counters);
        int factor = _dice.OneIn(3) ? _dice.Between(2, 3) : 1;
        (string text, int minimum, int maximum) = (factor == 1 ? first.Text : $"{first.Text} * {factor}", first.Minimum * factor, first.Maximum * factor);
        Counter second = _dice.Pick(body.Scope.Counters);
        if (second != first && maximum - minimum + second.Maximum - second.Minimum < length)
        {
            (text, minimum, maximum) = ($"{text} + {second.Text}", minimum + second.Minimum, maximum + second.Maximum);
        }

        if (maximum - minimum >= length)
        {
            return null;
        }

        int offset = _dice.OneIn(2) && minimum >= 0 && maximum < length ? 0 : _dice.Between(-minimum, length - 1 - maximum);
        return offset == 0 ? text : offset > 0 ? $"{text} + {offset}" : $"{text} - {-offset}";
    }

    // A number in an array, as a value.
    public Code? Element()
    {
        ArraySlot array = _dice.Pick(body.Scope.Arrays);
        Slot? slot = ElementSlot(array, false);
        return slot is null || !slot.Type.IsNumber ? null : new Code(slot.Text, slot.Type);
    }

    // A place behind an object's indexer, which takes any number.
    public Slot? Indexed()
    {
        List<ObjectSlot> objects = [.. body.Scope.Objects.Where(item => item.Type.Indexer is not null)];
        return objects.Count > 0 && _dice.Pick(objects) is var item ? new Slot($"{item.Text}[(int)({body.Expressions.NonConstant(1).Text})]", item.Type.Indexer!, item.CanWrite, false) : null;
    }

    // A place in an array: its element, or a field of it.
    public Slot? ElementSlot(ArraySlot array, bool write)
    {
        if (write && !array.CanWrite)
        {
            return null;
        }

        string element = $"{array.Text}[{Index(array.Length)}]";
        if (array.Element is { } scalar)
        {
            return new Slot(element, scalar, true, true, array.Promise);
        }

        Member member = _dice.Pick(array.Object!.Members);
        return new Slot($"{element}.{member.Name}", member.Type, true, member.IsVariable);
    }
}
