using System.Numerics;
using Accel.Rtl.Simulation;
using Accel.Rtl.Tests.Waves;
using Accel.Rtl.Vhdl;
using Accel.Rtl.Waves;
using Accel.ToolRunners;

namespace Accel.Rtl.Tests.Vhdl;

/// <summary>Whatever C# calls a thing, GHDL, Verilog's reader in Yosys and viewers of waves take what it is called in hardware.</summary>
public sealed class NastyNameTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private static readonly string[] Nasty =
    [
        "_", "__", "___", "сумма", "σ", "点々", "é", "e\u0301", "Größe", "_x", "x_", "a__b", "9", "٣", "@class",
        "entity", "Entity", "ENTITY", "entity_s", "work", "ieee",
        "always", "logic", "unique", "byte", "shortint", "const", "checker", "rtl", "clk", "rst", "word_index",
        "s", "S", "s_", "s_2", "s_9", "",
        " ", "\uD800", "😀", "a\tb", "<Main>$", "kept_t", "kept_ports", "kept", "con", "nul", "tolerance",
        new string('x', 1200), new string('x', 1199) + "y", new string('点', 400), new string('_', 300),
        "next", "Next_2", "next_2", "n0", "datapath",
    ];

    [Fact]
    public void GHDL_and_Yosys_take_every_name_in_every_place()
    {
        GhdlReplay.SkipUnlessInstalled();
        var module = Build("nasty");
        GhdlReplay.AssertSame(module, cycles: 30);
        using var directory = new ToolDirectory();
        directory.Write("nasty.vhd", VhdlWriter.Write(module)[^1].Text);
        foreach (var file in VhdlWriter.Write(module))
            directory.Write(file.Name, file.Text);
        GhdlReplay.Ghdl.Analyse(directory.Path, VhdlWriter.Write(module).Select(static f => f.Name), cancellationToken: Stop);
        GhdlReplay.Ghdl.SynthesiseToVerilog(directory.Path, module.Name, "nasty.v", Stop);
        var yosys = new Yosys();
        Assert.SkipUnless(yosys.IsAvailable, yosys.InstallCommand);
        Assert.True(yosys.RunScript(directory.Path, "read_verilog -sv nasty.v; hierarchy -check -top "
            + "nasty", cancellationToken: Stop).Succeeded);
    }

    [Theory]
    [InlineData("entity", "entity_s")]
    [InlineData("Always", "Always_s")]
    [InlineData("_", "s")]
    [InlineData("_Größe__Δ_", "Gru00f6u00dfe_u0394")]
    [InlineData("CON", "CON_s")]
    [InlineData("lpt1", "lpt1_s")]
    [InlineData("accel_top", "accel_top_s")]
    [InlineData("SumKernel", "SumKernel")]
    [InlineData("Attention16", "Attention16")]
    public void An_entity_keeps_its_name_where_that_is_legal(string name, string entity)
        => Assert.Equal(entity, HardwareNames.Entity(name));

    [Fact]
    public void Every_name_becomes_a_short_identifier_and_a_long_one_stays_told_apart()
    {
        foreach (string name in Nasty)
        {
            Assert.Null(HardwareNames.WhyNotPort(HardwareNames.Identifier(name)));
            string entity = HardwareNames.Entity(name);
            Assert.Null(HardwareNames.WhyNotPort(entity));
            Assert.InRange(entity.Length, 1, 82);
            Assert.Equal(entity, HardwareNames.Entity(entity));
        }

        Assert.NotEqual(HardwareNames.Entity(new string('L', 250) + "a"), HardwareNames.Entity(new string('L', 250) + "b"));
    }

    [Fact]
    public void A_text_is_ASCII_and_a_name_in_a_comment_stays_in_it()
    {
        foreach (string name in Nasty)
        {
            var m = new Module(HardwareNames.Entity(name)) { Summary = $"{name}\nend entity;" };
            var register = m.Register(4, 0, name, new SourceLocation($"{name}.cs", 3));
            m.Drive(register, m.Input("d", 4));
            m.Output("q", register);
            Assert.All(VhdlWriter.Write(m), static f => Assert.All(f.Text, static c => Assert.True(c is '\n' or >= ' ' and <= '~')));
        }
    }

    [Fact]
    public void Viewers_of_waves_take_every_name()
    {
        var module = Build("nasty");
        var text = new StringWriter();
        using (var waves = new VcdWriter(new Interpreter(module), text))
            waves.Sample();
        string[] names = [.. VcdParser.Parse(text.ToString()).Names];
        Assert.Equal(names.Length, names.Distinct().Count());
        Assert.True(names.Length > Nasty.Length);
        Assert.All(text.ToString(), static c => Assert.True(c is '\n' or >= ' ' and <= '~'));
        Assert.All(names, static n => Assert.All(n.Split('.'), static part => Assert.InRange(part.Length, 1, 211)));
    }

    // Registers, constants, memories, operators, instances and messages, all of the same names.
    private static Module Build(string top)
    {
        var inner = new Module("inner");
        var kept = inner.Register(4, 0, "kept");
        inner.Drive(kept, inner.Input("d", 4));
        inner.Output("q", kept);
        var m = new Module(top);
        var (d, address, write) = (m.Input("d", 4), m.Input("address", 2), m.Input("write", 1));
        Signal last = d;
        var taken = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        int again = 0;
        foreach (string name in Nasty)
        {
            var register = m.Register(4, 3, name);
            m.Drive(register, last);
            var constant = m.Constant(new BigInteger(3), 4);
            constant.NameHint = name;
            var sum = m.Binary(Operator.Add, register, constant);
            sum.NameHint = name;
            var memory = m.Memory(name, 4, 4, MemoryStyle.Distributed, [1, 2, 3, 4]);
            m.Write(memory, write, address, sum);
            var read = m.Read(memory, address);
            read.NameHint = name;
            var instance = m.Instantiate(taken.Add(name) ? name : $"{name} "
                + $"{++again}", inner, new Dictionary<string, Signal> { ["d"] = read });
            m.Assert(m.Binary(Operator.Equal, register, constant), m.Constant(1, 1), name, new SourceLocation(name, 1));
            last = m.Binary(Operator.Xor, m.Binary(Operator.Xor, sum, sum), instance.Outputs["q"]);
        }

        m.Output("q", last);
        return m;
    }
}
