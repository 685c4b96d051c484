using Accel.Transformer.Tests.Frontend;

namespace Accel.Transformer.Tests.Streams;

/// <summary>Streams and tasks as people write them: plain C# = IR = RTL.</summary>
public sealed class StreamIdiomTests
{
    private const string Produce =
        "static void Produce(Stream<int> to, int from, int count) { for (int i = 0; i < count; i++) { to.Write(from + i * i); } } "
        + "static int Sum(Stream<int> from, int count) { int sum = 0; for (int i = 0; i < count; i++) { sum = (sum << 1) ^ from.Read(); } return sum; } ";

    [Theory]
    // Ways of starting and waiting.
    [InlineData("var s = new Stream<int>(2); int n = memory.ReadInt32(1); Task[] all = { Task.Run(() => Produce(s, n, 9)), Task.Run(() => { memory.WriteInt32(0, Sum(s, 9)); }) }; Task.WaitAll(all);")]
    [InlineData("var s = new Stream<int>(2); var a = Task.Run(() => Produce(s, 3, 9)); var b = Task.Factory.StartNew(() => Sum(s, 9)); a.Wait(); b.Wait(); memory.WriteInt32(0, b.Result);")]
    [InlineData("var s = new Stream<int>(2); var a = Task.Run(() => Produce(s, 3, 9)); var b = Task.Factory.StartNew(() => Sum(s, 9)); memory.WriteInt32(0, b.Result); a.Wait();")]
    [InlineData("var s = new Stream<int>(2); int n = memory.ReadInt32(1); var a = Task.Factory.StartNew(o => { int k = (int)o; Produce(s, k, 9); }, n); var b = Task.Run(() => Sum(s, 9)); Task.WhenAll(a, b).Wait(); memory.WriteInt32(0, b.Result);")]
    [InlineData("var s = new Stream<int>(2); var tasks = new Task<int>[2]; tasks[0] = Task.Run(() => { Produce(s, 3, 9); return 5; }); tasks[1] = Task.Run(() => Sum(s, 9)); foreach (var t in tasks) { t.Wait(); } memory.WriteInt32(0, tasks[0].Result + tasks[1].Result);")]
    [InlineData("var s = new Stream<int>(2); void Feed() { for (int i = 0; i < 5; i++) { s.Write(i + 2); } } var a = Task.Run(Feed); memory.WriteInt32(0, Sum(s, 5)); a.Wait();")]
    [InlineData("var s = new Stream<int>(2); if (memory.ReadBoolean(1)) { var a = Task.Run(() => Produce(s, 3, 9)); var b = Task.Run(() => Sum(s, 9)); Task.WaitAll(a, b); memory.WriteInt32(0, b.Result); } else { memory.WriteInt32(0, 17); }")]
    [InlineData("int sum = 0; for (int r = 0; r < 3; r++) { var s = new Stream<int>(2); int n = r; var a = Task.Run(() => Produce(s, n, 9)); var b = Task.Run(() => Sum(s, 8)); sum ^= s.Capacity; Task.WaitAll(a, b); sum += b.Result; } memory.WriteInt32(0, sum);")]
    // Methods of tasks that others use as well.
    [InlineData(
        "int[] t = new int[4]; for (int i = 0; i < 4; i++) { t[i] = memory.ReadInt32(i); } var s = new Stream<int>(1); var a = "
        + "Task.Run(() => { for (int i = 0; i < 4; i++) { s.Write(t[i]); } }); var c = Task.Run(() => Total(t)); int n = Sum(s, 4); "
        + "Task.WaitAll(a, c); memory.WriteInt32(10, n + c.Result);")]
    [InlineData(
        "var s = new Stream<int>(2); int n = memory.ReadInt32(0) & 7; var a = Task.Run(() => { s.Write(Fib(n)); }); int x = s.Read(); var "
        + "c = Task.Run(() => Fib(n)); Task.WaitAll(a, c); memory.WriteInt32(0, x + c.Result);")]
    // What is read where.
    [InlineData("var s = new Stream<int>(8); Produce(s, 3, 6); int[] a = { 1, 2, 3 }; int i = 0; a[i++] += s.Read(); a[i] = s.Read() - s.Read() * 3; a[2] ^= i + s.Read(); memory.WriteInt32(0, a[0] * a[1] + a[2] - s.Read());")]
    [InlineData("var s = new Stream<int>(8); Produce(s, memory.ReadInt32(1) & 3, 6); int n = 0; if (memory.ReadBoolean(2) && s.Read() > 1) { n = s.Read(); } else { n = s.Read() + (memory.ReadBoolean(3) ? s.Read() : 7); } memory.WriteInt32(0, n * 100 + s.Read());")]
    [InlineData("var s = new Stream<int>(9); Produce(s, 1, 9); int x, n = 0; while ((x = s.Read()) < 40) { n += x; } do { n ^= s.Read(); } while (n > 1000); memory.WriteInt32(0, n);")]
    [InlineData("var s = new Stream<int>(9); var t = new Stream<int>(9); Produce(s, 1, 9); for (int i = 0; i < 8; i++) { t.Write(s.Read() > 9 ? s.Capacity + i : i); } memory.WriteInt32(0, Sum(t, 8) + s.Read());")]
    [InlineData("var s = new Stream<int>(4); s.Write(memory.ReadInt32(1)); int y = 3; y += s.Read() switch { 1 => 5, > 7 => 9, _ => y }; memory.WriteInt32(0, y);")]
    // A task ends by what a task says that stands behind it.
    [InlineData(
        "var s = new Stream<int>(2); var t = new Stream<int>(2); var a = Task.Run(() => { int x; while ((x = s.Read()) >= 0) { t.Write(x * 3); } t.Write(-1); }); "
        + "var b = Task.Run(() => { int n = 0, x; while ((x = t.Read()) != -1) { n += x; } return n; }); "
        + "var c = Task.Run(() => { for (int i = 0; i < 5; i++) { s.Write(i * 100 + memory.ReadInt32(1) % 50 + 60); } s.Write(-5); }); Task.WaitAll(a, b, c); memory.WriteInt32(0, b.Result);")]
    [InlineData(
        "var s = new Stream<(int Value, bool IsLast)>(2); var back = new Stream<int>(2); var a = Task.Run(() => { int n = 0; while (true) { var (x, isLast) = s.Read(); back.Write(x + 1); n = n * 3 + x; if (isLast) { break; } } return n; }); "
        + "var b = Task.Run(() => { int x = 100; for (int i = 0; i < 6; i++) { s.Write((x, i == 5)); x = back.Read() * 2; } }); Task.WaitAll(a, b); memory.WriteInt32(0, a.Result);")]
    // Elements.
    [InlineData("var s = new Stream<bool>(2); var t = new Stream<Colour>(2); var u = new Stream<ulong>(2); var a = Task.Run(() => { s.Write(true); t.Write(Colour.Blue); u.Write(ulong.MaxValue - 5); s.Write(false); }); int n = s.Read() ? 3 : 4; n = n * 10 + (int)t.Read(); n = n * 10 + (int)(u.Read() >> 60); n += s.Read() ? 1 : 2; a.Wait(); memory.WriteInt32(0, n);")]
    [InlineData("var s = new Stream<(int A, (byte B, sbyte C) D)>(2); var a = Task.Run(() => { for (int i = 0; i < 6; i++) { s.Write((i - 3, ((byte)(i * 50), (sbyte)-i))); } }); int n = 0; for (int i = 0; i < 6; i++) { var (x, (y, z)) = s.Read(); n = n * 7 + x - y * z; } a.Wait(); memory.WriteInt32(0, n);")]
    [InlineData("var s = new Stream<Point>(2); var a = Task.Run(() => { var p = new Point { X = 4 }; for (int i = 0; i < 6; i++) { p.Y += i; s.Write(p); p = p with { X = -p.X }; } }); int n = 0; for (int i = 0; i < 6; i++) { Point p = s.Read(); n = n * 3 + p.X + p.Norm(); } a.Wait(); memory.WriteInt32(0, n);")]
    // Who has them.
    [InlineData("var box = new Pipe(3); var a = Task.Run(() => box.Fill(7)); int n = box.Empty(7); a.Wait(); memory.WriteInt32(0, n);")]
    [InlineData("var s = new Stream<int>(2); var t = new Stream<int>(2); var a = Task.Run(() => Produce(s, 1, 8)); var b = Task.Run(() => Both(s, t)); memory.WriteInt32(0, Sum(t, 8)); Task.WaitAll(a, b);")]
    public void Streams_are_used_as_C_sharp_has_it(string body) => KernelComparison.AssertSame(KernelComparison.Kernel(
        body,
        Produce
            + "static int Total(int[] t) { int n = 0; for (int i = 0; i < 4; i++) { n += t[i]; } return n; } "
            + "[MaxRecursionDepth(9)] static int Fib(int n) => n < 2 ? n : Fib(n - 2) + Fib(n - 1); "
            + "static void Both(Stream<int> from, Stream<int> to) { var u = new Stream<int>(1); var a = Task.Run(() => Add(from, u, 4)); var b = Task.Run(() => Add(u, to, -1)); Task.WaitAll(a, b); } "
        + "static void Add(Stream<int> from, Stream<int> to, int what) { for (int i = 0; i < 8; i++) { to.Write(from.Read() + what); } }",
        "public enum Colour : byte { Red = 4, Blue = 9 } public struct Point { public int X; public int Y; public int Norm() => X * X + Y; } "
        + "public class Pipe { private readonly Stream<int> s; public Pipe(int n) { s = new Stream<int>(2); Start = n; } public int Start { get; } public void Fill(int count) { for (int i = 0; i < count; i++) { s.Write(Start + i); } } "
        + "public int Empty(int count) { int n = 0; for (int i = 0; i < count; i++) { n = n * 3 + s.Read(); } return n; } }"));
}
