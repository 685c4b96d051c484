using System.Globalization;
using System.Text;

namespace Accel.Transformer.Tests.Frontend;

/// <summary>
/// Random C# over all integer types. Everything that C# itself accepts without a cast is left implicit, so that promotions and conversions are
/// Roslyn's; divisors are forced odd, so that no division is undefined.
/// </summary>
internal sealed class ExpressionFuzz(int seed)
{
    private static readonly string[] Types = ["bool", "byte", "sbyte", "short", "ushort", "char", "int", "uint", "long", "ulong"];

    private readonly Random _random = new(seed);

    /// <summary>A body of Run that computes with variables and an array element of each type and writes them all.</summary>
    public string Body(int statements)
    {
        StringBuilder text = new();
        for (int index = 0; index < Types.Length; index++)
        {
            string read = Types[index] == "bool" ? $"memory.ReadBoolean({index})"
                : Types[index] is "long" or "ulong" ? $"({Types[index]})(((ulong)memory.ReadUInt32({index}) << 32) | memory.ReadUInt32({index + 20}))"
                : $"({Types[index]})memory.ReadInt32({index})";
            _ = text.Append(CultureInfo.InvariantCulture, $"{Types[index]} v{index} = {read}; {Types[index]}[] a{index} = {{ v{index}, v{index} }};\n");
        }

        for (int index = 0; index < statements; index++)
        {
            _ = text.Append(Statement()).Append('\n');
        }

        for (int index = 0; index < Types.Length; index++)
        {
            string value = Types[index] == "bool" ? $"(v{index} ? 1 : 2) + (a{index}[0] ? 4 : 8)" : $"(int)v{index} * 5 + (int)a{index}[0] * 7 + (int)a{index}[1]";
            string high = Types[index] is "long" or "ulong" ? $"memory.WriteInt32({index + 20}, (int)(v{index} >> 32));" : "";
            _ = text.Append(CultureInfo.InvariantCulture, $"memory.WriteInt32({index}, {value}); {high}\n");
        }

        return text.ToString();
    }

    private string Statement()
    {
        int type = _random.Next(Types.Length);
        bool isBool = type == 0;
        switch (_random.Next(8))
        {
            case 0 when !isBool:
                return $"v{type} {Pick("+=", "-=", "*=", "&=", "|=", "^=")} ({Types[type]})({Expression(type, 2)});";
            case 1 when !isBool:
                return $"v{type} {Pick("<<=", ">>=", ">>>=")} (int)({Expression(6, 2)});";
            case 2 when !isBool:
                return $"{Pick("++", "--")}a{type}[(v{type}{Pick("++", "--")} & 1) == 0 ? 0 : 1];";
            case 3:
                return $"a{type}[{Index()}] = v{type} = ({Types[type]})({Expression(type, 3)});";
            case 4:
                return $"if ({Expression(0, 2)}) {{ {Statement()} }} else {{ {Statement()} }}";
            default:
                return $"v{type} = ({Types[type]})({Expression(type, 4)});";
        }
    }

    private string Index() => $"(int)({Expression(6, 1)}) & 1";

    // An expression whose value converts to the type by a cast.
    private string Expression(int type, int depth) => type == 0 ? Boolean(depth) : Number(depth);

    private string Boolean(int depth) => depth == 0
        ? Pick("v0", "a0[1]", "true")
        : _random.Next(6) switch
        {
            0 => $"({Boolean(depth - 1)} {Pick("&&", "||", "&", "|", "^", "==", "!=")} {Boolean(depth - 1)})",
            1 => $"!{Boolean(depth - 1)}",
            2 => $"({Operand(depth)} is > {_random.Next(9)} or {_random.Next(-3, 0)})",
            _ => Same(depth, "==", "!=", "<", "<=", ">", ">="),
        };

    private string Number(int depth)
    {
        if (depth == 0)
        {
            return Leaf();
        }

        return _random.Next(10) switch
        {
            0 => $"(-{Signed(depth - 1)})",
            1 => $"(~{Number(depth - 1)})",
            2 => Choice(depth - 1),
            3 => $"(({Types[_random.Next(1, Types.Length)]})({Number(depth - 1)}))",
            4 => $"({Number(depth - 1)} {Pick("<<", ">>", ">>>")} (int)({Number(depth - 1)}))",
            5 => Division(depth),
            6 => $"(v{_random.Next(1, Types.Length)}{Pick("++", "--")})",
            _ => Same(depth, "+", "-", "*", "&", "|", "^"),
        };
    }

    // One branch converts to the other's type.
    private string Choice(int depth)
    {
        string[] types = _random.Next(2) == 0 ? ["sbyte", "short", "int", "long"] : ["byte", "ushort", "uint", "ulong"];
        return $"({Boolean(depth)} ? ({Pick(types)})({Number(depth)}) : ({Pick(types)})({Number(depth)}))";
    }

    // Both sides signed or both unsigned: C# has no operators on long and ulong together.
    private string Same(int depth, params string[] operators) => _random.Next(4) == 0
        ? $"((ulong)({Number(depth - 1)}) {Pick(operators)} (ulong)({Number(depth - 1)}))"
        : $"({Signed(depth - 1)} {Pick(operators)} {Signed(depth - 1)})";

    private string Signed(int depth) => depth == 0 ? SignedLeaf() : $"(({Pick("sbyte", "short", "int", "byte", "ushort", "uint", "long", "char")})({Number(depth)}))";

    private string Operand(int depth) => $"(int)({Number(depth - 1)})";

    private string Division(int depth)
    {
        string type = Pick("int", "uint", "long", "ulong");
        string one = type is "uint" or "ulong" ? "1" : "4";
        // (x | 1) is never 0; with bit 2 set and bit 31 cleared it is never -1 either.
        string divisor = type is "uint" or "ulong" ? $"(({type})({Number(depth - 1)}) | {one})" : $"((({type})({Number(depth - 1)}) & 1023) - 2048)";
        return $"(({type})({Number(depth - 1)}) {Pick("/", "%")} {divisor})";
    }

    private string Leaf()
    {
        int type = _random.Next(1, Types.Length);
        return _random.Next(4) switch
        {
            0 => $"a{type}[{_random.Next(2)}]",
            1 => _random.Next(-200, 70000).ToString(CultureInfo.InvariantCulture) is var number && number.StartsWith('-') ? $"({number})" : number,
            2 => Pick("(int.MinValue + 0)", "uint.MaxValue", "(long.MinValue + 0)", "ulong.MaxValue", "'x'", "0x80000000"),
            _ => $"v{type}",
        };
    }

    private string SignedLeaf() => _random.Next(3) == 0 ? $"a{_random.Next(1, 9)}[1]" : $"v{_random.Next(1, 9)}";

    private string Pick(params string[] choices) => choices[_random.Next(choices.Length)];
}
