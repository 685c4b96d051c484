using System.Collections.Immutable;
using Accel.Rtl.Transforms;

namespace Accel.Rtl.Simulation.Unknowns;

/// <summary>A place where an unknown bit must not arrive.</summary>
/// <param name="Violated">1 in the instrumented module when one does.</param>
/// <param name="Start">The original signal whose unknown bits are the fault.</param>
/// <param name="Name">Register, memory, output or assertion concerned.</param>
/// <param name="Detail">What is wrong.</param>
/// <param name="Source">Where it comes from.</param>
internal sealed record UnknownCheck(Signal Violated, Signal Start, string Name, string Detail, SourceLocation? Source);

/// <summary>
/// Copies a flat module and adds, for each of its signals, one that says which of its bits are unknown: those that come from a register
/// without reset value before it was loaded, or from a memory word that was never written. Registers and memories get a shadow that
/// holds their known bits, so that everything starts unknown without a reset.
/// </summary>
internal sealed class UnknownInstrumentation
{
    private readonly Module _old;
    private readonly SignalFolder _folder;
    private readonly UnknownLogic _logic;
    private readonly SignalNames _names;
    private readonly Dictionary<Memory, Memory> _values = [];
    private readonly Dictionary<MemoryReadSignal, RegisterSignal> _captures = [];
    private readonly List<UnknownCheck> _checks = [];

    public UnknownInstrumentation(Module flat, SimulationOptions options)
    {
        _old = flat;
        _names = new SignalNames(flat);
        Module = new Module(flat.Name);
        _folder = new SignalFolder(Module);
        _logic = new UnknownLogic(_folder);
        Value = new Signal[flat.Signals.Count];
        Unknown = new Signal[flat.Signals.Count];
        var shadows = new Dictionary<Signal, Signal>();
        foreach (var memory in flat.Memories)
        {
            var known = memory.Initial.Length == 0 ? memory.Initial : [.. memory.Initial.Select(_ => OperatorSemantics.Mask(memory.WidthBits))];
            _values.Add(memory, Module.Memory(_names[memory], memory.Depth, memory.WidthBits, memory.Style, memory.Initial, memory.Source));
            Shadows.Add(memory, Module.Memory(_names[memory] + "?known", memory.Depth, memory.WidthBits, memory.Style, known, memory.Source));
        }

        foreach (var signal in flat.Signals)
            Copy(signal, shadows);
        foreach (var (old, shadow) in shadows)
            Connect(old, shadow);
        foreach (var memory in flat.Memories)
            CopyWritePorts(memory);
        foreach (var assertion in flat.Assertions)
        {
            Module.Assert(Value[assertion.Enable.Id], Value[assertion.Condition.Id], assertion.Message, assertion.Source);
            Check(Unknown[assertion.Enable.Id], assertion.Enable, "assertion", $"whether '{assertion.Message}' is asserted depends on an unknown value", assertion.Source);
            Check(_logic.And(Value[assertion.Enable.Id], Unknown[assertion.Condition.Id]), assertion.Condition, "assertion", $"'{assertion.Message}' depends on an unknown value", assertion.Source);
        }

        foreach (var (name, signal) in flat.Outputs)
        {
            Module.Output(name, Value[signal.Id]);
            CheckOutput(name, signal, options.QualifiedOutputs.GetValueOrDefault(name));
        }

        Any = _checks.Count == 0 ? _folder.Constant(0, 1) : Tree([.. _checks.Select(c => c.Violated)]);
    }

    /// <summary>The instrumented module.</summary>
    public Module Module { get; }

    /// <summary>The copy of each original signal, by id.</summary>
    public Signal[] Value { get; }

    /// <summary>The unknown bits of each original signal, by id.</summary>
    public Signal[] Unknown { get; }

    /// <summary>The memory of known bits of each memory.</summary>
    public Dictionary<Memory, Memory> Shadows { get; } = [];

    /// <summary>1 when any check is violated.</summary>
    public Signal Any { get; }

    public IReadOnlyList<UnknownCheck> Checks => _checks;

    private void Copy(Signal signal, Dictionary<Signal, Signal> shadows)
    {
        switch (signal)
        {
            case InputSignal input:
                Set(signal, Module.Input(input.Name, input.WidthBits), _logic.None(input.WidthBits));
                break;
            case ConstantSignal constant:
                Set(signal, _folder.Constant(constant.Value, constant.WidthBits), _logic.None(constant.WidthBits));
                break;
            case OperatorSignal op:
                Signal[] values = [.. op.Operands.Select(o => Value[o.Id])];
                var unknown = _logic.Of(op, values, [.. op.Operands.Select(o => Unknown[o.Id])]);
                Set(signal, _folder.Make(op.Operator, values, op.Offset, op.WidthBits, op.Source), unknown);
                break;
            case RegisterSignal register:
                var copy = Module.Register(register.WidthBits, register.ResetValue, _names[register], register.Source);
                var known = Module.Register(register.WidthBits, register.ResetValue is null ? null : OperatorSemantics.Mask(register.WidthBits));
                shadows.Add(register, known);
                Set(signal, copy, _logic.Not(known));
                break;
            case MemoryReadSignal read:
                var value = Module.ReadUnconnected(_values[read.Memory], read.IsSynchronous, read.Source);
                var shadow = Module.ReadUnconnected(Shadows[read.Memory], read.IsSynchronous, read.Source);
                shadows.Add(read, shadow);
                if (read.IsSynchronous)
                {
                    // Whether the address and the enable were known when the word was captured.
                    var captured = Module.Register(1);
                    _captures.Add(read, captured);
                    Set(signal, value, _logic.Or(_logic.Not(shadow), _logic.Spread(_logic.Not(captured), read.WidthBits)));
                    break;
                }

                (value.Address, shadow.Address) = (Value[read.Address!.Id], Value[read.Address.Id]);
                Set(signal, value, _logic.Or(_logic.Not(shadow), _logic.Spread(_logic.Any(Unknown[read.Address.Id]), read.WidthBits)));
                break;
            default:
                throw new NotSupportedException($"{signal.GetType().Name} in a flat module");
        }
    }

    private void Set(Signal old, Signal value, Signal unknown) => (Value[old.Id], Unknown[old.Id]) = (value, unknown);

    private void Connect(Signal old, Signal shadow)
    {
        if (old is RegisterSignal register)
        {
            var enable = register.Enable is null ? null : Value[register.Enable.Id];
            var enableUnknown = register.Enable is null ? _logic.None(1) : Unknown[register.Enable.Id];
            var unknown = _logic.Or(Unknown[register.Next!.Id], _logic.Spread(enableUnknown, register.WidthBits));
            Module.Drive((RegisterSignal)Value[register.Id], Value[register.Next.Id], enable);
            Module.Drive((RegisterSignal)shadow, _logic.Not(unknown), enable is null ? null : _logic.Or(enable, enableUnknown));
            if (register.ResetValue is null)
                return;
            Check(enableUnknown, register.Enable!, _names[register], "it is loaded or not depending on an unknown value", register.Source);
            var loaded = _logic.Any(Unknown[register.Next.Id]);
            Check(enable is null ? loaded : _logic.And(enable, loaded), register.Next, _names[register], "an unknown value is loaded", register.Source);
            return;
        }

        var read = (MemoryReadSignal)old;
        foreach (var port in new[] { (MemoryReadSignal)Value[read.Id], (MemoryReadSignal)shadow })
        {
            port.Address = Value[read.Address!.Id];
            port.Enable = read.Enable is null ? null : Value[read.Enable.Id];
        }

        if (_captures.TryGetValue(read, out var captured))
        {
            var enableUnknown = read.Enable is null ? _logic.None(1) : Unknown[read.Enable.Id];
            var known = _logic.Not(_logic.Or(enableUnknown, _logic.Any(Unknown[read.Address!.Id])));
            Module.Drive(captured, known, read.Enable is null ? null : _logic.Or(Value[read.Enable.Id], enableUnknown));
        }
    }

    private void CopyWritePorts(Memory memory)
    {
        foreach (var port in memory.WritePorts)
        {
            var (enable, address, data) = (Value[port.Enable.Id], Value[port.Address.Id], Value[port.Data.Id]);
            Module.Write(_values[memory], enable, address, data);
            Module.Write(Shadows[memory], enable, address, _logic.Not(Unknown[port.Data.Id]));
            Check(Unknown[port.Enable.Id], port.Enable, _names[memory], "it is written or not depending on an unknown value", memory.Source);
            Check(_logic.And(enable, _logic.Any(Unknown[port.Address.Id])), port.Address, _names[memory], "it is written at an unknown address", memory.Source);
        }
    }

    private void CheckOutput(string name, Signal signal, ImmutableArray<string> qualifiers)
    {
        var violated = _logic.Any(Unknown[signal.Id]);
        foreach (string qualifier in qualifiers.IsDefault ? [] : qualifiers)
        {
            if (!_old.Outputs.TryGetValue(qualifier, out var by) || by.WidthBits != 1)
                throw new ArgumentException($"output {name} is qualified by {qualifier}, which is not a 1-bit output of module {_old.Name}");
            violated = _logic.And(violated, Value[by.Id]);
        }

        Check(violated, signal, name, "the output is unknown", signal.Source);
    }

    private void Check(Signal violated, Signal start, string name, string detail, SourceLocation? source)
    {
        if (!UnknownLogic.IsNone(violated))
            _checks.Add(new UnknownCheck(violated, start, name, detail, source));
    }

    private Signal Tree(List<Signal> bits)
    {
        while (bits.Count > 1)
            bits = [.. bits.Chunk(2).Select(pair => pair.Length == 2 ? _logic.Or(pair[0], pair[1]) : pair[0])];
        return bits[0];
    }
}
