using System.Numerics;
using System.Runtime.CompilerServices;
using Accel.Rtl.Simulation.Activity;
using Accel.Rtl.Simulation.Compilation;
using Accel.Rtl.Simulation.Machine;
using Accel.Rtl.Simulation.Words;

namespace Accel.Rtl.Simulation;

/// <summary>
/// Simulates a module by machine code made for it. Blocks of logic whose inputs have not changed are skipped. Behaves as
/// <see cref="Interpreter"/> does, to the bit and to the problem.
/// </summary>
public sealed unsafe partial class CompiledSimulator : ISimulator
{
    private const int CacheLineBytes = 64;

    private readonly MachineProgram _program;
    private readonly WordBuilder _words;
    private readonly delegate* unmanaged[Cdecl, SuppressGCTransition]<byte*, void> _settle;
    private readonly delegate* unmanaged[Cdecl, SuppressGCTransition]<byte*, void> _edge;
    private readonly Port[] _inputs;
    private readonly Port[] _outputs;

    /// <summary>What the methods that run in every cycle need of a port of at most 64 bits; a negative slot for the others.</summary>
    private readonly (int Slot, ulong UnusedBits, (int Word, uint Bits)[] Wakes)[] _quickInputs;
    private readonly int[] _quickOutputs;
    private readonly PortTable _ports;
    private readonly Lazy<SignalNames> _names;
    private readonly ProblemLog _log;
    private readonly byte[] _pinned;
    private readonly byte* _state;
    private bool _settled;

    /// <summary>Compiles a module (flattening it first if it has instances) and puts it in its power-up state.</summary>
    /// <exception cref="NetlistException">The module is broken.</exception>
    /// <exception cref="PlatformNotSupportedException">The processor is no x86-64.</exception>
    public CompiledSimulator(Module module, SimulationOptions? options = null)
        : this(Compile(module), options)
    {
    }

    internal CompiledSimulator(MachineProgram program, SimulationOptions? options)
    {
        _program = program;
        _log = new ProblemLog(options ?? SimulationOptions.Default);
        _words = program.Plan.Words;
        _settle = (delegate* unmanaged[Cdecl, SuppressGCTransition]<byte*, void>)(program.Memory.Address + program.Settle);
        _edge = (delegate* unmanaged[Cdecl, SuppressGCTransition]<byte*, void>)(program.Memory.Address + program.Edge);
        _pinned = GC.AllocateArray<byte>(program.Layout.Bytes + CacheLineBytes, pinned: true);
        byte* start = (byte*)Unsafe.AsPointer(ref _pinned[0]);
        _state = start + (-(nint)start & (CacheLineBytes - 1));
        program.WriteJumpTable(State);
        _inputs = [.. Module.Inputs.Select(i => PlanPort(i, i.Name))];
        _outputs = [.. Module.Outputs.Select(o => PlanPort(o.Value, o.Key))];
        _quickInputs = [.. _inputs.Select(p => (p.WidthBits > 64 ? -1 : p.Slots[0], ~WideArithmetic.Mask(p.WidthBits), p.Wakes[0]))];
        _quickOutputs = [.. _outputs.Select(p => p.WidthBits > 64 ? -1 : p.Slots[0])];
        _ports = new PortTable(Module);
        _names = new Lazy<SignalNames>(() => new SignalNames(Module));
        PowerUp();
    }

    /// <summary>True where the machine code that is made can run.</summary>
    public static bool IsSupported => MachineProgram.IsSupported;

    /// <inheritdoc/>
    public Module Module => _program.Plan.Module;

    /// <inheritdoc/>
    public SignalNames Names => _names.Value;

    /// <inheritdoc/>
    public long Cycle { get; private set; }

    /// <inheritdoc/>
    public bool ResetAsserted { get; set; }

    /// <inheritdoc/>
    public IReadOnlyList<SimulationProblem> Problems => _log.Problems;

    /// <summary>The state; the code runs on it while this object, and so the array, is alive.</summary>
    private Span<byte> State => _pinned.AsSpan((int)(_state - (byte*)Unsafe.AsPointer(ref _pinned[0])), _program.Layout.Bytes);

    /// <inheritdoc/>
    public int InputIndex(string port) => _ports.Input(port);

    /// <inheritdoc/>
    public int OutputIndex(string port) => _ports.Output(port);

    /// <inheritdoc/>
    public void SetInput(int index, ulong value)
    {
        var (slot, unused, wakes) = _quickInputs[index];
        if (slot < 0 || (value & unused) != 0)
        {
            SetInput(index, (BigInteger)value);
        }
        else if (Slot(slot) != value)
        {
            Slot(slot) = value;
            Wake(wakes);
            _settled = false;
        }
    }

    /// <inheritdoc/>
    public void SetInput(int index, BigInteger value)
    {
        var port = _inputs[index];
        NamedState.RequireFits(value, port.WidthBits, port.Name);
        Span<ulong> words = stackalloc ulong[port.Slots.Length];
        WideArithmetic.FromBigInteger(value, words);
        for (int i = 0; i < words.Length; i++)
        {
            if (Slot(port.Slots[i]) == words[i])
                continue;
            Slot(port.Slots[i]) = words[i];
            Wake(port.Wakes[i]);
            _settled = false;
        }
    }

    /// <inheritdoc/>
    public ulong GetOutput(int index)
    {
        if (!_settled)
            Settle();
        int slot = _quickOutputs[index];
        return slot >= 0 ? Slot(slot)
            : _outputs[index].WidthBits <= 64 ? _outputs[index].Constants[0]
            : throw new ArgumentException($"output has {_outputs[index].WidthBits} bits: use GetOutputWide", nameof(index));
    }

    /// <inheritdoc/>
    public BigInteger GetOutputWide(int index)
    {
        if (!_settled)
            Settle();
        var port = _outputs[index];
        Span<ulong> words = stackalloc ulong[port.Slots.Length];
        for (int i = 0; i < words.Length; i++)
            words[i] = port.Slots[i] >= 0 ? Slot(port.Slots[i]) : port.Constants[i];
        return WideArithmetic.ToBigInteger(words);
    }

    /// <inheritdoc/>
    public void Settle()
    {
        if (_settled)
            return;
        _settle(_state);
        _settled = true;
    }

    /// <inheritdoc/>
    public void Step()
    {
        if (!_settled)
            Settle();
        if (*(int*)(_state + StateLayout.BrokenChecks) != 0)
            ReportChecks();
        if (ResetAsserted)
            ResetEdge();
        else
            _edge(_state);
        _settled = false;
        Cycle++;
    }

    internal static MachineProgram Compile(Module module)
    {
        ArgumentNullException.ThrowIfNull(module);
        if (!MachineProgram.IsSupported)
            throw new PlatformNotSupportedException("compiled simulation makes x86-64 code: use the interpreter on this processor");
        NetlistChecks.ThrowIfBroken(module);
        return MachineProgram.Compile(module.Flatten());
    }

    private ref ulong Slot(int offset) => ref *(ulong*)(_state + offset);

    private void Wake(ReadOnlySpan<(int Word, uint Bits)> wakes)
    {
        foreach (var (word, bits) in wakes)
            *(uint*)(_state + word) |= bits;
    }

    private Port PlanPort(Signal signal, string name)
    {
        var words = _words[signal];
        return new Port(
            name,
            signal.WidthBits,
            [.. words.Select(w => w.IsConstant ? -1 : _program.Layout.Slot(w))],
            [.. words.Select(w => w.Value)],
            [.. words.Select(w => ActivityPlan.DirtyMasks(_program.Plan.WakesOf(w)).Select(m => (StateLayout.DirtyWord(m.Word), m.Mask)).ToArray())]);
    }

    /// <summary>A port: the offset of each of its words' slots, or -1 and a constant.</summary>
    private sealed record Port(string Name, int WidthBits, int[] Slots, ulong[] Constants, (int Word, uint Bits)[][] Wakes);
}
