using System.Globalization;
using Accel.Rtl.Vhdl;
using Accel.ToolRunners;
using Accel.Transformer.Frontend;
using Accel.Transformer.Tests.Streams;
using Hast.Transformer.SimpleMemory;

namespace Accel.Transformer.Tests.Lowering;

/// <summary>Memories that hold something before the first invocation: plain C# = RTL = GHDL, and no cycle is spent on it.</summary>
public sealed class InitialContentTests
{
    private const string Numbers =
        "private static int[] Make() { int[] t = new int[600]; for (int i = 0; i < 600; i++) { t[i] = (i * i) - 300; } return t; }";

    private const string Sum = "int s = 0; for (int i = 0; i < 300; i++) { s += w[(i * 7) % 512]; } memory.WriteInt32(0, s);";

    private static readonly string _list = string.Join(", ",
        Enumerable.Range(0, 600).Select(static i => ((i * i) - 300).ToString(CultureInfo.InvariantCulture)));

    // What an invocation leaves is what the next one finds, as in the fields of a C# object.
    [Theory]
    [InlineData("[Persistent, Memory(MemoryKind.Block)] private readonly int[] _w = Make();")]
    [InlineData("[Persistent, Memory(MemoryKind.Distributed), Banked(Banks = 4)] private readonly int[] _w = Make();")]
    [InlineData("[Persistent, Memory(MemoryKind.Block), Range(-300, 400000)] private readonly int[] _w = Make();")]
    [InlineData("[Persistent] private readonly int[] _w = { 9, -8, 7, 3, 2, 1, 5, 4 };", 8)]
    [InlineData("[Persistent] private readonly int[] _w = new[] { 9, -8, 7, 3, 2, 1, 5, 4 };", 8)]
    [InlineData("[Persistent] private readonly byte[] _w = [9, 250, 7, 3, 2, 1, 5, 4];", 8)]
    public void A_persistent_array_starts_with_its_contents_and_keeps_what_is_written(string field, int words = 600)
    {
        string body =
            $"int at = memory.ReadInt32(0) & 7; memory.WriteInt32(1, _w[at] + _w[{words - 1} - at]); _w[at] = (byte)memory.ReadInt32(2); memory.WriteInt32(3, _w[5]);";
        var source = Kernels.Source(body, "", field + Numbers);
        var (assembly, _) = KernelAssembly.Load(source, "K", new TransformOptions());
        var memory = SimpleMemory.CreateSoftwareMemory(4);
        var harness = new KernelHarness(Kernels.Compile(source), 3, 5);
        uint[] cells = [5, 0, 77, 0];
        for (int i = 0; i < 4; i++)
        {
            memory.WriteUInt32(i, cells[i]);
        }

        for (int run = 0; run < 3; run++)
        {
            assembly!.EntryPoints[0](memory);
            _ = harness.Run(cells);
            Assert.Equal([.. Enumerable.Range(0, 4).Select(memory.ReadUInt32)], cells);
        }
    }

    [Fact]
    public void GHDL_agrees()
    {
        var source = Kernels.Source("memory.WriteInt32(1, _w[memory.ReadInt32(0)]); _w[3] = 5; memory.WriteInt32(2, _w[511]);", "",
            "[Persistent, Memory(MemoryKind.Block)] private readonly int[] _w = Make();"
                + Numbers.Replace("600", "512", StringComparison.Ordinal));
        uint[] cells = [500, 0, 0];
        GhdlRun.AssertSame(Kernels.Compile(source), cells, Kernels.RunPlain(source, cells));
    }

    [Fact]
    public void Yosys_puts_it_into_the_block()
    {
        var synthesis = new Series7Synthesis();
        Assert.SkipUnless(synthesis.Missing is null, synthesis.Missing?.InstallCommand ?? "");
        var source = Kernels.Source("int at = memory.ReadInt32(0) & 511; memory.WriteInt32(1, _w[at]); _w[at] = memory.ReadInt32(2);", "",
            "[Persistent, Memory(MemoryKind.Block)] private readonly int[] _w = Make();" + Numbers);
        var result = KernelCompiler.Compile(source, "K", new TransformOptions());
        using var directory = new ToolDirectory();
        var files = VhdlWriter.Write(result.Module!).Select(f => directory.Write(f.Name, f.Text));
        var mapped = synthesis.Run(directory, files, result.Module!.Name, TestContext.Current.CancellationToken);
        Assert.Equal(result.Report!.Estimate.BlockRams, mapped.Mapped.BlockRams);
        Assert.Matches("INIT_00\\(256'[hb][0-9a-fx]*[1-9a-f]", directory.Read(mapped.NetlistFile));
    }

    // A table that a method makes itself takes as long as one in a static readonly field.
    [Theory]
    [InlineData("Block")]
    [InlineData("Distributed")]
    public void A_local_table_of_constants_costs_no_cycle(string kind)
    {
        var local = Kernels.Source($"int[] w = {{ {_list} }}; {Sum}", $"[Memory(\"w\", MemoryKind.{kind})]");
        var field = Kernels.Source(Sum, "", $"[Memory(MemoryKind.{kind})] private static readonly int[] w = {{ {_list} }};");
        Assert.Equal(Kernels.Check(field, [0]), Kernels.Check(local, [0]));
        Assert.True(KernelCompiler.Compile(local, "K", new TransformOptions()).Report!.Memories.Single(static m => m.Name == "w")
            .IsConstant);
    }

    // C# makes the array anew in each invocation, and in each iteration that comes by.
    [Theory]
    [InlineData("int[] w = LIST; w[memory.ReadInt32(0)] = 5; int s = 0; for (int i = 0; i < 64; i++) { s += w[i] * i; } memory.WriteInt32(1, s);", false)]
    [InlineData("int s = 0; for (int k = 0; k < 3; k++) { int[] w = LIST; for (int i = 0; i < 64; i++) { s += w[i]; w[i] = s; } } memory.WriteInt32(1, s);", false)]
    [InlineData("int s = 0; for (int k = 0; k < 3; k++) { int[] w = LIST; for (int i = 0; i < 64; i++) { s += w[i] * i; } } memory.WriteInt32(1, s);", true)]
    [InlineData("int[] w = new int[64]; int s = w[memory.ReadInt32(0)]; w[3] = 9; w[8] = 7; for (int i = 0; i < 64; i++) { s += w[i] * i; } memory.WriteInt32(1, s);", false)]
    [InlineData("int[] w = new int[64]; w[3] = 9; w[8] = -7; int s = 0; for (int i = 0; i < 64; i++) { s += w[i] * i; } memory.WriteInt32(1, s);", true)]
    [InlineData("int[] w = new int[64]; w[3] = 9; if (memory.ReadInt32(0) > 3) { w[3] = 8; } int s = 0; for (int i = 0; i < 64; i++) { s += w[i] * i; } memory.WriteInt32(1, s);", false)]
    public void What_is_written_later_is_no_table(string body, bool isTable)
    {
        string list = "{ " + string.Join(", ", Enumerable.Range(0, 64).Select(static i => (i * i % 97) - 40)) + " }";
        var source = Kernels.Source(body.Replace("LIST", list, StringComparison.Ordinal), "[Memory(\"w\", MemoryKind.Distributed)]");
        _ = Kernels.Check(source, [7, 0]);
        Assert.Equal(isTable, KernelCompiler.Compile(source, "K", new TransformOptions()).Report!.Memories.First(static m => m.Name == "w")
            .IsConstant);
    }

    [Theory]
    [InlineData("[Persistent] private int[] _w = { 1, 2 };")]
    [InlineData("[Persistent] private readonly int _w = 4;")]
    public void What_cannot_start_with_its_contents_is_refused(string field)
    {
        string use = field.Contains("[] ", StringComparison.Ordinal) ? "_w[memory.ReadInt32(1) & 1]" : "_w";
        var refused = Assert.Single(KernelCompiler.Compile(Kernels.Source($"memory.WriteInt32(0, {use});", "", field), "K",
            new TransformOptions()).Diagnostics);
        Assert.Contains("ACC0111", refused.ToString(), StringComparison.Ordinal);
    }
}
