namespace Accel.Fuzzing.Generation;

/// <summary>Statements in which an operand sets references anew that an earlier operand has read: what C# has read stays read.</summary>
internal sealed class OperandOrder(Body body)
{
    private readonly Dice _dice = body.Dice;

    /// <summary>Writes a statement.</summary>
    /// <returns>False where no method sets anything anew.</returns>
    public bool Write()
    {
        if (!body.References.MayRebind || body.Calls.Rebinding(1) is null)
        {
            return false;
        }

        body.OperandsRebind = true;
        Statement();
        body.OperandsRebind = false;
        return true;
    }

    private void Statement()
    {
        List<Slot> reached =
        [
            .. body.Scope.Slots.Where(slot => slot is { CanWrite: true, Promise: null, Type.IsNumber: true }
                && slot.Text.Contains('.', StringComparison.Ordinal)),
        ];
        if (body.Calls.Rebinding(2) is not { } call || reached.Count == 0 || _dice.OneIn(3))
        {
            Any();
            return;
        }

        Slot place = _dice.Pick(reached);
        List<ArraySlot> arrays = [.. body.Scope.Arrays.Where(array => array is { CanRebind: true, Promise: null, Element.IsNumber: true })];
        if (arrays.Count > 0 && _dice.OneIn(2))
        {
            ArraySlot array = _dice.Pick(arrays);
            place = new Slot($"{array.Text}[{body.Indices.Index(array.Length)}]", array.Element!);
        }

        string value = $"({place.Type.Name})({call.Text})";
        Slot other = _dice.Pick(reached);
        body.Line(_dice.Next(4) switch
        {
            0 => $"{place.Text} = {value};",
            1 => $"{place.Text} {_dice.Pick("+=", "-=", "^=")} {value};",
            2 => $"{place.Text} = ({place.Type.Name})({place.Text} - {value} + {place.Text});",
            _ => $"{other.Text} = ({other.Type.Name})({place.Text} - {value} + {place.Text});",
        });
    }

    private void Any()
    {
        switch (_dice.Next(4))
        {
            case 0 when body.Memory is not null:
                body.MemoryAccesses.Write(2);
                break;
            case 1:
                body.Calls.CallStatement();
                break;
            case 2 when _dice.Has(Features.Places):
                body.Tuples.Write();
                break;
            default:
                body.Assignments.Assign(1);
                break;
        }
    }
}
