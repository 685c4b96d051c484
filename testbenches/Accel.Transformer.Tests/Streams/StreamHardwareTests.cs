using Accel.Hast;
using Accel.Transformer.Tests.Lowering;

namespace Accel.Transformer.Tests.Streams;

/// <summary>Tasks that streams join, as state machines with FIFOs between them: plain C# = RTL.</summary>
public sealed class StreamHardwareTests
{
    public static TheoryData<string> Names => StreamKernels.Names;

    [Theory]
    [MemberData(nameof(Names))]
    public void Plain_tasks_and_hardware_agree(string name)
        => _ = Kernels.Check(StreamKernels.Source(name), Kernels.Cells(StreamKernels.CellCount, 7));

    [Theory]
    [MemberData(nameof(Names))]
    public void The_VHDL_gives_the_same_in_GHDL(string name)
    {
        var cells = Kernels.Cells(StreamKernels.CellCount, 7);
        var source = StreamKernels.Source(name);
        GhdlRun.AssertSame(Kernels.Compile(source), cells, Kernels.RunPlain(source, cells));
    }

    [Fact]
    public void What_an_invocation_leaves_in_a_stream_is_gone_in_the_next()
    {
        var module = Kernels.Compile(Kernels.Source(
            "var s = new Stream<int>(3); var t = Task.Run(() => { s.Write(memory.ReadInt32(0)); s.Write(5); }); t.Wait(); memory.WriteInt32(0, s.Read() + 1);"));
        KernelHarness harness = new(module);
        uint[] cells = [7];
        _ = harness.Run(cells);
        _ = harness.Run(cells);
        Assert.Equal(9u, cells[0]);
    }

    [Theory]
    [InlineData("Stream<int>(2)", "s.Write(i)", "s.Read()", 0)]
    [InlineData("Stream<(int A, bool B)>(1)", "s.Write((i, true))", "s.Read().A", 0)]
    [InlineData("Stream<(int A, bool B)>(2)", "s.Write((i, i > 3))", "Chosen(s.Read())", 1)]
    public void Two_wide_elements_are_kept_in_LUT_RAM(string stream, string write, string read, int memories)
    {
        var source = Kernels.Source("var s = new " + stream + "; int n = memory.ReadInt32(0); "
            + "var t = Task.Run(() => { for (int i = n; i < n + 9; i++) { " + write + "; } }); "
            + "int sum = 0; for (int i = 0; i < 9; i++) { sum += " + read + "; } t.Wait(); memory.WriteInt32(1, sum);",
            members: "static int Chosen((int A, bool B) pair) => pair.B ? pair.A : 1;");
        _ = Kernels.Check(source, [5, 0]);
        Assert.Equal(memories, Kernels.Compile(source).Memories.Count(m => m.Style == Accel.Rtl.MemoryStyle.Distributed));
    }

    // Capacities around the sizes at which another kind of memory, or another width of a pointer, is taken; both ends at different rates.
    [Theory]
    [InlineData(1, MemoryKind.Automatic)]
    [InlineData(2, MemoryKind.Automatic)]
    [InlineData(3, MemoryKind.Automatic)]
    [InlineData(4, MemoryKind.Registers)]
    [InlineData(5, MemoryKind.Registers)]
    [InlineData(1, MemoryKind.Distributed)]
    [InlineData(2, MemoryKind.Distributed)]
    [InlineData(32, MemoryKind.Distributed)]
    [InlineData(33, MemoryKind.Distributed)]
    [InlineData(1, MemoryKind.Block)]
    [InlineData(2, MemoryKind.Block)]
    [InlineData(3, MemoryKind.Block)]
    [InlineData(16, MemoryKind.Block)]
    public void A_stream_of_every_kind_keeps_order_and_room(int capacity, MemoryKind kind)
    {
        const string Body = """
            var s = new Stream<(int Value, bool IsOdd)>(#);
            var a = Task.Run(() => { for (int i = 0; i < 90; i++) { s.Write((i * 5, (i & 1) != 0)); if ((i & 31) > 20) { for (int k = 0; k < 4; k++) { wait[k] = i; } } } });
            int sum = 0;
            for (int i = 0; i < 90; i++) { var (value, isOdd) = s.Read(); sum = (sum << 1) ^ (isOdd ? value : ~value); if ((i & 31) < 8) { for (int k = 0; k < 5; k++) { sum ^= k; } } }
            a.Wait();
            memory.WriteInt32(0, sum);
            """;
        string attribute = kind == MemoryKind.Automatic ? "" : $"[Memory(\"s\", MemoryKind.{kind})]";
        var source = Kernels.Source(
            "int[] wait = new int[4]; " + Body.Replace("#", capacity.ToString(System.Globalization.CultureInfo.InvariantCulture),
                StringComparison.Ordinal), attribute);
        _ = Kernels.Check(source, Kernels.Cells(4));
    }
}
