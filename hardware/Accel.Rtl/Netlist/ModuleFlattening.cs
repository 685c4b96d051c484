using System.Collections.Immutable;

namespace Accel.Rtl;

/// <summary>
/// Copies a module and everything it instantiates into one module without instances and wires. Names of what lay in an instance are
/// prefixed with the instance's name and a dot. The order of signals is kept where there are no wires.
/// </summary>
internal sealed class ModuleFlattening
{
    private readonly Module _result;
    private readonly Stack<(Scope Scope, Signal Signal)> _pending = new();

    private ModuleFlattening(Module top) => _result = new Module(top.Name) { Summary = top.Summary };

    /// <summary>The flat copy, or the module itself when it is flat already.</summary>
    /// <exception cref="InvalidOperationException">A wire or register is not connected, or wires form a combinational loop.</exception>
    public static Module Flatten(Module top)
        => top.Instances.Count == 0 && !top.Signals.Any(s => s is WireSignal) ? top : new ModuleFlattening(top).Run(top);

    private Module Run(Module top)
    {
        var scopes = new List<Scope>();
        Elaborate(new Scope(top, "", null, null), scopes);
        foreach (var scope in scopes)
            MakeState(scope);
        foreach (var scope in scopes)
        {
            foreach (var signal in scope.Module.Signals)
                Resolve(scope, signal);
        }

        foreach (var scope in scopes)
        {
            FindReset(scope);
            Connect(scope);
        }

        foreach (var (name, signal) in top.Outputs)
            _result.Output(name, scopes[0].Map[signal.Id]!);
        return _result;
    }

    private static void Elaborate(Scope scope, List<Scope> scopes)
    {
        scopes.Add(scope);
        foreach (var instance in scope.Module.Instances)
        {
            var child = new Scope(instance.Module, scope.Prefix + instance.Name + ".", scope, instance);
            scope.Children.Add(instance, child);
            Elaborate(child, scopes);
        }
    }

    private void MakeState(Scope scope)
    {
        foreach (var memory in scope.Module.Memories)
        {
            scope.Memories.Add(
                memory,
                _result.Memory(scope.Prefix + memory.Name, memory.Depth, memory.WidthBits, memory.Style, memory.Initial, memory.Source));
        }

        foreach (var signal in scope.Module.Signals)
        {
            scope.Map[signal.Id] = signal switch
            {
                InputSignal input when scope.Parent is null => _result.Input(input.Name, input.WidthBits),
                RegisterSignal register => _result.RegisterLike(register, Named(scope, register)),
                MemoryReadSignal { IsSynchronous: true } read => Named(scope, read, _result.ReadUnconnected(scope.Memories[read.Memory], true, read.Source)),
                _ => null,
            };
        }
    }

    /// <summary>Makes the copy of a signal after the copies of what it depends on, without recursion: chains may be very long.</summary>
    private void Resolve(Scope scope, Signal signal)
    {
        _pending.Push((scope, signal));
        while (_pending.TryPeek(out var top))
        {
            if (top.Scope.Map[top.Signal.Id] is not null)
            {
                _pending.Pop();
                continue;
            }

            if (PushMissing(top.Scope, top.Signal))
            {
                if (!top.Scope.OnPath.Add(top.Signal))
                    throw new InvalidOperationException(DescribeLoop(top.Scope, top.Signal));
                continue;
            }

            _pending.Pop();
            top.Scope.OnPath.Remove(top.Signal);
            top.Scope.Map[top.Signal.Id] = Copy(top.Scope, top.Signal);
        }
    }

    private bool PushMissing(Scope scope, Signal signal)
    {
        int before = _pending.Count;
        switch (signal)
        {
            case OperatorSignal op:
                foreach (var operand in op.Operands)
                    PushIfMissing(scope, operand);
                break;
            case MemoryReadSignal read:
                PushIfMissing(scope, read.Address!);
                break;
            default:
                var (driverScope, driver) = Driver(scope, signal);
                if (driver is not null)
                    PushIfMissing(driverScope, driver);
                break;
        }

        return _pending.Count > before;
    }

    private void PushIfMissing(Scope scope, Signal signal)
    {
        if (scope.Map[signal.Id] is null)
            _pending.Push((scope, signal));
    }

    /// <summary>What a wire, a port of an instance, or the output of one is another name for.</summary>
    private (Scope Scope, Signal? Driver) Driver(Scope scope, Signal signal) => signal switch
    {
        WireSignal wire => (scope, wire.Driver ?? throw new InvalidOperationException($"module {_result.Name}: wire {Describe(scope, wire)} is not connected")),
        InputSignal input => (scope.Parent!, scope.Instance!.Inputs[input.Name]),
        InstanceOutputSignal output => (scope.Children[output.Instance], output.Instance.Module.Outputs[output.Port]),
        _ => (scope, null),
    };

    private Signal Copy(Scope scope, Signal signal)
    {
        switch (signal)
        {
            case ConstantSignal constant:
                return Named(scope, constant, _result.Constant(constant.Value, constant.WidthBits));
            case OperatorSignal op:
                var operands = op.Operands.Select(o => scope.Map[o.Id]!).ToImmutableArray();
                return Named(scope, op, _result.Operate(op.Operator, operands, op.Offset, op.WidthBits, op.Source));
            case MemoryReadSignal read:
                return Named(scope, read, _result.Read(scope.Memories[read.Memory], scope.Map[read.Address!.Id]!, null, read.Source));
            default:
                var (driverScope, driver) = Driver(scope, signal);
                var copy = driverScope.Map[driver!.Id]!;
                copy.NameHint ??= signal.NameHint is { } hint ? scope.Prefix + hint : null;
                return copy;
        }
    }

    /// <summary>When a scope is in reset although the whole module is not: parents come before their children.</summary>
    private void FindReset(Scope scope)
    {
        var outer = scope.Parent?.Reset;
        var own = scope.Instance?.Reset is { } reset ? scope.Parent!.Map[reset.Id] : null;
        scope.Reset = outer is null || own is null ? own ?? outer : _result.Binary(Operator.Or, outer, own);
    }

    /// <summary>The flat module has one reset: a register that has another one takes its reset value as a value like any other.</summary>
    private void Drive(Scope scope, RegisterSignal copy, Signal next, Signal? enable)
    {
        if (scope.Reset is { } reset && copy.ResetValue is { } value)
        {
            next = _result.Multiplex(reset, _result.Constant(value, copy.WidthBits), next);
            enable = enable is null ? null : _result.Binary(Operator.Or, reset, enable);
        }

        _result.Drive(copy, next, enable);
    }

    private void Connect(Scope scope)
    {
        Signal? Mapped(Signal? signal) => signal is null ? null : scope.Map[signal.Id];
        foreach (var signal in scope.Module.Signals)
        {
            switch (signal)
            {
                case RegisterSignal register:
                    _ = register.Next ?? throw new InvalidOperationException($"module {_result.Name}: register {Describe(scope, register)} is not driven");
                    Drive(scope, (RegisterSignal)scope.Map[register.Id]!, Mapped(register.Next)!, Mapped(register.Enable));
                    break;
                case MemoryReadSignal read:
                    var copy = (MemoryReadSignal)scope.Map[read.Id]!;
                    (copy.Address, copy.Enable) = (Mapped(read.Address), Mapped(read.Enable));
                    break;
            }
        }

        foreach (var memory in scope.Module.Memories)
        {
            foreach (var port in memory.WritePorts)
                _result.Write(scope.Memories[memory], Mapped(port.Enable)!, Mapped(port.Address)!, Mapped(port.Data)!);
        }

        foreach (var assertion in scope.Module.Assertions)
        {
            var enable = Mapped(assertion.Enable)!;
            _result.Assert(
                scope.Reset is { } reset ? _result.Binary(Operator.And, enable, _result.Not(reset)) : enable,
                Mapped(assertion.Condition)!,
                assertion.Message,
                assertion.Source);
        }
    }

    private string DescribeLoop(Scope scope, Signal signal)
    {
        var path = _pending.Where(p => p.Scope.OnPath.Contains(p.Signal)).Reverse().Distinct().SkipWhile(p => p != (scope, signal));
        return $"module {_result.Name}: combinational loop through {string.Join(" -> ", path.Select(p => Describe(p.Scope, p.Signal)))}: put a register into it";
    }

    private static string? Named(Scope scope, Signal signal) => signal.NameHint is { } hint ? scope.Prefix + hint : null;

    private static T Named<T>(Scope scope, Signal original, T copy)
        where T : Signal
    {
        copy.NameHint = Named(scope, original);
        return copy;
    }

    private static string Describe(Scope scope, Signal signal)
        => scope.Prefix + (signal.NameHint ?? "#" + signal.Id) + (signal.Source is { } source ? $" ({source})" : "");

    private sealed record Scope(Module Module, string Prefix, Scope? Parent, Instance? Instance)
    {
        public Signal?[] Map { get; } = new Signal?[Module.Signals.Count];

        public Dictionary<Memory, Memory> Memories { get; } = [];

        public Dictionary<Instance, Scope> Children { get; } = [];

        public Signal? Reset { get; set; }

        public HashSet<Signal> OnPath { get; } = [];
    }
}
