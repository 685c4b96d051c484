using Accel.Rtl.Vhdl;
using Accel.ToolRunners;

namespace Accel.Transformer.Tests.Lowering;

/// <summary>
/// Arrays of one element, whatever they come from, compute and are synthesised as registers (GHDL 2.0.0 stops at memories of one word).
/// </summary>
public sealed class SingleWordKernelTests
{
    private const string Cells = "memory.WriteInt32(9, ";

    /// <summary>Attributes, members and body.</summary>
    public static TheoryData<string, string, string> Programs => new()
    {
        { "", "[Persistent] private int _count;", "_count += memory.ReadInt32(0); " + Cells + "_count);" },
        { "", "[Persistent] private bool _flag;", "_flag = !_flag | memory.ReadBoolean(0); memory.WriteBoolean(9, _flag);" },
        { "", "[Persistent] private readonly int[] _one = new int[1];", "_one[0] += memory.ReadInt32(0); "
            + "" + Cells + "_one[memory.ReadInt32(1) & 0]);" },
        { "", "[Persistent] private readonly bool[] _one = new bool[1];", "int k = memory.ReadInt32(1) & 0; _one[k] = !_one[k]; "
            + "memory.WriteBoolean(9, _one[k]);" },
        { "[Banked(\"b\", Banks = 4)]", "", "int[] b = new int[4]; for (int i = 0; i < 8; i++) { b[memory.ReadInt32(i) & 3] += i; } for "
            + "(int i = 0; i < 4; i++) { memory.WriteInt32(10 + i, b[i]); }" },
        { "[Banked(\"_b\", Banks = 4)]", "[Persistent] private readonly int[] _b = new int[4];", "for (int i = 0; i < 8; i++) { "
            + "_b[memory.ReadInt32(i) & 3] += i; } for (int i = 0; i < 4; i++) { memory.WriteInt32(10 + i, _b[i]); }" },
        { "[Banked(\"T\", Banks = 2)]", "static readonly int[] T = { 3, 5 };", Cells + "T[memory.ReadInt32(0) & 1]);" },
        { "", "static readonly int[] T = { 7 };", Cells + "T[memory.ReadInt32(0) & 0]);" },
        { "", "", "int[] a = new int[1]; int k = memory.ReadInt32(1) & 0; a[k] = memory.ReadInt32(0); a[k] ^= 5; " + Cells + "a[k]);" },
        { "[Memory(\"a\", MemoryKind.Block)]", "", "int[] a = new int[1]; int k = memory.ReadInt32(1) & 0; for (int i = 0; i < 4; i++) "
            + "{ a[k] += memory.ReadInt32(i); } " + Cells + "a[k]);" },
        { "[Memory(\"a\", MemoryKind.Ultra)]", "", "long[] a = { 5 }; int k = memory.ReadInt32(1) & 0; for (int i = 0; i < 4; i++) { "
            + "a[k] += memory.ReadInt32(i); } " + Cells + "(int)a[k]);" },
        { "[Memory(\"_a\", MemoryKind.Block)]", "[Persistent] private readonly byte[] _a = new byte[1];", "int k = memory.ReadInt32(1) "
            + "& 0; for (int i = 0; i < 4; i++) { _a[k] += (byte)memory.ReadInt32(i); } " + Cells + "_a[k]);" },
        { "[Pipeline(\"i\")]", "", "int[] a = new int[1]; int k = memory.ReadInt32(1) & 0; for (int i = 0; i < 8; i++) { a[k] += "
            + "memory.ReadInt32(i); } " + Cells + "a[k]);" },
        { "", "", Stream("int", "1", "memory.ReadInt32(i)") },
        { "[Memory(\"s\", MemoryKind.Distributed)]", "", Stream("int", "1", "memory.ReadInt32(i)") },
        { "[Memory(\"s\", MemoryKind.Block)]", "", Stream("int", "1", "memory.ReadInt32(i)") },
        { "[Memory(\"s\", MemoryKind.Block)]", "", Stream("int", "2", "memory.ReadInt32(i)") },
        { "[Memory(\"s\", MemoryKind.Distributed)]", "", Stream("byte", "1", "(byte)memory.ReadInt32(i)") },
        { "", "struct Pair { public int A; public short B; }", "var p = new Pair[1]; int k = memory.ReadInt32(1) & 0; p[k].A = "
            + "memory.ReadInt32(0); p[k].B += (short)p[k].A; " + Cells + "p[k].A + p[k].B);" },
    };

    private static string Stream(string type, string depth, string value)
        => $"var s = new Stream<{type}>({depth}); var t = Task.Factory.StartNew(() => {{ int sum = 0; for (int i = 0; i < 6; i++) {{ "
            + $"sum += s.Read(); }} return sum; }}); "
            + $"for (int i = 0; i < 6; i++) {{ s.Write({value}); }} " + Cells + "t.Result);";

    [Theory]
    [MemberData(nameof(Programs))]
    public void It_computes_and_GHDL_synthesises_it(string attributes, string members, string body)
    {
        var source = Kernels.Source(body, attributes, members);
        var module = Kernels.Compile(source);
        _ = Kernels.Check(source, Kernels.Cells(16));
        var ghdl = new Ghdl();
        Assert.SkipUnless(ghdl.IsAvailable, $"{ghdl.Program} is not installed: {ghdl.InstallCommand}");
        using var directory = new ToolDirectory();
        var files = VhdlWriter.Write(module);
        foreach (var file in files)
        {
            directory.Write(file.Name, file.Text);
        }

        var analysis = ghdl.Analyse(
            directory.Path, files.Select(file => file.Name), allWarnings: true, TestContext.Current.CancellationToken);
        Assert.Equal("", analysis.StandardError);
        ghdl.SynthesiseToVerilog(directory.Path, module.Name, "synthesised.v", TestContext.Current.CancellationToken);
        Assert.DoesNotContain(module.Memories, memory => memory.Depth == 1 && memory.Style != Rtl.MemoryStyle.Registers);
    }

    [Fact]
    public void A_scalar_keeps_its_value_from_one_invocation_to_the_next()
    {
        var module = Kernels.Compile(Kernels.Source("_count += memory.ReadInt32(0); " + Cells + "_count);", "", "[Persistent] private "
            + "int _count;"));
        var harness = new KernelHarness(module, 3, 1);
        uint[] cells = Kernels.Cells(16);
        uint first = cells[0];
        for (uint run = 1; run <= 3; run++)
        {
            _ = harness.Run(cells);
            Assert.Equal(run * first, cells[9]);
        }
    }
}
