using System.Numerics;
using Accel.Rtl.Simulation.Compilation;

namespace Accel.Rtl.Simulation;

/// <summary>
/// Simulates a module by interpreting a flat program. Work whose inputs have not changed is skipped: the module is cut into clusters of
/// operations in topological order, each with a dirty bit; a cluster whose result changed sets the bits of those that use it.
/// </summary>
public sealed partial class Interpreter : ISimulator
{
    private readonly SimulationProgram _program;
    private readonly ulong[] _slots;
    private readonly ulong[] _dirty;
    private readonly ulong[] _scratch;
    private readonly SimulatedMemory[] _memories;
    private readonly PortTable _ports;
    private readonly int[] _inputSlots;
    private readonly int[] _outputSlots;
    private readonly Signal[] _outputs;
    private readonly ProblemLog _log;
    private readonly Lazy<SignalNames> _names;
    private bool _settled;

    /// <summary>Compiles a module (flattening it first if it has instances) and puts it in its power-up state.</summary>
    /// <exception cref="InvalidOperationException">The module is not complete.</exception>
    public Interpreter(Module module, SimulationOptions? options = null)
        : this(Compile(module), options)
    {
    }

    internal Interpreter(SimulationProgram program, SimulationOptions? options)
    {
        _program = program;
        _log = new ProblemLog(options ?? SimulationOptions.Default);
        _slots = new ulong[program.Slots.Count];
        _slots[SlotMap.One] = 1;
        foreach (var constant in program.Module.Signals.OfType<ConstantSignal>())
            WideArithmetic.FromBigInteger(constant.Value, SlotsOf(constant));
        foreach (var register in program.Registers)
            WideArithmetic.FromBigInteger(register.Signal.ResetValue ?? 0, SlotsOf(register.Signal));
        _dirty = new ulong[program.DirtyWords];
        _memories = [.. program.Memories.Select(m => new SimulatedMemory(m))];
        _scratch = new ulong[program.Clusters.Select(c => c.RootWords).DefaultIfEmpty(1).Max()];
        int pending = program.Registers.Sum(r => r.Words) + program.SynchronousReads.Sum(r => SlotMap.Words(r.Signal));
        (_commitPlan, _commitValue) = (new int[program.Registers.Length + program.SynchronousReads.Length], new ulong[pending]);
        _inputSlots = [.. program.Module.Inputs.Select(i => program.Slots[i])];
        _outputs = [.. program.Module.Outputs.Values];
        _outputSlots = [.. _outputs.Select(o => program.Slots[o])];
        _ports = new PortTable(program.Module);
        _names = new Lazy<SignalNames>(() => new SignalNames(program.Module));
        MarkEverything();
    }

    /// <inheritdoc/>
    public Module Module => _program.Module;

    /// <inheritdoc/>
    public SignalNames Names => _names.Value;

    /// <inheritdoc/>
    public long Cycle { get; private set; }

    /// <inheritdoc/>
    public bool ResetAsserted { get; set; }

    /// <inheritdoc/>
    public IReadOnlyList<SimulationProblem> Problems => _log.Problems;

    /// <summary>Number of elementary operations when everything is evaluated, for reports on speed.</summary>
    public int OperationCount => _program.OperationCount;

    /// <inheritdoc/>
    public int InputIndex(string port) => _ports.Input(port);

    /// <inheritdoc/>
    public int OutputIndex(string port) => _ports.Output(port);

    /// <inheritdoc/>
    public void SetInput(int index, ulong value)
    {
        var input = Module.Inputs[index];
        if (input.WidthBits < 64 && value >> input.WidthBits != 0)
            throw new ArgumentOutOfRangeException(nameof(value), value, $"input {input.Name} has {input.WidthBits} bits");
        if (input.WidthBits > 64)
        {
            SetInput(index, (BigInteger)value);
        }
        else if (_slots[_inputSlots[index]] != value)
        {
            _slots[_inputSlots[index]] = value;
            Wake(_program.InputFans[index]);
            _settled = false;
        }
    }

    /// <inheritdoc/>
    public void SetInput(int index, BigInteger value)
    {
        Store(Module.Inputs[index], value);
        Wake(_program.InputFans[index]);
        _settled = false;
    }

    /// <inheritdoc/>
    public ulong GetOutput(int index)
    {
        if (!_settled)
            Settle();
        if (_outputs[index].WidthBits > 64)
            throw new ArgumentException($"output has {_outputs[index].WidthBits} bits: use GetOutputWide", nameof(index));
        return _slots[_outputSlots[index]];
    }

    /// <inheritdoc/>
    public BigInteger GetOutputWide(int index) => Peek(_outputs[index]);

    /// <inheritdoc/>
    public BigInteger Peek(Signal signal)
    {
        ArgumentNullException.ThrowIfNull(signal);
        return WideArithmetic.ToBigInteger(SettledSlotsOf(signal));
    }

    /// <inheritdoc/>
    public void PokeRegister(string register, BigInteger value)
    {
        var signal = this.FindRegister(register);
        int index = _program.RegisterIndex[signal.Id];
        Store(signal, value);
        Wake(_program.Registers[index].Fan);
        MarkRegister(index);
        _settled = false;
    }

    /// <inheritdoc/>
    public BigInteger PeekMemory(string memory, int word)
    {
        var found = MemoryOf(memory, word);
        return WideArithmetic.ToBigInteger(found.Data.AsSpan(word * found.Words, found.Words));
    }

    /// <inheritdoc/>
    public void PokeMemory(string memory, int word, BigInteger value)
    {
        var found = MemoryOf(memory, word);
        NamedState.RequireFits(value, found.Plan.Memory.WidthBits, memory);
        WideArithmetic.FromBigInteger(value, found.Data.AsSpan(word * found.Words, found.Words));
        Wake(found.Plan.Fan);
        _settled = false;
    }

    internal static SimulationProgram Compile(Module module)
    {
        ArgumentNullException.ThrowIfNull(module);
        NetlistChecks.ThrowIfBroken(module);
        return ProgramBuilder.Compile(module.Flatten());
    }

    /// <summary>The slots of a signal, for readers that look at many signals each cycle.</summary>
    internal ReadOnlySpan<ulong> SettledSlotsOf(Signal signal)
    {
        if (!_settled)
            Settle();
        var resolved = _program.Slots.Resolve(signal);
        if (_program.Fused[resolved.Id])
        {
            var comparison = (OperatorSignal)resolved;
            bool equal = SettledSlotsOf(comparison.Operands[0]).SequenceEqual(SettledSlotsOf(comparison.Operands[1]));
            _slots[_program.Slots[resolved]] = equal == (comparison.Operator == Operator.Equal) ? 1UL : 0;
        }

        return SlotsOf(signal);
    }

    private SimulatedMemory MemoryOf(string name, int word)
    {
        var memory = this.FindMemory(name, word);
        return Array.Find(_memories, m => m.Plan.Memory == memory)!;
    }

    private void Store(Signal signal, BigInteger value)
    {
        NamedState.RequireFits(value, signal.WidthBits, signal.NameHint ?? "signal");
        WideArithmetic.FromBigInteger(value, SlotsOf(signal));
    }

    private Span<ulong> SlotsOf(Signal signal) => _slots.AsSpan(_program.Slots[signal], SlotMap.Words(signal));

    private void MarkEverything()
    {
        for (int i = 0; i < _program.Clusters.Length; i++)
            _dirty[i / 64] |= 1UL << (i % 64);
        for (int i = 0; i < _program.Registers.Length; i++)
            MarkRegister(i);
        _settled = false;
    }

    private void MarkRegister(int index) => _dirty[_program.ClusterWords + index / 64] |= 1UL << (index % 64);

    private void Wake(FanRange fan)
    {
        for (int i = fan.Start; i < fan.End; i++)
            _dirty[_program.FanOuts[i].Word] |= _program.FanOuts[i].Bits;
    }
}
