using System.Numerics;

namespace Accel.Rtl.Simulation.Unknowns;

/// <summary>Where an unknown bit began.</summary>
internal sealed record Origin(string Text, SourceLocation? Source);

/// <summary>
/// Finds where an unknown bit began: follows one unknown operand after the other back to a register or memory word, and remembers, for
/// those that are loaded with an unknown value, where that came from.
/// </summary>
internal sealed class UnknownOrigins(Module module, UnknownInstrumentation instrumentation, Interpreter simulator, SignalNames names)
{
    private readonly Dictionary<Signal, Origin> _loaded = [];
    private readonly Dictionary<(Memory, BigInteger), Origin> _written = [];
    private readonly Signal[] _state = [.. module.Signals.Where(s => s is RegisterSignal or MemoryReadSignal { IsSynchronous: true })];

    /// <summary>Remembers the origins of what the next edge loads.</summary>
    public void BeforeEdge()
    {
        var loads = new List<(Signal, Origin)>();
        foreach (var signal in _state)
        {
            if (signal is RegisterSignal register && IsOn(register.Enable) && UnknownBits(register.Next!) is { IsZero: false } bits)
                loads.Add((register, Find(register.Next!, bits)));
            else if (signal is MemoryReadSignal read && IsOn(read.Enable))
                loads.Add((read, OfWord(read)));
        }

        foreach (var memory in module.Memories)
        {
            foreach (var port in memory.WritePorts)
            {
                if (IsOn(port.Enable) && UnknownBits(port.Data) is { IsZero: false } bits)
                    _written[(memory, ValueOf(port.Address))] = Find(port.Data, bits);
            }
        }

        foreach (var (signal, origin) in loads)
            _loaded[signal] = origin;
    }

    /// <summary>The origin of one of some unknown bits of a signal.</summary>
    public Origin Find(Signal signal, BigInteger bits)
    {
        while (true)
        {
            switch (signal)
            {
                case RegisterSignal register:
                    return _loaded.GetValueOrDefault(register) ?? new Origin($"register {names[register]}, which was never loaded", register.Source);
                case MemoryReadSignal { IsSynchronous: true } read:
                    return _loaded.GetValueOrDefault(read) ?? new Origin($"a read port of memory {names[read.Memory]} that was never enabled", read.Source);
                case MemoryReadSignal read when UnknownBits(read.Address!).IsZero:
                    return OfWord(read);
                case MemoryReadSignal read:
                    (signal, bits) = (read.Address!, UnknownBits(read.Address!));
                    break;
                case OperatorSignal op:
                    (signal, bits) = Operand(op, bits);
                    break;
                default:
                    return new Origin($"signal {names[signal]}", signal.Source);
            }
        }
    }

    public BigInteger UnknownBits(Signal signal) => simulator.Peek(instrumentation.Unknown[signal.Id]);

    private Origin OfWord(MemoryReadSignal read)
    {
        if (!UnknownBits(read.Address!).IsZero)
            return Find(read.Address!, UnknownBits(read.Address!));
        var word = ValueOf(read.Address!);
        return _written.GetValueOrDefault((read.Memory, word))
            ?? new Origin($"word {word} of memory {names[read.Memory]}, which was never written", read.Memory.Source ?? read.Source);
    }

    private (Signal, BigInteger) Operand(OperatorSignal op, BigInteger bits)
    {
        switch (op.Operator)
        {
            case Operator.Slice:
                return (op.Operands[0], bits << op.Offset);
            case Operator.Concatenate:
                int low = op.WidthBits;
                foreach (var part in op.Operands)
                {
                    low -= part.WidthBits;
                    var taken = bits >> low & OperatorSemantics.Mask(part.WidthBits) & UnknownBits(part);
                    if (!taken.IsZero)
                        return (part, taken);
                }

                break;
            case Operator.Multiplex when UnknownBits(op.Operands[0]).IsZero:
                return (op.Operands[ValueOf(op.Operands[0]).IsOne ? 1 : 2], bits);
            case Operator.And or Operator.Or or Operator.Xor or Operator.Not:
                foreach (var operand in op.Operands)
                {
                    if (!(bits & UnknownBits(operand)).IsZero)
                        return (operand, bits & UnknownBits(operand));
                }

                break;
        }

        var first = op.Operands.First(o => !UnknownBits(o).IsZero);
        return (first, UnknownBits(first));
    }

    private bool IsOn(Signal? enable) => enable is null || ValueOf(enable).IsOne || !UnknownBits(enable).IsZero;

    private BigInteger ValueOf(Signal signal) => simulator.Peek(instrumentation.Value[signal.Id]);
}
