using System.Collections.Immutable;

namespace Accel.Rtl.Vhdl;

/// <summary>A file of generated VHDL.</summary>
/// <param name="Name">File name: the entity's name and .vhd.</param>
/// <param name="Text">Content, with LF line ends.</param>
public sealed record VhdlFile(string Name, string Text);

/// <summary>
/// Writes modules as VHDL-2008: one entity a module, ports of std_logic and std_logic_vector, numeric_std inside, no vendor primitives.
/// The text depends on the module alone. Registers and memories without a defined value start at 0, in simulation as in an FPGA after
/// configuration; that nothing depends on it is checked by <see cref="Simulation.SimulationOptions.CheckUninitialised"/>. A memory's
/// address may be out of range where its value does not matter: in simulation it then means word 0.
/// </summary>
public sealed class VhdlWriter
{
    private readonly Module _module;
    private readonly EntityPlan _plan;
    private readonly ExpressionWriter _expressions;
    private readonly SortedDictionary<int, Signal> _assigned = [];

    private VhdlWriter(Module module)
    {
        _module = module;
        _plan = new EntityPlan(module);
        _expressions = new ExpressionWriter(_plan);
    }

    /// <summary>The files of a module and of those that it instantiates, in the order in which they must be analysed.</summary>
    /// <exception cref="NetlistException">The netlist is broken.</exception>
    public static ImmutableArray<VhdlFile> Write(Module module)
    {
        NetlistChecks.ThrowIfBroken(module);
        return [.. NetlistChecks.Hierarchy(module).Select(m => new VhdlFile(m.Name + ".vhd", new VhdlWriter(m).WriteEntity()))];
    }

    internal static string TypeOf(int widthBits) => widthBits == 1 ? "std_logic" : $"unsigned({widthBits - 1} downto 0)";

    internal static string PortTypeOf(int widthBits) => widthBits == 1 ? "std_logic" : $"std_logic_vector({widthBits - 1} downto 0)";

    private string WriteEntity()
    {
        // The statements come first: writing them decides which signals get a name, and so an assignment and a declaration.
        string instances = Section(1, WriteInstances);
        string registers = Section(1, text => new RegisterProcesses(_plan, _expressions, text).Write());
        string memories = Section(1, text => new MemoryText(_plan, _expressions, text).WriteProcesses());
        string assertions = Section(1, WriteAssertions);
        string outputs = Section(1, WriteOutputs);
        string assignments = Section(1, WriteAssignments);

        return Section(0, WriteHead)
            + Section(0, WritePorts)
            + $"architecture rtl of {_module.Name} is\n"
            + Section(1, WriteDeclarations)
            + "begin\n"
            + (assignments + instances + registers + memories + assertions + outputs).TrimStart('\n')
            + "end architecture rtl;\n";
    }

    private static string Section(int indent, Action<IndentedText> step)
    {
        var text = new IndentedText(indent);
        step(text);
        return text.ToString();
    }

    private void WriteHead(IndentedText text)
    {
        text.Line($"-- {_module.Name}: generated from C# by Accel. Do not edit: change the C# and generate again.");
        foreach (string line in (_module.Summary ?? "").Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
            text.Line("-- " + IndentedText.Comment(line));
        text.Line();
        text.Line("library ieee;");
        text.Line("use ieee.std_logic_1164.all;");
        text.Line("use ieee.numeric_std.all;");
        text.Line();
    }

    private void WritePorts(IndentedText text)
    {
        text.Enter($"entity {_module.Name} is");
        text.Enter("port (");
        var ports = new List<string> { "clk : in std_logic", "rst : in std_logic" };
        ports.AddRange(_module.Inputs.Select(i => $"{i.Name} : in {PortTypeOf(i.WidthBits)}"));
        ports.AddRange(_module.Outputs.Select(o => $"{o.Key} : out {PortTypeOf(o.Value.WidthBits)}"));
        for (int i = 0; i < ports.Count; i++)
            text.Line(ports[i] + (i < ports.Count - 1 ? ";" : ""));
        text.Leave(");");
        text.Leave($"end entity {_module.Name};");
        text.Line();
    }

    private void WriteDeclarations(IndentedText text)
    {
        var memories = new MemoryText(_plan, _expressions, text);
        if (_plan.Memories.Any(static m => EntityPlan.NeedsGuard(m) && m.ReadPorts.Any(EntityPlan.MayBeUnused)))
            WriteWordIndex(text);
        foreach (var (name, constant) in _plan.NamedConstants)
            text.Line($"constant {name} : {TypeOf(constant.WidthBits)} := {(constant.WidthBits == 1 ? Literals.Bit(constant.Value) : Literals.Vector(constant.Value, constant.WidthBits))};");
        memories.WriteTypes();
        memories.WriteSignals();
        foreach (var register in _plan.Registers)
            text.Line($"signal {_plan.NameOf(register)} : {TypeOf(register.WidthBits)} := {_plan.Initial(register)};", register.Source);
        WriteCopies(text, [.. _plan.Registers.Where(static r => r.IsCopy)]);
        foreach (var read in _plan.SynchronousReads)
            text.Line($"signal {_plan.NameOf(read)} : {TypeOf(read.WidthBits)} := {Literals.Initial(0, read.WidthBits)};", read.Source);
        foreach (var output in _module.Instances.SelectMany(i => i.Outputs.Values))
            text.Line($"signal {_plan.NameOf(output)} : {PortTypeOf(output.WidthBits)};");
        foreach (var instance in _module.Instances.Where(i => i.Reset is not null))
            text.Line($"signal {_plan.ResetNameOf(instance)} : std_logic;");
        foreach (var signal in _assigned.Values)
            text.Line($"signal {_plan.NameOf(signal)} : {TypeOf(signal.WidthBits)};");
    }

    private void WriteCopies(IndentedText text, IReadOnlyList<RegisterSignal> copies)
    {
        if (copies.Count == 0)
            return;
        text.Line("-- Copies of registers, each for a part of what these drive: synthesis would merge what is equal.");
        foreach (string attribute in EntityPlan.CopyAttributes)
        {
            text.Line($"attribute {attribute} : string;");
            foreach (var copy in copies)
                text.Line($"attribute {attribute} of {_plan.NameOf(copy)} : signal is \"true\";");
        }
    }

    private static void WriteWordIndex(IndentedText text)
    {
        text.Line("-- The word that an address means. In simulation an address out of range, which the design does not use, means word 0.");
        text.Enter($"function {EntityPlan.WordIndex}(word_address : unsigned; word_count : positive) return natural is");
        text.Middle("begin");
        text.Line("-- synthesis translate_off");
        text.Enter("if to_integer(word_address) >= word_count then");
        text.Line("return 0;");
        text.Leave("end if;");
        text.Line("-- synthesis translate_on");
        text.Line("return to_integer(word_address);");
        text.Leave($"end function {EntityPlan.WordIndex};");
        text.Line();
    }

    private void WriteInstances(IndentedText text)
    {
        foreach (var instance in _module.Instances)
        {
            text.Line();
            if (instance.Reset is { } reset)
                text.Line($"{_plan.ResetNameOf(instance)} <= rst or {_expressions.Actual(reset)};");
            text.Enter($"{_plan.NameOf(instance)} : entity work.{instance.Module.Name}");
            text.Enter("port map (");
            var ports = new List<string> { "clk => clk", $"rst => {(instance.Reset is null ? "rst" : _plan.ResetNameOf(instance))}" };
            ports.AddRange(instance.Module.Inputs.Select(i => $"{i.Name} => {_expressions.Actual(instance.Inputs[i.Name])}"));
            ports.AddRange(instance.Outputs.Select(o => $"{o.Key} => {_plan.NameOf(o.Value)}"));
            for (int i = 0; i < ports.Count; i++)
                text.Line(ports[i] + (i < ports.Count - 1 ? "," : ""));
            text.Leave(");");
            text.Leave("");
        }
    }

    private void WriteAssignments(IndentedText text)
    {
        var lines = new SortedDictionary<int, string>();
        foreach (var root in _expressions.TakeRoots())
        {
            _assigned.Add(root.Id, root);
            lines.Add(root.Id, Section(1, t => WriteAssignment(t, root)));
        }

        foreach (string line in lines.Values)
            text.Raw(line);
    }

    private void WriteAssignment(IndentedText text, Signal root)
    {
        string name = _plan.NameOf(root);
        var (arms, rest) = _expressions.Arms(root);
        if (arms.Length <= 1)
        {
            text.Line($"{name} <= {string.Concat(arms.Select(a => $"{a.Value} when {a.Condition} else "))}{rest};", root.Source);
            return;
        }

        text.Enter($"{name} <={(root.Source is { } source ? "  -- " + IndentedText.Comment(source.ToString()) : "")}");
        foreach (var (value, condition) in arms)
            text.Line($"{value} when {condition} else");
        text.Line($"{rest};");
        text.Leave("");
    }

    private void WriteOutputs(IndentedText text)
    {
        if (_module.Outputs.Count > 0)
            text.Line();
        foreach (var (name, signal) in _module.Outputs)
            text.Line($"{name} <= {_expressions.PortValue(signal)};");
    }

    private void WriteAssertions(IndentedText text)
    {
        if (_module.Assertions.Count == 0)
            return;
        text.Line();
        text.Line("-- synthesis translate_off");
        text.Enter($"{_plan.Label("assertions")} : process (clk)");
        text.Middle("begin");
        text.Enter("if rising_edge(clk) and rst = '0' then");
        foreach (var assertion in _module.Assertions)
        {
            string message = assertion.Message + (assertion.Source is null ? "" : $" ({assertion.Source})");
            text.Enter($"if {_expressions.Condition(assertion.Enable)} then");
            text.Line($"assert {_expressions.Condition(assertion.Condition)} report {Literals.Text(message)} severity failure;");
            text.Leave("end if;");
        }

        text.Leave("end if;");
        text.Leave("end process;");
        text.Line("-- synthesis translate_on");
    }
}
