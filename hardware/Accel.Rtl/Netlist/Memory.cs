using System.Collections.Immutable;
using System.Numerics;

namespace Accel.Rtl;

/// <summary>What a memory should be built of; the choice is a wish that the writer expresses as an attribute.</summary>
public enum MemoryStyle
{
    /// <summary>Left to the synthesis tool.</summary>
    Automatic,
    /// <summary>LUT RAM.</summary>
    Distributed,
    /// <summary>Block RAM.</summary>
    Block,
    /// <summary>UltraRAM.</summary>
    Ultra,
    /// <summary>Flip-flops.</summary>
    Registers,
}

/// <summary>An array of <see cref="Depth"/> words of <see cref="WidthBits"/> bits with write ports on the clock edge.</summary>
public sealed class Memory
{
    private readonly List<MemoryWritePort> _writePorts = [];
    private readonly List<MemoryReadSignal> _readPorts = [];

    internal Memory(Module owner, string name, int depth, int widthBits, MemoryStyle style, ImmutableArray<BigInteger> initial, SourceLocation? source)
        => (Owner, Name, Depth, WidthBits, Style, Initial, Source)
            = (owner, name, depth, widthBits, depth == 1 ? MemoryStyle.Registers : style, initial, source);

    /// <summary>The module that the memory belongs to; its ports are signals of the same module.</summary>
    internal Module Owner { get; }

    /// <summary>Name wished for, from the C# source.</summary>
    public string Name { get; }

    /// <summary>Number of words, at least 1.</summary>
    public int Depth { get; }

    /// <summary>Bits per word, at least 1.</summary>
    public int WidthBits { get; }

    /// <summary>Bits of an address: at least 1, enough for Depth - 1.</summary>
    public int AddressWidthBits => Math.Max(1, System.Numerics.BitOperations.Log2((uint)Math.Max(1, Depth - 1)) + 1);

    /// <summary>What it should be built of; a single word is a register, whatever was wished for.</summary>
    public MemoryStyle Style { get; }

    /// <summary>One word: a register without an address. No tool infers a memory of it, and GHDL 2.0.0 stops at an array of one
    /// element.</summary>
    public bool IsSingleWord => Depth == 1;

    /// <summary>Content at power-up, or empty when it is uninitialised.</summary>
    public ImmutableArray<BigInteger> Initial { get; }

    /// <summary>Where it is declared.</summary>
    public SourceLocation? Source { get; }

    /// <summary>Ports that write; on one edge a later port wins over an earlier one at the same address.</summary>
    public IReadOnlyList<MemoryWritePort> WritePorts => _writePorts;

    /// <summary>Ports that read.</summary>
    public IReadOnlyList<MemoryReadSignal> ReadPorts => _readPorts;

    internal void Add(MemoryWritePort port) => _writePorts.Add(port);

    internal void Add(MemoryReadSignal port) => _readPorts.Add(port);
}

/// <summary>
/// On a clock edge with <see cref="Enable"/> 1, <see cref="Data"/> is stored at <see cref="Address"/>. A write at or above the depth is an
/// error of the design, reported by the simulator.
/// </summary>
public sealed record MemoryWritePort(Signal Enable, Signal Address, Signal Data)
{
    /// <summary>All signals that it looks at.</summary>
    internal IEnumerable<Signal> Drivers => [Enable, Address, Data];
}

/// <summary>A module inside another one. It shares its parent's clock; its reset is its parent's, or also a signal of the parent.</summary>
public sealed class Instance
{
    internal Instance(string name, Module module, ImmutableSortedDictionary<string, Signal> inputs, Signal? reset)
        => (Name, Module, Inputs, Reset) = (name, module, inputs, reset);

    /// <summary>Instance name, unique in the parent.</summary>
    public string Name { get; }

    /// <summary>What is instantiated.</summary>
    public Module Module { get; }

    /// <summary>What drives each input port of <see cref="Module"/>.</summary>
    public ImmutableSortedDictionary<string, Signal> Inputs { get; }

    /// <summary>1 bit, 1: the instance is in reset although its parent is not. Absent means with its parent only.</summary>
    public Signal? Reset { get; }

    /// <summary>All signals of the parent that the instance looks at.</summary>
    internal IEnumerable<Signal> Drivers => Reset is null ? Inputs.Values : Inputs.Values.Append(Reset);

    /// <summary>The outputs, by port name.</summary>
    public ImmutableSortedDictionary<string, InstanceOutputSignal> Outputs { get; internal set; } = ImmutableSortedDictionary<string, InstanceOutputSignal>.Empty;
}

/// <summary>
/// A promise that must hold on every clock edge out of reset: when <see cref="Enable"/> is 1, <see cref="Condition"/> is 1.
/// </summary>
public sealed record Assertion(Signal Enable, Signal Condition, string Message, SourceLocation? Source);
