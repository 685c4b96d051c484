using System.Collections.Immutable;
using System.Numerics;

namespace Accel.Rtl;

/// <summary>
/// A synchronous circuit: one clock, one synchronous active-high reset, both implicit. It is a flat list of <see cref="Signal"/>s in
/// topological order of their combinational operands, plus memories, instances, assertions and named outputs.
/// VHDL, simulation, waves and estimates are views of it and of nothing else.
/// </summary>
public sealed partial class Module
{
    private readonly List<Signal> _signals = [];
    private readonly List<Memory> _memories = [];
    private readonly List<Instance> _instances = [];
    private readonly List<Assertion> _assertions = [];
    private readonly List<InputSignal> _inputs = [];
    private readonly SortedDictionary<string, Signal> _outputs = new(StringComparer.Ordinal);

    /// <summary>Makes an empty module.</summary>
    /// <param name="name">The entity's name.</param>
    public Module(string name) => Name = name;

    /// <summary>The entity's name.</summary>
    public string Name { get; }

    /// <summary>Text for the head of generated files: what the module is and which C# it comes from.</summary>
    public string? Summary { get; set; }

    /// <summary>All signals, by id.</summary>
    public IReadOnlyList<Signal> Signals => _signals;

    /// <summary>The input ports, in order of declaration (clock and reset are implicit).</summary>
    public IReadOnlyList<InputSignal> Inputs => _inputs;

    /// <summary>The output ports, by name.</summary>
    public IReadOnlyDictionary<string, Signal> Outputs => _outputs;

    /// <summary>The memories.</summary>
    public IReadOnlyList<Memory> Memories => _memories;

    /// <summary>The instances of other modules.</summary>
    public IReadOnlyList<Instance> Instances => _instances;

    /// <summary>The promises that a simulation checks.</summary>
    public IReadOnlyList<Assertion> Assertions => _assertions;

    /// <summary>Declares an input port.</summary>
    public InputSignal Input(string name, int widthBits)
    {
        CheckWidth(widthBits);
        var signal = Add(new InputSignal(_signals.Count, name, widthBits));
        _inputs.Add(signal);
        return signal;
    }

    /// <summary>Declares an output port.</summary>
    /// <exception cref="ArgumentException">The name is taken.</exception>
    public void Output(string name, Signal signal)
    {
        ArgumentNullException.ThrowIfNull(signal);
        RequireOwn(signal, $"output {name}");
        _outputs.Add(name, signal);
    }

    /// <summary>A constant; a negative value is taken in two's complement.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value does not fit.</exception>
    public ConstantSignal Constant(BigInteger value, int widthBits)
    {
        CheckWidth(widthBits);
        return Add(new ConstantSignal(_signals.Count, Unsigned(value, widthBits), widthBits));
    }

    /// <summary>
    /// A register; connect it later with <see cref="Drive(RegisterSignal, Signal, Signal?)"/>. A negative reset value is taken in two's
    /// complement.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The reset value does not fit.</exception>
    public RegisterSignal Register(int widthBits, BigInteger? resetValue = null, string? nameHint = null, SourceLocation? source = null)
    {
        CheckWidth(widthBits);
        return Add(new RegisterSignal(_signals.Count, widthBits, resetValue is { } value ? Unsigned(value, widthBits) : null, source) { NameHint = nameHint });
    }

    /// <summary>Connects a register.</summary>
    /// <exception cref="InvalidOperationException">It is connected already, or a width differs.</exception>
    public void Drive(RegisterSignal register, Signal next, Signal? enable = null)
    {
        ArgumentNullException.ThrowIfNull(register);
        ArgumentNullException.ThrowIfNull(next);
        RequireOwn(register, "register");
        if (register.Next is not null)
        {
            throw new InvalidOperationException($"register {register.NameHint ?? register.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)} has two drivers");
        }

        RequireWidth(next, register.WidthBits, "register input");
        if (enable is not null)
        {
            RequireWidth(enable, 1, "register enable");
        }

        register.Next = next;
        register.Enable = enable;
    }

    /// <summary>A wire; connect it later with <see cref="Connect"/>.</summary>
    public WireSignal Wire(int widthBits, string? nameHint = null, SourceLocation? source = null)
    {
        CheckWidth(widthBits);
        return Add(new WireSignal(_signals.Count, widthBits, source) { NameHint = nameHint });
    }

    /// <summary>Connects a wire to its one driver.</summary>
    /// <exception cref="InvalidOperationException">It is connected already, or the widths differ.</exception>
    public void Connect(WireSignal wire, Signal driver)
    {
        ArgumentNullException.ThrowIfNull(wire);
        ArgumentNullException.ThrowIfNull(driver);
        RequireOwn(wire, "wire");
        RequireWidth(driver, wire.WidthBits, "wire");
        if (wire.Driver is not null)
        {
            throw new InvalidOperationException($"wire {wire.NameHint ?? "#" + wire.Id} has two drivers");
        }

        wire.Driver = driver;
    }

    /// <summary>Declares a memory; negative initial values are taken in two's complement.</summary>
    /// <exception cref="ArgumentOutOfRangeException">An initial value does not fit.</exception>
    public Memory Memory(string name, int depth, int widthBits, MemoryStyle style = MemoryStyle.Automatic, ImmutableArray<BigInteger> initial = default, SourceLocation? source = null)
    {
        CheckWidth(widthBits);
        ArgumentOutOfRangeException.ThrowIfLessThan(depth, 1);
        var memory = new Memory(this, name, depth, widthBits, style, initial.IsDefault ? [] : [.. initial.Select(v => Unsigned(v, widthBits))], source);
        if (memory.Initial.Length != 0 && memory.Initial.Length != depth)
        {
            throw new ArgumentException($"memory {name} has {depth} words and {memory.Initial.Length} initial values", nameof(initial));
        }

        _memories.Add(memory);
        return memory;
    }

    /// <summary>An asynchronous read port.</summary>
    public MemoryReadSignal Read(Memory memory, Signal address, Signal? usedWhen = null, SourceLocation? source = null)
        => AddRead(memory, address, usedWhen, false, source);

    /// <summary>A synchronous (read-first) read port.</summary>
    public MemoryReadSignal ReadSynchronous(Memory memory, Signal address, Signal? enable = null, SourceLocation? source = null)
        => AddRead(memory, address, enable, true, source);

    /// <summary>A write port.</summary>
    public void Write(Memory memory, Signal enable, Signal address, Signal data)
    {
        ArgumentNullException.ThrowIfNull(memory);
        RequireWidth(enable, 1, "write enable");
        RequireWidth(address, memory.AddressWidthBits, "write address");
        RequireWidth(data, memory.WidthBits, "write data");
        RequireOwn(memory);

        memory.Add(new MemoryWritePort(enable, address, data));
    }

    /// <summary>Instantiates a module; every input must be driven.</summary>
    /// <param name="name">Unique in this module.</param>
    /// <param name="module">What is instantiated.</param>
    /// <param name="inputs">What drives each input.</param>
    /// <param name="reset">1 bit: resets the instance besides this module's own reset; absent for that alone.</param>
    public Instance Instantiate(string name, Module module, IReadOnlyDictionary<string, Signal> inputs, Signal? reset = null)
    {
        ArgumentNullException.ThrowIfNull(module);
        ArgumentNullException.ThrowIfNull(inputs);
        foreach (var port in module.Inputs)
        {
            if (!inputs.TryGetValue(port.Name, out var driver))
            {
                throw new ArgumentException($"instance {name}: input {port.Name} of {module.Name} is not driven", nameof(inputs));
            }

            RequireWidth(driver, port.WidthBits, $"instance {name}, input {port.Name}");
        }

        if (reset is not null)
        {
            RequireWidth(reset, 1, $"instance {name}, reset");
        }

        var instance = new Instance(name, module, inputs.ToImmutableSortedDictionary(StringComparer.Ordinal), reset);
        instance.Outputs = module.Outputs.ToImmutableSortedDictionary(
            o => o.Key,
            o => Add(new InstanceOutputSignal(_signals.Count, instance, o.Key, o.Value.WidthBits)),
            StringComparer.Ordinal);
        _instances.Add(instance);
        return instance;
    }

    /// <summary>Adds a promise.</summary>
    public void Assert(Signal enable, Signal condition, string message, SourceLocation? source = null)
    {
        RequireWidth(enable, 1, "assertion enable");
        RequireWidth(condition, 1, "assertion condition");
        _assertions.Add(new Assertion(enable, condition, message, source));
    }

    /// <summary>The same circuit as one module without instances and wires; the module itself when it has none.</summary>
    /// <exception cref="InvalidOperationException">Something is not connected, or there is a combinational loop.</exception>
    public Module Flatten() => ModuleFlattening.Flatten(this);

    /// <summary>
    /// A module of the same behaviour, ports and names with constants folded, equal logic shared and unused logic left out; instances are
    /// kept, their modules simplified. It must be complete.
    /// </summary>
    /// <exception cref="NetlistException">The netlist is broken.</exception>
    public Module Simplify()
    {
        NetlistChecks.ThrowIfBroken(this);
        return Transforms.Simplification.Run(this);
    }

    /// <summary>
    /// A flat module of the same behaviour in which no bit of a register drives more than so many look-up tables and flip-flops through
    /// gates, multiplexers and enables: where it did, groups of these have copies (<see cref="RegisterSignal.IsCopy"/>).
    /// </summary>
    /// <param name="mostLoads">At least 1.</param>
    /// <exception cref="NetlistException">The netlist is broken.</exception>
    public Module LimitFanOut(int mostLoads)
    {
        NetlistChecks.ThrowIfBroken(this);
        return Transforms.FanOutCopies.Run(this, mostLoads);
    }

    /// <summary>A read port whose address is set later by a pass that copies modules.</summary>
    internal MemoryReadSignal ReadUnconnected(Memory memory, bool synchronous, SourceLocation? source)
    {
        var signal = Add(new MemoryReadSignal(_signals.Count, memory, source) { IsSynchronous = synchronous });
        memory.Add(signal);
        return signal;
    }

    /// <summary>A register like one of another module, not connected.</summary>
    internal RegisterSignal RegisterLike(RegisterSignal other, string? nameHint)
    {
        var register = Register(other.WidthBits, other.ResetValue, nameHint, other.Source);
        register.IsCopy = other.IsCopy;
        return register;
    }

    private MemoryReadSignal AddRead(Memory memory, Signal address, Signal? enable, bool synchronous, SourceLocation? source)
    {
        ArgumentNullException.ThrowIfNull(memory);
        RequireOwn(memory);
        RequireWidth(address, memory.AddressWidthBits, "read address");
        if (enable is not null)
        {
            RequireWidth(enable, 1, "read enable");
        }

        var signal = Add(new MemoryReadSignal(_signals.Count, memory, source) { Address = address, Enable = enable, IsSynchronous = synchronous });
        memory.Add(signal);
        return signal;
    }

    private T Add<T>(T signal)
        where T : Signal
    {
        _signals.Add(signal);
        return signal;
    }

    private void RequireOwn(Memory memory)
    {
        if (memory.Owner != this)
        {
            throw new InvalidOperationException($"memory {memory.Name} belongs to module {memory.Owner.Name}, not to {Name}");
        }
    }

    private void RequireOwn(Signal signal, string what)
    {
        if (signal.Id >= _signals.Count || _signals[signal.Id] != signal)
        {
            throw new InvalidOperationException($"{what}: signal {signal.NameHint ?? "#" + signal.Id} belongs to another module than {Name}");
        }
    }

    private static BigInteger Unsigned(BigInteger value, int widthBits)
    {
        var modulus = BigInteger.One << widthBits;
        if (value >= modulus || value < -(modulus >> 1))
        {
            throw new ArgumentOutOfRangeException(nameof(value), value, $"does not fit {widthBits} bits");
        }

        return value.Sign < 0 ? value + modulus : value;
    }

    private static void CheckWidth(int widthBits) => ArgumentOutOfRangeException.ThrowIfLessThan(widthBits, 1);

    private void RequireWidth(Signal signal, int widthBits, string what)
    {
        ArgumentNullException.ThrowIfNull(signal);
        RequireOwn(signal, what);
        if (signal.WidthBits != widthBits)
        {
            throw new InvalidOperationException($"{what} is {signal.WidthBits} bits wide and must be {widthBits}");
        }
    }
}
