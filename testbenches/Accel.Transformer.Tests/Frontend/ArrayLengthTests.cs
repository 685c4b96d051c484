namespace Accel.Transformer.Tests.Frontend;

/// <summary>Lengths of arrays that come by way of constructors, readonly fields, properties and parameters.</summary>
/// <remarks>Plain C# = IR = RTL.</remarks>
public sealed class ArrayLengthTests
{
    [Theory]
    [InlineData(
        "var b = new Buf(4); var c = new Buf(6); for (int i = 0; i < 6; i++) { b.Put(memory.ReadInt32(i)); c.Put(i); } "
        + "memory.WriteInt32(0, b.Sum()); memory.WriteInt32(1, c.Sum()); memory.WriteInt32(2, c.N + b.Twice().Length);",
        "",
        "public class Buf { public int N { get; } private readonly int[] _d; private int _p; public Buf(int n) { N = n; "
        + "_d = new int[N]; } public void Put(int v) { _d[_p % N] += v; _p++; } public int Sum() { int[] t = new int[N * "
        + "2]; for (int i = 0; i < N; i++) { t[2 * i] = _d[i]; t[2 * i + 1] = 1; } int s = 0; foreach (int x in t) s = s * "
        + "3 + x; return s; } public int[] Twice() => new int[N * 2]; }")]
    [InlineData(
        "var a = new Mask(4); var b = new Mask(4); a.S[1] = 5; b.S[1] = memory.ReadInt32(1); var m = memory.ReadInt32(0) > 3 ? a : b; "
        + "if (memory.ReadInt32(2) > 3) m = new Mask(4); int[] t = new int[m.Size]; for (int i = 0; i < t.Length; i++) t[i] = m.S[i] + i; "
        + "memory.WriteInt32(0, t[1] + t[3] * 5 + t.Length);",
        "",
        "public class Mask { public int Size { get; } public int[] S { get; } public Mask(int n) { Size = n; S = new int[n]; } }")]
    [InlineData(
        "memory.WriteInt32(0, Sum(3, memory.ReadInt32(0)) + Sum(5, memory.ReadInt32(1)));",
        "static int Sum(int n, int v) { int[] t = new int[n]; for (int i = 0; i < n; i++) t[i] = v + i; int s = 0; "
        + "foreach (int x in t) s = s * 3 + x; return s; }",
        "")]
    [InlineData(
        "memory.WriteInt32(0, Outer(3, memory.ReadInt32(0)));",
        "static int Outer(int n, int v) { int s = v; for (int i = 0; i < 2; i++) s += Sum(n + 1, s); return s; } static "
        + "int Sum(int n, int v) { int[] t = new int[n]; for (int i = 0; i < n; i++) t[i] = v + i; int s = 0; foreach (int "
        + "x in t) s = s * 3 + x; return s; }",
        "")]
    [InlineData(
        "var q = new Q(130); for (int i = 0; i < 3; i++) { var r = new Q(q.Count * 64); for (int k = 0; k < r.Count; "
        + "k++) r.S[k] = q.S[q.Count - 1 - k] + memory.ReadUInt32(i); q = r; } for (int k = 0; k < q.Count; k++) "
        + "memory.WriteUInt32(k, (uint)q.S[k]);",
        "",
        "public class Q { public ushort Count { get; } public ulong[] S { get; } public Q(ushort size) { Count = "
        + "(ushort)((size >> 6) + (size % 64 == 0 ? 0 : 1)); S = new ulong[Count]; for (int i = 0; i < Count; i++) S[i] = "
        + "(ulong)i; } public Q(int size) : this((ushort)size) { } }")]
    [InlineData(
        "var a = new Mat(2, 3); var b = new Mat(3, 2); for (int i = 0; i < 6; i++) { a.D[i] = memory.ReadInt32(i); "
        + "b.D[i] = i; } var c = a.Mul(b); for (int i = 0; i < 4; i++) memory.WriteInt32(i, c.D[i]); memory.WriteInt32(5, "
        + "c.Rows * 10 + c.Cols);",
        "",
        "public class Mat { public readonly int Rows, Cols; public readonly int[] D; public Mat(int r, int c) { Rows = "
        + "r; Cols = c; D = new int[r * c]; } public Mat Mul(Mat o) { var m = new Mat(Rows, o.Cols); for (int i = 0; i < "
        + "Rows; i++) for (int k = 0; k < o.Cols; k++) { int s = 0; for (int j = 0; j < Cols; j++) s += D[i * Cols + j] * "
        + "o.D[j * o.Cols + k]; m.D[i * m.Cols + k] = s; } return m; } }")]
    [InlineData(
        "var b = new Buf(4); for (int i = 0; i < 4; i++) b.D[i] = memory.ReadInt32(i); int[] t = new int[4]; "
        + "b.CopyTo(t); memory.WriteInt32(0, t[2] * 3 + t[0] + t[3] + 1);",
        "",
        "public class Buf { public readonly int[] D; public readonly int N; public Buf(int n) { N = n; D = new int[n]; } "
        + "public void CopyTo(int[] t) { Array.Copy(D, t, N - 1); } }")]
    public void A_length_is_known_by_way_of_objects_and_calls(string body, string members, string types) =>
        KernelComparison.AssertSame("using System; " + KernelComparison.Kernel(body, members, types));

    [Theory]
    [InlineData(
        "var q = new Q(3); for (int i = 0; i < 3; i++) { q = new Q(i + 4); memory.WriteInt32(i, q.N + "
        + "memory.ReadInt32(i)); }",
        "",
        "public class Q { public int N { get; } public Q(int n) { N = n; } }")]
    [InlineData(
        "var q = new Q(3); if (memory.ReadInt32(0) > 3) q = new Q(9); memory.WriteInt32(0, q.N); int k = q.N; for (int i "
        + "= 0; i < 2; i++) { k += q.N; q = new Q(5); } memory.WriteInt32(1, k + q.N);",
        "",
        "public class Q { public int N { get; } public Q(int n) { N = n; } }")]
    [InlineData(
        "S q = new S(3); for (int i = 0; i < 4; i++) { memory.WriteInt32(i, q.N); if ((memory.ReadInt32(i) & 1) == 0) "
        + "continue; q = new S(q.N == 3 ? 7 : 3); } Change(ref q, 11); memory.WriteInt32(9, q.N); Change(ref q, "
        + "memory.ReadInt32(0)); memory.WriteInt32(10, q.N); S w = Make(memory.ReadInt32(3)); memory.WriteInt32(11, w.N); "
        + "(q, w) = (w, q); memory.WriteInt32(12, q.N * 2 + w.N);",
        "static void Change(ref S s, int k) { if (k > 5) { s = new S(k); } } static S Make(int k) { if (k > 2) return "
        + "new S(2); return new S(k); }",
        "public struct S { public readonly int N; public S(int n) { N = n; } }")]
    public void A_readonly_field_is_what_the_object_or_value_has_at_that_time(string body, string members, string types) =>
        KernelComparison.AssertSame(KernelComparison.Kernel(body, members, types));
}
