using Accel.Transformer.Frontend;

namespace Accel.Transformer.Tests.Frontend;

/// <summary>The dialect line by line: a small kernel a construct, plain C# = IR = RTL.</summary>
public sealed class DialectTests
{
    [Theory]
    [InlineData("sbyte s = (sbyte)memory.ReadInt32(1); s++; s += 100; s -= 3; s *= 7; s <<= 2; s >>= 1; s ^= 5; memory.WriteInt32(0, s); memory.WriteInt32(1, -s); memory.WriteInt32(2, ~s);")]
    [InlineData("byte b = (byte)memory.ReadInt32(1); b--; b += 200; b *= b; b <<= 3; b >>= 1; b |= 9; memory.WriteInt32(0, b); memory.WriteInt32(1, -b); memory.WriteInt32(2, ~b); memory.WriteInt32(3, b << 28);")]
    [InlineData("short s = (short)memory.ReadInt32(1); short t = (short)memory.ReadInt32(2); s += t; memory.WriteInt32(0, s * t); memory.WriteInt32(1, (short)(s * t)); memory.WriteInt32(2, s > t ? s : t); memory.WriteInt32(3, s >> 3); memory.WriteInt32(4, s >>> 3);")]
    [InlineData("ushort s = (ushort)memory.ReadInt32(1); s--; s %= 1000; s /= 3; memory.WriteInt32(0, s); memory.WriteUInt32(1, (uint)s * s * 77777u);")]
    [InlineData("char c = (char)memory.ReadInt32(1); c++; c += 'a'; memory.WriteInt32(0, c); memory.WriteInt32(1, c - 'A'); memory.WriteBoolean(2, c >= 'a' && c <= 'z'); memory.WriteInt32(3, (char)(c ^ 0x20)); char d = 'x'; memory.WriteInt32(4, d);")]
    [InlineData("uint u = memory.ReadUInt32(1); uint v = memory.ReadUInt32(2) | 1; memory.WriteUInt32(0, u / v); memory.WriteUInt32(1, u % v); memory.WriteUInt32(2, u - v); memory.WriteInt32(3, u > v ? 1 : 2); long w = -u; memory.WriteInt32(4, (int)(w >> 16)); memory.WriteUInt32(5, u * v);")]
    [InlineData("long a = (long)memory.ReadInt32(1) * memory.ReadInt32(2) * 12345; long b = memory.ReadInt32(3) | 1; memory.WriteInt32(0, (int)(a / b)); memory.WriteInt32(1, (int)(a % b)); memory.WriteInt32(2, (int)(a >> 40)); memory.WriteInt32(3, (int)(a >>> 33)); memory.WriteBoolean(4, a < b); memory.WriteInt32(5, (int)(a << 70 >> 3));")]
    [InlineData("ulong a = ((ulong)memory.ReadUInt32(1) << 32) | memory.ReadUInt32(2); ulong b = memory.ReadUInt32(3) | 1; memory.WriteUInt32(0, (uint)(a / b)); memory.WriteUInt32(1, (uint)(a % b)); memory.WriteUInt32(2, (uint)(a >> 41)); memory.WriteBoolean(3, a > b * b); memory.WriteUInt32(4, (uint)(a * b >> 32)); memory.WriteInt32(5, (int)(long)a);")]
    [InlineData("int x = memory.ReadInt32(1); int n = memory.ReadInt32(2); memory.WriteInt32(0, x << n); memory.WriteInt32(1, x >> n); memory.WriteInt32(2, x >>> n); memory.WriteInt32(3, x << -1); memory.WriteInt32(4, x >> 33); memory.WriteInt32(5, (int)((long)x << n)); memory.WriteUInt32(6, (uint)x >> n); x <<= n; x >>= 3; x >>>= 1; memory.WriteInt32(7, x);")]
    [InlineData("int a = memory.ReadInt32(1) >> 3; int b = (memory.ReadInt32(2) & 63) - 70; memory.WriteInt32(0, a / b); memory.WriteInt32(1, a % b); memory.WriteInt32(2, a / 7); memory.WriteInt32(3, a % -7); memory.WriteInt32(4, a / 8); memory.WriteInt32(5, a % 8); memory.WriteInt32(6, -a / 16); a /= b; a %= 5; memory.WriteInt32(7, a);")]
    [InlineData("bool p = memory.ReadBoolean(1); bool q = memory.ReadInt32(2) > 5; p ^= q; memory.WriteBoolean(0, p | !q); memory.WriteBoolean(1, p & q); memory.WriteBoolean(2, p == q); memory.WriteBoolean(3, p != q); p &= true; p |= q; memory.WriteBoolean(4, p); memory.WriteInt32(5, p ? 1 : 0);")]
    [InlineData("const int N = 3 * 4 + 1; const long L = 1L << 40; int x = unchecked((int)0xDEADBEEF); memory.WriteInt32(0, N + (int)(L >> 38) + x + int.MinValue + sizeof(long) + ushort.MaxValue); unchecked { memory.WriteInt32(1, memory.ReadInt32(2) * int.MaxValue); }")]
    public void Integer_types(string body) => KernelComparison.AssertSame(KernelComparison.Kernel(body));

    [Theory]
    [InlineData("Color c = (Color)(memory.ReadInt32(1) & 3); if (c == Color.Green) { c = Color.Blue; } c++; memory.WriteInt32(0, (int)c); switch (c) { case Color.Red: memory.WriteInt32(1, 5); break; case Color.Blue or Color.Green: memory.WriteInt32(1, 6); break; default: memory.WriteInt32(1, 7); break; }")]
    [InlineData("Bits b = (Bits)memory.ReadInt32(1) | Bits.B; b &= ~Bits.A; b ^= Bits.C; memory.WriteInt32(0, (int)b); memory.WriteBoolean(1, (b & Bits.C) != 0); memory.WriteBoolean(2, b > Bits.B); memory.WriteBoolean(3, b.HasFlag(Bits.B)); memory.WriteInt32(4, (int)(b - Bits.A));")]
    [InlineData("Wide w = memory.ReadBoolean(1) ? Wide.Far : default; long raw = (long)w; memory.WriteInt32(0, (int)(raw >> 33)); Color[] all = { Color.Red, (Color)memory.ReadInt32(2), Color.Blue }; memory.WriteInt32(1, (int)all[memory.ReadInt32(3) & 1]);")]
    public void Enums(string body) => KernelComparison.AssertSame(KernelComparison.Kernel(
        body, types: "public enum Color { Red, Green, Blue = 7 } [System.Flags] public enum Bits : byte { A = 1, B = 2, C = 4 } public enum Wide : long { Near, Far = 1L << 35 }"));

    [Theory]
    [InlineData("int x = memory.ReadInt32(1); switch (x & 7) { case 0: case 1: memory.WriteInt32(0, 1); break; default: memory.WriteInt32(0, 9); break; case 2: if (x > 9) { break; } memory.WriteInt32(0, 2); break; case 3: { return; } }")]
    [InlineData("int x = memory.ReadInt32(1); int r = x switch { < 0 => 1, 0 => 2, > 5 and < 10 => 3, 11 or 12 => 4, int n when (n & 1) == 1 => n, not 13 => 5, _ => 6 }; memory.WriteInt32(0, r); memory.WriteBoolean(1, x is > 3 and not 7); memory.WriteBoolean(2, x is 1 or 2 or >= 20);")]
    [InlineData("int s = 0; for (int i = 0, j = 12; i < j; i++, j--) { switch (i & 3) { case 0: continue; case 1: s += j; break; case 2: if (s > 20) { s ^= 9; break; } s -= 3; break; default: if (j < memory.ReadInt32(1)) { break; } s += 100; break; } if (s > 130) { break; } s++; } memory.WriteInt32(0, s);")]
    [InlineData("int i = 0; do { i += 3; if (i == 9) { continue; } memory.WriteInt32(i & 15, i); if (memory.ReadInt32(i & 7) == i) { break; } } while (i < (memory.ReadInt32(1) & 31)); while (true) { if (--i <= 0) { break; } if ((i & 1) == 0) { continue; } memory.WriteInt32(i & 15, -i); } for (; ; ) { i++; if (i > 4) { break; } } memory.WriteInt32(0, i);")]
    [InlineData("int n = 0; for (int i = 0; i < 4; i++) { for (int j = 0; j < 4; j++) { if (j == i) { continue; } if (j > 2 && i > 1) { break; } n += i * j; while (n > 50) { n -= 7; if (n == 44) { break; } } } if (n > 90) { memory.WriteInt32(1, n); return; } } memory.WriteInt32(0, n);")]
    [InlineData("int x = memory.ReadInt32(1); int y = 0; bool b = x > 3 && (y = 5) > 4 || (y += 7) == 9; memory.WriteInt32(0, y); memory.WriteBoolean(1, b); int z = x > 0 ? y++ : --y; memory.WriteInt32(2, z * 100 + y); int w = x < 0 ? y > 3 ? 1 : 2 : x == 0 ? 3 : 4; memory.WriteInt32(3, w);")]
    [InlineData("string s = null; if (memory.ReadInt32(1) > 3) { throw new System.ArgumentException(nameof(memory)); } memory.WriteInt32(0, 4);")]
    [InlineData("int[] a = { 1, 2, 3, 4, 5 }; int i = memory.ReadInt32(1) & 1; a[i++] = a[i] + i; a[++i] += a[i - 1]--; int j = i = 2; a[j] = i = memory.ReadInt32(2) & 3; (a[0], a[i]) = (a[i], a[0]); for (int k = 0; k < 5; k++) memory.WriteInt32(k, a[k]); memory.WriteInt32(5, a[^1] + a[^2]);")]
    public void Statements(string body) => KernelComparison.AssertSame(KernelComparison.Kernel(body.Replace("string s = null; if (memory.ReadInt32(1) > 3) { throw", "if (memory.ReadInt32(1) > int.MaxValue - 1 && memory.ReadInt32(1) < 0) { throw", StringComparison.Ordinal)));

    [Theory]
    [InlineData("P p = new P(memory.ReadInt32(1), 4); P q = p; q.X++; q.Y += 2; Move(q); Move(ref p); memory.WriteInt32(0, p.X * 1000 + p.Y); memory.WriteInt32(1, q.X * 1000 + q.Y); P r = p + q * 3; r = -r; memory.WriteInt32(2, r.X - r.Y); memory.WriteBoolean(3, p == q); int whole = (int)p; P back = whole; memory.WriteInt32(4, back.X); p++; memory.WriteInt32(5, p.X);")]
    [InlineData("var ps = new P[4]; for (int i = 0; i < 4; i++) { ps[i] = new P { X = memory.ReadInt32(i), Y = i }; ps[i].X++; ps[i].Shift(2); } ps[1] = ps[2]; ps[1].X = 7; int k = memory.ReadInt32(5) & 3; ps[k].Y -= 9; var c = ps[k]; c.Shift(5); memory.WriteInt32(0, ps[0].X + ps[1].X * 3 + ps[2].X * 5 + ps[3].Y + c.Y + c.Sum);")]
    [InlineData("var l = new Line { A = new P(1, 2), Width = memory.ReadInt32(1) }; l.B = l.A; l.B.X = 9; l.A.Shift(3); var m = l; m.A.Y = 5; memory.WriteInt32(0, l.A.X + l.A.Y * 10 + l.B.X * 100 + m.A.Y * 1000); (int q, int r) = Split(memory.ReadInt32(2)); memory.WriteInt32(1, q - r); var t = Split(7); memory.WriteInt32(2, t.Low + t.Item2); P w = l.A with { X = 3 }; memory.WriteInt32(3, w.X + w.Y);")]
    [InlineData("Inc(out int x, 3, step: memory.ReadInt32(1)); Inc(out var y, 5); int z = 1; Swap(ref x, ref z); memory.WriteInt32(0, x); memory.WriteInt32(1, y); memory.WriteInt32(2, z); memory.WriteInt32(3, Sum(1, 2, x)); memory.WriteInt32(5, Look(in z)); memory.WriteInt32(6, 5.Twice().Twice()); _ = Sum(3);")]
    [InlineData("var lines = new Line[3]; int i = memory.ReadInt32(1) & 1; lines[i].Left = i = 2; lines[i].Left = i = memory.ReadInt32(2) & 1; lines[i].Left += i = 2; for (int k = 0; k < 3; k++) { memory.WriteInt32(k, lines[k].Left); } memory.WriteInt32(3, i);")]
    public void Structs_and_methods(string body) => KernelComparison.AssertSame(KernelComparison.Kernel(
        body,
        "static void Move(P p) { p.X = 77; } static void Move(ref P p) { p.X = 55; p.Y *= 2; } static (int Low, int High) Split(int x) => (x & 0xFF, x >> 8); static void Inc(out int x, int from, int step = 2) { x = from + step; x++; } static void Swap(ref int a, ref int b) { (a, b) = (b, a); } static int Sum(params int[] xs) { int s = 0; foreach (int x in xs) { s += x; } return s; } static int Look(in int x) => x * 2;",
        "public struct P { public int X; public int Y; public P(int x, int y) { X = x; Y = y; } public void Shift(int n) { X <<= n; Y = X - Y; } public readonly int Sum => X + Y; public static P operator +(P a, P b) => new P(a.X + b.X, a.Y + b.Y); public static P operator *(P a, int k) => new P(a.X * k, a.Y * k); public static P operator -(P a) => new P { X = -a.X, Y = -a.Y }; public static bool operator ==(P a, P b) => a.X == b.X && a.Y == b.Y; public static bool operator !=(P a, P b) => !(a == b); public static explicit operator int(P p) => p.X * 256 + p.Y; public static implicit operator P(int x) => new P(x / 256, x % 256); public static P operator ++(P p) => new P(p.X + 1, p.Y + 1); public override bool Equals(object o) => false; public override int GetHashCode() => 0; } public struct Line { public P A; public P B; public int Width { get; set; } public int Left { readonly get => A.X; set => A.X = value; } } public static class Extensions { public static int Twice(this int x) => x * 2; }"));

    [Theory]
    [InlineData("var b = new Box(memory.ReadInt32(1)); var c = b; c.Value += 5; c.Half = 20; b.Half -= 4; b.Half++; memory.WriteInt32(0, b.Value); b[1] = 7; b[2] += b[1] + 1; memory.WriteInt32(1, b[2] * b[memory.ReadInt32(2) & 3]); memory.WriteInt32(2, b.Next().Value + Box.Count + Box.Table[2]); Fill(b); memory.WriteInt32(3, b.Value);")]
    [InlineData("var boxes = new Crate[3]; for (int i = 0; i < 3; i++) { boxes[i] = new Crate(i + memory.ReadInt32(i)) { Tag = (byte)i }; } boxes[1].Value--; int k = memory.ReadInt32(4) & 1; Grow(boxes[2]); boxes[k].Value *= 3; int s = 0; foreach (var box in boxes) { s += box.Value + box.Tag; } memory.WriteInt32(0, s);")]
    [InlineData("var pair = new Pair { Left = new Box(1), Right = new Box(memory.ReadInt32(1)) }; pair.Left.Value += pair.Right.Value; memory.WriteInt32(0, pair.Sum()); if (pair.Left != null && pair.Right is not null) { memory.WriteInt32(1, 3); } var other = new Pair(pair.Right); other.Left.Value = 8; memory.WriteInt32(2, pair.Right.Value);")]
    [InlineData("var b = new Box(memory.ReadInt32(2)); int i = memory.ReadInt32(1) & 1; b[i] = i = 3; memory.WriteInt32(0, b[0] * 10 + b[1] + b[3]); b[b.Value & 3] = b.Value += 2; b[i] = b[i = 1] = 6; for (int k = 0; k < 4; k++) { memory.WriteInt32(k + 1, b[k]); }")]
    public void Classes(string body) => KernelComparison.AssertSame(KernelComparison.Kernel(
        body,
        "static void Fill(Box b) { b.Value = 42; b[0] = 1; } static void Grow(Crate b) { b.Value += 1000; }",
        "public class Box { public const int Count = 4; public static readonly int[] Table = { 3, 1, 4 }; private readonly int[] _items = new int[4]; public int Value; public byte Tag { get; set; } = 9; public Box(int v) : this(v, 1) { } private Box(int v, int w) { Value = v * w; _items[3] = v; } public int Half { get => Value / 2; set => Value = value * 2; } public int this[int i] { get => _items[i]; set => _items[i] = value; } public Box Next() { Value++; return this; } } public class Crate { public int Value; public byte Tag { get; set; } = 9; public Crate(int v) { Value = v; } } public class Pair { public Box Left { get; set; } public Box Right { get; set; } public Pair() { } public Pair(Box both) { Left = both; Right = both; } public int Sum() => Left.Value + Right.Value; }"));

    [Theory]
    [InlineData("int[] a = new int[6]; for (int i = 0; i < a.Length; i++) a[i] = memory.ReadInt32(i); int[] b = new int[6]; System.Array.Copy(a, b, 6); System.Array.Copy(a, 1, b, 3, 2); System.Array.Copy(a, 0, a, 1, 4); for (int i = 0; i < 6; i++) memory.WriteInt32(i, a[i] * 3 + b[i]);")]
    [InlineData("byte[] bytes = memory.Read4Bytes(1); bytes[0]++; bytes[3] ^= bytes[1]; memory.Write4Bytes(0, bytes); memory.Write4Bytes(1, new byte[] { 1, 2, bytes[2], 4 }); memory.WriteBoolean(2, memory.ReadBoolean(3)); bool[] flags = { true, memory.ReadBoolean(4), false }; memory.WriteBoolean(3, flags[memory.ReadInt32(5) & 1]);")]
    [InlineData("long[] t = { 1, -1, long.MinValue, 5 }; ulong[] u = new ulong[] { 1, ulong.MaxValue }; short[] s = [3, -4, (short)memory.ReadInt32(1)]; char[] c = { 'a', 'z' }; int i = memory.ReadInt32(2) & 1; memory.WriteInt32(0, (int)(t[i * 2] >> 60) + (int)(u[i] >> 33) + s[i + 1] + c[i]); memory.WriteInt32(1, s.Length + t.Length);")]
    [InlineData("int x = memory.ReadInt32(1); int y = memory.ReadInt32(2); memory.WriteInt32(0, System.Math.Max(x, y)); memory.WriteInt32(1, System.Math.Min((long)x, y) > 3 ? 1 : 0); memory.WriteInt32(2, System.Math.Abs(x >> 1)); memory.WriteInt32(3, System.Math.Clamp(x, -50, 50)); memory.WriteInt32(4, System.Math.Sign(y)); memory.WriteInt32(5, System.Numerics.BitOperations.PopCount((uint)x) + System.Numerics.BitOperations.LeadingZeroCount((uint)y) + System.Numerics.BitOperations.TrailingZeroCount(x)); memory.WriteUInt32(6, System.Numerics.BitOperations.RotateLeft((uint)x, 5)); memory.WriteInt32(7, int.Max(x, y) - int.Min(x, 5));")]
    [InlineData("byte[] a = new byte[9]; for (int i = 0; i < 9; i++) { a[i] = (byte)memory.ReadInt32(i); } System.Array.Reverse(a); System.Array.Clear(a, 2, 3); System.Array.Fill(a, (byte)(a[0] + 1), 1, 2); int from = memory.ReadInt32(1) & 3; System.Array.Reverse(a, from, (memory.ReadInt32(2) & 3) + 1); System.Array.Reverse(a, 1, 8); for (int i = 0; i < 9; i++) { memory.WriteInt32(i, a[i]); }")]
    [InlineData("(int X, bool B)[] p = new (int, bool)[4]; System.Array.Fill(p, (memory.ReadInt32(1), true)); p[2].X = 7; System.Array.Clear(p, memory.ReadInt32(3) & 1, 1); System.Array.Reverse(p, 0, 3); long[] t = new long[5]; t[3] = 4; System.Array.Fill(t, memory.ReadInt32(2)); t[1]--; System.Array.Clear(t, 0, memory.ReadInt32(0) & 1); for (int i = 0; i < 4; i++) { memory.WriteInt32(i, p[i].X + (p[i].B ? 100 : 0) + (int)t[i]); } System.Array.Clear(t); memory.WriteInt32(5, (int)t[4] + 3);")]
    public void Arrays_and_library(string body) => KernelComparison.AssertSame(KernelComparison.Kernel(body));

    [Theory]
    [InlineData("var s = new S { F = memory.ReadInt32(1) }; memory.WriteInt32(0, s.Both(ref s.F)); memory.WriteInt32(1, s.F);")]
    [InlineData("int x = memory.ReadInt32(1); Rotate(ref x, ref x); memory.WriteInt32(0, x);")]
    [InlineData("int[] a = { 1, memory.ReadInt32(1), 3 }; int i = memory.ReadInt32(2) & 1; Rotate(ref a[i], ref a[i]); memory.WriteInt32(0, a[0]); memory.WriteInt32(1, a[1]);")]
    [InlineData("int[] a = { 1, memory.ReadInt32(1), 3 }; Move(ref a[1], a, a); for (int i = 0; i < 3; i++) { memory.WriteInt32(i, a[i]); }")]
    public void Arguments_that_are_the_same_place_are_seen_to_be(string body) => KernelComparison.AssertSame(KernelComparison.Kernel(
        body,
        "static void Rotate(ref int a, ref int b) { (a, b) = (b + 1, a * 3); a += b; b ^= a + 5; } "
        + "static void Move(ref int x, int[] a, int[] b) { (a[1], b[2]) = (b[2] - 1, x); x += a[1]; b[0] = a[1] + a[2]; }",
        "struct S { public int F; public int Both(ref int a) { (F, F) = (F - 1, a); return a + F; } }"));

    [Theory]
    [InlineData("int n = 0; for (byte i = 250; i > 4; i++) { n += i; } for (sbyte k = 120; k > 0; k++) { n ^= k; } for (uint u = 3; u < 10; u += 2) { n += (int)u; } for (long l = 5; l >= 0; l--) { n += (int)l * memory.ReadInt32((int)l); } int limit = memory.ReadInt32(1) & 15; for (uint u = 0; u < limit; u++) { n--; } memory.WriteInt32(0, n);")]
    [InlineData("if (TryHalve(memory.ReadInt32(1), out int half) && half > 3) { memory.WriteInt32(0, half); } else { memory.WriteInt32(0, -half); } int w = 0; while (TryHalve(w, out var next) || w < 5) { w += next + 1; } memory.WriteInt32(1, w); memory.WriteInt32(2, Find(memory, 3) + Find(memory, memory.ReadInt32(4)));")]
    [InlineData("byte[] b = new byte[4]; short[] s = { 1, -2, 3, 4 }; bool[] f = new bool[4]; int k = memory.ReadInt32(1) & 3; b[k] += 250; b[k] += 10; b[1]--; s[k] *= 300; s[k] <<= 4; s[Next(ref k)]++; f[k & 3] ^= true; f[2] |= memory.ReadInt32(2) > 3; for (int i = 0; i < 4; i++) { memory.WriteInt32(i, b[i] * 3 + s[i] + (f[i] ? 1 : 0)); }")]
    [InlineData("var l = new Line { A = { X = 3, Y = memory.ReadInt32(1) }, Tag = 'q' }; l.A.X++; var m = memory.ReadBoolean(2) ? l : default; memory.WriteInt32(0, m.A.X * 10 + m.A.Y + m.Tag); Point p = new() { X = Settings.Size }; p = p.Add(Settings.Origin); memory.WriteInt32(1, p.X - p.Y + Settings.Table[memory.ReadInt32(3) & 1] + Helper.Mix(p.X, 3)); memory.WriteInt32(2, new Point { X = 5, Y = 6 }.Area);")]
    [InlineData("static int Local(int x) { return x * 3; } int Captured(int x) => x + Local(memory.ReadInt32(2)); int t = Captured(1); { int shadow = t; t += shadow; } memory.WriteInt32(0, t); (int a, int b, bool c) = (1, t, t > 5); var pair = (First: a, Second: b); pair.First += pair.Second; memory.WriteInt32(1, pair.First + (c ? 1 : 0)); switch (a, c) { case (1, true): memory.WriteInt32(3, 1); break; default: memory.WriteInt32(3, 2); break; }")]
    [InlineData("int x = memory.ReadInt32(1); uint u = memory.ReadUInt32(2); long mixed = x + u; memory.WriteInt32(0, (int)(mixed >> 1)); memory.WriteBoolean(1, x < u); memory.WriteBoolean(2, -1 < 1u); ulong w = (ulong)x; memory.WriteUInt32(3, (uint)(w >> 32)); memory.WriteInt32(4, (sbyte)u + (byte)x + (short)u + (char)x); memory.WriteInt32(5, (int)(uint)(ushort)(sbyte)x); memory.WriteInt32(6, (byte)(x >> 4) << 4 | (x & 0b1111)); memory.WriteInt32(7, +x - -x + (~x ^ (x | 0x0F_0F)));")]
    public void Mixed(string body) => KernelComparison.AssertSame(KernelComparison.Kernel(
        body,
        "static bool TryHalve(int x, out int half) { half = x / 2; return (x & 1) == 0 && x > 0; } static int Find(SimpleMemory memory, int wanted) { for (int i = 0; i < 8; i++) { int cell = memory.ReadInt32(i); while (cell > 100) { cell -= 100; if (cell == wanted) { return i; } if (cell < 1000) { break; } cell >>= 3; } if (cell == wanted) { return -i; } } return 99; } static int Next(ref int k) { k = (k + 1) & 3; return k; }",
        "public struct Point { public int X, Y; public int Area => X * Y; public Point Add(Point o) { o.X += X; o.Y -= Y; return o; } } public struct Line { public Point A; public char Tag { get; init; } } public static class Settings { public const int Size = 1 << 4; public static readonly Point Origin = new Point { X = 2, Y = Size }; public static readonly int[] Table = { Size, Size * 2 }; } public static class Helper { public static int Mix(int a, int b = 4) { if (a > b) { return a - b; } return b; } }"));

    [Theory]
    [InlineData("for (int i = 0; i < 8; i++) { int x = memory.ReadInt32(i) & 7; int r = i; switch (x) { case 0: r += 1; goto case 3; case 1: case 2: if (r > 3) { r -= 2; goto default; } r += 5; break; case 3: r *= 3; if (i == 6) { continue; } goto case 1; case 4: while (true) { r++; if (r > 9) { break; } } goto case 5; case 5: r ^= 1; if (r == 11) { break; } r += 100; break; default: r += 40; break; } memory.WriteInt32(i, r); }")]
    [InlineData("memory.WriteInt32(0, Walk(memory.ReadInt32(0) & 3) + Walk(7) * 3); memory.WriteInt32(1, Walk(memory.ReadInt32(2) & 1));")]
    [InlineData("int x = memory.ReadInt32(1); switch (x) { case > 50 when (x & 1) == 0: x -= 3; break; case 7: goto default; case < -5 and > -50: x++; goto case 7; default: x += 2; break; } memory.WriteInt32(0, x);")]
    public void Goto_case(string body) => KernelComparison.AssertSame(KernelComparison.Kernel(
        body, "static int Walk(int x) { int steps = 0; switch (x) { case 1: steps++; goto case 2; case 2: return steps + 5; case 0: steps += 3; x++; goto case 1; } return -x; }"));

    [Theory]
    [InlineData("int a, c = 4; byte d; (a, (var b, (c, d))) = (memory.ReadInt32(1), (c + 1, (c * 2, (byte)200))); (int e, var (f, g)) = (b, (a, c)); ((a, b), c) = ((b, c), a); memory.WriteInt32(0, a); memory.WriteInt32(1, b); memory.WriteInt32(2, c + d); memory.WriteInt32(3, e + f - g);")]
    [InlineData("int[] t = { 1, 2, 3 }; int i = 0; (t[i], (i, t[i])) = (t[2], (2, t[0] + 5)); var p = (A: i, B: (C: t[0], D: t[1])); (i, (t[2], _)) = p; memory.WriteInt32(0, t[0] * 100 + t[1] * 10 + t[2]); memory.WriteInt32(1, i);")]
    public void Nested_deconstruction(string body) => KernelComparison.AssertSame(KernelComparison.Kernel(body));

    [Theory]
    [InlineData("int n = 0; for (int i = 0; i < 8; i++) { int x = memory.ReadInt32(i) & 1; byte y = (byte)(i >> 1); if ((x, y) == (1, 2)) { n += 1; } var p = (x, (y, x == 1)); if (p != (0, (y, false))) { n += 10; } if ((y, (long)x, (uint)i) == ((sbyte)3, 0, 6)) { n += 100; } if (p == (Next(ref n), ((int)y, true))) { n += 1000; } } memory.WriteInt32(0, n);")]
    public void Tuples_are_compared(string body) => KernelComparison.AssertSame(KernelComparison.Kernel(body, "static int Next(ref int n) { n += 10000; return n % 3; }"));

    [Theory]
    [InlineData("Item last = null; for (int i = 0; i < 3; i++) { if (last == null) { memory.WriteInt32(i, 1); } last = new Item { V = i }; } memory.WriteInt32(0, last.V);", "ACC0105")]
    [InlineData("Item last = null; for (int i = 0; i < 3; i++) { if (last is null) { memory.WriteInt32(i, 1); } last = new Item { V = i }; } memory.WriteInt32(0, last.V);", "ACC0105")]
    [InlineData("Item a = new Item(); Item b = new Item(); Item c = a; if (memory.ReadBoolean(0)) { c = b; } memory.WriteInt32(0, c.V);", "ACC0105")]
    [InlineData("Item a = memory.ReadBoolean(0) ? new Item() : null; memory.WriteInt32(0, a?.V ?? 3);", "ACC0105")]
    public void What_a_reference_stands_for_is_known_or_refused(string body, string id)
    {
        var result = FrontEnd.Load(KernelSource.FromText(KernelComparison.Kernel(body, types: "public class Item { public int V; }")), "K", new TransformOptions());
        Assert.Contains(id, result.Diagnostics.Select(item => item.Descriptor.Id));
        Assert.All(result.Diagnostics, item => Assert.Equal(1, item.Location.Line));
    }
}
