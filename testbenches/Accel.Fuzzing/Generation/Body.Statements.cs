namespace Accel.Fuzzing.Generation;

/// <content>Declarations, assignments, choices.</content>
internal sealed partial class Body
{
    private void Statement(int depth, LoopContext? loop)
    {
        _statements--;
        Cost += _trips;
        switch (_dice.Next(depth < MostDepth ? 26 : 15))
        {
            case 0 or 1:
                Declare();
                break;
            case 2 when _dice.Has(Features.Arrays) && depth < 2:
                DeclareArray();
                break;
            case 3 when _parts.Types.Count > 0 && depth < 3:
                DeclareObject();
                break;
            case 4 when Memory is not null:
            case 5 when Memory is not null:
                MemoryWrite(depth);
                break;
            case 6 when _dice.Has(Features.Methods):
                CallStatement();
                break;
            case 7 when loop is not null && _dice.Has(Features.Jumps):
                Jump(loop);
                break;
            case 8 when _dice.Has(Features.Throws):
                Line($"if (((int)({NonConstant(1).Text}) & 7) > {_dice.Between(7, 9)}) {{ throw new InvalidOperationException(); }}");
                break;
            case 9 when _dice.Has(Features.Tuples):
                Exchange();
                break;
            case 10 when _result is not null && depth > 0 && _dice.OneIn(2):
                Line($"if ({Boolean(2).Text}) {{ return {Assignable(_result, 2)}; }}");
                break;
            case 11 when _dice.Has(Features.Vectors):
                Vectors();
                break;
            case 12 when _dice.Has(Features.LocalFunctions) && MayNest && !_inTask && depth < 3:
                DeclareFunction();
                break;
            case 15 or 16 or 17:
                Choice(depth, loop);
                break;
            case 18 when _dice.Has(Features.Switches):
                Switch(depth, loop);
                break;
            case 19 or 20 or 21 or 22:
                Loop(depth);
                break;
            case 23 or 24 or 25 when IsEntry && _dice.Has(Features.Tasks) && !_inTask && _trips < 4:
                Tasks();
                break;
            default:
                Assign(depth);
                break;
        }
    }

    private void Declare()
    {
        Scalar type = _dice.Next(6) switch
        {
            0 => Scalar.Bool,
            1 when _parts.Enums.Count > 0 => _dice.Pick(_parts.Enums),
            _ => _dice.Type(),
        };
        string name = _dice.Name("v");
        Promised? promise = _inTask ? null : Promise(name, type, false);
        string value = promise is null ? Assignable(type, 2) : promise.Keep(type, NonConstant(2).Text);
        Line($"{type.Name} {name} = {value};");
        _scope.Slots.Add(new Slot(name, type, true, true, promise));
    }

    // A promise that every assignment keeps, with its attribute.
    private Promised? Promise(string name, Scalar type, bool startsAtZero)
    {
        if (!_dice.Has(Features.Promises) || !type.IsNumber || type == Scalar.Char || type.Bits == 64 || !_dice.OneIn(4))
        {
            return null;
        }

        int bits = _dice.Between(1, 6);
        if (_dice.OneIn(2))
        {
            _attributes.Add($"[Width(\"{name}\", {bits + (type.IsSigned ? 1 : 0)})]");
            return new Promised(type.IsSigned ? -(1 << bits) : 0, (1 << (type.IsSigned ? bits + 1 : bits)) - 1);
        }

        int minimum = type.IsSigned ? -_dice.Next(64) : startsAtZero ? 0 : _dice.Next(64);
        Promised promise = new(startsAtZero ? Math.Max(minimum, -(1 << bits) + 1) : minimum, (1 << bits) - 1);
        _attributes.Add($"[Range(\"{name}\", {promise.Minimum}, {promise.Minimum + promise.Mask})]");
        return promise;
    }

    // A place that may be assigned; null where there is none.
    private Slot? Target()
    {
        if (_scope.Arrays.Count > 0 && _dice.OneIn(3) && ElementSlot(_dice.Pick(_scope.Arrays), true) is { } element)
        {
            return element;
        }

        if (_dice.OneIn(3) && Indexed() is { } indexed)
        {
            return indexed;
        }

        List<Slot> slots = [.. _scope.Slots.Where(slot => slot.CanWrite)];
        return slots.Count == 0 ? null : _dice.Pick(slots);
    }

    private void Assign(int depth)
    {
        if (Target() is not { } target)
        {
            Declare();
            return;
        }

        if (target.Promise is { } promise)
        {
            Line($"{target.Text} = {promise.Keep(target.Type, NonConstant(2).Text)};");
            return;
        }

        if (!target.Type.IsNumber)
        {
            Line($"{target.Text} = {Assignable(target.Type, 2)};");
            return;
        }

        switch (_dice.Next(8))
        {
            case 0 or 1:
                string symbol = _dice.Pick(_dice.Has(Features.Multiplication) ? ["+=", "-=", "*=", "&=", "|=", "^="] : (string[])["+=", "-=", "&=", "|=", "^="]);
                Line($"{target.Text} {symbol} {Exactly(target.Type, 2).Text};");
                break;
            case 2 when _dice.Has(Features.Shifts):
                Line($"{target.Text} {_dice.Pick("<<=", ">>=", ">>>=")} {(_dice.OneIn(2) ? Invariant(_dice.Next(40)) : $"(int)({NonConstant(1).Text})")};");
                break;
            case 3:
                Line(_dice.OneIn(2) ? $"{target.Text}{_dice.Pick("++", "--")};" : $"{_dice.Pick("++", "--")}{target.Text};");
                break;
            default:
                Line($"{target.Text} = {Assignable(target.Type, depth > 2 ? 2 : 3)};");
                break;
        }
    }

    // Tuples: an exchange, which reads everything before it writes.
    private void Exchange()
    {
        List<Slot> slots = [.. _scope.Slots.Where(slot => slot is { CanWrite: true, Promise: null } && slot.Type.IsNumber)];
        if (slots.Count < 2)
        {
            return;
        }

        (Slot first, Slot second) = (_dice.Pick(slots), _dice.Pick(slots));
        Line($"({first.Text}, {second.Text}) = ({Exactly(first.Type, 1).Text}, {Exactly(second.Type, 1).Text});");
    }

    private void Choice(int depth, LoopContext? loop)
    {
        Line($"if ({Boolean(2).Text})");
        Block(depth + 1, loop);
        while (_dice.OneIn(4))
        {
            Line($"else if ({Boolean(2).Text})");
            Block(depth + 1, loop, 2);
        }

        if (_dice.OneIn(2))
        {
            Line("else");
            Block(depth + 1, loop);
        }
    }

    private void Jump(LoopContext loop)
    {
        string jump = loop switch
        {
            { CanBreak: true, CanContinue: true } => _dice.Pick("break", "continue"),
            { CanContinue: true } => "continue",
            _ => "break",
        };
        Line($"if ({Boolean(1).Text}) {{ {jump}; }}");
    }
}
