namespace Accel.Transformer.Tests.Frontend.References;

/// <summary>References to one of several objects: after if, switch, loops and ?:, null, compared, returned, exchanged.</summary>
/// <remarks>Plain C# = IR = RTL.</remarks>
public sealed class ChosenReferenceTests
{
    [Theory]
    [InlineData(
        "int[] a = { 1, 2, 3 }, b = { 4, 5, 6 }; bool odd = memory.ReadInt32(1) > 5; int[] c = odd ? a : b; c[1] += "
        + "10; c[2] = c[0]; memory.WriteInt32(0, a[1] + a[2] * 10 + b[1] * 100 + b[2] * 1000 + c.Length);")]
    [InlineData(
        "int[] a = new int[4], b = new int[4]; for (int i = 0; i < 4; i++) a[i] = memory.ReadInt32(i); for (int r = 0; "
        + "r < 5; r++) { for (int i = 0; i < 4; i++) b[i] = a[(i + 1) & 3] + r; (a, b) = (b, a); } for (int i = 0; i < "
        + "4; i++) { memory.WriteInt32(i, a[i]); memory.WriteInt32(4 + i, b[i]); }")]
    [InlineData(
        "int[] a = new int[4], b = new int[4]; for (int i = 0; i < 4; i++) a[i] = memory.ReadInt32(i); for (int r = 0; "
        + "r < 5; r++) { int[] from = (r & 1) == 0 ? a : b; int[] to = (r & 1) == 0 ? b : a; for (int i = 0; i < 4; i++) "
        + "to[i] = from[3 - i] * 3 + i; } for (int i = 0; i < 4; i++) { memory.WriteInt32(i, a[i]); memory.WriteInt32(4 "
        + "+ i, b[i]); }")]
    [InlineData(
        "C a = new C(), b = new C(); a.F = 1; b.F = 2; C c = a; if (memory.ReadInt32(1) > 3) { c = b; } c.F += 5; "
        + "c.Inc(3); memory.WriteInt32(0, a.F * 100 + b.F + c.F * 10000); memory.WriteBoolean(1, c == a); "
        + "memory.WriteBoolean(2, c != b);")]
    [InlineData(
        "C a = memory.ReadBoolean(0) ? new C() : null; memory.WriteInt32(0, a == null ? 3 : a.F + 1); C b = a ?? new C "
        + "{ F = 8 }; memory.WriteInt32(1, b.F);")]
    [InlineData(
        "C x = new C { F = 1 }, y = new C { F = memory.ReadInt32(2) }; C p = Pick(memory.ReadInt32(1) > 2, x, y); p.F "
        + "+= 4; C q = Pick2(y.F > 3, x, y); q.F *= 3; memory.WriteInt32(0, x.F); memory.WriteInt32(1, y.F + p.F + q.F);")]
    [InlineData(
        "int[] x = { 1, 2 }, y = { 3, 4 }; if (memory.ReadInt32(1) > 1) Swap(ref x, ref y); x[0] += 10; "
        + "memory.WriteInt32(0, x[0] + x[1] * 10 + y[0] * 100 + y[1] * 1000);")]
    [InlineData(
        "int[] a = new int[2], b = new int[5]; b[4] = 9; a[1] = 4; int[] c = memory.ReadInt32(1) > 4 ? a : b; int s = "
        + "0; foreach (int v in c) s = s * 3 + v; for (int i = 0; i < c.Length; i++) s += c[i] * i; memory.WriteInt32(0, "
        + "s + c[^1]);")]
    [InlineData(
        "C x = new C(), y = new C(); (x, y) = (y, x); x.F = 1; y.F = memory.ReadInt32(1); (x.F, y) = (y.F, x); "
        + "memory.WriteInt32(0, x.F + y.F * 3);")]
    [InlineData(
        "(C A, C B) t = (new C { F = 1 }, new C { F = 2 }); if (memory.ReadInt32(1) > 2) { t = (t.B, t.A); } t.A.F += "
        + "10; memory.WriteInt32(0, t.A.F * 100 + t.B.F);")]
    [InlineData(
        "int[] f = new int[4], g = new int[4]; f[1] = 1; g[1] = 2; int n = 0; for (int i = 0; i < 6; i++) { int[] h = "
        + "f; f = g; g = h; f[i & 3] += i; if (f == h) n++; n = n * 2 + f[1]; } memory.WriteInt32(0, n + g[0]);")]
    [InlineData(
        "C a = new C { F = 1 }, b = new C { F = 2 }, c = new C { F = 3 }; for (int i = 0; i < 4; i++) { (a, b, c) = "
        + "(b, c, a); if ((memory.ReadInt32(i) & 1) != 0) (a, b) = (b, a); a.F = a.F * 2 + i; } memory.WriteInt32(0, a.F "
        + "* 10000 + b.F * 100 + c.F);")]
    [InlineData(
        "C a = new C(); C b = null; if (memory.ReadInt32(0) > 2) b = a; if (b is not null) { b.F = 5; } if (a != null "
        + "&& b != null && b.F == 5) memory.WriteInt32(1, 9); memory.WriteInt32(0, a.F + (b is null ? 100 : b.F));")]
    [InlineData(
        "int[] a = { 1, 2 }; int[] b = memory.ReadInt32(0) switch { > 5 => a, < 0 => new int[] { 7, 8 }, _ => new "
        + "int[2] }; b[0]++; memory.WriteInt32(0, a[0] * 10 + b[0] + b[1]);")]
    [InlineData(
        "W w = new W(); w.L.N = 1; w.R.N = 2; for (int i = 0; i < 3; i++) { if ((memory.ReadInt32(i) & 1) == 1) "
        + "w.Swap(); w.L.N += 10; w.L.A[1] += i; } memory.WriteInt32(0, w.L.N * 100 + w.R.N); memory.WriteInt32(1, "
        + "w.L.A[1] * 10 + w.R.A[1]);")]
    [InlineData(
        "Q q = new Q(); for (int i = 0; i < 4; i++) q.A[i] = memory.ReadInt32(i); for (int k = 0; k < 5; k++) "
        + "q.Step(k); for (int i = 0; i < 4; i++) memory.WriteInt32(i, q.A[i] + q.B[i] * 3);")]
    [InlineData(
        "int[] a = { 1, 2, 3 }, b = { 4, 5, memory.ReadInt32(1) }; int[] c = Choose(memory.ReadInt32(2), a, b); c[1] = "
        + "9; memory.WriteInt32(0, Sum(c) + Sum(a) * 3 + Sum(b) * 7 + Sum(Choose(c[0], a, b)));")]
    [InlineData(
        "C a = null; Bump(a); if (memory.ReadInt32(0) > 1) { a = new C(4); } Bump(a); memory.WriteInt32(0, a == null ? "
        + "-1 : a.F);")]
    [InlineData(
        "C a = new C(1), b = new C(2); C c = memory.ReadInt32(1) > 2 ? a : b; memory.WriteBoolean(0, Same(a, b)); "
        + "memory.WriteBoolean(1, Same(c, a)); memory.WriteBoolean(2, Same(c, c)); memory.WriteBoolean(3, Same(a, a)); "
        + "memory.WriteInt32(4, Use(c, a, 3)); memory.WriteInt32(5, a.F + b.F * 10);")]
    [InlineData(
        "C a = new C(1); C b = new C(2); int s = 0; for (int i = 0; i < 5; i++) { C t = (i & 1) == 0 ? a : b; t.F += "
        + "memory.ReadInt32(i) & 3; s = s * 3 + t.F; if (t == b) s++; if (i == 3) b = a; } memory.WriteInt32(0, s + a.F "
        + "* 10 + b.F);")]
    [InlineData(
        "int[] a = { 1, 2 }; int[] b = { 3, 4 }; int i = 0; for (; i < 5; i++) { if (memory.ReadInt32(i) > 20) break; "
        + "if ((i & 1) == 1) { a = b; continue; } a[0] += i; b = a[0] > 2 ? b : a; } memory.WriteInt32(0, a[0] * 100 + "
        + "b[0] + i * 10000 + a[1]);")]
    [InlineData(
        "int[] t = new int[4]; int[] u = t; t[2] = memory.ReadInt32(0); int[] v = u == t ? new int[4] : t; v[1] = 3; "
        + "memory.WriteInt32(0, t[1] + v[1] + u[2]);")]
    [InlineData(
        "C c = new C(1); System.Threading.Tasks.Task<int> t = System.Threading.Tasks.Task.Factory.StartNew(() => { c = "
        + "new C(memory.ReadInt32(1)); return c.F + 1; }); int r = t.Result; memory.WriteInt32(0, c.F + r);")]
    [InlineData(
        "int[] a = new int[4]; int[] b = new int[4]; for (int i = 0; i < 4; i++) { a[i] = memory.ReadInt32(i); } int[] "
        + "src = a, dst = b; for (int w = 1; w < 4; w *= 2) { for (int i = 0; i < 4; i++) { dst[i] = src[i] + (i >= w ? "
        + "src[i - w] : 0); } int[] t = src; src = dst; dst = t; } for (int i = 0; i < 4; i++) memory.WriteInt32(i, "
        + "src[i]);")]
    [InlineData("C c = new C(memory.ReadInt32(1)); C n = null; n ??= c; n.F++; memory.WriteInt32(0, c.F);")]
    public void A_reference_to_one_of_several_objects_is_told_by_its_number(string body) => ReferenceKernel.AssertSame(body);
}
