using System.Globalization;
using Accel.Transformer.Tests.Lowering;

namespace Accel.Transformer.Tests.Streams;

/// <summary>Kernels whose tasks are pipelined loops over streams. Each reads 64 cells, and writes its results from cell 64 on.</summary>
internal static class PipelinedKernels
{
    private const string Load =
        "int[] input = new int[64]; for (int i = 0; i < 64; i++) { input[i] = memory.ReadInt32(i); } int[] output = new int[64]; ";
    private const string Store = " for (int i = 0; i < 64; i++) { memory.WriteInt32(64 + i, output[i]); }";

    // The slow ones hold the others up, each in its own way.
    private const string Members = """
        [Pipeline("i")] static void Feed(int[] from, Stream<int> to) { for (int i = 0; i < 64; i++) { to.Write(from[i]); } }
        [Pipeline("i")] static void Drain(Stream<int> from, int[] to) { for (int i = 0; i < 64; i++) { to[i] = from.Read(); } }
        static void SlowFeed(int[] from, Stream<int> to) { for (int i = 0; i < 64; i++) { if ((i & 15) > 9) { for (int k = 0; k < (from[i] & 7); k++) { } } to.Write(from[i]); } }
        static void SlowDrain(Stream<int> from, int[] to) { for (int i = 0; i < 64; i++) { if ((i & 15) < 7) { int x = i; while (x < i + 6) { x++; } } to[i] = from.Read(); } }
        [Pipeline("i")] static void Square(Stream<int> from, Stream<int> to) { for (int i = 0; i < 64; i++) { int x = from.Read(); to.Write(((x * x) >> 3) + x * 5); } }
        [Pipeline("i")] static void Sum(Stream<int> from, Stream<int> to) { int sum = 0; for (int i = 0; i < 64; i++) { sum += from.Read(); to.Write(sum); } }
        [Pipeline("i", InitiationInterval = 2)] static void Swap(Stream<int> from, Stream<int> to) { for (int i = 0; i < 32; i++) { int x = from.Read(); int y = from.Read(); to.Write(y * 3 - x); to.Write(x * y); } }
        [Pipeline("i")] static void Odd(Stream<int> from, Stream<int> to) { for (int i = 0; i < 64; i++) { int x = from.Read(); if ((x & 1) != 0) { to.Write(x * x); } } to.Write(-1); }
        [Pipeline("n")] static void Until(Stream<int> from, int[] to) { for (int n = 0, x; (x = from.Read()) != -1; n++) { to[n] = x; } }
        [Pipeline("n")] static void UntilBreak(Stream<int> from, int[] to) { for (int n = 0; ; n++) { int x = from.Read(); if (x == -1) { break; } to[n] = x + 1; } }
        [Pipeline("i")] static void Merge(Stream<int> one, Stream<int> other, Stream<int> to)
        {
            int x = one.Read(), y = other.Read();
            for (int i = 0; i < 60; i++) { bool first = x <= y; to.Write(first ? x : y); if (first) { x = one.Read(); } else { y = other.Read(); } }
        }
        [Pipeline("i")] static void Ramp(int[] steps, int from, Stream<int> to) { int x = 0; for (int i = 0; i < 31; i++) { x = i == 30 ? int.MaxValue : x + (steps[from + i] & 15); to.Write(x); } }
        [Pipeline("i")] static void Ask(Stream<int> asked, Stream<int> answers, int[] to) { int x = 1; for (int i = 0; i < 64; i++) { asked.Write(x); x = answers.Read(); to[i] = x; } }
        [Pipeline("i")] static void Answer(Stream<int> asked, Stream<int> answers, int[] with) { for (int i = 0; i < 64; i++) { answers.Write((asked.Read() * 5 + with[i]) & 1023); } }
        [Pipeline("i", InitiationInterval = 0)] static void Split(int[] from, Stream<int> one, Stream<int> other)
        {
            for (int i = 0; i < 16; i++) { one.Write(from[4 * i]); one.Write(from[4 * i + 1]); other.Write(from[4 * i + 2]); other.Write(from[4 * i + 3]); }
        }
        [Pipeline("i")] static void Join(Stream<int> one, Stream<int> other, int[] to) { for (int i = 0; i < 32; i++) { int x = one.Read(); int y = other.Read(); to[i] = x - (y << 1); } }
        [Pipeline("at")] static void Blur(Stream<int> from, Stream<int> to)
        {
            int[] above = new int[8], top = new int[8];
            int a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0, k = 0;
            for (int at = 0; at < 64; at++)
            {
                int x = at & 7; int y = at >> 3; int pixel = from.Read();
                a = b; b = c; c = top[x]; d = e; e = f; f = above[x]; g = h; h = k; k = pixel;
                top[x] = f; above[x] = k;
                if (x > 1 && y > 1) { to.Write(a + c + g + k + ((b + d + f + h) << 1) + (e << 2)); }
            }
        }
        [Pipeline("i")] static void Keep(Stream<int> from, int[] to, int count) { for (int i = 0; i < count; i++) { to[i] = from.Read(); } }
        [Pipeline("i")] static void LoadCells(SimpleMemory memory, Stream<int> to) { for (int i = 0; i < 64; i++) { to.Write(memory.ReadInt32(i)); } }
        [Pipeline("i")] static void StoreCells(SimpleMemory memory, Stream<int> from) { for (int i = 0; i < 64; i++) { memory.WriteInt32(64 + i, from.Read()); } }
        [Pipeline("i")] static void Put(SimpleMemory memory, int[] from, Stream<int> done) { for (int i = 0; i < 32; i++) { memory.WriteInt32(64 + i, from[i] * 3); done.Write(64 + i); } }
        [Pipeline("i", InitiationInterval = 0)] static void Get(SimpleMemory memory, Stream<int> done, int[] to) { for (int i = 0; i < 32; i++) { int cell = done.Read(); to[i] = memory.ReadInt32(cell) + 1; } }
        static void StoreSlowly(SimpleMemory memory, Stream<int> from) { for (int i = 0; i < 64; i++) { int x = from.Read(); if ((i & 7) == 3) { x += memory.ReadInt32(64 + i - 1); } memory.WriteInt32(64 + i, x); } }
        [Pipeline("y", InitiationInterval = 0)] [Pipeline("x", InitiationInterval = 0)] static void Rows(Stream<int> from, Stream<int> to)
        {
            int all = 0;
            for (int y = 0; y < 8; y++) { int row = 0; for (int x = 0; x < 8; x++) { int p = from.Read(); row += p * x; to.Write(p ^ row); } all += row; to.Write(all); }
        }
        [Memory("table", MemoryKind.Block)] [Pipeline("k", InitiationInterval = 0)] [Pipeline("i")] static void Look(Stream<int> from, Stream<int> to)
        {
            int[] table = new int[128]; for (int k = 0; k < 128; k++) { table[k] = k * k - 5; }
            for (int i = 0; i < 64; i++) { int x = from.Read() & 127; to.Write(table[x] + (table[x] >> 2)); }
        }
        [Memory("count", MemoryKind.Block)] [Pipeline("i", InitiationInterval = 0)] static void Count(Stream<int> from, Stream<int> to)
        {
            int[] count = new int[32];
            for (int i = 0; i < 64; i++) { int x = from.Read(); int n = count[x & 31] + x; count[x & 31] = n; to.Write(n); if ((i & 3) == 2) { to.Write(count[i & 31]); } }
        }
        [Pipeline("n", InitiationInterval = 0)] static void DoUntil(Stream<int> from, Stream<int> one, Stream<int> other)
        {
            int n = 0; int x = 0;
            for (n = 0; n < 64; n++) { x = from.Read(); if ((x & 3) == 0) { continue; } one.Write(x); if ((x & 3) == 1) { if (x > 50) { other.Write(x - 1); } else { other.Write(n); other.Write(x * 9); } } }
            one.Write(-1); other.Write(-1);
        }
        [Pipeline("i", InitiationInterval = 0)] static void Update(SimpleMemory memory, Stream<int> from, Stream<int> to)
        {
            for (int i = 0; i < 32; i++) { int x = memory.ReadInt32(i); int y = from.Read(); memory.WriteInt32(64 + i, x * y); to.Write(x - y); }
        }
        """;

    /// <summary>Name, and the tasks; # stands for the capacity.</summary>
    private static readonly (string Name, string Body)[] All =
    [
        ("chain",
            Load
                + "var s = new Stream<int>(#); var t = new Stream<int>(#); var u = new Stream<int>(#); var a = Task.Run(() => Feed(input, s)); var b = Task.Run(() => Square(s, t)); var c = Task.Run(() => Sum(t, u)); var d = Task.Run(() => Drain(u, output)); Task.WaitAll(a, b, c, d);" + Store),
        ("slow-source",
            Load
                + "var s = new Stream<int>(#); var t = new Stream<int>(#); var u = new Stream<int>(#); var a = Task.Run(() => SlowFeed(input, s)); var b = Task.Run(() => Square(s, t)); var c = Task.Run(() => Sum(t, u)); var d = Task.Run(() => Drain(u, output)); Task.WaitAll(a, b, c, d);" + Store),
        ("slow-sink",
            Load
                + "var s = new Stream<int>(#); var t = new Stream<int>(#); var u = new Stream<int>(#); var a = Task.Run(() => SlowFeed(input, s)); var b = Task.Run(() => Square(s, t)); var c = Task.Run(() => Sum(t, u)); var d = Task.Run(() => SlowDrain(u, output)); Task.WaitAll(a, b, c, d);" + Store),
        ("swap",
            Load
                + "var s = new Stream<int>(#); var t = new Stream<int>(#); var a = Task.Run(() => SlowFeed(input, s)); var b = Task.Run(() => Swap(s, t)); var d = Task.Run(() => SlowDrain(t, output)); Task.WaitAll(a, b, d);" + Store),
        ("swap-fast",
            Load
                + "var s = new Stream<int>(#); var t = new Stream<int>(#); var a = Task.Run(() => Feed(input, s)); var b = Task.Run(() => Swap(s, t)); var d = Task.Run(() => Drain(t, output)); Task.WaitAll(a, b, d);" + Store),
        ("sentinel",
            Load
                + "var s = new Stream<int>(#); var t = new Stream<int>(#); var a = Task.Run(() => Feed(input, s)); var b = Task.Run(() => Odd(s, t)); var d = Task.Run(() => Until(t, output)); Task.WaitAll(a, b, d);" + Store),
        ("break",
            Load
                + "var s = new Stream<int>(#); var t = new Stream<int>(#); var a = Task.Run(() => SlowFeed(input, s)); var b = Task.Run(() => Odd(s, t)); var d = Task.Run(() => UntilBreak(t, output)); Task.WaitAll(a, b, d);" + Store),
        ("merge",
            Load
                + "var s = new Stream<int>(#); var t = new Stream<int>(#); var u = new Stream<int>(#); var a = Task.Run(() => Ramp(input, 0, s)); var b = Task.Run(() => Ramp(input, 32, t)); var c = Task.Run(() => Merge(s, t, u)); var d = Task.Run(() => Keep(u, output, 60)); Task.WaitAll(a, b, c, d);" + Store),
        ("questions",
            Load
                + "var s = new Stream<int>(#); var t = new Stream<int>(#); var a = Task.Run(() => Ask(s, t, output)); var b = Task.Run(() => Answer(s, t, input)); Task.WaitAll(a, b);" + Store),
        ("pairs",
            Load
                + "var s = new Stream<int>(#); var t = new Stream<int>(#); var a = Task.Run(() => Split(input, s, t)); var b = Task.Run(() => Join(s, t, output)); Task.WaitAll(a, b);" + Store),
        ("window",
            Load
                + "var s = new Stream<int>(#); var t = new Stream<int>(#); var a = Task.Run(() => Feed(input, s)); var b = Task.Run(() => Blur(s, t)); var c = Task.Run(() => Keep(t, output, 36)); Task.WaitAll(a, b, c);" + Store),
        ("loader",
            Load
                + "var s = new Stream<int>(#); var t = new Stream<int>(#); var a = Task.Run(() => LoadCells(memory, s)); var b = Task.Run(() => Square(s, t)); var d = Task.Run(() => SlowDrain(t, output)); Task.WaitAll(a, b, d);" + Store),
        ("storer",
            Load
                + "var s = new Stream<int>(#); var t = new Stream<int>(#); var a = Task.Run(() => SlowFeed(input, s)); var b = Task.Run(() => Square(s, t)); var d = Task.Run(() => StoreCells(memory, t)); Task.WaitAll(a, b, d);"),
        ("load-store",
            "var s = new Stream<int>(#); var t = new Stream<int>(#); var a = Task.Run(() => LoadCells(memory, s)); var b = Task.Run(() => Square(s, t)); var d = Task.Run(() => StoreCells(memory, t)); Task.WaitAll(a, b, d);"),
        ("load-store-slowly",
            "var s = new Stream<int>(#); var t = new Stream<int>(#); var a = Task.Run(() => LoadCells(memory, s)); var b = Task.Run(() => Sum(s, t)); var d = Task.Run(() => StoreSlowly(memory, t)); Task.WaitAll(a, b, d);"),
        ("three-users",
            Load
                + "var s = new Stream<int>(#); var t = new Stream<int>(#); var u = new Stream<int>(#); var v = new Stream<int>(#); var a = Task.Run(() => LoadCells(memory, s)); var b = Task.Run(() => Square(s, t)); var c = Task.Run(() => LoadCells(memory, u)); var e = Task.Run(() => { for (int i = 0; i < 64; i++) { v.Write(t.Read() + u.Read()); } }); var d = Task.Run(() => StoreCells(memory, v)); Task.WaitAll(a, b, c, e, d); memory.WriteInt32(150, memory.ReadInt32(100) + input[3]);"),
        ("rows",
            Load
                + "var s = new Stream<int>(#); var t = new Stream<int>(#); int hash = 0; var a = Task.Run(() => SlowFeed(input, s)); var b = Task.Run(() => Rows(s, t)); for (int i = 0; i < 72; i++) { hash = hash * 31 + t.Read(); } Task.WaitAll(a, b); memory.WriteInt32(80, hash);"),
        ("look",
            Load
                + "var s = new Stream<int>(#); var t = new Stream<int>(#); var a = Task.Run(() => SlowFeed(input, s)); var b = Task.Run(() => Look(s, t)); var d = Task.Run(() => SlowDrain(t, output)); Task.WaitAll(a, b, d);" + Store),
        ("count",
            Load
                + "var s = new Stream<int>(#); var t = new Stream<int>(#); int hash = 0; var a = Task.Run(() => SlowFeed(input, s)); var b = Task.Run(() => Count(s, t)); for (int i = 0; i < 80; i++) { if ((i & 31) < 9) { for (int k = 0; k < 5; k++) { } } hash = hash * 31 + t.Read(); } Task.WaitAll(a, b); memory.WriteInt32(80, hash);"),
        ("branches",
            Load
                + "var s = new Stream<int>(#); var t = new Stream<int>(#); var u = new Stream<int>(#); int[] other = new int[128]; var a = Task.Run(() => SlowFeed(input, s)); var b = Task.Run(() => DoUntil(s, t, u)); var c = Task.Run(() => Until(t, output)); var d = Task.Run(() => UntilBreak(u, other)); Task.WaitAll(a, b, c, d); for (int i = 0; i < 20; i++) { memory.WriteInt32(130 + i, other[i]); }" + Store),
        ("tokens",
            Load
                + "var s = new Stream<int>(#); var a = Task.Run(() => Put(memory, input, s)); var b = Task.Run(() => Get(memory, s, output)); Task.WaitAll(a, b);" + Store),
        ("updater",
            Load
                + "var s = new Stream<int>(#); var t = new Stream<int>(#); var a = Task.Run(() => { for (int i = 0; i < 32; i++) { s.Write(input[i + 32]); } }); var b = Task.Run(() => Update(memory, s, t)); var c = Task.Run(() => Keep(t, output, 32)); Task.WaitAll(a, b, c); for (int i = 0; i < 32; i++) { memory.WriteInt32(100 + i, output[i]); }"),
    ];

    /// <summary>Names of all kernels.</summary>
    public static IEnumerable<string> Names => All.Select(kernel => kernel.Name);

    /// <summary>A kernel's source.</summary>
    public static KernelSource Source(string name, int capacity)
        => Kernels.Source(
            All.Single(kernel => kernel.Name == name)
                .Body.Replace("#", capacity.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal),
            members: Members);
}
