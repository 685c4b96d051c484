using System.Collections.Immutable;

namespace Accel.Rtl.Vhdl;

/// <summary>
/// Writes signals as VHDL expressions. A signal used once is written where it is used, if VHDL allows that there and the text stays short;
/// any other gets a name, and a concurrent assignment of its own (see <see cref="TakeRoots"/>).
/// Three ways to write a signal: as a value (std_logic for 1 bit, unsigned for more) and, for 1 bit, as a condition.
/// A vector comparison has no value form, and a multiplexer has neither: where these are needed, the signal gets a name.
/// </summary>
internal sealed partial class ExpressionWriter(EntityPlan plan)
{
    /// <summary>Longest text that is put into another expression.</summary>
    private const int LongestInline = 70;
    private const int LongestCondition = 110;
    private const int DeepestInline = 8;

    private readonly HashSet<Signal> _named = [];
    private readonly Queue<Signal> _roots = new();
    private int _depth;

    /// <summary>The signals that got a name and must now be assigned, each once; taking one may bring more.</summary>
    public IEnumerable<Signal> TakeRoots()
    {
        while (_roots.TryDequeue(out var root))
            yield return root;
    }

    /// <summary>A signal as value: std_logic or unsigned. In the text a string literal may have its type from the context only.</summary>
    public string Value(Signal signal)
    {
        switch (signal)
        {
            case ConstantSignal { NameHint: not null } constant:
                return plan.NameOf(constant);
            case ConstantSignal constant:
                return constant.WidthBits == 1 ? Literals.Bit(constant.Value) : Literals.Vector(constant.Value, constant.WidthBits);
            case InputSignal or InstanceOutputSignal:
                return signal.WidthBits == 1 ? plan.NameOf(signal) : $"unsigned({plan.NameOf(signal)})";
            case WireSignal wire:
                return Value(wire.Driver!);
            case RegisterSignal or MemoryReadSignal { IsSynchronous: true }:
                return plan.NameOf(signal);
            default:
                return Inlined(signal, () => signal is OperatorSignal op && !PrefersCondition(op) && !IsStatementOnly(op) ? Operation(op) : null) ?? Named(signal);
        }
    }

    /// <summary>As <see cref="Value"/>, but the type is clear without context.</summary>
    public string Typed(Signal signal)
    {
        string text = Value(signal);
        if (signal.WidthBits == 1)
            return Resolved(signal) is ConstantSignal { NameHint: null } ? $"std_logic'({text})" : text;
        return Resolved(signal) switch
        {
            ConstantSignal { NameHint: null } => $"unsigned'({text})",
            OperatorSignal { Operator: Operator.Concatenate } when text[0] == '(' => "unsigned'" + text,
            _ => text,
        };
    }

    /// <summary>A vector as signed.</summary>
    public string SignedValue(Signal signal)
        => Resolved(signal) is (InputSignal or InstanceOutputSignal) and { WidthBits: > 1 } port ? $"signed({plan.NameOf(port)})" : $"signed({Typed(signal)})";

    /// <summary>A 1-bit signal as a condition; one that stands in a statement of its own may be longer.</summary>
    public string Condition(Signal signal, bool statement = false)
    {
        signal = Resolved(signal);
        if (signal is ConstantSignal constant)
            return constant.Value.IsZero ? "false" : "true";
        if (signal is OperatorSignal op && PrefersCondition(op))
            return Inlined(signal, () => ConditionOf(op), statement ? LongestCondition : LongestInline) ?? $"{Named(signal)} = '1'";
        if (signal is OperatorSignal { Operator: Operator.Not } not && CanInline(signal) && Value(not.Operands[0]) is var inverted && IsName(inverted))
            return $"{inverted} = '0'";
        string value = Value(signal);
        return IsName(value) ? $"{value} = '1'" : $"{Bracket(value)} = '1'";
    }

    /// <summary>That conditions, at least one, have all the values that they are given with; stands in a statement of its own.</summary>
    public string AllOf(IReadOnlyList<(Signal Condition, bool Value)> conditions)
        => string.Join(" and ", conditions.Select(c => conditions.Count == 1 && c.Value ? Condition(c.Condition, true)
            : $"{(c.Value ? "" : "not ")}({Condition(c.Condition, true)})"));

    /// <summary>The arms of the multiplexers that a statement may hold: values with their conditions, and the value of the rest.</summary>
    public (ImmutableArray<(string Value, string Condition)> Arms, string Last) Arms(Signal root)
    {
        var arms = ImmutableArray.CreateBuilder<(string, string)>();
        var rest = root;
        while (rest is OperatorSignal { Operator: Operator.Multiplex } mux && (rest == root || CanInline(mux)) && arms.Count < 64)
        {
            arms.Add((Unbracketed(Value(mux.Operands[1])), Condition(mux.Operands[0])));
            rest = Resolved(mux.Operands[2]);
        }

        return (arms.ToImmutable(), rest == root ? RootValue(root) : Unbracketed(Value(rest)));
    }

    /// <summary>What stands to the right of `name &lt;=`, for a signal that is assigned by a statement of its own.</summary>
    public string RootValue(Signal root)
    {
        var op = root as OperatorSignal;
        return root switch
        {
            MemoryReadSignal read => Word(read.Memory, read.Address!, true),
            _ when op is null => Value(root),
            _ when op.Operator == Operator.Multiplex => throw new InvalidOperationException("a multiplexer is written by its arms"),
            _ when PrefersCondition(op) => $"'1' when {ConditionOf(op)} else '0'",
            _ when IsStatementOnly(op) => WideShift(op),
            _ => Unbracketed(Operation(op)),
        };
    }

    /// <summary>What drives an input of an instance: a name or a constant.</summary>
    public string Actual(Signal signal)
    {
        signal = Resolved(signal);
        if (signal is ConstantSignal || signal.WidthBits == 1)
            return signal is OperatorSignal or MemoryReadSignal { IsSynchronous: false } ? Named(signal) : Value(signal);
        return signal is InputSignal or InstanceOutputSignal ? plan.NameOf(signal)
            : $"std_logic_vector({(signal is OperatorSignal ? Named(signal) : Value(signal))})";
    }

    /// <summary>What drives an output port.</summary>
    public string PortValue(Signal signal)
    {
        signal = Resolved(signal);
        if (signal.WidthBits > 1)
            return signal is InputSignal or InstanceOutputSignal ? plan.NameOf(signal) : $"std_logic_vector({Typed(signal)})";
        return signal is OperatorSignal { Operator: not Operator.Multiplex } && CanInline(signal) ? RootValue(signal) : Value(signal);
    }

    /// <summary>A word of a memory, to read or to write it. Where the address may not matter, one out of range must not stop the
    /// simulation.</summary>
    public string Word(Memory memory, Signal address, bool mayBeUnused)
        => memory.IsSingleWord ? plan.NameOf(memory) : $"{plan.NameOf(memory)}({Index(memory, address, mayBeUnused)})";

    private string Index(Memory memory, Signal address, bool mayBeUnused)
    {
        // GHDL 2 infers no memory where an index is a literal, and synthesises latches instead: such an address is a signal.
        bool literal = memory.WritePorts.Count > 0 && Resolved(address) is ConstantSignal;
        string word = literal ? Named(Resolved(address)) : "";
        string value = memory.AddressWidthBits == 1 ? $"unsigned'(0 => {(literal ? word : Value(address))})" : literal ? word : Typed(address);
        return mayBeUnused && EntityPlan.NeedsGuard(memory) ? $"{EntityPlan.WordIndex}({value}, {memory.Depth})" : $"to_integer({value})";
    }

    /// <summary>True when a signal may be written where it is used, as far as the number of its uses is concerned.</summary>
    public bool CanInline(Signal signal) => plan.Uses(signal) == 1 && !_named.Contains(signal);

    /// <summary>A wire stands for its driver.</summary>
    public static Signal Resolved(Signal signal)
    {
        while (signal is WireSignal wire)
            signal = wire.Driver!;
        return signal;
    }

    /// <summary>The text of a signal that is written where it is used, or null when it must get a name.</summary>
    private string? Inlined(Signal signal, Func<string?> write, int longest = LongestInline)
    {
        if (_named.Contains(signal) || _depth >= DeepestInline || (plan.Uses(signal) > 1 && !IsTrivial(signal)))
            return null;
        _depth++;
        string? text = write();
        _depth--;
        return text?.Length > longest ? null : text;
    }

    private string Named(Signal signal)
    {
        if (_named.Add(signal))
            _roots.Enqueue(signal);
        return plan.NameOf(signal);
    }

    /// <summary>Cheap to write again at each use: a part of something that has a name.</summary>
    private static bool IsTrivial(Signal signal) => signal is OperatorSignal { Operator: Operator.Slice } slice && IsPrefix(Resolved(slice.Operands[0]));

    private static bool IsPrefix(Signal signal) => signal is RegisterSignal or InputSignal or InstanceOutputSignal or MemoryReadSignal { IsSynchronous: true };

    /// <summary>A name or a part of a vector with a name: letters, and perhaps an index in brackets.</summary>
    private static bool IsName(string text)
        => text.TakeWhile(c => c != '(').All(c => char.IsAsciiLetterOrDigit(c) || c == '_') && text.SkipWhile(c => c != '(').All(c => char.IsAsciiDigit(c) || c is '(' or ')');

    private static string Bracket(string text) => text[0] == '(' && Unbracketed(text) != text ? text : $"({text})";

    /// <summary>Takes away brackets around the whole text.</summary>
    private static string Unbracketed(string text)
    {
        if (text[0] != '(')
            return text;
        int depth = 0;
        for (int i = 0; i < text.Length; i++)
        {
            depth += text[i] switch { '(' => 1, ')' => -1, _ => 0 };
            if (depth == 0)
                return i == text.Length - 1 && !text.Contains("=>", StringComparison.Ordinal) ? text[1..^1] : text;
        }

        return text;
    }
}
