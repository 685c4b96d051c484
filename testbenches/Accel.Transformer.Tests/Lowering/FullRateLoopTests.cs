namespace Accel.Transformer.Tests.Lowering;

/// <summary>Loops that start an iteration in every cycle at 200 MHz: plain C# = RTL, and the cycles that the interval promises.</summary>
public sealed class FullRateLoopTests
{
    private const int Words = 64;

    private static readonly TransformOptions _options = new() { ClockPeriodNs = 5 };

    // Whatever the sum looks like, one adder is on the way from one value of acc to the next: the words of the other terms come from block
    // RAM, by way of another.
    [Theory]
    [InlineData("acc += (a + b) + (c + d);")]
    [InlineData("acc = (first ? 0 : acc) + ((a + b) + (c + d));")]
    [InlineData("acc = first ? a + b : acc + (a + b);")]
    [InlineData("acc = (a + b) + acc + (c + d) + 7;")]
    [InlineData("acc = a + (acc + (b + (c + d)));")]
    [InlineData("acc = (a + b) - (acc - (c + d));")]
    [InlineData("acc = (first ? 5 : acc) + a - b - 3;")]
    [InlineData("acc += ((a + b) + (c + d)) ^ (first ? -1 : 0);")]
    [InlineData("int sum = a + b; acc += sum + c; other ^= acc; if (first) { other += sum; }")]
    public void What_a_sum_carries_from_iteration_to_iteration_is_added_last(string statement)
    {
        string arrays = string.Concat("abcd".Select(static w => $"int[] {w}Words = new int[{Words}];\n"));
        string words = string.Concat("abcd".Select(static (w, i) => $"int {w} = {w}Words[(int)(e >> {6 * i}) & 63];\n"));
        string body = $$"""
            {{arrays}}uint[] events = new uint[{{Words}}];
            for (int k = 0; k < {{Words}}; k++) { int cell = memory.ReadInt32(k); aWords[k] = cell; bWords[k] = cell ^ 5; cWords[k] = cell >> 1; dWords[k] = 9 - cell; events[k] = memory.ReadUInt32({{Words}} + k); }
            int acc = 3; int other = 0;
            for (int i = 0; i < {{Words}}; i++)
            {
                uint e = events[i] * 0x9e3779b9u; bool first = (e >> 29) == 3;
                {{words}}{{statement}}
            }
            memory.WriteInt32(0, acc); memory.WriteInt32(1, other);
            """;
        string attributes = string.Concat(((string[])["aWords", "bWords", "cWords", "dWords", "events"])
            .Select(static a => $"[Memory(\"{a}\", MemoryKind.Block)]"))
            + "[Pipeline(\"i\", InitiationInterval = 1)][Width(\"acc\", 16)][Width(\"other\", 16)]";
        _ = Kernels.Check(Kernels.Source(body, attributes), [.. Kernels.Cells(2 * Words).Select(static c => c & 63)], _options);
    }

    // An element of a ring is needed again after as many iterations as the ring is long, however long its sum takes; the mask must keep all
    // of the index.
    [Theory]
    [InlineData("ring[i & 15]", 1)]
    [InlineData("ring[(i + 5) & 15]", 1)]
    [InlineData("ring[(i - start) & 15]", 1)]
    [InlineData("ring[i & 7]", 1)]
    [InlineData("ring[i & 1]", 2)]
    [InlineData("ring[(i & 15) ^ (start & 1)]", 3)]
    public void A_ring_is_far_from_itself(string element, int leastInterval)
    {
        string body = $$"""
            int[] ring = new int[16]; int start = memory.ReadInt32(0) & 7;
            for (int i = 0; i < {{Words}}; i++) { int u = {{element}} + (i ^ start); {{element}} = (u - 9 > start ? 0 : u) + (u >> 3); }
            int hash = 0; for (int k = 0; k < 16; k++) { hash = (hash << 1) ^ ring[k]; }
            memory.WriteInt32(0, hash);
            """;
        var source = Kernels.Source(body, "[Memory(\"ring\", MemoryKind.Distributed)][Pipeline(\"i\", InitiationInterval = 0)]");
        var loop = KernelCompiler.Compile(source, "K", _options).Report!.Loops.Single(static l => l.Name == "i");
        TestContext.Current.TestOutputHelper?.WriteLine($"{element}: {loop.InitiationInterval}");
        Assert.True(leastInterval == 1 ? loop.InitiationInterval == 1 : loop.InitiationInterval >= leastInterval,
            $"{element}: {loop.InitiationInterval}");
        _ = Kernels.Check(source, Kernels.Cells(4), _options);
    }

    // 32 bits leave no time for a gate in front of the sum, but the LUT that adds gates as well.
    [Theory]
    [InlineData("acc = (first ? 0 : acc) + word;")]
    [InlineData("acc = word + (first ? other : acc); other = i;")]
    [InlineData("acc = word - (first ? 0 : acc);")]
    [InlineData("acc = first ? word : acc + word;")]
    public void A_gate_in_front_of_a_sum_that_is_carried_on_takes_no_time(string statement)
    {
        string body = $$"""
            int[] words = new int[{{Words}}];
            for (int k = 0; k < {{Words}}; k++) { words[k] = memory.ReadInt32(k); }
            int acc = 3; int other = 0;
            for (int i = 0; i < {{Words}}; i++) { int word = words[i]; bool first = (word & 7) == 3; {{statement}} }
            memory.WriteInt32(0, acc); memory.WriteInt32(1, other);
            """;
        _ = Kernels.Check(Kernels.Source(body, "[Memory(\"words\", MemoryKind.Block)][Pipeline(\"i\", InitiationInterval = 1)]"),
            Kernels.Cells(Words), _options);
    }

    [Theory]
    [InlineData("for (int i = 0; i < n; i++)", "")]
    [InlineData("for (int i = 3; i <= n; i += 3)", "")]
    [InlineData("for (int i = n; i > 0; i--)", "")]
    [InlineData("for (int i = -n; i < n; i += 2)", "")]
    [InlineData("for (int i = 0, j = n; i < j; i += 2, j -= 3)", "")]
    [InlineData("for (int i = 0; i < n; i++)", "if ((i & 3) == 1) { continue; }")]
    [InlineData("for (uint i = 0; i < (uint)n + 1; i++)", "")]
    [InlineData("for (long i = 0; i < n + 5; i++)", "")]
    [InlineData("for (byte i = 250; i != (byte)(n + 251); i++)", "")]
    [InlineData("for (int i = 0; i + i < n; i++)", "")]
    [InlineData("for (int i = 0; i < n; i++)", "sum ^= memory.ReadInt32(4 + (int)i);")]
    public void A_bound_that_is_known_only_at_run_time_is_compared_with_ahead(string loop, string statement)
    {
        string body =
            $"int n = memory.ReadInt32(0); int sum = 0; int last = -1; {loop} {{ {statement} sum ^= (int)i; last = (int)i; }} memory.WriteInt32(1, sum); memory.WriteInt32(2, last);";
        var source = Kernels.Source(body, "[Pipeline(\"i\", InitiationInterval = 1)]");
        foreach (uint n in (uint[])[0, 1, 2, 3, 57])
        {
            Assert.InRange(Kernels.Check(source, [n, .. Kernels.Cells(70)], _options), 1, 30 + (int)n);
        }
    }

    // A chain of a choice a bit would take a cycle for every three of them.
    [Theory]
    [InlineData("TrailingZeroCount(word)", 5)]
    [InlineData("LeadingZeroCount(word)", 5)]
    [InlineData("LeadingZeroCount(word & 0xffff)", 5)]
    [InlineData("TrailingZeroCount(((ulong)word << 32) | (word & 7))", 6)]
    [InlineData("LeadingZeroCount(((ulong)(word >> 20) << 33) | word)", 6)]
    public void The_first_one_of_a_word_is_found_in_a_tree(string call, int mostCycles)
    {
        string body = $$"""
            uint[] words = new uint[{{Words}}];
            for (int k = 0; k < {{Words}}; k++) { words[k] = memory.ReadUInt32(k); }
            int sum = 0;
            for (int i = 0; i < {{Words}}; i++) { uint word = words[i]; sum += System.Numerics.BitOperations.{{call}}; }
            memory.WriteInt32(0, sum);
            """;
        var source = Kernels.Source(body, "[Memory(\"words\", MemoryKind.Block)][Pipeline(\"i\", InitiationInterval = 1)]");
        _ = Kernels.Check(source, [.. Kernels.Cells(Words).Select(static (c, i) => i == 0 ? 0 : c << (i & 31))], _options);
        var loop = KernelCompiler.Compile(source, "K", _options).Report!.Loops.Single(static l => l.Name == "i");
        Assert.InRange(loop.LatencyCycles!.Value, 1, mostCycles);
    }

    [Theory]
    [InlineData("for (int x = memory.ReadInt32(0) & 0xffff; x != 0; x &= x - 1) { sum += System.Numerics.BitOperations.TrailingZeroCount((uint)x); }")]
    [InlineData("for (int x = memory.ReadInt32(0) & 0xffff; x != 0; x &= x - 1) { sum = (sum * 4) + (x & -x); }")]
    public void The_ones_of_a_word_are_taken_one_in_each_cycle(string loop)
    {
        var source = Kernels.Source($"int sum = 0; {loop} memory.WriteInt32(1, sum);", "[Pipeline(\"x\", InitiationInterval = 1)]");
        foreach (uint word in (uint[])[0, 1, 0x8000, 0xa5c3, 0xffff])
        {
            _ = Kernels.Check(source, [word, 0], _options);
        }
    }

    // What follows from the decision, the enables and the next state, has to fit into the cycle as well.
    [Theory]
    [InlineData(5, true)]
    [InlineData(20, false)]
    public void A_condition_that_leaves_no_time_for_what_follows_from_it_is_computed_ahead(double periodNs, bool isAhead)
    {
        var source = Kernels.Source(
            "int n = memory.ReadInt32(0); int sum = 0; for (int i = 0; i < n; i++) { sum ^= i; } memory.WriteInt32(1, sum);",
            "[Pipeline(\"i\", InitiationInterval = 1)][Range(\"n\", 0, 15)][Range(\"i\", 0, 15)]");
        var options = new TransformOptions { ClockPeriodNs = periodNs };
        Assert.Equal(isAhead, Kernels.Compile(source, options)
            .Signals.Any(static s => s.NameHint?.StartsWith("goes_on", StringComparison.Ordinal) == true));
        _ = Kernels.Check(source, [9, 0], options);
    }

    [Fact]
    public void A_refusal_names_the_variable_that_is_too_slow_and_not_one_that_depends_on_it()
    {
        const string body =
            "int a = 0; int z = memory.ReadInt32(0); for (int i = 0; i < 9; i++) { z = (z + i) ^ (z >> 3); z = z + (z >> 5); a += z; } memory.WriteInt32(1, a);";
        var refused = Assert.Single(KernelCompiler.Compile(Kernels.Source(body, "[Pipeline(\"i\", InitiationInterval = 1)]"), "K", _options)
            .Diagnostics);
        Assert.Contains("the next value of z takes more than one cycle", refused.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_bound_that_an_iteration_changes_is_not_known_ahead()
    {
        const string body =
            "int n = memory.ReadInt32(0); int sum = 0; for (int i = 0; i < n; i++) { sum += i; if (sum == 21) { n = i * 2; } } memory.WriteInt32(1, sum);";
        var refused = Assert.Single(KernelCompiler.Compile(Kernels.Source(body, "[Pipeline(\"i\", InitiationInterval = 1)]"), "K", _options).Diagnostics);
        Assert.Contains("ACC0507", refused.ToString(), StringComparison.Ordinal);
        _ = Kernels.Check(Kernels.Source(body, "[Pipeline(\"i\", InitiationInterval = 0)]"), [40, 0], _options);
    }
}
