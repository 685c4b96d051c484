using Accel.Rtl.Estimation;
using Accel.Rtl.Vhdl;
using Accel.ToolRunners;
using Accel.Transformer.Tests.Streams;

namespace Accel.Transformer.Tests.Lowering;

/// <summary>Block RAM with two ports that each read or write: plain C# = RTL = VHDL in GHDL, intervals, and what Yosys maps it
/// to.</summary>
public sealed class DualPortTests
{
    private const string Attributes =
        "[Memory(\"w\", MemoryKind.Block)][Pipeline(\"k\", InitiationInterval = 0)][Pipeline(\"i\", InitiationInterval = 0)]";

    private const string Load =
        "uint[] w = new uint[512]; for (int k = 0; k < 512; k++) { w[k] = memory.ReadUInt32(k); } uint s = 0; int a = 5; int b = 9;\n";

    private const string Step = " a = (a + 7) & 511; b = (b + 13) & 511; }\nmemory.WriteUInt32(0, s);";

    /// <summary>Loops with what one iteration does to <c>w</c>, and their interval.</summary>
    public static TheoryData<string, int> Loops => new()
    {
        { "for (int i = 0; i < 300; i++) { s += w[a] + (w[b] ^ 3);" + Step, 1 },
        { "for (int i = 0; i < 200; i++) { s += w[a] + w[b] * 3 + w[i] * 5;" + Step, 2 },
        { "for (int i = 0; i < 200; i++) { s ^= (w[a] - w[b]) ^ (w[(a + 1) & 511] + w[(b + 1) & 511]);" + Step, 2 },
        { "for (int i = 0; i < 256; i++) { w[i] = s; w[i + 256] = s * 3; s += 5;" + Step
            + " for (int k = 0; k < 512; k++) { memory.WriteUInt32(k, w[k]); }", 1 },
        { "for (int i = 0; i < 200; i++) { if ((i & 1) == 0) { s += w[a]; } else { s ^= w[b]; }" + Step, 1 },
        { "for (int i = 0; i < 200; i++) { if ((i & 1) == 0) { s += w[a] + w[b]; } else { s ^= w[i] + w[i + 1]; }" + Step, 1 },
        { "for (int i = 0; i < 100; i++) { uint x = w[i] + w[i + 100]; w[i + 256] = x;" + Step
            + " for (int k = 0; k < 512; k++) { memory.WriteUInt32(k, w[k]); }", 2 },
        { "for (int i = 0; i < 100; i++) { uint x = w[i]; w[i] = w[i + 256]; w[i + 256] = x;" + Step
            + " for (int k = 0; k < 512; k++) { memory.WriteUInt32(k, w[k]); }", 2 },
    };

    [Theory]
    [MemberData(nameof(Loops))]
    public void Two_accesses_of_a_block_ram_share_a_cycle(string loop, int interval)
    {
        var source = Kernels.Source(Load + loop, Attributes);
        var report = KernelCompiler.Compile(source, "K", new TransformOptions()).Report!;
        var pipelined = report.Loops.Single(static l => l.Name == "i");
        Assert.True(interval == pipelined.InitiationInterval, pipelined.BoundBy);
        _ = Kernels.Check(source, [.. Kernels.Cells(512).Select(static c => c * 0x9e3779b9u)]);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    [InlineData(6)]
    public void GHDL_agrees(int loop)
    {
        var source = Kernels.Source(Load + Loops.ElementAt(loop).Data.Item1, Attributes);
        uint[] cells = [.. Kernels.Cells(512).Select(static c => c * 0x9e3779b9u)];
        GhdlRun.AssertSame(Kernels.Compile(source), cells, Kernels.RunPlain(source, cells));
    }

    // A line buffer needs what it overwrites in the same cycle, which is sure with one port that reads and one that writes only: the loop
    // that has it gives way, or the array has no two ports for anything.
    [Theory]
    [InlineData(0, 2)]
    [InlineData(1, null)]
    public void What_is_read_while_it_is_overwritten_costs_a_cycle_beside_two_reads(int wanted, int? interval)
    {
        const string buffer =
            "int x = 3; for (int j = 0; j < 300; j++) { uint old = w[x]; w[x] = old + s; s = (s >> 1) ^ old; x = x == 70 ? 0 : x + 1; }\n";
        const string reads = "for (int i = 0; i < 300; i++) { s += w[a] + (w[b] ^ 3);" + Step;
        string attributes = $"{Attributes}[Pipeline(\"j\", InitiationInterval = {wanted})]";
        var result = KernelCompiler.Compile(Kernels.Source(Load + buffer + reads, attributes), "K", new TransformOptions());
        if (interval is null)
        {
            Assert.Contains("ACC0507", Assert.Single(result.Diagnostics).ToString(), StringComparison.Ordinal);
            return;
        }

        Assert.Equal(interval, result.Report!.Loops.Single(static l => l.Name == "j").InitiationInterval);
        Assert.Equal(1, result.Report!.Loops.Single(static l => l.Name == "i").InitiationInterval);
        _ = Kernels.Check(Kernels.Source(Load + buffer + reads, attributes), Kernels.Cells(512));
    }

    [Fact]
    public void Every_bank_has_two_ports()
    {
        const string body =
            "uint[] w = new uint[1024]; for (int k = 0; k < 1024; k++) { w[k] = memory.ReadUInt32(k); } uint s = 0; int a = 5; int b = 9;\n"
            + "for (int i = 0; i < 300; i++) { for (int l = 0; l < 4; l++) { s += w[(a * 4) + l] ^ (w[(b * 4) + l] + 3); } a = (a + 7) & 255; b = (b + 13) & 255; }\n"
            + "memory.WriteUInt32(0, s);";
        var source = Kernels.Source(body, Attributes + "[Banked(\"w\", Banks = 4)][Unroll(\"l\")]");
        var report = KernelCompiler.Compile(source, "K", new TransformOptions()).Report!;
        Assert.Equal(1, report.Loops.Single(static l => l.Name == "i").InitiationInterval);
        Assert.Equal(4, report.Memories.Count(static m => m.ReadPorts == 2 && m.WritePorts == 1));
        _ = Kernels.Check(source, Kernels.Cells(1024));
    }

    [Theory]
    [InlineData(DeviceFamily.Series7, "w[a] + w[b] * 3 + w[i]", "w is read 3 times an iteration, and block RAM has two ports")]
    [InlineData(DeviceFamily.UltraScalePlus, "(w[i] = (uint)i) + w[511 - i] + w[510 - i]",
        "w is read 2 times and written 1 times an iteration, and block RAM has two ports")]
    [InlineData(DeviceFamily.Ice40, "w[a] + w[b]",
        "w is read 2 times an iteration, and block RAM of iCE40 HX has one port that reads and one that writes")]
    public void A_refusal_says_which_ports_there_are(DeviceFamily family, string value, string message)
    {
        string loop = $"for (int i = 0; i < 200; i++) {{ s += {value};{Step}";
        string attributes = Attributes.Replace("\"i\", InitiationInterval = 0", "\"i\", InitiationInterval = 1", StringComparison.Ordinal);
        var options = new TransformOptions { Family = family, ClockPeriodNs = 20 };
        var refused = Assert.Single(KernelCompiler.Compile(Kernels.Source(Load + loop, attributes), "K", options).Diagnostics);
        Assert.Contains("ACC0507", refused.ToString(), StringComparison.Ordinal);
        Assert.Contains(message, refused.ToString(), StringComparison.Ordinal);

        var source = Kernels.Source(Load + loop, Attributes);
        var best = KernelCompiler.Compile(source, "K", options).Report!.Loops.Single(static l => l.Name == "i");
        Assert.Equal(2, best.InitiationInterval);
        Assert.Contains(message, best.BoundBy, StringComparison.Ordinal);
        _ = Kernels.Check(source, Kernels.Cells(512), options);
    }

    [Fact]
    public void UltraRAM_keeps_one_port_for_each()
    {
        var source = Kernels.Source(Load + Loops.First().Data.Item1,
            Attributes.Replace("Kind.Block", "Kind.Ultra", StringComparison.Ordinal));
        Assert.Equal(2, KernelCompiler.Compile(source, "K", new TransformOptions()).Report!.Loops.Single(static l => l.Name == "i")
            .InitiationInterval);
    }

    // 36 bits wide: one block of 36 kbit with two ports as wide, and no logic beside it that would make up for what its ports cannot do.
    [Theory]
    [InlineData("s += (uint)w[a] + (uint)(w[b] >> 4);", "")]
    [InlineData("w[i] = s + ((ulong)s << 7); w[i + 512] = s; s += 5;",
        "for (int k = 0; k < 1024; k++) { s = (s * 3) ^ (uint)(w[k] >> 4) ^ (uint)w[k]; } memory.WriteUInt32(1, s);")]
    public void Yosys_maps_it_to_a_block_of_two_ports(string statement, string after)
    {
        var synthesis = new Series7Synthesis();
        Assert.SkipUnless(synthesis.Missing is null, synthesis.Missing?.InstallCommand ?? "");
        string body =
            "ulong[] w = new ulong[1024]; for (int k = 0; k < 1024; k++) { w[k] = memory.ReadUInt32(k) * 5ul; } uint s = 0; int a = 5; int b = 9;\n"
            + $"for (int i = 0; i < 512; i++) {{ {statement} a = (a + 7) & 1023; b = (b + 13) & 1023; }}\nmemory.WriteUInt32(0, s); {after}";
        var source = Kernels.Source(body, Attributes + "[Width(\"w\", 36)]");
        var result = KernelCompiler.Compile(source, "K", new TransformOptions());
        Assert.Equal(1, result.Report!.Loops.Single(static l => l.Name == "i").InitiationInterval);
        using var directory = new ToolDirectory();
        var files = VhdlWriter.Write(result.Module!).Select(f => directory.Write(f.Name, f.Text));
        var mapped = synthesis.Run(directory, files, result.Module!.Name, TestContext.Current.CancellationToken);
        Assert.Equal((2, 2), (mapped.Mapped.BlockRams, result.Report!.Estimate.BlockRams));
        Assert.Equal(0, mapped.Mapped.Latches);
        string netlist = directory.Read(mapped.NetlistFile);
        Assert.Contains(".RAM_MODE(\"TDP\")", netlist, StringComparison.Ordinal);
        Assert.InRange(mapped.Mapped.FlipFlops, 1, result.Report!.Estimate.FlipFlops);
    }

    // Where the address of the one was taken, the other one read there, too: in states, and in pipelined loops.
    [Theory]
    [InlineData("if (x > 40) { s += w[a]; } else { s ^= w[b]; }")]
    [InlineData("if (x == 40) { s += w[a]; } else { s ^= w[b]; }")]
    [InlineData("uint y = x > 40 ? w[a] : w[b] * 3; s = (s << 1) ^ y;")]
    [InlineData("uint y = 0; if (x > 40) { y = w[a]; } else if (x > 20) { y = w[b]; } else { y = w[i] + 1; } s = (s << 1) ^ y;")]
    [InlineData("if (x > 40) { w[a] = s; } else { s ^= w[b] + w[i + 1]; }")]
    public void Reads_of_which_one_happens_share_a_port(string statement)
    {
        uint[] cells = [.. Kernels.Cells(512).Select(static c => c * 0x9e3779b9u)];
        foreach (string attributes in (string[])[Attributes, "[Memory(\"w\", MemoryKind.Block)]"])
        {
            foreach (string x in (string[])["w[i] & 63", "(uint)i & 63"])
            {
                string loop = $"for (int i = 0; i < 300; i++) {{ uint x = {x}; {statement}";
                _ = Kernels.Check(Kernels.Source(Load + loop + Step, attributes), cells);
            }
        }
    }
}
