using System.Collections.Immutable;
using System.Numerics;
using Accel.Rtl;

namespace Accel.Verification;

/// <summary>Copies a netlist with one change.</summary>
public sealed class NetlistMutator
{
    private readonly Module _original;
    private readonly NetlistChange _change;
    private readonly Module _copy;
    private readonly Dictionary<Signal, Signal> _signals = [];
    private readonly Dictionary<Memory, Memory> _memories = [];
    private readonly List<(WireSignal Wire, Signal Driver)> _wires = [];

    private NetlistMutator(Module original, NetlistChange change)
        => (_original, _change, _copy) = (original, change, new Module(original.Name) { Summary = original.Summary });

    /// <summary>The changed copy; the original stays as it is.</summary>
    /// <param name="original">A flat netlist (see <see cref="Module.Flatten"/>).</param>
    /// <param name="change">The change.</param>
    /// <exception cref="ArgumentException">The netlist has no such place, or is not flat.</exception>
    public static Module Apply(Module original, NetlistChange change)
    {
        ArgumentNullException.ThrowIfNull(original);
        ArgumentNullException.ThrowIfNull(change);
        if (original.Flatten() != original)
        {
            throw new ArgumentException($"{original.Name} has instances or wires: flatten it first", nameof(original));
        }

        if (!NetlistChange.All(original).Contains(change))
        {
            throw new ArgumentException($"{original.Name} has no place for the change: {change}", nameof(change));
        }

        return new NetlistMutator(original, change).Copy();
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
            Drive(register);
        }

        foreach (var memory in _original.Memories)
        {
            for (int port = 0; port < memory.WritePorts.Count; port++)
            {
                Write(memory, port);
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

        foreach (var (wire, driver) in _wires)
        {
            _copy.Connect(wire, _signals[driver]);
        }

        return _copy.Flatten();
    }

    private void Drive(RegisterSignal register)
    {
        var fault = _change is RegisterChange c && c.SignalId == register.Id ? c.Fault : (RegisterFault?)null;
        var enable = fault switch
        {
            RegisterFault.AlwaysEnabled => null,
            RegisterFault.NeverEnabled => _copy.Constant(0, 1),
            _ => Optional(register.Enable),
        };
        _copy.Drive((RegisterSignal)_signals[register], _signals[register.Next!], enable);
    }

    private void Write(Memory memory, int number)
    {
        var port = memory.WritePorts[number];
        var change = _change as WritePortChange;
        bool isChanged = change is not null && change.Port == number && _original.Memories[change.MemoryIndex] == memory;
        var address = _signals[port.Address];
        _copy.Write(
            _memories[memory],
            isChanged && !change!.IsAddress ? _copy.Constant(1, 1) : _signals[port.Enable],
            isChanged && change!.IsAddress ? Beside(address) : address,
            _signals[port.Data]);
    }

    private Signal Beside(Signal address) => _copy.Binary(Operator.Xor, address, _copy.Constant(1, address.WidthBits));

    private Signal Copy(Signal signal) => signal switch
    {
        InputSignal s => _copy.Input(s.Name, s.WidthBits),
        ConstantSignal s => _copy.Constant(_change is ConstantChange c && c.SignalId == s.Id ? c.To : s.Value, s.WidthBits),
        RegisterSignal s => _copy.Register(s.WidthBits, ResetValue(s), s.NameHint, s.Source),
        MemoryReadSignal { IsSynchronous: true } s => _copy.ReadSynchronous(
            _memories[s.Memory], AddressOf(s), s.Enable is null ? null : Later(s.Enable), s.Source),
        MemoryReadSignal s => _copy.Read(_memories[s.Memory], AddressOf(s), s.Enable is null ? null : Later(s.Enable), s.Source),
        OperatorSignal s => Copy(s),
        _ => throw new InvalidOperationException($"unknown signal {signal.GetType().Name}"),
    };

    private BigInteger? ResetValue(RegisterSignal register)
        => _change is RegisterChange { Fault: RegisterFault.OtherResetValue } c && c.SignalId == register.Id ? register.ResetValue ^ 1 : register.ResetValue;

    private Signal AddressOf(MemoryReadSignal read)
        => _change is ReadAddressChange c && c.SignalId == read.Id ? Beside(Later(read.Address!)) : Later(read.Address!);

    // What a read on the edge depends on may come after it.
    private Signal Later(Signal original)
    {
        if (_signals.TryGetValue(original, out var made))
        {
            return made;
        }

        var wire = _copy.Wire(original.WidthBits);
        _wires.Add((wire, original));
        return wire;
    }

    private Signal Copy(OperatorSignal s)
    {
        var mutation = _change is Mutation m && m.SignalId == s.Id ? m : null;
        var op = mutation?.To ?? s.Operator;
        bool swap = mutation is not null && mutation.From == mutation.To;
        ImmutableArray<Signal> operands = [.. s.Operands.Select(o => _signals[o])];
        var a = operands[0];
        if (_change is ArmChange arm && arm.SignalId == s.Id)
        {
            return operands[arm.TakesTrue ? 1 : 2];
        }

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
