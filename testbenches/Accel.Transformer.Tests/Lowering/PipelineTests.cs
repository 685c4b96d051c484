namespace Accel.Transformer.Tests.Lowering;

/// <summary>
/// Pipelined loops: plain C# = RTL with quick and awkward memories, and the cycles that the initiation interval promises.
/// </summary>
public sealed class PipelineTests
{
    [Theory]
    [InlineData(1, 262)]
    [InlineData(30, 295)]
    public void Sum_of_cells_pays_the_latency_once(int latency, int most)
        => AtMost(most, latency, "[Pipeline(\"i\")]", "int sum = 0; for (int i = 0; i < 256; i++) { sum += memory.ReadInt32(i); } memory.WriteInt32(0, sum);", 256);

    [Theory]
    [InlineData(1, 266)]
    [InlineData(30, 295)]
    public void Cells_are_changed_in_place(int latency, int most)
        => AtMost(2 * most, latency, "[Pipeline(\"i\", InitiationInterval = 2)]", "for (int i = 0; i < 256; i++) { memory.WriteInt32(i, memory.ReadInt32(i) * 3 + i); }", 256);

    [Fact]
    public void Loop_with_a_choice()
        => AtMost(
            262, 1, "[Pipeline(\"i\")]",
            "int a = memory.ReadInt32(0); int sum = 0; for (int i = 0; i < 256; i++) { if (((i ^ sum) & 4) == 0) { sum += a + i; } else { sum -= i; } } memory.WriteInt32(1, sum);", 4);

    [Fact]
    public void Loop_with_a_call()
        => AtMost(
            262, 1, "[Pipeline(\"i\")]",
            "int a = memory.ReadInt32(0); int sum = 0; for (int i = 0; i < 256; i++) { sum += F(i, a); } memory.WriteInt32(1, sum);", 4,
            "private static int F(int x, int y) { if (x > y) { return x - y; } return y; }");

    [Fact]
    public void Break_and_continue()
        => AtMost(
            400, 3, "[Pipeline(\"i\", InitiationInterval = 0)]",
            """
            int limit = memory.ReadInt32(0); int sum = 0; int last = 0;
            for (int i = 0; i < 200; i++) { if ((i & 3) == 1) { continue; } if (i > limit) { break; } last = i; if (i < 3) { sum += 1; continue; } sum += i; }
            memory.WriteInt32(1, sum); memory.WriteInt32(2, last);
            """, 4);

    [Theory]
    [InlineData("memory.WriteInt32(64, Find(memory.ReadInt32(0) & 63, memory.ReadInt32(1)));", "int Find(int n, int a) { for (int i = 0; i < n; i++) { if (((i * a) & 15) == 5) { return i; } } return -1; }")]
    [InlineData("memory.WriteInt32(64, Find(memory.ReadInt32(0)) / 3);", "int Find(int n) { for (int i = 40; true; i--) { return n / i; } }")]
    [InlineData("int s = 0; for (int r = 0; r < 5; r++) { s += Find(memory.ReadInt32(r), r); } memory.WriteInt32(64, s);", "int Find(int a, int r) { int s = 0; for (int i = 0; i < 12; i++) { if (i > 2 * r) { if (s > 90) { return s; } if (s > 40) { return -i; } } s += a ^ i; } return s ^ 1; }")]
    [InlineData("int a = memory.ReadInt32(0); for (int i = 0; i < 64; i++) { if (((i * 3) & 31) == a) { return; } memory.WriteInt32(65, i); } memory.WriteInt32(64, 5);", "")]
    [InlineData("int s = memory.ReadInt32(0) & 15; while (s < 60) { s++; for (int i = 0; i < 9; i++) { switch ((s + i) & 7) { case 3: break; case 4: s += 5; continue; case 5: if (s > 40) { return; } break; } s ^= 2; } memory.WriteInt32(64, s); s += 3; }", "")]
    [InlineData("int s = memory.ReadInt32(0); memory.WriteInt32(64, Rounds(s & 7, s >> 3));", "int Rounds(int n, int a) { int s = 0; for (int r = 0; r < 9; r++) { s += r; for (int i = 0; i < n; i++) { s ^= i; if (s > 30) { return s; } if (((s + a) & 7) == 3) { break; } } if (s == 11) { break; } } return -s; }")]
    public void A_jump_out_of_the_loop_to_somewhere_else(string body, string member)
    {
        const string pipeline = "[Pipeline(\"i\", InitiationInterval = 0)]";
        bool isInMethod = member.Contains("for (", StringComparison.Ordinal);
        var source = Kernels.Source(body, isInMethod ? "" : pipeline, member.Length == 0 ? "" : (isInMethod ? pipeline : "") + " private static " + member);
        Assert.Empty(KernelCompiler.Compile(source, "K", new TransformOptions()).Notes);
        for (int seed = 1; seed < 4; seed++)
        {
            _ = Kernels.Check(source, [.. Kernels.Cells(80).Select(c => c >> (3 * seed))]);
        }
    }

    [Fact]
    public void Histogram_in_a_memory()
        => AtMost(
            700, 2, "[Pipeline(\"i\", InitiationInterval = 0)] [Memory(\"count\", MemoryKind.Distributed)]",
            """
            int[] count = new int[128];
            for (int i = 0; i < 256; i++) { int v = memory.ReadInt32(i) & 127; count[v] += i; }
            for (int k = 0; k < 128; k++) { memory.WriteInt32(k, count[k]); }
            """, 256);

    [Fact]
    public void Block_memory_and_values_that_travel()
        => AtMost(
            1400, 2, "[Pipeline(\"i\", InitiationInterval = 0)] [Pipeline(\"j\", InitiationInterval = 0)] [Memory(\"t\", MemoryKind.Block)]",
            """
            int[] t = new int[256];
            for (int i = 0; i < 256; i++) { t[i] = memory.ReadInt32(i); }
            int a = 0; int b = 1;
            for (int j = 0; j < 256; j++) { int x = t[255 - j]; int old = a; a = b; b = old + x; memory.WriteInt32(j, (x * 37) ^ (j << 3) ^ a); }
            """, 256);

    [Fact]
    public void Inner_loops_are_unrolled_without_asking()
        => AtMost(
            330, 1, "[Pipeline(\"i\", InitiationInterval = 4)]",
            "int sum = 0; for (int i = 0; i < 64; i++) { int part = 0; for (int k = 0; k < 4; k++) { part += memory.ReadInt32((i * 4) + k) << k; } sum ^= part; } memory.WriteInt32(0, sum);", 256);

    [Theory]
    [InlineData(1, 262)]
    [InlineData(30, 295)]
    public void A_nest_of_pipelined_loops_never_runs_empty(int latency, int most)
        => AtMost(
            most, latency, "[Pipeline(\"i\")] [Pipeline(\"k\")]",
            "int sum = 0; for (int i = 0; i < 16; i++) { for (int k = 0; k < 16; k++) { sum += memory.ReadInt32((i << 4) + k); } } memory.WriteInt32(0, sum);", 256);

    [Fact]
    public void What_stands_around_the_inner_loop_of_a_nest_happens_once_a_round()
        => AtMost(
            400, 2, "[Pipeline(\"i\", InitiationInterval = 0)] [Pipeline(\"k\", InitiationInterval = 0)]",
            """
            int n = memory.ReadInt32(0) & 7; int sum = 0;
            for (int i = 0; i < 16; i++) { int part = i; for (int k = 0; k < n + (i & 3) - 1; k++) { part += memory.ReadInt32(i + k) << (k & 3); } sum ^= part; memory.WriteInt32(64 + i, part); }
            memory.WriteInt32(90, sum);
            """, 100);

    [Fact]
    public void A_nest_whose_counter_is_looked_at_before_it_is_set()
        => AtMost(
            400, 1, "[Pipeline(\"i\", InitiationInterval = 0)] [Pipeline(\"k\", InitiationInterval = 0)]",
            "int sum = 0; int k = 9; for (int i = 0; i < 16; i++) { sum += k * i; for (k = 0; k < 8; k++) { sum ^= memory.ReadInt32(i + k); } } memory.WriteInt32(64, sum); memory.WriteInt32(65, k);", 100);

    [Theory]
    [InlineData(2)]
    [InlineData(4)]
    [InlineData(7)]
    public void The_last_answer_is_not_lost_while_the_access_slice_runs_empty(int clockPeriodNs)
    {
        // The read depends on a long computation, so that it is asked for in the last cycle of an iteration, and its answer is taken there
        // as well.
        var source = Kernels.Source(
            "int v = memory.ReadInt32(1); for (int i = 0; i < 5; i += 2) { if (T[(v & 0x7fff) % 7] != 4) { if (memory.ReadBoolean(i)) { v += 0; } } } memory.WriteInt32(1, 5);",
            "[Pipeline(\"i\", InitiationInterval = 0)]",
            "private static readonly ushort[] T = { 3, 11, 14, 3, 2, 4, 8 };");
        _ = Kernels.Check(source, [0, 700, 1, 1, 1, 1], new TransformOptions { ClockPeriodNs = clockPeriodNs });
    }

    [Fact]
    public void Loop_that_is_entered_again_and_keeps_its_variable()
        => AtMost(
            1000, 5, "[Pipeline(\"i\", InitiationInterval = 0)]",
            """
            int i = 0; int sum = 0;
            for (int r = 1; r < 6; r++)
            {
                for (i = i + 0; i < r * 10; i++) { sum += memory.ReadInt32(i) * r; }
                i -= 3;
            }
            memory.WriteInt32(0, sum); memory.WriteInt32(1, i);
            """, 64);

    /// <summary>Type of the operands, and the cycles for 128 iterations.</summary>
    public static TheoryData<string, int> Divisions { get; } = new()
    {
        { "int", 175 }, { "uint", 175 }, { "long", 225 }, { "ulong", 225 }, { "sbyte", 175 }, { "ushort", 175 },
    };

    [Theory]
    [MemberData(nameof(Divisions))]
    public void Division_starts_with_every_iteration(string type, int most)
        => AtMost(
            most, 1, "[Pipeline(\"i\")]",
            $$"""
            uint sum = 0; uint all = 0;
            for (int i = 0; i < 128; i++)
            {
                ulong bits = (ulong)memory.ReadUInt32(i) * 0x9E3779B97F4A7C15UL;
                {{type}} a = ({{type}})(bits >> (i & 15)); {{type}} b = ({{type}})((bits << 7) >> (40 - i % 3));
                if (b == 0) { b = 3; }
                if (i > 3 && (i & 7) == 2) { continue; }
                sum = (sum << 1 | sum >> 31) ^ (uint)(a / b); all += (uint)(a % b);
            }
            memory.WriteUInt32(1, sum); memory.WriteUInt32(2, all);
            """, 256);

    [Theory]
    [InlineData("int", "a / b")]
    [InlineData("int", "a % b")]
    [InlineData("uint", "a / b")]
    [InlineData("long", "a / b")]
    public void Division_by_zero_gives_the_bits_that_it_gives_outside_of_a_pipeline(string type, string value)
    {
        var body = $$"""for (int i = 0; i < 16; i++) { {{type}} a = ({{type}})memory.ReadInt32(i) - 50; {{type}} b = ({{type}})memory.ReadInt32(i) & 3; memory.WriteInt32(16 + i, (int)({{value}})); }""";
        var cells = Kernels.Cells(32);
        var (expected, actual) = ((uint[])cells.Clone(), (uint[])cells.Clone());
        _ = new KernelHarness(Kernels.Compile(Kernels.Source(body)), 1).Run(expected);
        _ = new KernelHarness(Kernels.Compile(Kernels.Source(body, "[Pipeline(\"i\", InitiationInterval = 3)]")), 1).Run(actual);
        Assert.Equal(expected, actual);
    }

    /// <summary>Loops whose iterations cannot overlap as asked: the id, the loop, and the cause that is named.</summary>
    public static TheoryData<string, string, string> Refusals { get; } = new()
    {
        { "ACC0507", "for (int i = 0; i < 100; i++) { int a = memory.ReadInt32(i); memory.WriteInt32(i + 1, a); }",
            "it sees what line 9 wrote one iteration before: keep the value in a variable" },
        { "ACC0507", "int a = 0; for (int i = 0; i < 100; i++) { a = memory.ReadInt32(a & 7); } memory.WriteInt32(0, a);", "depends on the answer" },
        { "ACC0507", "for (int i = 0; i < 100; i++) { memory.WriteInt32(2 * i, i); memory.WriteInt32(2 * i + 1, i); }", "one request a cycle, and an iteration makes 2" },
        { "ACC0507", "int a = memory.ReadInt32(0); for (int i = 0; i < 100; i++) { a = (a * a * 77777 + i) * (a ^ i) * a; } memory.WriteInt32(1, a);", "the next value of a takes more than one cycle" },
        { "ACC0507", "int n = memory.ReadInt32(0); for (int i = 0; i < 100; i++) { for (int k = 0; k < n; k++) { n++; } } memory.WriteInt32(1, n);", "number of iterations is not known" },
        { "ACC0508", "int a = 0; for (int i = 0; i < 100; i++) { a = memory.ReadInt32(a & 7); } memory.WriteInt32(0, a);", "depends on the answer" },
        { "ACC0507",
            "int k = memory.ReadInt32(9); for (int i = 0; i < 100; i++) { int a = memory.ReadInt32(i); memory.WriteInt32(i ^ k, a); }",
            "it cannot be shown" },
        { "ACC0508",
            "int n = memory.ReadInt32(0); int s = 1; for (int i = 0; i < 9; i++) { s = (s / (n | 1)) + (n / (s | 1)); for (int q = 0; q < 12; q++) { s = (s / (q + n | 1)) + (n / (s | 3)); } } memory.WriteInt32(0, s);", "intervals 1 to 16, 256 were tried in vain" },
        { "ACC0508",
            "int s = 0; for (int i = 0; i < 2; i++) { memory.WriteInt32(i, s); s += memory.ReadInt32(i) + 1; } memory.WriteInt32(2, s);",
            "the read sees what line 9 writes in the same iteration" },
    };

    [Theory]
    [MemberData(nameof(Refusals))]
    public void An_interval_that_cannot_be_had_is_named_with_its_cause(string id, string body, string cause)
    {
        bool isNote = id == "ACC0508";
        var result = KernelCompiler.Compile(Kernels.Source(body, isNote ? "[Pipeline(\"i\", InitiationInterval = 0)]" : "[Pipeline(\"i\")]"), "K", new TransformOptions());
        Assert.Equal(isNote, result.Module is not null);
        var diagnostic = Assert.Single(isNote ? result.Notes : result.Diagnostics);
        Assert.Equal(id, diagnostic.Descriptor.Id);
        Assert.Contains(cause, diagnostic.Message, StringComparison.Ordinal);
        Assert.Equal(9, diagnostic.Location.Line);
    }

    [Fact]
    public void A_factor_cannot_be_kept_within_a_pipelined_loop_and_that_is_noted()
    {
        var source = Kernels.Source(
            "int[] x = new int[8]; for (int q = 0; q < 8; q++) { x[q] = memory.ReadInt32(q); } for (int i = 0; i < 8; i++) { int s = 0; for (int j = 0; j < 8; j++) { s += x[j] ^ i; } memory.WriteInt32(40 + i, s); }",
            "[Pipeline(\"i\"), Unroll(\"j\", Factor = 3)]");
        _ = Kernels.Check(source, Kernels.Cells(64));
        var note = Assert.Single(KernelCompiler.Compile(source, "K", new TransformOptions()).Notes);
        Assert.Equal("ACC0511", note.Descriptor.Id);
        Assert.Contains(
            "Factor = 3 asked for the loop over j is not kept: the pipelined loop over i has no loop left in it, so all 8 iterations",
            note.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("for (int i = 0; i < 64; i++) { s += memory.ReadInt32(i); } memory.WriteInt32(0, s);", 1)]
    [InlineData("for (int i = 0; i < 16; i++) { for (int k = 0; k < 4; k++) { s += memory.ReadInt32((i << 2) + k + 3); } } memory.WriteInt32(0, s);", 1)]
    [InlineData("for (int i = 0; i < 64; i++) { s ^= i; memory.WriteInt32(i, s); }", 1)]
    [InlineData("int n = memory.ReadInt32(0); for (int i = 0; i < n; i++) { s += memory.ReadInt32(i & 63); } memory.WriteInt32(0, s);", 0)]
    [InlineData("for (int i = 0; i < 32; i++) { s += memory.ReadInt32(2 * i); } memory.WriteInt32(0, s);", 0)]
    [InlineData("for (int i = 0; i < 64; i++) { if ((i & 5) == 1) { s += memory.ReadInt32(i) & 1; } } memory.WriteInt32(0, s);", 0)]
    [InlineData("for (int i = 0; i < 64; i++) { s ^= i; if (s > 50) { break; } memory.WriteInt32(i, s); }", 0)]
    public void Requests_for_consecutive_cells_are_announced_as_a_burst(string body, int bursts)
    {
        var source = Kernels.Source("int s = 0; " + body, "[Pipeline(\"i\", InitiationInterval = 0)]");
        var content = Kernels.Cells(68);
        _ = Kernels.Check(source, content);
        var harness = new KernelHarness(Kernels.Compile(source), 3, 5);
        _ = harness.Run([.. content]);
        Assert.Equal(bursts, harness.Bursts);
    }

    private static void AtMost(int most, int latency, string attributes, string body, int cells, string members = "")
    {
        var source = Kernels.Source(body, attributes, members);
        var content = Kernels.Cells(Math.Max(cells, 4));
        _ = Kernels.Check(source, content);
        int cycles = new KernelHarness(Kernels.Compile(source), latency).Run([.. content]);
        Assert.True(cycles <= most, $"{cycles} cycles instead of at most {most}");
    }
}
