using System.Collections.Immutable;
using System.Numerics;

namespace Accel.Rtl;

/// <summary>
/// A vector of <see cref="WidthBits"/> bits (at least 1) that has one driver. Signals are made by the methods of <see cref="Module"/>.
/// </summary>
public abstract class Signal
{
    private protected Signal(int id, int widthBits, SourceLocation? source)
    {
        Id = id;
        WidthBits = widthBits;
        Source = source;
    }

    /// <summary>Position in <see cref="Module.Signals"/>; operands of an operator have smaller ids than the operator (a
    /// <see cref="WireSignal"/> is the one exception: its driver may come later).</summary>
    public int Id { get; }

    /// <summary>Number of bits, at least 1.</summary>
    public int WidthBits { get; }

    /// <summary>The name wished for in VHDL and waves, from the C# source; writers make it legal and unique.</summary>
    public string? NameHint { get; set; }

    /// <summary>Where the signal came from, if known.</summary>
    public SourceLocation? Source { get; }

    /// <summary>
    /// All signals that this one looks at, now or on a clock edge, but for those of an instance and of a memory's write ports; null where
    /// there is none.
    /// </summary>
    internal IEnumerable<Signal?> Drivers => this switch
    {
        OperatorSignal op => (IEnumerable<Signal?>)op.Operands,
        WireSignal wire => [wire.Driver],
        RegisterSignal register => [register.Next, register.Enable],
        MemoryReadSignal read => [read.Address, read.Enable],
        _ => [],
    };
}

/// <summary>An input port.</summary>
public sealed class InputSignal : Signal
{
    internal InputSignal(int id, string name, int widthBits)
        : base(id, widthBits, null) => (Name, NameHint) = (name, name);

    /// <summary>The port's name: a legal identifier in VHDL and Verilog.</summary>
    public string Name { get; }
}

/// <summary>A constant; <see cref="Value"/> is unsigned and below 2^width.</summary>
public sealed class ConstantSignal : Signal
{
    internal ConstantSignal(int id, BigInteger value, int widthBits)
        : base(id, widthBits, null) => Value = value;

    /// <summary>The bits as an unsigned number.</summary>
    public BigInteger Value { get; }
}

/// <summary>A combinational function of its operands.</summary>
public sealed class OperatorSignal : Signal
{
    internal OperatorSignal(int id, Operator op, ImmutableArray<Signal> operands, int offset, int widthBits, SourceLocation? source)
        : base(id, widthBits, source) => (Operator, Operands, Offset) = (op, operands, offset);

    /// <summary>The function.</summary>
    public Operator Operator { get; }

    /// <summary>What it is applied to.</summary>
    public ImmutableArray<Signal> Operands { get; }

    /// <summary>Lowest bit taken by <see cref="Operator.Slice"/>; 0 otherwise.</summary>
    public int Offset { get; }
}

/// <summary>
/// A register on the rising edge of the module's clock. On an edge: if the module's reset is 1 and <see cref="ResetValue"/> is
/// given, the reset value; else if <see cref="Enable"/> is absent or 1, <see cref="Next"/>; else the value stays.
/// A register without reset value is uninitialised until it is first loaded.
/// </summary>
public sealed class RegisterSignal : Signal
{
    internal RegisterSignal(int id, int widthBits, BigInteger? resetValue, SourceLocation? source)
        : base(id, widthBits, source) => ResetValue = resetValue;

    /// <summary>The value loaded; set once by <see cref="Module.Drive(RegisterSignal, Signal, Signal?)"/>.</summary>
    public Signal? Next { get; internal set; }

    /// <summary>1 bit; absent means always.</summary>
    public Signal? Enable { get; internal set; }

    /// <summary>It is equal to another register, to drive a part of its loads: synthesis must not merge the two.</summary>
    public bool IsCopy { get; internal set; }

    /// <summary>Value after reset, or null for a datapath register that reset leaves alone.</summary>
    public BigInteger? ResetValue { get; }
}

/// <summary>
/// The value read from a memory. Asynchronous: the content at <see cref="Address"/> now. Synchronous: on an edge with
/// <see cref="Enable"/> absent or 1 the content at <see cref="Address"/> before that edge's writes (read-first) is captured.
/// An address at or above the depth reads word 0; it is an error of the design, reported by the simulator, when <see cref="Enable"/>
/// is given and 1.
/// </summary>
public sealed class MemoryReadSignal : Signal
{
    internal MemoryReadSignal(int id, Memory memory, SourceLocation? source)
        : base(id, memory.WidthBits, source) => Memory = memory;

    /// <summary>The memory that is read.</summary>
    public Memory Memory { get; }

    /// <summary>Word address, <see cref="Memory.AddressWidthBits"/> wide.</summary>
    public Signal? Address { get; internal set; }

    /// <summary>For a synchronous port, 1 bit; absent means always. For an asynchronous port it only tells when the value is
    /// used, so that the simulator need not report an uninitialised read that nobody looks at.</summary>
    public Signal? Enable { get; internal set; }

    /// <summary>True when the value is captured on the clock edge.</summary>
    public bool IsSynchronous { get; internal set; }
}

/// <summary>An output of an instance of another module.</summary>
public sealed class InstanceOutputSignal : Signal
{
    internal InstanceOutputSignal(int id, Instance instance, string port, int widthBits)
        : base(id, widthBits, null) => (Instance, Port) = (instance, port);

    /// <summary>The instance that drives the signal.</summary>
    public Instance Instance { get; }

    /// <summary>The output port's name in the instantiated module.</summary>
    public string Port { get; }
}

/// <summary>
/// A name for a signal that is known only later: declared first, connected once with <see cref="Module.Connect"/>. It is needed where two
/// instances feed each other. <see cref="Module.Flatten"/> replaces every wire by its driver.
/// </summary>
public sealed class WireSignal : Signal
{
    internal WireSignal(int id, int widthBits, SourceLocation? source)
        : base(id, widthBits, source)
    {
    }

    /// <summary>What drives the wire; null until connected.</summary>
    public Signal? Driver { get; internal set; }
}
