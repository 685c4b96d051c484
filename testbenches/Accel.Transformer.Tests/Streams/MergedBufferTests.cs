using Accel.Transformer.Tests.Lowering;

namespace Accel.Transformer.Tests.Streams;

/// <summary>Two arrays that a task hands to another become one memory where a condition always chooses between them: plain C# with real
/// tasks = IR after each pass = RTL = VHDL.</summary>
public sealed class MergedBufferTests
{
    private const int CellCount = 160;
    private const string Ping = "[Persistent] private readonly int[] _even = new int[16], _odd = new int[16]; ";

    private const string Members = """
        public struct Pair { public short Left; public int Right; }
        static int Hash(int hash, int x) => (hash << 1) ^ (hash >> 7) ^ x;
        static void Fill(int[] to, SimpleMemory memory, int from) { for (int i = 0; i < 16; i++) { to[i] = memory.ReadInt32(from + i); } }
        static int Sum(int[] from, int hash) { for (int i = 0; i < 16; i++) { hash = Hash(hash, from[i]); } return hash; }
        [Pipeline("i")] static int SumFast(int[] from, int hash) { for (int i = 0; i < 16; i++) { hash = (hash << 1) ^ from[i]; } return hash; }
        """;

    // Fields; what is done with a buffer of its own by who fills it, and by who reads it, into `hash`; names of the memories.
    private static readonly (string Name, string Fields, string Fill, string Read, string Memories)[] All =
    [
        ("methods", Ping, "Fill(own == 0 ? _even : _odd, memory, tile << 4);", "hash = Sum(own == 0 ? _even : _odd, hash);", "_even__odd"),
        ("other-way-round", Ping, "Fill(own != 0 ? _odd : _even, memory, tile << 4);", "hash = SumFast(own == 0 ? _even : _odd, hash);",
            "_odd__even"),
        ("statements", Ping,
            "for (int i = 0; i < 16; i++) { int x = memory.ReadInt32(i) + tile; if (own == 1) { _odd[15 - i] = x; } else { _even[15 - i] = x; } }",
            "for (int i = 0; i < 16; i++) { hash = Hash(hash, own == 0 ? _even[i] - i : _odd[i] - i); }", "_odd__even"),
        ("byte-index", "[Persistent] private readonly byte[] _even = new byte[256], _odd = new byte[256]; ",
            "for (int i = 0; i < 8; i++) { byte at = (byte)(tile * 37 + i * 31); (own == 0 ? _even : _odd)[at] = (byte)memory.ReadInt32(i); }",
            "for (int i = 0; i < 8; i++) { byte at = (byte)(tile * 37 + i * 31); hash = Hash(hash, own == 0 ? _even[at] : _odd[at]); }",
            "_even__odd"),
        ("twelve-elements", "[Persistent] private readonly int[] _even = new int[12], _odd = new int[12]; ",
            "for (int i = 0; i < 12; i++) { (own == 0 ? _even : _odd)[i] = memory.ReadInt32(tile + i); }",
            "for (int i = 0; i < 12; i++) { hash = Hash(hash, (own == 0 ? _even : _odd)[11 - i]); }", "_even__odd"),
        ("structs", "[Persistent] private readonly Pair[] _even = new Pair[8], _odd = new Pair[8]; ",
            "for (int i = 0; i < 8; i++) { (own == 0 ? _even : _odd)[i] = new Pair { Left = (short)memory.ReadInt32(i), Right = tile }; }",
            "for (int i = 0; i < 8; i++) { Pair x = (own == 0 ? _even : _odd)[i]; hash = Hash(hash, x.Left - x.Right); }",
            "_even__odd.Left,_even__odd.Right"),
        ("banks", "[Persistent, Banked(Banks = 4)] private readonly int[] _even = new int[16], _odd = new int[16]; ",
            "for (int i = 0; i < 16; i++) { (own == 0 ? _even : _odd)[i] = memory.ReadInt32(tile + i); }",
            "for (int i = 0; i < 4; i++) { int[] from = own == 0 ? _even : _odd; hash = Hash(hash, from[4 * i] - from[4 * i + 1] + from[4 * i + 3]); }",
            "_even__odd_0,_even__odd_1,_even__odd_2,_even__odd_3"),

        // Not: one of them is used by itself, at another index, or with something else; a task reads what it writes.
        ("one-alone", Ping, "Fill(own == 0 ? _even : _odd, memory, tile);",
            "hash = Sum(own == 0 ? _even : _odd, own == 0 ? _even[3] : hash);",
            "_even,_odd"),
        ("other-index", Ping, "Fill(own == 0 ? _even : _odd, memory, tile);",
            "for (int i = 0; i < 16; i++) { hash = Hash(hash, own == 0 ? _even[i] : _odd[15 - i]); }", "_even,_odd"),
        ("three-of-a-kind", Ping + "[Persistent] private readonly int[] _third = new int[16]; ",
            "if (own == 0) { Fill(_even, memory, tile); } else { Fill(_odd, memory, tile); Fill(_third, memory, tile); }",
            "hash = own == 0 ? Sum(_even, hash) : Sum(_odd, hash) + _third[2];", "_even,_odd,_third"),
        ("in-place", Ping, "Fill(own == 0 ? _even : _odd, memory, tile);",
            "for (int i = 0; i < 16; i++) { int[] a = own == 0 ? _even : _odd; a[i] += hash; hash = Hash(hash, a[i]); }", "_even,_odd"),
        ("cleared", "", "Fill(own == 0 ? even : odd, memory, tile);", "hash = Sum(own == 0 ? even : odd, hash);", "even,odd"),
    ];

    public static TheoryData<string> Names => [.. All.Select(k => k.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Plain_tasks_IR_and_hardware_agree(string name)
    {
        var cells = Kernels.Cells(CellCount, 7);
        EveryPass.AssertSame(name, Source(name), cells);
        _ = Kernels.Check(Source(name), cells);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void There_is_one_memory_where_a_condition_always_chooses(string name)
    {
        string expected = All.Single(k => k.Name == name).Memories;
        var memories = Kernels.Compile(Source(name)).Memories.Select(m => m.Name)
            .Where(n => !n.Contains("elements", StringComparison.Ordinal));
        Assert.Equal(expected.Split(',').Order(StringComparer.Ordinal), memories.Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("methods")]
    [InlineData("banks")]
    public void The_VHDL_gives_the_same_in_GHDL(string name)
    {
        var cells = Kernels.Cells(CellCount, 7);
        GhdlRun.AssertSame(Kernels.Compile(Source(name)), cells, Kernels.RunPlain(Source(name), cells));
    }

    private static KernelSource Source(string name)
    {
        var (_, fields, fill, read, _) = All.Single(k => k.Name == name);
        string locals = fields.Length == 0 ? "int[] even = new int[16], odd = new int[16];" : "";
        return Kernels.Source(
            $$"""
            {{locals}} var free = new Stream<int>(2); var full = new Stream<int>(2);
            free.Write(0); free.Write(1);
            var a = Task.Run(() => { for (int tile = 0; tile < 6; tile++) { int own = free.Read(); {{fill}} full.Write(own); } });
            var b = Task.Run(() => { int hash = 5; for (int tile = 0; tile < 6; tile++) { int own = full.Read(); {{read}} free.Write(own); } return hash; });
            Task.WaitAll(a, b); memory.WriteInt32(140, b.Result);
            """,
            members: fields + Members);
    }
}
