using System.Numerics;
using Accel.Rtl.Simulation.Unknowns;

namespace Accel.Rtl.Simulation;

/// <summary>
/// Simulates a module like <see cref="Interpreter"/> and follows the bits that nobody ever wrote. It reports when one reaches a register
/// with reset value, the enable or address of a memory write, an assertion, or an output (see
/// <see cref="SimulationOptions.QualifiedOutputs"/>), and names the register or memory word that it came from. Each place is reported once.
/// Values are the same as those of the interpreter.
/// </summary>
public sealed class CheckedInterpreter : ISimulator
{
    private readonly UnknownInstrumentation _instrumentation;
    private readonly Interpreter _simulator;
    private readonly UnknownOrigins _origins;
    private readonly HashSet<UnknownCheck> _reported = [];
    private readonly ProblemLog _log;

    /// <summary>Prepares a simulation in the power-up state.</summary>
    /// <exception cref="NetlistException">The module is broken.</exception>
    public CheckedInterpreter(Module module, SimulationOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(module);
        NetlistChecks.ThrowIfBroken(module);
        options ??= SimulationOptions.Default;
        _log = new ProblemLog(options);
        Module = module.Flatten();
        Names = new SignalNames(Module);
        _instrumentation = new UnknownInstrumentation(Module, options);
        _simulator = new Interpreter(_instrumentation.Module, options);
        _origins = new UnknownOrigins(Module, _instrumentation, _simulator, Names);
    }

    /// <inheritdoc/>
    public Module Module { get; }

    /// <inheritdoc/>
    public SignalNames Names { get; }

    /// <inheritdoc/>
    public long Cycle => _simulator.Cycle;

    /// <inheritdoc/>
    public bool ResetAsserted
    {
        get => _simulator.ResetAsserted;
        set => _simulator.ResetAsserted = value;
    }

    /// <inheritdoc/>
    public IReadOnlyList<SimulationProblem> Problems => [.. _simulator.Problems.Concat(_log.Problems).OrderBy(p => p.Cycle)];

    /// <inheritdoc/>
    public int InputIndex(string port) => _simulator.InputIndex(port);

    /// <inheritdoc/>
    public int OutputIndex(string port) => _simulator.OutputIndex(port);

    /// <inheritdoc/>
    public void SetInput(int index, ulong value) => _simulator.SetInput(index, value);

    /// <inheritdoc/>
    public void SetInput(int index, BigInteger value) => _simulator.SetInput(index, value);

    /// <inheritdoc/>
    public ulong GetOutput(int index) => _simulator.GetOutput(index);

    /// <inheritdoc/>
    public BigInteger GetOutputWide(int index) => _simulator.GetOutputWide(index);

    /// <inheritdoc/>
    public void Settle() => _simulator.Settle();

    /// <inheritdoc/>
    public BigInteger Peek(Signal signal)
    {
        ArgumentNullException.ThrowIfNull(signal);
        return _simulator.Peek(_instrumentation.Value[signal.Id]);
    }

    /// <summary>The bits of a signal that come from something never written.</summary>
    public BigInteger PeekUnknown(Signal signal)
    {
        ArgumentNullException.ThrowIfNull(signal);
        return _origins.UnknownBits(signal);
    }

    /// <inheritdoc/>
    public void PokeRegister(string register, BigInteger value)
    {
        var signal = this.FindRegister(register);
        _simulator.PokeRegister(_simulator.Names[_instrumentation.Value[signal.Id]], value);
        if (_instrumentation.Unknown[signal.Id] is OperatorSignal { Operands: [RegisterSignal known] })
            _simulator.PokeRegister(_simulator.Names[known], OperatorSemantics.Mask(signal.WidthBits));
    }

    /// <inheritdoc/>
    public BigInteger PeekMemory(string memory, int word) => _simulator.PeekMemory(memory, word);

    /// <inheritdoc/>
    public void PokeMemory(string memory, int word, BigInteger value)
    {
        var found = this.FindMemory(memory);
        _simulator.PokeMemory(memory, word, value);
        _simulator.PokeMemory(_instrumentation.Shadows[found].Name, word, OperatorSemantics.Mask(found.WidthBits));
    }

    /// <inheritdoc/>
    public void Step()
    {
        if (!ResetAsserted && !_simulator.Peek(_instrumentation.Any).IsZero)
        {
            foreach (var check in _instrumentation.Checks)
            {
                if (!_simulator.Peek(check.Violated).IsZero && _reported.Add(check))
                    Report(check);
            }
        }

        _origins.BeforeEdge();
        _simulator.Step();
    }

    private void Report(UnknownCheck check)
    {
        var origin = _origins.Find(check.Start, _origins.UnknownBits(check.Start));
        string from = $"{check.Detail}; it comes from {origin.Text}{(origin.Source is null ? "" : $" ({origin.Source})")}";
        _log.Report(new SimulationProblem(SimulationProblemKind.UninitialisedValueUsed, Cycle, check.Name, from, check.Source));
    }
}
