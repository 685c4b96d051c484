namespace Accel.Transformer.Tests.Lowering;

/// <summary>
/// Loops whose way around fits into a cycle of 200 MHz in LUTs, though not operator by operator with a constant reserve for control: plain C#
/// = RTL.
/// </summary>
public sealed class WholeCycleLoopTests
{
    private const string Sum = """

        private static void Sum(Stream<int> from, int[] result)
        {
            int sum = 0; int count = 0;
            for (int x = from.Read(); x != -1; x = from.Read()) { sum = (sum * 3) ^ x; count++; }
            result[0] = sum; result[1] = count;
        }
        """;

    private static readonly TransformOptions _options = new() { ClockPeriodNs = 5 };

    // A list that has come to the end of a set waits for the others.
    [Theory]
    [InlineData(2)]
    [InlineData(4)]
    [InlineData(6)]
    public void Lists_are_joined_set_by_set(int lists)
    {
        string members = $$"""
            private static void Feed(int[] words, int list, Stream<int> to)
            {
                for (int set = 0; set < 8; set++)
                {
                    int last = (words[set] >> list) & 3;
                    for (int i = 0; i <= last; i++) { to.Write(i == last ? i | 8 : i); }
                }
            }
            [Pipeline("i", InitiationInterval = 1)]
            private static void Join({{Each("Stream<int> from#", ", ")}}, Stream<int> to)
            {
                {{Each("bool done# = false;")}} int set = 0;
                for (int i = 0; ; i++)
                {
                    {{Each("int x# = 8;")}}
                    {{Each("if (!done#) { x# = from#.Read(); }")}}
                    bool all = {{Each("(x# & 8) != 0", " && ")}};
                    to.Write({{Each("(x# << (# * 4))", " | ")}} | (all ? 1 << 28 : 0));
                    if (all && set == 7) { break; }
                    set = all ? (set + 1) & 7 : set;
                    {{Each("done# = (x# & 8) != 0 && !all;")}}
                }

                to.Write(-1);
            }
            """ + Sum;
        string body = $$"""
            int[] words = new int[8]; int[] result = new int[2];
            for (int i = 0; i < 8; i++) { words[i] = memory.ReadInt32(i); }
            {{Each("var s# = new Stream<int>(2);")}} var joined = new Stream<int>(2);
            {{Each("var feed# = Task.Run(() => Feed(words, #, s#));")}}
            var join = Task.Run(() => Join({{Each("s#", ", ")}}, joined)); var sum = Task.Run(() => Sum(joined, result));
            Task.WaitAll({{Each("feed#", ", ")}}, join, sum);
            memory.WriteInt32(32, result[0]); memory.WriteInt32(33, result[1]);
            """;
        _ = Kernels.Check(Kernels.Source(body, members: members), Kernels.Cells(34), _options);

        string Each(string text, string separator = " ")
            => string.Join(separator, Enumerable.Range(0, lists).Select(i => text.Replace("#", $"{i}", StringComparison.Ordinal)));
    }

    // What is kept is the register's enable; what is chosen is in the LUTs that add.
    [Theory]
    [InlineData("int addend = pick == 0 ? 0 : pick == 1 ? acc : pick == 2 ? first : second; acc = a + b + addend;")]
    [InlineData("acc = (pick > 1 ? (pick == 3 ? second : first) : (pick == 1 ? acc : 0)) + (a - b);")]
    [InlineData("int sum = (pick == 2 ? first : acc) + a; acc = pick == 3 ? sum : acc; second = pick == 3 ? second : b;")]
    [InlineData("if (pick == 3) { acc = acc + a; } else if (pick == 2) { acc = second + b; }")]
    public void A_register_that_keeps_its_value_and_a_choice_in_front_of_a_sum_take_no_time(string statements)
    {
        string body = $$"""
            int[] words = new int[64];
            for (int k = 0; k < 64; k++) { words[k] = memory.ReadInt32(k); }
            int acc = 3; int first = 0; int second = 0;
            for (int i = 0; i < 64; i++)
            {
                int word = words[i]; int pick = word & 3; int a = word >> 2; int b = word >> 3;
                {{statements}}
                first = (word & 4) != 0 ? acc : first;
                second = (word & 8) != 0 ? acc : second;
            }
            memory.WriteInt32(0, acc); memory.WriteInt32(1, first); memory.WriteInt32(2, second);
            """;
        const string attributes = "[Memory(\"words\", MemoryKind.Block)][Pipeline(\"i\", InitiationInterval = 1)]"
            + "[Width(\"acc\", 16)][Width(\"first\", 16)][Width(\"second\", 16)]";
        _ = Kernels.Check(Kernels.Source(body, attributes), [.. Kernels.Cells(64).Select(static c => c * 77)], _options);
    }

    [Theory]
    [InlineData("left = saves ? 8 : left == 0 ? 0 : left - 1;")]
    [InlineData("left = left == 0 ? (saves ? 5 : 0) : (left & 1) != 0 ? left - 1 : left ^ 1;")]
    [InlineData("left = left == 9 ? 0 : saves ? left + 1 : left;")]
    public void A_counter_of_few_bits_is_set_counted_and_compared(string statement)
    {
        string body = $$"""
            int[] words = new int[64];
            for (int k = 0; k < 64; k++) { words[k] = memory.ReadInt32(k); }
            int left = 0; int sum = 0;
            for (int i = 0; i < 64; i++) { bool saves = (words[i] & 7) == 1; sum += left; {{statement}} }
            memory.WriteInt32(0, left); memory.WriteInt32(1, sum);
            """;
        const string attributes = "[Memory(\"words\", MemoryKind.Block)][Pipeline(\"i\", InitiationInterval = 1)][Range(\"left\", 0, 15)]";
        _ = Kernels.Check(Kernels.Source(body, attributes), Kernels.Cells(64), _options);
    }

    // Hardware by hand has no time for these either: 64 bits compared, and what is chosen by that compared again.
    [Fact]
    public void What_takes_longer_than_a_cycle_in_LUTs_is_refused()
    {
        const string body = """
            long x = memory.ReadInt32(0); long y = memory.ReadInt32(1); int n = 0;
            for (int i = 0; i < 64; i++) { if (x <= y) { x = x + y + n; } else { y = y - x; } if (x == y + 5) { n++; x = y; } }
            memory.WriteInt32(2, n);
            """;
        var refused = Assert.Single(KernelCompiler.Compile(
            Kernels.Source(body, "[Pipeline(\"i\", InitiationInterval = 1)]"), "K", _options).Diagnostics);
        Assert.Contains("takes more than one cycle", refused.ToString(), StringComparison.Ordinal);
    }
}
