using System.Collections.Immutable;
using System.Numerics;
using Accel.Rtl;

namespace Accel.Shell.Construction;

/// <summary>Builds a <see cref="Module"/> by hand, readably: signals with operators, registers that are set under conditions.</summary>
public sealed class Circuit
{
    private readonly List<Reg> _registers = [];

    /// <summary>Begins a module.</summary>
    /// <param name="name">The entity's name.</param>
    /// <param name="summary">Text for the head of its VHDL.</param>
    public Circuit(string name, string summary) => Module = new Module(name) { Summary = summary };

    /// <summary>What is built; complete after <see cref="Finish"/>.</summary>
    public Module Module { get; }

    /// <summary>Declares an input port.</summary>
    public Bits Input(string name, int width = 1) => new(this, Module.Input(name, width));

    /// <summary>Declares an output port.</summary>
    public void Output(string name, Bits value) => Module.Output(name, value.Signal);

    /// <summary>A number; a negative one in two's complement.</summary>
    public Bits Number(BigInteger value, int width) => new(this, Module.Constant(value, width));

    /// <summary>1 where one of some signals of 1 bit is: a tree, so that all of them are equally near.</summary>
    public static Bits AnyOf(IReadOnlyList<Bits> signals)
    {
        ArgumentNullException.ThrowIfNull(signals);
        while (signals.Count > 1)
            signals = [.. signals.Chunk(2).Select(static pair => pair.Length == 2 ? pair[0] | pair[1] : pair[0])];
        return signals[0];
    }

    /// <summary>A register.</summary>
    /// <param name="name">Its name in VHDL and waves.</param>
    /// <param name="width">Number of bits.</param>
    /// <param name="reset">Its value after reset, or null where none is needed.</param>
    public Reg Register(string name, int width = 1, BigInteger? reset = null)
    {
        var register = new Reg(this, Module.Register(width, reset, name));
        _registers.Add(register);
        return register;
    }

    /// <summary>A signal that is connected later, by <see cref="Connect"/>.</summary>
    public Bits Later(string name, int width = 1) => new(this, Module.Wire(width, name));

    /// <summary>Connects what <see cref="Later"/> made.</summary>
    public void Connect(Bits later, Bits driver) => Module.Connect((WireSignal)later.Signal, driver.Signal);

    /// <summary>A memory that becomes block RAM: all its ports are synchronous.</summary>
    public Memory BlockMemory(string name, int words, int width, ImmutableArray<BigInteger> initial = default)
        => Module.Memory(name, words, width, MemoryStyle.Block, initial);

    /// <summary>
    /// A memory of at most 2 kbit whose ports are synchronous, too: it becomes LUT RAM where the device has any, else block RAM.
    /// </summary>
    public Memory SmallMemory(string name, int words, int width, ImmutableArray<BigInteger> initial = default)
        => Module.Memory(name, words, width, MemoryStyle.Automatic, initial);

    /// <summary>A memory that becomes distributed RAM, for a few words; it is read without a clock, by <see cref="ReadNow"/>.</summary>
    public Memory DistributedMemory(string name, int words, int width, ImmutableArray<BigInteger> initial = default)
        => Module.Memory(name, words, width, MemoryStyle.Distributed, initial);

    /// <summary>What lies at the address, in the same cycle.</summary>
    public Bits ReadNow(Memory memory, Bits address) => new(this, Module.Read(memory, address.Signal));

    /// <summary>What lies at the address, one cycle later.</summary>
    public Bits Read(Memory memory, Bits address, Bits? enable = null) => new(this, Module.ReadSynchronous(memory, address.Signal, enable?.Signal));

    /// <summary>A port that writes on an edge with the condition.</summary>
    public void Write(Memory memory, Bits condition, Bits address, Bits data) => Module.Write(memory, condition.Signal, address.Signal, data.Signal);

    /// <summary>Says what always holds on an edge with the condition; simulators stop with the message when it does not.</summary>
    public void Assert(Bits when, Bits holds, string message) => Module.Assert(when.Signal, holds.Signal, message);

    /// <summary>An instance of another module.</summary>
    /// <param name="name">Its name, unique here.</param>
    /// <param name="module">What is instantiated.</param>
    /// <param name="inputs">What drives each of its inputs.</param>
    /// <returns>Its outputs by name.</returns>
    public Outputs Instance(string name, Module module, params ReadOnlySpan<(string Port, Bits Driver)> inputs) => Instance(name, module, null, inputs);

    /// <summary>An instance with a reset beside that of this module.</summary>
    public Outputs Instance(string name, Module module, Bits? reset, params ReadOnlySpan<(string Port, Bits Driver)> inputs)
    {
        var drivers = new Dictionary<string, Signal>();
        foreach (var (port, driver) in inputs)
            drivers.Add(port, driver.Signal);
        return new Outputs(this, Module.Instantiate(name, module, drivers, reset?.Signal));
    }

    /// <summary>Connects the registers.</summary>
    /// <returns>The complete module.</returns>
    public Module Finish()
    {
        foreach (var register in _registers)
            register.Connect();
        return Module;
    }
}

/// <summary>The outputs of an instance.</summary>
public sealed class Outputs
{
    private readonly Circuit _circuit;
    private readonly Instance _instance;

    internal Outputs(Circuit circuit, Instance instance) => (_circuit, _instance) = (circuit, instance);

    /// <summary>An output by its name.</summary>
    public Bits this[string port] => new(_circuit, _instance.Outputs[port]);

    /// <summary>Whether there is an output of that name.</summary>
    public bool Has(string port) => _instance.Outputs.ContainsKey(port);
}
