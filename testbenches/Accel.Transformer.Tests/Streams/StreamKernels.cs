using Accel.Transformer.Tests.Lowering;

namespace Accel.Transformer.Tests.Streams;

/// <summary>Kernels of tasks that streams join. Each reads 64 cells, and writes its results from cell 64 on.</summary>
internal static class StreamKernels
{
    /// <summary>Cells that a kernel needs.</summary>
    public const int CellCount = 160;

    private const string Load =
        "int[] input = new int[64]; for (int i = 0; i < 64; i++) { input[i] = memory.ReadInt32(i); } int[] output = new int[64]; ";
    private const string Store = " for (int i = 0; i < 64; i++) { memory.WriteInt32(64 + i, output[i]); }";
    private const string Feed = "static void Feed(int[] from, Stream<int> to) { for (int i = 0; i < 64; i++) { to.Write(from[i]); } }\n";
    private const string Drain =
        "static void Drain(Stream<int> from, int[] to) { for (int i = 0; i < 64; i++) { to[i] = from.Read(); } }\n";

    /// <summary>Name, body of Run, members.</summary>
    private static readonly (string Name, string Body, string Members)[] All =
    [
        ("sentinel", Load + """
            var s = new Stream<int>(4);
            var a = Task.Run(() => { for (int i = 0; i < 60; i++) { if ((input[i] & 1) != 0) { s.Write(input[i]); } } s.Write(-1); });
            var b = Task.Run(() => { int n = 0; for (int x = s.Read(); x != -1; x = s.Read()) { output[n] = x * 3; n++; } return n; });
            Task.WaitAll(a, b);
            memory.WriteInt32(150, b.Result);
            """ + Store, ""),
        ("chain", Load + """
            var s = new Stream<int>(1); var t = new Stream<int>(3); var u = new Stream<int>(2);
            var a = Task.Factory.StartNew(() => Feed(input, s));
            var b = Task.Factory.StartNew(() => Square(s, t));
            var c = Task.Factory.StartNew(() => Sum(t, u));
            var d = Task.Factory.StartNew(() => Drain(u, output));
            Task.WhenAll(a, b, c, d).Wait();
            """ + Store, Feed + Drain
            + "static void Square(Stream<int> from, Stream<int> to) { for (int i = 0; i < 64; i++) { int x = from.Read(); to.Write(x * x); } }\n"
            + "static void Sum(Stream<int> from, Stream<int> to) { int sum = 0; for (int i = 0; i < 64; i++) { sum += from.Read(); to.Write(sum); } }\n"),
        ("merge", Load + """
            var s = new Stream<int>(2); var t = new Stream<int>(2); var u = new Stream<int>(4);
            var a = Task.Run(() => Ramp(input, 0, s)); var b = Task.Run(() => Ramp(input, 32, t));
            var c = Task.Run(() => Merge(s, t, u)); var d = Task.Run(() => { for (int i = 0; i < 60; i++) { output[i] = u.Read(); } });
            Task.WaitAll(a, b, c, d);
            """ + Store, """
            static void Ramp(int[] steps, int from, Stream<int> to) { int x = 0; for (int i = 0; i < 30; i++) { x += steps[from + i] & 15; to.Write(x); } to.Write(int.MaxValue); }
            static void Merge(Stream<int> one, Stream<int> other, Stream<int> to)
            {
                int x = one.Read(), y = other.Read();
                for (int i = 0; i < 60; i++) { bool first = x <= y; to.Write(first ? x : y); if (first) { x = one.Read(); } else { y = other.Read(); } }
            }
            """),
        ("window", Load + """
            var s = new Stream<int>(2); var t = new Stream<int>(2);
            var a = Task.Run(() => Feed(input, s)); var b = Task.Run(() => Blur(s, t)); var c = Task.Run(() => { for (int i = 0; i < 36; i++) { output[i] = t.Read(); } });
            Task.WaitAll(a, b, c);
            """ + Store, Feed + """
            static void Blur(Stream<int> from, Stream<int> to)
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
            """),
        ("structs", Load + """
            var s = new Stream<Pixel>(2); var t = new Stream<(int Key, bool IsEnd)>(2);
            var a = Task.Run(() => { for (int i = 0; i < 64; i++) { s.Write(new Pixel { Red = (byte)input[i], Place = (short)(i - 9), Inner = new Inner { Bits = (ulong)input[i] << 20 } }); } });
            var b = Task.Run(() => { for (int i = 0; i < 64; i++) { Pixel p = s.Read(); t.Write((p.Red + p.Place + (int)(p.Inner.Bits >> 25), i == 63)); } });
            var c = Task.Run(() => { int n = 0; while (true) { var (key, isEnd) = t.Read(); output[n] = key; n++; if (isEnd) { break; } } });
            Task.WaitAll(a, b, c);
            """ + Store, "public struct Inner { public ulong Bits; } public struct Pixel { public byte Red; public short Place; public Inner Inner; }"),
        ("caller-writes", Load + """
            var s = new Stream<int>(2);
            var b = Task.Run(() => Drain(s, output));
            for (int i = 0; i < 64; i++) { s.Write(input[63 - i]); }
            b.Wait();
            """ + Store, Drain),
        ("caller-reads", Load + """
            var s = new Stream<int>(2); int sum = 0;
            var b = Task.Run(() => Feed(input, s));
            for (int i = 0; i < 64; i++) { sum += s.Read(); output[i] = sum + s.Capacity; }
            b.Wait();
            """ + Store, Feed),
        ("questions", Load + """
            var asked = new Stream<int>(1); var answers = new Stream<int>(1);
            var a = Task.Run(() => { int x = 1; for (int i = 0; i < 64; i++) { asked.Write(x); x = answers.Read(); output[i] = x; } });
            var b = Task.Run(() => { for (int i = 0; i < 64; i++) { answers.Write((asked.Read() * 5 + input[i]) & 1023); } });
            Task.WaitAll(a, b);
            """ + Store, ""),
        ("pairs", Load + """
            var s = new Stream<int>(1); var t = new Stream<int>(1);
            var a = Task.Run(() => { for (int i = 0; i < 64; i += 4) { s.Write(input[i]); s.Write(input[i + 1]); t.Write(input[i + 2]); t.Write(input[i + 3]); } });
            var b = Task.Run(() => { for (int i = 0; i < 32; i++) { int x = s.Read(); int y = t.Read(); output[i] = x - (y << 1); } });
            Task.WaitAll(a, b);
            """ + Store, ""),
        ("left-over", Load + """
            var s = new Stream<int>(5); int sum = 0;
            for (int round = 0; round < 3; round++)
            {
                var own = new Stream<int>(7);
                var a = Task.Run(() => { for (int i = 0; i < 5 + round; i++) { own.Write(input[i] + round); } });
                var b = Task.Run(() => { int x = 0; for (int i = 0; i < 4; i++) { x = (x << 1) ^ own.Read(); } return x; });
                Task.WaitAll(a, b);
                sum = (sum * 3) + b.Result;
            }
            var last = Task.Run(() => { for (int i = 0; i < 5; i++) { s.Write(input[i]); } });
            last.Wait();
            output[0] = sum; output[1] = s.Read() + s.Read(); output[2] = s.Read();
            """ + Store, ""),
        ("nested", Load + """
            var s = new Stream<int>(2); var t = new Stream<int>(2);
            var a = Task.Run(() => Feed(input, s)); var b = Task.Run(() => Both(s, t)); var c = Task.Run(() => Drain(t, output));
            Task.WaitAll(a, b, c);
            """ + Store, Feed + Drain + """
            static void Both(Stream<int> from, Stream<int> to)
            {
                var between = new Stream<int>(1);
                var one = Task.Run(() => { for (int i = 0; i < 64; i++) { between.Write(from.Read() + i); } });
                var two = Task.Run(() => { for (int i = 0; i < 64; i++) { to.Write(between.Read() ^ 5); } });
                Task.WaitAll(one, two);
            }
            """),
    ];

    /// <summary>Names of all kernels.</summary>
    public static TheoryData<string> Names => [.. All.Select(kernel => kernel.Name)];

    /// <summary>A kernel's source; [Pipeline] for its loops where a test wants that.</summary>
    public static KernelSource Source(string name)
    {
        var (_, body, members) = All.Single(kernel => kernel.Name == name);
        return Kernels.Source(body, members: members);
    }
}
