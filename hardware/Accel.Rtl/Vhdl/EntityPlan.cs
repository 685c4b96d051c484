using System.Collections.Immutable;

namespace Accel.Rtl.Vhdl;

/// <summary>
/// What is decided about an entity before its text is written: which signals matter, how often each is used, and the names of what is
/// always declared (registers, memories, synchronous reads, outputs of instances).
/// </summary>
internal sealed class EntityPlan
{
    private readonly int[] _uses;
    private readonly bool[] _live;
    private readonly Stack<Signal> _pending = new();
    private readonly NameTable _table = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<object, string> _names = [];
    private readonly Dictionary<Signal, string> _wishes = [];
    private readonly Dictionary<string, ConstantSignal> _constants = [];
    private readonly Dictionary<RegisterSignal, ConstantSignal> _resetNames = [];
    private readonly Dictionary<object, RegisterClear> _clears = [];

    public EntityPlan(Module module)
    {
        Module = module;
        _uses = new int[module.Signals.Count];
        _live = new bool[module.Signals.Count];
        FindUses();
        Registers = [.. module.Signals.OfType<RegisterSignal>().Where(r => _live[r.Id])];
        SynchronousReads = [.. module.Signals.OfType<MemoryReadSignal>().Where(r => r.IsSynchronous && _live[r.Id])];
        Memories = [.. module.Memories.Where(m => m.ReadPorts.Any(r => _live[r.Id]))];
        foreach (string name in module.Inputs.Select(i => i.Name).Concat(module.Outputs.Keys)
            .Concat(["clk", "rst", module.Name, .. FixedNames]))
            _table.TryReserve(name);
        foreach (var input in module.Inputs)
            _names.Add(input, input.Name);
        foreach (var instance in module.Instances)
        {
            _names.Add(instance, _table.Unique(HardwareNames.Identifier(instance.Name)));
            if (instance.Reset is not null)
                _names.Add((instance, "reset"), _table.Unique(_names[instance] + "_rst"));
        }

        foreach (var memory in Memories)
        {
            _names.Add(memory, _table.Unique(HardwareNames.Identifier(memory.Name)));
            if (!memory.IsSingleWord)
                _names.Add((memory, "type"), _table.Unique(_names[memory] + "_t"));
        }

        foreach (Signal signal in Registers.Concat<Signal>(SynchronousReads))
            NameOf(signal);
        WishNames();
        FindResetNames();
        foreach (var output in module.Instances.SelectMany(i => i.Outputs.Values))
            _names.Add(output, _table.Unique(HardwareNames.Identifier(output.NameHint ?? $"{output.Instance.Name}_{output.Port}")));
    }

    /// <summary>The helper that turns an address into an index.</summary>
    public const string WordIndex = "word_index";

    /// <summary>What keeps synthesis from merging equal registers: of Vivado (UG901) also placement, and of Yosys.</summary>
    public static ImmutableArray<string> CopyAttributes { get; } = ["dont_touch", "keep"];

    /// <summary>What every architecture may declare, and its own name.</summary>
    public static ImmutableArray<string> FixedNames { get; } =
        ["rtl", WordIndex, "word_address", "word_count", "ram_style", .. CopyAttributes];

    public Module Module { get; }

    public IReadOnlyList<RegisterSignal> Registers { get; }

    public IReadOnlyList<MemoryReadSignal> SynchronousReads { get; }

    /// <summary>Memories that something looks at.</summary>
    public IReadOnlyList<Memory> Memories { get; }

    /// <summary>How a register is cleared beside its enable; null where it is not.</summary>
    public RegisterClear? ClearOf(RegisterSignal register) => _clears.GetValueOrDefault(register);

    /// <summary>That of a memory of one word.</summary>
    public RegisterClear? ClearOf(Memory memory) => _clears.GetValueOrDefault(memory);

    public int Uses(Signal signal) => _uses[signal.Id];

    /// <summary>
    /// True when a memory is a variable of its own process instead of a signal: possible when all reads are synchronous, and much faster
    /// to simulate.
    /// </summary>
    public static bool IsVariable(Memory memory) => memory.ReadPorts.All(r => r.IsSynchronous);

    /// <summary>A read that nothing enables, or that is there at once, gets an address also where its value does not matter.</summary>
    public static bool MayBeUnused(MemoryReadSignal read) => read is { IsSynchronous: false } or { Enable: null };

    /// <summary>An address may be out of range where its value does not matter.</summary>
    public static bool NeedsGuard(Memory memory) => !memory.IsSingleWord && 1L << memory.AddressWidthBits > memory.Depth;

    public string NameOf(Signal signal)
    {
        if (!_names.TryGetValue(signal, out string? name))
        {
            name = _table.Unique(HardwareNames.Identifier(signal.NameHint ?? _wishes.GetValueOrDefault(signal) ?? DefaultName(signal)));
            _names.Add(signal, name);
        }

        return name;
    }

    public string NameOf(Memory memory) => _names[memory];

    /// <summary>The array's type; that of its word for a memory of a single word.</summary>
    public string TypeOf(Memory memory) => memory.IsSingleWord ? VhdlWriter.TypeOf(memory.WidthBits) : _names[(memory, "type")];

    public string NameOf(Instance instance) => _names[instance];

    /// <summary>The signal that resets an instance with a reset of its own.</summary>
    public string ResetNameOf(Instance instance) => _names[(instance, "reset")];

    /// <summary>The constants that were written by name, in the order of the netlist.</summary>
    public IEnumerable<(string Name, ConstantSignal Constant)> NamedConstants => _constants.OrderBy(c => c.Value.Id).Select(c => (c.Key, c.Value));

    /// <summary>What a register starts with: a name where it is compared with a constant of that value and name, as a state is.</summary>
    public string Initial(RegisterSignal register)
        => _resetNames.TryGetValue(register, out var constant) ? NameOf(constant) : Literals.Initial(register.ResetValue ?? 0, register.WidthBits);

    /// <summary>The name of a constant that has one: constants with one name, value and width are one.</summary>
    public string NameOf(ConstantSignal constant)
    {
        var key = (constant.NameHint, constant.Value, constant.WidthBits);
        if (!_names.TryGetValue(key, out string? name))
        {
            name = _table.Unique(HardwareNames.Identifier(constant.NameHint!));
            _names.Add(key, name);
            _constants.Add(name, constant);
        }

        return name;
    }

    /// <summary>A label for a process.</summary>
    public string Label(string wish) => _table.Unique(HardwareNames.Identifier(wish));

    private static string DefaultName(Signal signal) => signal switch
    {
        RegisterSignal => "r",
        MemoryReadSignal read => read.Memory.Name + "_word",
        _ => "n",
    } + signal.Id.ToString(System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>What has no name of its own is called after what it drives.</summary>
    private void WishNames()
    {
        void Wish(Signal? signal, string name)
        {
            if (signal is not null)
                _wishes.TryAdd(ExpressionWriter.Resolved(signal), name);
        }

        foreach (var (port, signal) in Module.Outputs)
            Wish(signal, port + "_value");
        foreach (var register in Registers)
        {
            Wish(register.Enable, NameOf(register) + "_enable");
            Wish(register.Next, NameOf(register) + "_next");
        }

        foreach (var memory in Memories)
        {
            foreach (var port in memory.WritePorts)
            {
                Wish(port.Enable, NameOf(memory) + "_write");
                Wish(port.Address, NameOf(memory) + "_write_address");
                Wish(port.Data, NameOf(memory) + "_write_data");
            }

            foreach (var read in memory.ReadPorts)
                Wish(read.Address, NameOf(memory) + "_read_address");
        }

        foreach (var instance in Module.Instances)
        {
            foreach (var (port, signal) in instance.Inputs)
                Wish(signal, $"{instance.Name}_{port}");
        }
    }

    private void FindResetNames()
    {
        foreach (var comparison in Module.Signals.OfType<OperatorSignal>().Where(s => s.Operator == Operator.Equal && _live[s.Id]))
        {
            if (ExpressionWriter.Resolved(comparison.Operands[0]) is RegisterSignal register
                && ExpressionWriter.Resolved(comparison.Operands[1]) is ConstantSignal { NameHint: not null } constant && register.ResetValue == constant.Value)
                _resetNames.TryAdd(register, constant);
        }
    }

    private void FindUses()
    {
        foreach (var output in Module.Outputs.Values)
            Use(output);
        foreach (var input in Module.Instances.SelectMany(i => i.Drivers))
            Use(input);
        foreach (var assertion in Module.Assertions)
        {
            Use(assertion.Enable);
            Use(assertion.Condition);
        }

        var memories = new HashSet<Memory>();
        var enables = new HashSet<(Signal, bool)>();
        var clears = new HashSet<(string, bool)>();
        while (_pending.TryPop(out var signal))
        {
            switch (signal)
            {
                case OperatorSignal { Operator: Operator.Multiply, WidthBits: > 1 } product:
                    // Written by its factors, so that nobody looks at what extends them.
                    foreach (var factor in ProductFactors.Of(product).Both)
                        Use(factor.Signal);
                    break;
                case OperatorSignal op:
                    foreach (var operand in op.Operands)
                        Use(operand);
                    break;
                case RegisterSignal register when RegisterClear.Of(register) is { } clear:
                    UseClear(register, clear, clears.Add((clear.Key, register.ResetValue is null)));
                    break;
                case RegisterSignal register:
                    Use(register.Next!);
                    // Registers with one enable share an `if`, so the enable is written once.
                    if (register.Enable is not null && enables.Add((register.Enable, register.ResetValue is null)))
                        Use(register.Enable);
                    break;
                case MemoryReadSignal read:
                    if (!read.Memory.IsSingleWord)
                        Use(read.Address!);
                    if (read is { IsSynchronous: true, Enable: { } enable })
                        Use(enable);
                    if (memories.Add(read.Memory))
                    {
                        if (!IsVariable(read.Memory) && RegisterClear.Of(read.Memory) is { } cleared)
                            UseClear(read.Memory, cleared, true);
                        else
                            UseWritePorts(read.Memory);
                    }

                    break;
            }
        }
    }

    // The condition of a clear stands once in a statement, that of any load twice.
    private void UseClear(object register, RegisterClear clear, bool isNewStatement)
    {
        _clears.Add(register, clear);
        Use(clear.Otherwise);
        if (isNewStatement)
        {
            foreach (var (condition, _) in clear.When.Concat(clear.Loads))
                Use(condition);
        }
    }

    private void UseWritePorts(Memory memory)
    {
        foreach (var port in memory.WritePorts)
        {
            Use(port.Enable);
            if (!memory.IsSingleWord)
                Use(port.Address);
            Use(port.Data);
        }
    }

    private void Use(Signal signal)
    {
        signal = ExpressionWriter.Resolved(signal);
        _uses[signal.Id]++;
        if (!_live[signal.Id])
        {
            _live[signal.Id] = true;
            _pending.Push(signal);
        }
    }
}
