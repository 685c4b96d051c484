using System.Numerics;
using Accel.Rtl.Simulation;

namespace Accel.Rtl.Coverage;

/// <summary>Which bits of a signal have changed.</summary>
/// <param name="Signal">A register or a port.</param>
/// <param name="Rose">Bits that went from 0 to 1.</param>
/// <param name="Fell">Bits that went from 1 to 0.</param>
public sealed record SignalToggles(Signal Signal, BigInteger Rose, BigInteger Fell);

/// <summary>
/// Logic beside a module that notes which bits of its registers and ports rise and fall. It is part of the netlist, so that every simulator
/// runs it at its own speed; a register's probe does something only when the register is enabled. Edges in reset are not looked at.
/// </summary>
public sealed class ToggleProbe
{
    private readonly Module _module;
    private readonly RegisterSignal _started;
    private readonly List<(Signal Signal, RegisterSignal Rose, RegisterSignal Fell)> _probes = [];

    /// <summary>Adds the probes to a flat module that nobody else uses: it is changed.</summary>
    /// <exception cref="ArgumentException">The module is not flat.</exception>
    public ToggleProbe(Module module)
    {
        ArgumentNullException.ThrowIfNull(module);
        if (module.Flatten() != module)
            throw new ArgumentException($"{module.Name} has instances or wires: flatten it first", nameof(module));
        _module = module;
        var registers = module.Signals.OfType<RegisterSignal>().Where(r => r.NameHint?.StartsWith(CoverPoint.RegisterPrefix, StringComparison.Ordinal) != true);
        var ports = module.Inputs.Concat(module.Outputs.Values).Where(s => s is not (RegisterSignal or ConstantSignal));
        Signal[] signals = [.. registers, .. ports.Distinct()];
        _started = module.Register(1, 0);
        module.Drive(_started, module.Constant(1, 1));
        foreach (var signal in signals)
            Add(signal);
    }

    /// <summary>What has changed since the last reset.</summary>
    /// <param name="simulator">Runs the module.</param>
    public IEnumerable<SignalToggles> Read(ISimulator simulator)
    {
        ArgumentNullException.ThrowIfNull(simulator);
        return _probes.Select(p => new SignalToggles(p.Signal, simulator.Peek(p.Rose), simulator.Peek(p.Fell)));
    }

    private void Add(Signal signal)
    {
        if (signal is RegisterSignal register)
        {
            Add(signal, register, register.Next!, register.Enable);
            return;
        }

        var before = _module.Register(signal.WidthBits);
        _module.Drive(before, signal);
        Add(signal, before, signal, _started);
    }

    private void Add(Signal signal, Signal before, Signal after, Signal? enable)
    {
        var rose = _module.Register(signal.WidthBits, 0);
        var fell = _module.Register(signal.WidthBits, 0);
        var rises = _module.Binary(Operator.And, _module.Not(before), after);
        var falls = _module.Binary(Operator.And, before, _module.Not(after));
        _module.Drive(rose, _module.Binary(Operator.Or, rose, rises), enable);
        _module.Drive(fell, _module.Binary(Operator.Or, fell, falls), enable);
        _probes.Add((signal, rose, fell));
    }
}
