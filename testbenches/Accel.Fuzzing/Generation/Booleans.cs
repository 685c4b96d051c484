namespace Accel.Fuzzing.Generation;

/// <summary>Conditions, and values of enums.</summary>
internal sealed class Booleans(Body body)
{
    private readonly Dice _dice = body.Dice;
    private readonly ProgramParts _parts = body.Parts;

    public Code Boolean(int depth)
    {
        if (depth <= 0)
        {
            List<Slot> slots = [.. body.Scope.Slots.Where(slot => slot.Type == Scalar.Bool)];
            return slots.Count > 0 && _dice.OneIn(2) ? new Code(_dice.Pick(slots).Text, Scalar.Bool) : Comparison(0);
        }

        if (_dice.Has(Features.SameReference) && _dice.OneIn(5) && body.References.Same() is { } same)
        {
            return same;
        }

        return _dice.Next(8) switch
        {
            0 => Bool($"({Boolean(depth - 1).Text} {_dice.Pick("&&", "||", "&", "|", "^", "==", "!=")} {Boolean(depth - 1).Text})"),
            1 => Bool($"!({Boolean(depth - 1).Text})"),
            2 => Bool($"({body.Expressions.NonConstant(depth - 1) switch { var code => $"(int)({code.Text})" }} is {Pattern()})"),
            3 when body.Memory is not null => Bool($"{body.Memory}.ReadBoolean({body.Indices.OfMemory()})"),
            4 when _parts.Enums.Count > 0 => EnumComparison(depth),
            _ => Comparison(depth),
        };
    }

    public static Code Bool(string text) => new(text, Scalar.Bool);

    private Code Comparison(int depth)
    {
        (Code left, Code right, _) = body.Expressions.Pair(depth - 1);
        return Bool($"({left.Text} {_dice.Pick("<", "<=", ">", ">=", "==", "!=")} {right.Text})");
    }

    private Code EnumComparison(int depth)
    {
        Scalar type = _dice.Pick(_parts.Enums);
        List<Slot> slots = [.. body.Scope.Slots.Where(slot => slot.Type == type)];
        string left = slots.Count > 0 ? _dice.Pick(slots).Text : $"({type.Name})({body.Expressions.NonConstant(depth - 1).Text})";
        return Bool($"({left} {_dice.Pick("==", "!=", "<", ">=")} {Enumeration(type, 0)})");
    }

    // Tests of an int.
    private string Pattern() => _dice.Next(4) switch
    {
        0 => $"> {_dice.Next(9)} or {_dice.Between(-3, 0)}",
        1 => $">= {_dice.Between(-300, 0)} and < {_dice.Next(300)}",
        2 => $"not {_dice.Next(3)}",
        _ => $"{_dice.Next(5)} or {_dice.Between(5, 300)} or < -{_dice.Between(1, 90)}",
    };

    // A value of an enum: a member, a variable, a sum of flags, or any number cast to it.
    public string Enumeration(Scalar type, int depth)
    {
        List<Slot> slots = [.. body.Scope.Slots.Where(slot => slot.Type == type)];
        return _dice.Next(5) switch
        {
            0 when depth > 0 => $"({type.Name})({body.Expressions.NonConstant(depth - 1).Text})",
            1 when depth > 0 => $"({Enumeration(type, 0)} {_dice.Pick("|", "&", "^")} {Enumeration(type, 0)})",
            2 or 3 when slots.Count > 0 => _dice.Pick(slots).Text,
            _ => $"{type.Name}.{_dice.Pick(type.Members)}",
        };
    }
}
