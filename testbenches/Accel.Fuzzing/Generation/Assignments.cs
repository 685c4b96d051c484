namespace Accel.Fuzzing.Generation;

/// <summary>Variables: declared, promised about, assigned.</summary>
internal sealed class Assignments(Body body)
{
    private readonly Dice _dice = body.Dice;
    private readonly ProgramParts _parts = body.Parts;

    public void Declare()
    {
        Scalar type = _dice.Next(6) switch
        {
            0 => Scalar.Bool,
            1 when _parts.Enums.Count > 0 => _dice.Pick(_parts.Enums),
            _ => _dice.Type(),
        };
        string name = _dice.Name("v");
        Promised? promise = body.IsInTask ? null : Promise(name, type, false);
        string value = promise is null ? body.Expressions.Assignable(type, 2) : promise.Keep(type, body.Expressions.NonConstant(2).Text);
        body.Line($"{type.Name} {name} = {value};");
        body.Scope.Slots.Add(new Slot(name, type, true, true, promise));
    }

    // A promise that every assignment keeps, with its attribute.
    public Promised? Promise(string name, Scalar type, bool startsAtZero)
    {
        if (!_dice.Has(Features.Promises) || !type.IsNumber || type == Scalar.Char || type.Bits == 64 || !_dice.OneIn(4))
        {
            return null;
        }

        int bits = _dice.Between(1, 6);
        if (_dice.OneIn(2))
        {
            body.Annotate($"[Width(\"{name}\", {bits + (type.IsSigned ? 1 : 0)})]");
            return new Promised(type.IsSigned ? -(1 << bits) : 0, (1 << (type.IsSigned ? bits + 1 : bits)) - 1);
        }

        int minimum = type.IsSigned ? -_dice.Next(64) : startsAtZero ? 0 : _dice.Next(64);
        Promised promise = new(startsAtZero ? Math.Max(minimum, -(1 << bits) + 1) : minimum, (1 << bits) - 1);
        body.Annotate($"[Range(\"{name}\", {promise.Minimum}, {promise.Minimum + promise.Mask})]");
        return promise;
    }

    // A place that may be assigned; null where there is none.
    private Slot? Target()
    {
        if (body.Scope.Arrays.Count > 0 && _dice.OneIn(3) && body.Indices.ElementSlot(_dice.Pick(body.Scope.Arrays), true) is { } element)
        {
            return element;
        }

        if (_dice.OneIn(3) && body.Indices.Indexed() is { } indexed)
        {
            return indexed;
        }

        List<Slot> slots = [.. body.Scope.Slots.Where(slot => slot.CanWrite)];
        return slots.Count == 0 ? null : _dice.Pick(slots);
    }

    public void Assign(int depth)
    {
        if (Target() is not { } target)
        {
            Declare();
            return;
        }

        if (target.Promise is { } promise)
        {
            body.Line($"{target.Text} = {promise.Keep(target.Type, body.Expressions.NonConstant(2).Text)};");
            return;
        }

        if (!target.Type.IsNumber)
        {
            body.Line($"{target.Text} = {body.Expressions.Assignable(target.Type, 2)};");
            return;
        }

        switch (_dice.Next(8))
        {
            case 0 or 1:
                string symbol = _dice.Pick(_dice.Has(Features.Multiplication)
                    ? ["+=", "-=", "*=", "&=", "|=", "^="] : (string[])["+=", "-=", "&=", "|=", "^="]);
                body.Line($"{target.Text} {symbol} {body.Expressions.Exactly(target.Type, 2).Text};");
                break;
            case 2 when _dice.Has(Features.Shifts):
                body.Line(
                    $"{target.Text} {_dice.Pick("<<=", ">>=", ">>>=")} {(_dice.OneIn(2) ? Expressions.Invariant(_dice.Next(40)) : $"(int)({body.Expressions.NonConstant(1).Text})")};");
                break;
            case 3:
                body.Line(_dice.OneIn(2) ? $"{target.Text}{_dice.Pick("++", "--")};" : $"{_dice.Pick("++", "--")}{target.Text};");
                break;
            default:
                body.Line($"{target.Text} = {body.Expressions.Assignable(target.Type, depth > 2 ? 2 : 3)};");
                break;
        }
    }

    // Tuples: an exchange, which reads everything before it writes.
    public void Exchange()
    {
        List<Slot> slots = [.. body.Scope.Slots.Where(slot => slot is { CanWrite: true, Promise: null } && slot.Type.IsNumber)];
        if (slots.Count < 2)
        {
            return;
        }

        (Slot first, Slot second) = (_dice.Pick(slots), _dice.Pick(slots));
        body.Line(
            $"({first.Text}, {second.Text}) = ({body.Expressions.Exactly(first.Type, 1).Text}, {body.Expressions.Exactly(second.Type, 1).Text});");
    }
}
