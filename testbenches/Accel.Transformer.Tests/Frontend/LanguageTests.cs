namespace Accel.Transformer.Tests.Frontend;

/// <summary>Each construct of C#: plain C# = IR.</summary>
public sealed class LanguageTests
{
    [Theory]
    [InlineData("memory.WriteInt32(0, memory.ReadInt32(1) + memory.ReadInt32(2));")]
    [InlineData("memory.WriteUInt32(0, memory.ReadUInt32(1) >> 3); memory.WriteInt32(1, memory.ReadInt32(1) >> 3);")]
    [InlineData("memory.WriteBoolean(0, memory.ReadBoolean(1)); memory.WriteBoolean(3, !memory.ReadBoolean(1));")]
    [InlineData("byte[] b = memory.Read4Bytes(1); memory.Write4Bytes(0, new byte[] { b[3], b[1], b[2], b[0] });")]
    [InlineData("byte[] b = memory.Read4Bytes(1); memory.Write4Bytes(0, new[] { b[3], b[1], b[2] }); "
        + "memory.Write4Bytes(1, new[] { b[3] });")]
    [InlineData("int[] a = { memory.ReadInt32(0), 1 }, b = { 3, 4 }; "
        + "Hast.Common.Numerics.SimdOperations.ThrowIfVectorsNotEquallyLong(a, b); memory.WriteInt32(0, a[0] + b[1]);")]
    [InlineData("var m = memory; m.WriteInt32(0, m.ReadInt32(5));")]
    public void Memory_is_read_and_written(string body) => KernelComparison.AssertSame(KernelComparison.Kernel(body));

    [Theory]
    [InlineData("int s = 0; for (int i = 0; i < 10; i++) { s += memory.ReadInt32(i); } memory.WriteInt32(0, s);")]
    [InlineData("int s = 1; for (int i = 0; i < 10; i++) { if (i == 3) continue; if (i == 7) break; s = s * 3 + memory.ReadInt32(i); } memory.WriteInt32(0, s);")]
    [InlineData("int i = 0; while (i < 5) { memory.WriteInt32(i, i * 7); i++; }")]
    [InlineData("int i = 0; do { memory.WriteInt32(i, i * 7); } while (++i < 5);")]
    [InlineData("int i = 0; do { i++; if (i == 2) continue; if (i == 9) break; memory.WriteInt32(i, 3); } while (memory.ReadInt32(i) != 12);")]
    [InlineData("int k = 0; for (int i = 0, j = 9; i < j; i++, j--) { for (;;) { k++; if (k % 5 == 0) break; if (k > 30) return; } memory.WriteInt32(i, k + j); }")]
    [InlineData("int[] a = { 3, 1, 4, 1, 5 }; long s = 0; foreach (long x in a) { if (x == 4) continue; s = s * 10 + x; } memory.WriteInt32(0, (int)s);")]
    [InlineData("foreach (var b in memory.Read4Bytes(2)) { memory.WriteInt32(0, memory.ReadInt32(0) + b); }")]
    [InlineData("int i; for (i = 4; i > 0; i--) { memory.WriteInt32(i, i); } memory.WriteInt32(9, i);")]
    public void Loops_run_as_in_CSharp(string body) => KernelComparison.AssertSame(KernelComparison.Kernel(body));

    [Theory]
    [InlineData("int i = 3; int[] a = new int[8]; a[i++] = i + i++; a[i] += i++ * (i = 2); memory.WriteInt32(0, i); for (int k = 0; k < 8; k++) memory.WriteInt32(k + 1, a[k]);")]
    [InlineData("int x = 5; int y = x + (x = 7) + x; memory.WriteInt32(0, y); memory.WriteInt32(1, x++ + ++x - x-- * --x);")]
    [InlineData("int x = 1, y = 2; (x, y) = (y, x); memory.WriteInt32(0, x * 10 + y); int z = x = y = 4; memory.WriteInt32(1, z + x + y);")]
    [InlineData("int[] a = { 1, 2, 3 }; int i = 0; (a[i], i) = (9, 2); memory.WriteInt32(0, a[0] * 100 + a[2] * 10 + i);")]
    [InlineData("byte b = 250; b += 10; b++; sbyte s = 127; s++; short h = -32768; h--; ushort u = 1; u -= 3; memory.WriteInt32(0, b + s * 1000 + h + u);")]
    [InlineData("int v = memory.ReadInt32(3); v <<= 35; v ^= memory.ReadInt32(4) >> 33; v >>>= 1; memory.WriteInt32(0, v);")]
    [InlineData("int c = 0; bool r = memory.ReadInt32(1) > 5 && c++ == 0 || c++ == 1; memory.WriteInt32(0, c); memory.WriteBoolean(1, r & c > 0 ^ true);")]
    [InlineData("int[] a = { 4, 5 }; int i = memory.ReadInt32(1); memory.WriteInt32(0, i >= 0 && i < 2 && a[i] == 5 ? 1 : 2); int j = i >= 0 && i < 2 ? a[i] : -1; memory.WriteInt32(1, j);")]
    [InlineData("int d = memory.ReadInt32(1); memory.WriteInt32(0, d == 0 || d == -1 ? 17 : memory.ReadInt32(2) / d + memory.ReadInt32(2) % d);")]
    [InlineData("int x = memory.ReadInt32(1) & 7; memory.WriteInt32(0, x < 8 ? x + 1 : throw new System.ArgumentException()); memory.WriteInt32(1, x switch { < 8 => 4, _ => throw new System.ArgumentException() });")]
    [InlineData("const int n = 3; int k = n * 2; int[] a = new int[k + 1]; memory.WriteInt32(0, a.Length);")]
    public void Expressions_evaluate_in_the_order_of_CSharp(string body) => KernelComparison.AssertSame(KernelComparison.Kernel(body));

    [Theory]
    [InlineData("int x = memory.ReadInt32(1) & 7; switch (x) { case 0: memory.WriteInt32(0, 5); break; case 1: case 2: memory.WriteInt32(0, 6); break; default: memory.WriteInt32(0, 7); break; case 5: return; } memory.WriteInt32(1, 1);")]
    [InlineData("for (int i = 0; i < 9; i++) { switch (i % 4) { case 1: if (i > 4) break; memory.WriteInt32(i, 1); break; case 2: continue; case 3 when i > 5: memory.WriteInt32(i, 2); break; case > 1: memory.WriteInt32(i, 4); break; } memory.WriteInt32(i + 20, 3); }")]
    [InlineData("int x = memory.ReadInt32(1); memory.WriteInt32(0, x switch { 0 => 1, > 5 and < 20 => 2, < 0 or 3 => 3, var y when y % 2 == 0 => y, _ => 5 });")]
    [InlineData("int x = memory.ReadInt32(1) & 3; int r = 0; switch (x) { case 1 when (x = 2) == 1: r = 5; break; case 2: r = 6; break; case 1: r = 7; break; } memory.WriteInt32(0, r + x * 10);")]
    [InlineData("int x = memory.ReadInt32(1); int y = x & 1; memory.WriteInt32(0, (x & 2, y) switch { (0, 0) => 1, (2, _) => 2, _ => 3 }); if (x is > 3 and not 7) memory.WriteInt32(2, 1);")]
    public void Switches_choose_as_in_CSharp(string body) => KernelComparison.AssertSame(KernelComparison.Kernel(body));

    [Theory]
    [InlineData("memory.WriteInt32(0, Add(memory.ReadInt32(1), memory.ReadInt32(2)));", "static int Add(int a, int b) { if (a > b) { return a - b; } return a + b; }")]
    [InlineData("int x = 1; Two(ref x, out int y, in x); memory.WriteInt32(0, x * 100 + y);", "static void Two(ref int a, out int b, in int c) { a += 2; b = a + c; }")]
    [InlineData("int[] a = new int[4]; Fill(a, memory); int[] b = new int[6]; Fill(b, memory); memory.WriteInt32(0, Sum(a) + Sum(b));", "static void Fill(int[] a, SimpleMemory m) { for (int i = 0; i < a.Length; i++) a[i] = m.ReadInt32(i); } static int Sum(int[] a) { int s = 0; foreach (int x in a) s += x; return s; }")]
    [InlineData("int[] a = { 1, 2, 3 }; int i = 1; Inc(ref a[i]); memory.WriteInt32(0, a[1]);", "static void Inc(ref int x) => x += 5;")]
    [InlineData("memory.WriteInt32(0, Local(3) + Local(y: 4, x: 5)); static int Local(int x, int y = 2) => x * 10 + y;")]
    [InlineData("memory.WriteInt32(0, 5.Twice().Twice() + Helper.Offset);", "", "public static class Helper { public const int Offset = 3; public static int Twice(this int x) => x * 2; }")]
    [InlineData("Other(memory, 4); memory.WriteInt32(0, Get());", "private void Other(SimpleMemory m, int at) { m.WriteInt32(at, 9); } private int Get() { return 4; }")]
    [InlineData("memory.WriteInt32(0, Max(memory.ReadInt32(1), memory.ReadInt32(2)) + Sum(1, 2, 3));", "static int Max(int a, int b) => System.Math.Max(a, b); static int Sum(params int[] x) { int s = 0; foreach (var y in x) s = s * 2 + y; return s; }")]
    [InlineData("int[] a = Make(3); int[] b = Make(2); memory.WriteInt32(0, a[2] * 10 + b[1] + b.Length);", "static int[] Make(int n) { int[] r = new int[n]; for (int i = 0; i < n; i++) r[i] = i + n; return r; }")]
    [InlineData("int x = 0; memory.WriteInt32(0, F(ref x) + x * 10 + F(ref x));", "static int F(ref int x) { x++; return x * 3; }")]
    public void Methods_are_called(string body, string members = "", string types = "") =>
        KernelComparison.AssertSame(KernelComparison.Kernel(body, members, types));
}
