namespace Accel.Transformer.Tests.Lowering;

/// <summary>
/// Loops whose way around fits into a cycle of 200 MHz in LUTs, though not operator by operator with a constant reserve for control: plain
/// C# = RTL.
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

    // Words are taken from a stream once the last one has no ones left, and the ones of each word sent one by one.
    [Theory]
    [InlineData("byte", 255, "rest & (rest - 1)")]
    [InlineData("byte", 255, "rest & ~(rest & -rest)")]
    [InlineData("byte", 255, "rest ^ (rest & ~(rest - 1))")]
    [InlineData("byte", 255, "rest & ~(1 << System.Numerics.BitOperations.TrailingZeroCount((int)rest))")]
    [InlineData("byte", 255, "rest & ~(1 << System.Numerics.BitOperations.Log2((uint)rest))")]
    [InlineData("ushort", 4095, "rest & (rest - 1)")]
    [InlineData("ushort", 65535, "rest & (rest - 1)")]
    [InlineData("uint", -1, "rest & (rest - 1)")]
    [InlineData("uint", -1, "rest - (rest & (0 - rest))")]
    public void The_ones_of_a_stream_of_words_are_sent_one_per_cycle(string type, int mask, string rest)
    {
        string members = $$"""
            [Pipeline("i", InitiationInterval = 1)]
            private static void Feed(int[] words, Stream<int> to) { for (int i = 0; i < 32; i++) { to.Write(words[i] & {{mask}}); } }
            [Pipeline("n", InitiationInterval = 1)]
            private static void Take(Stream<int> from, Stream<int> to)
            {
                int word = 0; int ones = 0; {{type}} rest = ({{type}})from.Read();
                for (int n = 0; ; n++)
                {
                    {{type}} next = ({{type}})({{rest}});
                    bool isLast = next == 0;
                    to.Write((int)(rest ^ next) ^ (word << 20));
                    if (isLast && word == 31) { break; }
                    if (isLast) { rest = ({{type}})from.Read(); word = (word + 1) & 31; } else { rest = next; }
                }

                to.Write(-1);
            }
            """ + Sum;
        const string body = """
            int[] words = new int[32]; int[] result = new int[2];
            for (int i = 0; i < 32; i++) { words[i] = memory.ReadInt32(i); }
            var read = new Stream<int>(32); var sent = new Stream<int>(2);
            var a = Task.Run(() => Feed(words, read)); var b = Task.Run(() => Take(read, sent)); var c = Task.Run(() => Sum(sent, result));
            Task.WaitAll(a, b, c);
            memory.WriteInt32(32, result[0]); memory.WriteInt32(33, result[1]);
            """;
        uint[] cells = [.. Kernels.Cells(34).Select(static (c, i) => i == 3 ? 0 : c * 0x9e3779b9u >> (i & 15))];
        _ = Kernels.Check(Kernels.Source(body, members: members), cells, _options);
    }

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

    // Where a loop is left the variables have what they had, if anything looks at them: behind the loop, or in its next run.
    [Theory]
    [InlineData("int last = 0;", "")]
    [InlineData("", "int last = 3;")]
    [InlineData("int last = 0;", "last = o;")]
    [InlineData("int last = 0;", "if (o == 2) { last = 9; }")]
    public void A_break_keeps_what_still_counts(string outside, string before)
    {
        string body = $$"""
            int[] words = new int[64]; int count = 0; int at = 0;
            for (int k = 0; k < 64; k++) { words[k] = memory.ReadInt32(k); }
            {{outside}}
            for (int o = 0; o < 6; o++)
            {
                {{before}}
                for (int i = 0; ; i++)
                {
                    int word = words[at & 63]; at++;
                    if (last > 40) { count += 3; }
                    if (word > 70) { break; } else if (word == 9) { last = 50; continue; }
                    last = word; count++;
                }
            }
            memory.WriteInt32(0, count); memory.WriteInt32(1, at);
            """;
        _ = Kernels.Check(Kernels.Source(body, "[Memory(\"words\", MemoryKind.Distributed)][Pipeline(\"i\", InitiationInterval = 0)]"),
            Kernels.Cells(64), _options);
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
