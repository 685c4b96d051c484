using System.Globalization;

namespace Accel.Fuzzing.Generation;

/// <summary>Expressions, with the types that C# gives them: promotions and conversions stay implicit where C# allows it.</summary>
internal sealed class Expressions(Body body)
{
    private readonly Dice _dice = body.Dice;

    /// <summary>An expression that C# converts to the type without being asked, or with a cast.</summary>
    public string Assignable(Scalar type, int depth)
    {
        if (type == Scalar.Bool)
        {
            return body.Booleans.Boolean(depth).Text;
        }

        if (type.IsEnum)
        {
            return body.Booleans.Enumeration(type, depth);
        }

        Code code = Number(depth);
        return !code.IsConstant && code.Type.Widens(type) ? code.Text : Cast(type, code).Text;
    }

    /// <summary>An expression of exactly this type.</summary>
    public Code Exactly(Scalar type, int depth) => Number(depth) is var code && code.Type == type ? code : Cast(type, code);

    private Code Cast(Scalar type, Code code) => code.IsConstant ? Literal(type) : new Code($"({type.Name})({code.Text})", type);

    /// <summary>A number of any type.</summary>
    private Code Number(int depth)
    {
        if (depth <= 0 || _dice.OneIn(6))
        {
            return Leaf();
        }

        if (body.OperandsRebind && _dice.OneIn(3) && body.Calls.Rebinding(depth) is { } rebinding)
        {
            return rebinding;
        }

        return _dice.Next(20) switch
        {
            0 => Unary(depth),
            1 => new Code($"({body.Booleans.Boolean(depth - 1).Text} ? {Branches(depth, out Scalar type)})", type),
            2 or 3 => Parenthesised(Cast(_dice.Type(), Number(depth - 1))),
            4 or 5 when _dice.Has(Features.Shifts) => Shift(depth),
            6 or 7 when _dice.Has(Features.Division) => Division(depth),
            8 or 9 when _dice.Has(Features.Multiplication) => Operate("*", depth),
            10 when _dice.Has(Features.Effects) => Effect(depth),
            11 when _dice.Has(Features.Methods) => body.Calls.CallExpression(depth) ?? Leaf(),
            12 when body.Memory is not null => body.MemoryAccesses.Read(depth),
            13 when _dice.Has(Features.Framework) => Framework(depth),
            14 when _dice.Has(Features.Switches) => body.Switches.Expression(depth),
            _ => Operate(_dice.Pick("+", "-", "+", "-", "&", "|", "^"), depth),
        };
    }

    private static Code Parenthesised(Code code) => code.IsConstant ? code : code with { Text = $"({code.Text})" };

    // Both sides promoted as C# does it; where it refuses, or could calculate when it compiles, one side is changed.
    private Code Operate(string symbol, int depth)
    {
        (Code left, Code right, Scalar type) = Pair(depth - 1);
        return new Code($"({left.Text} {symbol} {right.Text})", type);
    }

    public (Code Left, Code Right, Scalar Type) Pair(int depth)
    {
        Code left = Number(depth);
        Code right = Number(_dice.OneIn(3) ? 0 : depth);
        if (left.IsConstant && right.IsConstant)
        {
            left = Variable();
        }

        // A constant int beside a uint is a uint to C#.
        (left, right) = (Settled(left, right.Type), Settled(right, left.Type));
        if (Scalar.Promote(left.Type, right.Type) is { } type)
        {
            return (left, right, type);
        }

        (left, right) = left.Type == Scalar.ULong ? (left, Cast(Scalar.ULong, right)) : (Cast(Scalar.ULong, left), right);
        return left.IsConstant && right.IsConstant ? Pair(0) : (left, right, Scalar.ULong);
    }

    private Code Settled(Code code, Scalar other) => code.IsConstant && code.Type == Scalar.Int && other == Scalar.UInt ? Literal(Scalar.UInt) : code;

    private Code Unary(int depth)
    {
        Code code = Number(depth - 1);
        code = code.IsConstant ? Variable() : code;
        string symbol = code.Type == Scalar.ULong ? "~" : _dice.Pick("-", "~", "+");
        Scalar promoted = Scalar.Promote(code.Type, Scalar.Byte)!;
        return new Code($"({symbol}{code.Text})", symbol == "-" && promoted == Scalar.UInt ? Scalar.Long : promoted);
    }

    // One branch has the result's type, the other converts to it.
    private string Branches(int depth, out Scalar type)
    {
        type = _dice.Type();
        Code first = Exactly(type, depth - 1);
        Code other = Number(depth - 1);
        other = !other.IsConstant && other.Type.Widens(type) ? other : Cast(type, other);
        (first, other) = _dice.OneIn(2) ? (first, other) : (other, first);
        return $"{first.Text} : {other.Text}";
    }

    private Code Shift(int depth)
    {
        Code left = Number(depth - 1);
        left = left.IsConstant ? Variable() : left;
        string count = _dice.OneIn(2) ? Invariant(_dice.Next(_dice.OneIn(4) ? 70 : 20)) : $"(int)({NonConstant(depth - 1).Text})";
        return new Code($"({left.Text} {_dice.Pick("<<", ">>", ">>>")} {count})", Scalar.Promote(left.Type, Scalar.Byte)!);
    }

    // A divisor with its lowest bit set is not 0; a signed one made of few bits and an offset is neither 0 nor -1.
    private Code Division(int depth)
    {
        string symbol = _dice.Pick("/", "%");
        Scalar type = _dice.Pick(_dice.Types.Where(item => item.Bits >= 32).ToList());
        Code left = NonConstant(depth - 1);
        string dividend = left.Type == type ? left.Text : $"({type.Name})({left.Text})";
        string divisor = _dice.Next(4) switch
        {
            0 => Invariant(1 << _dice.Next(8)),
            1 => Invariant(_dice.Between(2, 100)),
            _ when type.IsSigned && _dice.OneIn(2) => $"((({type.Name})({NonConstant(depth - 1).Text}) & 63) - 70)",
            _ when type.IsSigned => $"((({type.Name})({NonConstant(depth - 1).Text}) & 1023) + 1)",
            _ => $"(({type.Name})({NonConstant(depth - 1).Text}) | 1)",
        };
        return new Code($"({dividend} {symbol} {divisor})", type);
    }

    // i++, x = ..., x += ... inside of an expression: the order of evaluation shows.
    private Code Effect(int depth)
    {
        List<Slot> slots = [.. body.Scope.Slots.Where(slot => slot is { CanWrite: true, Promise: null } && slot.Type.IsNumber)];
        if (slots.Count == 0)
        {
            return Leaf();
        }

        Slot slot = _dice.Pick(slots);
        return _dice.Next(4) switch
        {
            0 => new Code($"({slot.Text} = {Assignable(slot.Type, depth - 1)})", slot.Type),
            1 => new Code($"({slot.Text} {_dice.Pick("+=", "-=", "^=")} {Exactly(slot.Type, depth - 1).Text})", slot.Type),
            2 => new Code($"({_dice.Pick("++", "--")}{slot.Text})", slot.Type),
            _ => new Code($"({slot.Text}{_dice.Pick("++", "--")})", slot.Type),
        };
    }

    private Code Framework(int depth)
    {
        switch (_dice.Next(7))
        {
            case 5:
                return new Code($"Math.Clamp((int)({NonConstant(depth - 1).Text}), {_dice.Between(-99, 0)}, {_dice.Next(99)})", Scalar.Int);
            case 6:
                return new Code($"Math.Sign({Cast(_dice.Pick(Scalar.Int, Scalar.SByte, Scalar.Short, Wide(Scalar.Long, Scalar.Int)), NonConstant(depth - 1)).Text})", Scalar.Int);
            case 0:
                Scalar type = _dice.Type();
                return new Code($"Math.{_dice.Pick("Min", "Max")}({Exactly(type, depth - 1).Text}, {Exactly(type, depth - 1).Text})", type == Scalar.Char ? Scalar.UShort : type);
            case 1:
                return new Code($"Math.Abs((int)(short)({NonConstant(depth - 1).Text}))", Scalar.Int);
            case 2:
                return new Code($"BitOperations.{_dice.Pick("PopCount", "LeadingZeroCount", "TrailingZeroCount")}({Cast(_dice.Pick(Scalar.UInt, Wide(Scalar.ULong, Scalar.UInt)), NonConstant(depth - 1)).Text})", Scalar.Int);
            default:
                return new Code($"BitOperations.{_dice.Pick("RotateLeft", "RotateRight")}((uint)({NonConstant(depth - 1).Text}), (int)({NonConstant(depth - 1).Text}))", Scalar.UInt);
        }
    }

    private Scalar Wide(Scalar wide, Scalar narrow) => _dice.Has(Features.Wide) ? wide : narrow;

    public Code NonConstant(int depth) => Number(depth) is { IsConstant: false } code ? code : Variable();

    private Code Leaf() => _dice.Next(8) switch
    {
        0 or 1 => Literal(_dice.Type()),
        2 or 3 when body.Scope.Arrays.Count > 0 => body.Indices.Element() ?? Variable(),
        3 when body.Indices.Indexed() is { } indexed => new Code(indexed.Text, indexed.Type),
        4 when body.Scope.Counters.Count > 0 => new Code(_dice.Pick(body.Scope.Counters).Text, Scalar.Int),
        _ => Variable(),
    };

    // There is always one: a body begins with declarations.
    public Code Variable()
    {
        List<Slot> slots = [.. body.Scope.Slots.Where(slot => slot.Type.IsNumber)];
        if (slots.Count == 0)
        {
            return body.Scope.Counters.Count > 0
                ? new Code(_dice.Pick(body.Scope.Counters).Text, Scalar.Int)
                : body.Memory is null ? new Code($"Math.Min({_dice.Next(100)}, {_dice.Next(100)})", Scalar.Int) : new Code($"{body.Memory}.ReadInt32({_dice.Next(ProgramParts.Cells)})", Scalar.Int);
        }

        Slot slot = _dice.Pick(slots);
        return new Code(slot.Text, slot.Type);
    }

    /// <summary>A constant of exactly the type, extremes included.</summary>
    public Code Literal(Scalar type)
    {
        string text = _dice.Next(8) switch
        {
            0 => $"{type.Name}.{_dice.Pick("MinValue", "MaxValue")}",
            1 or 2 when type.IsSigned => $"({type.Name})(-{_dice.Between(1, 100)})",
            3 when type.Bits >= 16 => $"({type.Name}){_dice.Next(30000)}",
            4 when type == Scalar.UInt || type == Scalar.ULong => "0x80000000",
            _ => $"({type.Name}){_dice.Next(20)}",
        };
        return new Code(text == "0x80000000" && type == Scalar.ULong ? "0x8000000000000000" : $"({text})", type, true);
    }

    public static string Invariant(int value) => value.ToString(CultureInfo.InvariantCulture);
}
