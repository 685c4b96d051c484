using System.Collections.Immutable;
using Accel.Rtl;

namespace Accel.Verification;

/// <summary>Copies a netlist with one operator changed.</summary>
public sealed class NetlistMutator
{
    private readonly Module _original;
    private readonly Mutation _mutation;
    private readonly Module _copy;
    private readonly Dictionary<Signal, Signal> _signals = [];
    private readonly Dictionary<Memory, Memory> _memories = [];

    private NetlistMutator(Module original, Mutation mutation)
        => (_original, _mutation, _copy) = (original, mutation, new Module(original.Name) { Summary = original.Summary });

    /// <summary>The changed copy; the original stays as it is.</summary>
    /// <param name="original">A flat netlist (see <see cref="Module.Flatten"/>).</param>
    /// <param name="mutation">The change.</param>
    /// <exception cref="ArgumentException">The netlist has no such operator, or is not flat.</exception>
    public static Module Apply(Module original, Mutation mutation)
    {
        ArgumentNullException.ThrowIfNull(original);
        ArgumentNullException.ThrowIfNull(mutation);
        if (original.Flatten() != original)
        {
            throw new ArgumentException($"{original.Name} has instances or wires: flatten it first", nameof(original));
        }

        if (original.Signals.ElementAtOrDefault(mutation.SignalId) is not OperatorSignal signal || signal.Operator != mutation.From)
        {
            throw new ArgumentException($"{original.Name} has no {mutation.From} at signal {mutation.SignalId}", nameof(mutation));
        }

        return new NetlistMutator(original, mutation).Copy();
    }

    private Module Copy()
    {
        foreach (var memory in _original.Memories)
        {
            _memories[memory] = _copy.Memory(memory.Name, memory.Depth, memory.WidthBits, memory.Style, memory.Initial, memory.Source);
        }

        foreach (var signal in _original.Signals)
        {
            var made = Copy(signal);
            made.NameHint ??= signal.NameHint;
            _signals[signal] = made;
        }

        foreach (var register in _original.Signals.OfType<RegisterSignal>().Where(r => r.Next is not null))
        {
            _copy.Drive((RegisterSignal)_signals[register], _signals[register.Next!], Optional(register.Enable));
        }

        foreach (var memory in _original.Memories)
        {
            foreach (var port in memory.WritePorts)
            {
                _copy.Write(_memories[memory], _signals[port.Enable], _signals[port.Address], _signals[port.Data]);
            }
        }

        foreach (var assertion in _original.Assertions)
        {
            _copy.Assert(_signals[assertion.Enable], _signals[assertion.Condition], assertion.Message, assertion.Source);
        }

        foreach (var (name, signal) in _original.Outputs)
        {
            _copy.Output(name, _signals[signal]);
        }

        return _copy;
    }

    private Signal Copy(Signal signal) => signal switch
    {
        InputSignal s => _copy.Input(s.Name, s.WidthBits),
        ConstantSignal s => _copy.Constant(s.Value, s.WidthBits),
        RegisterSignal s => _copy.Register(s.WidthBits, s.ResetValue, s.NameHint, s.Source),
        MemoryReadSignal { IsSynchronous: true } s => _copy.ReadSynchronous(_memories[s.Memory], _signals[s.Address!], Optional(s.Enable), s.Source),
        MemoryReadSignal s => _copy.Read(_memories[s.Memory], _signals[s.Address!], Optional(s.Enable), s.Source),
        OperatorSignal s => Copy(s),
        _ => throw new InvalidOperationException($"unknown signal {signal.GetType().Name}"),
    };

    private Signal Copy(OperatorSignal s)
    {
        var op = s.Id == _mutation.SignalId ? _mutation.To : s.Operator;
        bool swap = s.Id == _mutation.SignalId && _mutation.From == _mutation.To;
        ImmutableArray<Signal> operands = [.. s.Operands.Select(o => _signals[o])];
        var a = operands[0];
        return op switch
        {
            Operator.Not => _copy.Not(a, s.Source),
            Operator.Negate => _copy.Negate(a, s.Source),
            Operator.ShiftLeft or Operator.ShiftRightLogical or Operator.ShiftRightArithmetic => _copy.Shift(op, a, operands[1], s.Source),
            Operator.Multiplex => swap ? _copy.Multiplex(a, operands[2], operands[1], s.Source) : _copy.Multiplex(a, operands[1], operands[2], s.Source),
            Operator.Slice => _copy.Slice(a, s.Offset, s.WidthBits, s.Source),
            Operator.Concatenate => _copy.Concatenate(operands, s.Source),
            Operator.ZeroExtend => _copy.Extend(a, s.WidthBits, false, s.Source),
            Operator.SignExtend => _copy.Extend(a, s.WidthBits, true, s.Source),
            Operator.ReduceOr or Operator.ReduceAnd or Operator.ReduceXor => _copy.Reduce(op, a, s.Source),
            _ => _copy.Binary(op, a, operands[1], s.Source),
        };
    }

    private Signal? Optional(Signal? signal) => signal is null ? null : _signals[signal];
}
