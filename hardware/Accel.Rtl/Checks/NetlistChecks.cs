using System.Collections.Immutable;

namespace Accel.Rtl;

/// <summary>
/// What a netlist must obey before it is written, simulated or estimated. Widths and ownership are checked when a signal is made; here is
/// what can be known only when the module is complete. All problems are collected and reported together.
/// </summary>
public static class NetlistChecks
{
    /// <summary>The checks in order: a check may rely on those above it having found nothing.</summary>
    private static readonly ImmutableArray<(string Name, Func<Module, IEnumerable<(string Message, SourceLocation? Source)>> Find)> All =
    [
        ("undriven-register", UndrivenRegisters),
        ("unconnected-wire", UnconnectedWires),
        ("port-name", PortNames),
        ("duplicate-name", DuplicateNames),
        ("entity-name", EntityNames),
        ("memory-address-width", MemoryAddressWidths),
        ("memory-without-content", MemoriesWithoutContent),
        ("operand-order", OperandOrder),
    ];

    /// <summary>Names of all checks, in order.</summary>
    public static ImmutableArray<string> Names { get; } = [.. All.Select(c => c.Name), "combinational-loop"];

    /// <summary>All problems of a module and of the modules that it instantiates.</summary>
    public static ImmutableArray<NetlistProblem> Run(Module module)
    {
        ArgumentNullException.ThrowIfNull(module);
        var problems = ImmutableArray.CreateBuilder<NetlistProblem>();
        foreach (var part in Hierarchy(module))
        {
            foreach (var (name, find) in All)
                problems.AddRange(find(part).Select(p => new NetlistProblem(name, part.Name, p.Message, p.Source)));
        }

        // A loop may run through several modules, so it is looked for in the whole; that takes everything to be connected.
        if (problems.Count == 0)
            problems.AddRange(CombinationalLoops(module));
        return problems.ToImmutable();
    }

    /// <summary>Throws when there is a problem.</summary>
    /// <exception cref="NetlistException">It lists all problems.</exception>
    public static void ThrowIfBroken(Module module)
    {
        var problems = Run(module);
        if (problems.Length > 0)
            throw new NetlistException(problems);
    }

    /// <summary>A module and all that it instantiates, each once, those instantiated first.</summary>
    public static ImmutableArray<Module> Hierarchy(Module module)
    {
        ArgumentNullException.ThrowIfNull(module);
        var seen = new HashSet<Module>();
        var order = ImmutableArray.CreateBuilder<Module>();
        void Visit(Module m)
        {
            if (!seen.Add(m))
                return;
            foreach (var instance in m.Instances)
                Visit(instance.Module);
            order.Add(m);
        }

        Visit(module);
        return order.ToImmutable();
    }

    private static IEnumerable<(string, SourceLocation?)> UndrivenRegisters(Module module)
        => module.Signals.OfType<RegisterSignal>().Where(r => r.Next is null)
            .Select(r => ($"register {Describe(r)} is never driven: connect it with Drive", r.Source));

    private static IEnumerable<(string, SourceLocation?)> UnconnectedWires(Module module)
        => module.Signals.OfType<WireSignal>().Where(w => w.Driver is null)
            .Select(w => ($"wire {Describe(w)} is never connected: connect it with Connect", w.Source));

    private static IEnumerable<(string, SourceLocation?)> PortNames(Module module)
        => module.Inputs.Select(i => i.Name).Concat(module.Outputs.Keys)
            .Select(name => (name, why: HardwareNames.WhyNotPort(name))).Where(p => p.why is not null)
            .Select(p => ($"port {p.name} {p.why}: choose another name", (SourceLocation?)null));

    private static IEnumerable<(string, SourceLocation?)> DuplicateNames(Module module)
    {
        var ports = module.Inputs.Select(i => i.Name).Concat(module.Outputs.Keys).Concat(["clk", "rst"]);
        return Twice(ports, "ports (clk and rst are implicit)").Concat(Twice(module.Instances.Select(i => i.Name), "instances"));
    }

    private static IEnumerable<(string, SourceLocation?)> Twice(IEnumerable<string> names, string what)
        => names.GroupBy(n => n, StringComparer.OrdinalIgnoreCase).Where(g => g.Count() > 1)
            .Select(g => ($"{g.Count()} {what} are called {g.Key} (VHDL does not distinguish case)", (SourceLocation?)null));

    private static IEnumerable<(string, SourceLocation?)> EntityNames(Module module)
    {
        if (HardwareNames.WhyNotPort(module.Name) is { } why)
            yield return ($"its name {why}: choose another name", null);
        foreach (var same in Hierarchy(module).GroupBy(m => m.Name, StringComparer.OrdinalIgnoreCase).Where(g => g.Count() > 1))
            yield return ($"{same.Count()} different modules are called {same.Key}: give each its own name", null);
    }

    private static IEnumerable<(string, SourceLocation?)> MemoryAddressWidths(Module module)
    {
        foreach (var memory in module.Memories)
        {
            foreach (var address in memory.ReadPorts.Select(r => r.Address).Concat(memory.WritePorts.Select(w => w.Address)))
            {
                if (address is null)
                    yield return ($"a read port of memory {memory.Name} has no address", memory.Source);
                else if (address.WidthBits != memory.AddressWidthBits)
                    yield return ($"memory {memory.Name} of {memory.Depth} words is addressed with {address.WidthBits} bits and needs {memory.AddressWidthBits}", memory.Source);
            }
        }
    }

    private static IEnumerable<(string, SourceLocation?)> MemoriesWithoutContent(Module module)
        => module.Memories.Where(m => m.Initial.Length == 0 && m.WritePorts.Count == 0 && m.ReadPorts.Count > 0)
            .Select(m => ($"memory {m.Name} is read but has neither initial values nor a write port", m.Source));

    /// <summary>The order that makes a loop impossible where there are no wires.</summary>
    private static IEnumerable<(string, SourceLocation?)> OperandOrder(Module module)
    {
        foreach (var signal in module.Signals)
        {
            bool ordered = signal switch
            {
                OperatorSignal op => op.Operands.All(o => o.Id < op.Id),
                MemoryReadSignal { IsSynchronous: false, Address: { } address } read => address.Id < read.Id,
                _ => true,
            };
            if (!ordered)
                yield return ($"signal {Describe(signal)} depends on a later one, so the logic has a loop: put a register or a wire between them", signal.Source);
        }
    }

    private static IEnumerable<NetlistProblem> CombinationalLoops(Module module)
    {
        string? loop = null;
        try
        {
            module.Flatten();
        }
        catch (InvalidOperationException e)
        {
            loop = e.Message;
        }

        return loop is null ? [] : [new NetlistProblem("combinational-loop", module.Name, loop, null)];
    }

    private static string Describe(Signal signal) => signal.NameHint ?? "#" + signal.Id;
}
