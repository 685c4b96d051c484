namespace Accel.Transformer.Tests.Lowering;

/// <summary>Loops that start an iteration in every cycle at 200 MHz: plain C# = RTL, and the cycles that the interval promises.</summary>
public sealed class FullRateLoopTests
{
    private const int Words = 64;

    private static readonly TransformOptions _options = new() { ClockPeriodNs = 5 };

    // Whatever the sum looks like, one adder is on the way from one value of acc to the next: the words of the other terms come from block RAM, by way of another.
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
        string attributes = string.Concat(((string[])["aWords", "bWords", "cWords", "dWords", "events"]).Select(static a => $"[Memory(\"{a}\", MemoryKind.Block)]"))
            + "[Pipeline(\"i\", InitiationInterval = 1)][Width(\"acc\", 16)][Width(\"other\", 16)]";
        _ = Kernels.Check(Kernels.Source(body, attributes), [.. Kernels.Cells(2 * Words).Select(static c => c & 63)], _options);
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
        string body = $"int n = memory.ReadInt32(0); int sum = 0; int last = -1; {loop} {{ {statement} sum ^= (int)i; last = (int)i; }} memory.WriteInt32(1, sum); memory.WriteInt32(2, last);";
        var source = Kernels.Source(body, "[Pipeline(\"i\", InitiationInterval = 1)]");
        foreach (uint n in (uint[])[0, 1, 2, 3, 57])
        {
            Assert.InRange(Kernels.Check(source, [n, .. Kernels.Cells(70)], _options), 1, 30 + (int)n);
        }
    }

    [Fact]
    public void A_bound_that_an_iteration_changes_is_not_known_ahead()
    {
        const string body = "int n = memory.ReadInt32(0); int sum = 0; for (int i = 0; i < n; i++) { sum += i; if (sum == 21) { n = i * 2; } } memory.WriteInt32(1, sum);";
        var refused = Assert.Single(KernelCompiler.Compile(Kernels.Source(body, "[Pipeline(\"i\", InitiationInterval = 1)]"), "K", _options).Diagnostics);
        Assert.Contains("ACC0507", refused.ToString(), StringComparison.Ordinal);
        _ = Kernels.Check(Kernels.Source(body, "[Pipeline(\"i\", InitiationInterval = 0)]"), [40, 0], _options);
    }
}
