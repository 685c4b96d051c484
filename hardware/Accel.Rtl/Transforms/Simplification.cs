using System.Collections.Immutable;

namespace Accel.Rtl.Transforms;

/// <summary>
/// Rebuilds a module with constants folded, equal logic shared and unused logic left out. Ports, names, sources and behaviour stay; the
/// time is proportional to the size. The modules of instances are simplified too, each once.
/// </summary>
internal sealed class Simplification
{
    /// <summary>Folding may leave logic unused, which the next round leaves out.</summary>
    private const int MaximumRounds = 4;

    private readonly Module _old;
    private readonly Module _new;
    private readonly SignalFolder _folder;
    private readonly Signal?[] _map;
    private readonly Dictionary<Memory, Memory> _memories = [];
    private readonly Dictionary<Instance, Instance> _instances = [];
    private readonly Dictionary<Module, Module> _modules;
    private readonly bool[] _live;

    private Simplification(Module old, Dictionary<Module, Module> modules)
    {
        (_old, _modules) = (old, modules);
        _new = new Module(old.Name) { Summary = old.Summary };
        _folder = new SignalFolder(_new);
        _map = new Signal?[old.Signals.Count];
        _live = Liveness.Of(old);
    }

    public static Module Run(Module module) => Run(module, []);

    private static Module Run(Module module, Dictionary<Module, Module> modules)
    {
        if (modules.TryGetValue(module, out var done))
            return done;
        var current = module;
        for (int round = 0; round < MaximumRounds; round++)
        {
            int before = current.Signals.Count;
            current = new Simplification(current, modules).Rebuild();
            if (current.Signals.Count == before)
                break;
        }

        modules.Add(module, current);
        return current;
    }

    private Module Rebuild()
    {
        foreach (var signal in _old.Signals)
        {
            if (signal is InputSignal || _live[signal.Id])
                _map[signal.Id] = Copy(signal);
        }

        foreach (var signal in _old.Signals)
        {
            if (_map[signal.Id] is not null)
                Connect(signal);
        }

        foreach (var memory in _memories.Keys)
        {
            // A memory that is never written and has no content keeps its ports: what reads it is a mistake that must stay visible.
            foreach (var port in memory.WritePorts.Where(p => memory.Initial.Length == 0 || !IsConstant(p.Enable, 0)))
                _new.Write(_memories[memory], Mapped(port.Enable), Mapped(port.Address), Mapped(port.Data));
        }

        foreach (var instance in _old.Instances)
            Copy(instance);
        foreach (var assertion in _old.Assertions.Where(a => !IsConstant(a.Enable, 0) && !IsConstant(a.Condition, 1)))
            _new.Assert(Mapped(assertion.Enable), Mapped(assertion.Condition), assertion.Message, assertion.Source);
        foreach (var (name, signal) in _old.Outputs)
            _new.Output(name, Mapped(signal));
        return _new;
    }

    private Signal Copy(Signal signal)
    {
        var copy = signal switch
        {
            InputSignal input => _new.Input(input.Name, input.WidthBits),
            ConstantSignal constant => _folder.Constant(constant.Value, constant.WidthBits, constant.NameHint),
            RegisterSignal register when NeverChanges(register) => _folder.Constant(register.ResetValue!.Value, register.WidthBits),
            RegisterSignal register => _new.RegisterLike(register, null),
            OperatorSignal op => _folder.Make(op.Operator, [.. op.Operands.Select(Mapped)], op.Offset, op.WidthBits, op.Source),
            MemoryReadSignal { IsSynchronous: false } read => _new.Read(MemoryOf(read.Memory), Mapped(read.Address!), null, read.Source),
            MemoryReadSignal read => _new.ReadUnconnected(MemoryOf(read.Memory), true, read.Source),
            WireSignal wire => _new.Wire(wire.WidthBits, null, wire.Source),
            InstanceOutputSignal output => Copy(output.Instance).Outputs[output.Port],
            _ => throw new NotSupportedException($"unknown signal {signal}"),
        };
        if (copy is not ConstantSignal)
            copy.NameHint ??= signal.NameHint;
        return copy;
    }

    private void Connect(Signal signal)
    {
        switch (signal, _map[signal.Id])
        {
            case (RegisterSignal old, RegisterSignal copy):
                bool always = old.Enable is null || IsConstant(old.Enable, 1);
                _new.Drive(copy, Mapped(old.Next!), always ? null : Mapped(old.Enable!));
                break;
            case (WireSignal old, WireSignal copy):
                _new.Connect(copy, Mapped(old.Driver!));
                break;
            case (MemoryReadSignal old, MemoryReadSignal copy):
                copy.Address = Mapped(old.Address!);
                copy.Enable = old.Enable is null || IsConstant(old.Enable, 1) ? null : Mapped(old.Enable);
                break;
        }
    }

    private Memory MemoryOf(Memory old)
    {
        if (!_memories.TryGetValue(old, out var copy))
        {
            copy = _new.Memory(old.Name, old.Depth, old.WidthBits, old.Style, old.Initial, old.Source);
            _memories.Add(old, copy);
        }

        return copy;
    }

    private Instance Copy(Instance old)
    {
        if (!_instances.TryGetValue(old, out var copy))
        {
            copy = _new.Instantiate(old.Name, Run(old.Module, _modules), old.Inputs.ToImmutableSortedDictionary(i => i.Key, i => Mapped(i.Value), StringComparer.Ordinal), ResetOf(old));
            _instances.Add(old, copy);
        }

        return copy;
    }

    private Signal? ResetOf(Instance old) => old.Reset is null || IsConstant(old.Reset, 0) ? null : Mapped(old.Reset);

    private static bool NeverChanges(RegisterSignal register)
        => register.ResetValue is not null
            && (register.Next == register || register.Enable is ConstantSignal { Value.IsZero: true }
                || (register.Next is ConstantSignal next && next.Value == register.ResetValue));

    private bool IsConstant(Signal old, int value) => _map[old.Id] is ConstantSignal constant && constant.Value == value;

    private Signal Mapped(Signal old) => _map[old.Id]!;
}
