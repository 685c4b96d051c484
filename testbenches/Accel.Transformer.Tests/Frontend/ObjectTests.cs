namespace Accel.Transformer.Tests.Frontend;

/// <summary>Structs, classes, enums, tuples, arrays of them: plain C# = IR.</summary>
public sealed class ObjectTests
{
    private const string Point =
        "public struct P { public int X; public int Y { get; set; } public P(int x, int y) { X = x; Y = y; } public P(int both) : this(both, both) { } "
        + "public int Sum => X + Y; public void Move(int by) { X += by; Y -= by; } public P Turned() { return new P(Y, -X); } "
        + "public static P operator +(P a, P b) => new P(a.X + b.X, a.Y + b.Y); public static bool operator ==(P a, P b) => a.X == b.X && a.Y == b.Y; "
        + "public static bool operator !=(P a, P b) => !(a == b); public static explicit operator int(P p) => p.X * 1000 + p.Y; "
        + "public override bool Equals(object o) => false; public override int GetHashCode() => 0; }";

    private const string Box =
        "public sealed class Box { public int[] Data = new int[4]; public int Count; private readonly int _step; public Box(int step) { _step = step; } "
        + "public Box(int step, int[] data) { _step = step; Data = data; } public void Push(int v) { Data[Count] = v * _step; Count++; } "
        + "public int Top => Count == 0 ? -1 : Data[Count - 1]; public int this[int i] => Data[i]; }";

    [Theory]
    [InlineData("P a = new P(1, 2); P b = a; b.X = 5; b.Move(3); memory.WriteInt32(0, a.X * 1000 + a.Y * 100 + b.X * 10 + b.Y);")]
    [InlineData("var p = new P { X = memory.ReadInt32(1), Y = 4 }; p = p.Turned() + new P(7); memory.WriteInt32(0, (int)p); memory.WriteInt32(1, p.Sum);")]
    [InlineData("P p = default; p.X++; p.Y += 3; P q = new P(1, 3); memory.WriteBoolean(0, p == q); memory.WriteBoolean(1, p != q);")]
    [InlineData("P[] a = new P[3]; for (int i = 0; i < 3; i++) { a[i] = new P(i, i * 2); a[i].Move(i); a[i].Y++; } P s = a[1]; foreach (P p in a) { s += p; } memory.WriteInt32(0, (int)s);")]
    [InlineData("P p = new P(memory.ReadInt32(1), 2); P q = memory.ReadInt32(2) > 3 ? p : p.Turned(); memory.WriteInt32(0, (int)q); Swap(ref p, ref q); memory.WriteInt32(1, (int)q + Get(p));")]
    [InlineData("(int a, int b) = Divide(17, 5); var t = (A: a, B: (long)b); memory.WriteInt32(0, t.A * 10 + (int)t.B); (P u, int v) = (new P(3), 4); memory.WriteInt32(1, u.X + v);")]
    [InlineData("P p = new(1, 2); p.X = p.Y = 7; (p.X, p.Y) = (p.Y + 1, p.X); memory.WriteInt32(0, (int)p); P z = new P(); memory.WriteInt32(2, z.X + 9);")]
    [InlineData("var r = new R(3, 4) { B = 9 }; memory.WriteInt32(0, r.A * 10 + r.B);")]
    public void Structs_are_values(string body) => KernelComparison.AssertSame(KernelComparison.Kernel(
        body,
        "static void Swap(ref P a, ref P b) { P t = a; a = b; b = t; } static int Get(P p) { p.X = 4; return p.Sum; } static (int, int) Divide(int a, int b) => (a / b, a % b);",
        Point + " public record struct R(int A, int B);"));

    [Theory]
    [InlineData("Box b = new Box(3); b.Push(4); b.Push(5); memory.WriteInt32(0, b.Top + b[0] + b.Count);")]
    [InlineData("int[] d = new int[6]; var b = new Box(2, d); Use(b); d[0]++; memory.WriteInt32(0, b.Top * 100 + b.Data[0] + b.Data.Length);")]
    [InlineData("for (int i = 0; i < 3; i++) { Box b = new Box(i); b.Push(1); b.Push(2); memory.WriteInt32(i, b.Top + b.Count); }")]
    [InlineData("Box b = new Box(2); b.Push(7); b = new Box(5); memory.WriteInt32(0, b.Top); b.Push(1); memory.WriteInt32(1, b.Top);")]
    [InlineData("Box b = new Box(2) { Count = 1 }; Box c = b; c.Push(3); memory.WriteInt32(0, b.Top * 10 + b.Count); var h = new H(); h.Inner.Push(8); memory.WriteInt32(1, h.Inner.Top);")]
    [InlineData("var a = new N[2]; for (int i = 0; i < 2; i++) { a[i] = new N { V = i + memory.ReadInt32(1) }; } a[1].Add(3); N n = a[0]; n.V = 70; memory.WriteInt32(0, a[0].V + a[1].V); foreach (N x in a) x.Add(1); memory.WriteInt32(1, n.V);")]
    public void Objects_have_identity(string body) => KernelComparison.AssertSame(KernelComparison.Kernel(
        body, "static void Use(Box b) { b.Push(1); b.Push(2); }",
        Box + " public class H { public Box Inner { get; } = new Box(2); } public class N { public int V; public void Add(int x) { V += x; } }"));

    [Theory]
    [InlineData("E e = (E)(memory.ReadInt32(1) & 3); e |= E.B; if (e.HasB()) e ^= E.A; memory.WriteInt32(0, (int)e + (e == E.C ? 10 : 0)); S s = S.Y; s++; memory.WriteInt32(1, (int)s + (int)(s - S.X));")]
    [InlineData("char c = 'a'; c++; c += (char)2; memory.WriteInt32(0, c + 'z'); switch (c) { case 'd': memory.WriteInt32(1, 4); break; }")]
    public void Enums_and_characters_are_numbers(string body) => KernelComparison.AssertSame(KernelComparison.Kernel(
        body, "", "[System.Flags] public enum E { None, A, B, C } public enum S : byte { X = 254, Y } public static class X { public static bool HasB(this E e) => (e & E.B) != 0; }"));

    [Theory]
    [InlineData("int[] a = { 1, 2, 3, 4, 5 }; int[] b = new int[5]; Array.Copy(a, b, 3); Array.Copy(a, 0, a, 1, 4); Array.Copy(b, 1, b, 0, 3); for (int i = 0; i < 5; i++) memory.WriteInt32(i, a[i] * 10 + b[i]);")]
    [InlineData("int[] a = [memory.ReadInt32(1), 2]; a = new int[2]; memory.WriteInt32(0, a[0] + a[1] + 1); a = new[] { 4, a[0] + 6 }; memory.WriteInt32(1, a[1]);")]
    [InlineData("ulong[] a = new ulong[2]; a[0] = 1UL << 63; a[1] = ~a[0]; bool[] f = new bool[3]; f[1] = true; memory.WriteUInt32(0, (uint)(a[1] >> 40)); memory.WriteBoolean(1, f[1] && !f[2]);")]
    [InlineData("for (int k = 0; k < 3; k++) { int[] a = new int[2]; a[k & 1] += k; memory.WriteInt32(k, a[0] * 10 + a[1] + 1); }")]
    public void Arrays_hold_their_elements(string body) => KernelComparison.AssertSame(KernelComparison.Kernel(body));

    [Theory]
    [InlineData("memory.WriteInt32(0, Size * 2 + Table[memory.ReadInt32(1) & 3] + Squares[3]); int[] a = new int[Size]; memory.WriteInt32(1, a.Length + Origin.X);")]
    public void Static_readonly_fields_are_constants(string body) => KernelComparison.AssertSame(KernelComparison.Kernel(
        body,
        "static readonly int Size = Half + Half; const int Half = 3; static readonly byte[] Table = { 9, 8, 7, 6 }; static readonly int[] Squares = Make(Size); "
        + "static readonly P Origin = new P(4, 5); static int[] Make(int n) { var r = new int[n]; for (int i = 0; i < n; i++) r[i] = i * i; return r; }",
        Point));

    [Theory]
    [InlineData("memory.WriteInt32(0, Math.Min(memory.ReadInt32(1), memory.ReadInt32(2)) ^ Math.Max(memory.ReadUInt32(3), 7u).GetHash() + Math.Abs(memory.ReadInt32(1) >> 1));")]
    [InlineData("uint v = memory.ReadUInt32(1); memory.WriteInt32(0, BitOperations.PopCount(v) * 10000 + BitOperations.LeadingZeroCount(v) * 100 + BitOperations.TrailingZeroCount(v)); memory.WriteUInt32(1, BitOperations.RotateLeft(v, memory.ReadInt32(2)) ^ BitOperations.RotateRight(v, 5)); memory.WriteInt32(2, BitOperations.LeadingZeroCount((ulong)v << 9) + BitOperations.TrailingZeroCount((ulong)v << 9));")]
    public void Framework_functions_compute_the_same(string body) => KernelComparison.AssertSame(
        "using System.Numerics; " + KernelComparison.Kernel(body, "", "public static class G { public static int GetHash(this uint x) => (int)x; }"));
}
