using Accel.Transformer.Diagnostics;

namespace Accel.Transformer.Tests.Lowering;

/// <summary>Tasks that use one of two arrays each, told apart by a bit: they run at the same time, and plain C# = RTL.</summary>
public sealed class ChosenArrayTests
{
    private const string Members = """
        static void Load(SimpleMemory memory, int start, int[] to) { for (int i = 0; i < 64; i++) { to[i] = memory.ReadInt32(start + i); } }
        static int Sum(int[] from) { int s = 0; for (int j = 0; j < 64; j++) { s = (s << 1) ^ from[j]; } return s; }
        """;

    private const string Begin = "int[] even = new int[64], odd = new int[64]; int tiles = memory.ReadInt32(0) & 7; int total = 0; ";
    private const string End = " memory.WriteInt32(1, total);";

    /// <summary>Bodies of a loop over tiles that loads one array and sums up the other one, and how the tasks are told apart.</summary>
    public static TheoryData<string> Bodies =>
    [
        "for (int tile = 0; tile < tiles; tile++) { int start = 4 + tile; bool isOdd = (tile & 1) != 0; Task load = Task.Factory.StartNew(() => Load(memory, start, isOdd ? odd : even)); Task<int> sum = Task.Factory.StartNew(() => Sum(isOdd ? even : odd)); Task.WhenAll(load, sum).Wait(); total += sum.Result; }",
        "for (int tile = 0; tile < tiles; tile++) { int start = 4 + tile; int[] to = (tile & 1) != 0 ? odd : even; int[] from = (tile & 1) != 0 ? even : odd; Task load = Task.Run(() => Load(memory, start, to)); Task<int> sum = Task.Run(() => Sum(from)); Task.WaitAll(load, sum); total += sum.Result; }",
        "int[][] both = { even, odd }; for (int tile = 0; tile < tiles; tile++) { int start = 4 + tile; int which = tile & 1; Task load = Task.Run(() => Load(memory, start, both[which])); Task<int> sum = Task.Run(() => Sum(both[1 - which])); Task.WaitAll(load, sum); total += sum.Result; }",
        "int[] front = even, back = odd; for (int tile = 0; tile < tiles; tile++) { int start = 4 + tile; int[] to = front, from = back; Task load = Task.Run(() => Load(memory, start, to)); Task<int> sum = Task.Run(() => Sum(from)); Task.WaitAll(load, sum); total += sum.Result; (front, back) = (back, front); }",
    ];

    [Theory]
    [MemberData(nameof(Bodies))]
    public void Plain_CSharp_and_hardware_agree(string body)
        => _ = Kernels.Check(Kernels.Source(Begin + body + End, members: Members), Kernels.Cells(80));

    [Fact]
    public void They_run_at_the_same_time()
    {
        var source = Kernels.Source(Begin + Bodies.First().Data + End,
            "[Memory(\"even\", MemoryKind.Block)]\n[Memory(\"odd\", MemoryKind.Block)]", Members);
        var result = KernelCompiler.Compile(source, "K", new TransformOptions());
        Assert.Empty(result.Diagnostics);
        Assert.DoesNotContain(result.Notes, n => n.Descriptor == DiagnosticDescriptors.TasksInSequence);
        int both = Kernels.Check(source, Kernels.Cells(80));
        int load = Kernels.Check(Kernels.Source(Begin
            + "for (int tile = 0; tile < tiles; tile++) { Load(memory, 4 + tile, even); total += even[tile]; }" + End, members: Members),
            Kernels.Cells(80));
        Assert.InRange(both, load / 2, load * 5 / 4);
    }

    // Each task has half of one array.
    [Theory]
    [InlineData("for (int k = 0; k < 32; k++) { t[k] += k * 3; }", "for (int k = 32; k < 64; k++) { t[k] -= k; }")]
    [InlineData("for (int k = 0; k < 32; k++) { t[k + 32] = t[63 - k] + k; }", "for (int k = 0; k < 32; k++) { t[k] = t[31 - k] ^ 5; }")]
    public void Halves_are_used_at_the_same_time(string one, string other)
    {
        string tasks = $"var a = Task.Run(() => {{ {one} }}); var b = Task.Run(() => {{ {other} }}); Task.WaitAll(a, b);";
        const string Read = "int[] t = new int[64]; for (int k = 0; k < 64; k++) { t[k] = memory.ReadInt32(k); } ",
            Write = " for (int k = 0; k < 64; k++) { memory.WriteInt32(k, t[k]); }";
        int alone = Kernels.Check(Kernels.Source(Read + one + Write), Kernels.Cells(64));
        int both = Kernels.Check(Kernels.Source(Read + tasks + Write), Kernels.Cells(64));
        Assert.InRange(both, alone, alone + 8);
    }

    // The same array in both: one after the other, as in the program.
    [Fact]
    public void What_both_may_use_keeps_them_in_order()
    {
        var source = Kernels.Source(
            Begin
                + "for (int tile = 0; tile < tiles; tile++) { int start = 4 + tile; bool isOdd = (tile & 1) != 0; bool isThird = (tile & 2) != 0; Task load = Task.Run(() => Load(memory, start, isOdd ? odd : even)); Task<int> sum = Task.Run(() => Sum(isThird ? even : odd)); Task.WaitAll(load, sum); total += sum.Result; }" + End,
            members: Members);
        var result = KernelCompiler.Compile(source, "K", new TransformOptions());
        Assert.Contains(result.Notes, n => n.Descriptor == DiagnosticDescriptors.TasksInSequence);
        _ = Kernels.Check(source, Kernels.Cells(80));
    }
}
