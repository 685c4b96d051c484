namespace Accel.Transformer.Tests.Frontend.References;

/// <summary>Small programs that live on references: sorting, chains, buffers, records of objects.</summary>
/// <remarks>Plain C# = IR = RTL.</remarks>
public sealed class ReferenceProgramTests
{
    private const string Types =
        "public class C { public int F; public C() { } public C(int f) { F = f; } public void Inc(int k) { F += k; } "
        + "public C Self() { return this; } } public class D { public C Inner = new C(); public int[] A = new int[2]; "
        + "public int N; } public class M { public int[] V = new int[3]; public M(int k) { for (int i = 0; i < 3; i++) "
        + "V[i] = k + i; } public int this[int i] { get { return V[i]; } set { V[i] = value; } } public static M "
        + "operator +(M a, M b) { M r = new M(0); for (int i = 0; i < 3; i++) r[i] = a[i] + b[i]; return r; } } public "
        + "struct S { public int[] A; public C O; public int N; } public class T { public S X; public C[] Cs = new C[2]; "
        + "public T() { Cs[0] = new C(1); Cs[1] = new C(2); } }";

    private const string Members =
        "static int Sum(int[] a) { int s = 0; for (int i = 0; i < a.Length; i++) s += a[i] * (i + 1); return s; } "
        + "static void Sort(int[] a, int[] b, int n) { int[] p = a, q = b; for (int w = 0; w < n; w++) { for (int i = 0; "
        + "i < 4; i++) q[i] = p[(i + w) & 3] ^ w; (p, q) = (q, p); } if (p != a) for (int i = 0; i < 4; i++) a[i] = "
        + "p[i]; } static C Max(C a, C b) => a.F > b.F ? a : b; static void Twice(C a, C b) { a.F = 1; b.F = 2; a.F += "
        + "b.F; } static C Chain(C a, int k) { if (k == 0) return a; C b = new C(a.F + k); if (k > 2) { return b; } b.F "
        + "*= 2; return b; } "
        + "[System.Runtime.CompilerServices.MethodImpl(System.Runtime.CompilerServices.MethodImplOptions.NoInlining)] "
        + "static int Shared(C c, int[] a) { c.F += a[0]; int[] t = a; if (c.F > 3) t[1] = c.F; return t[1] + c.F; } "
        + "static void Change(ref C c, D d) { c = d.Inner; d.Inner = new C(9); c.F++; }";

    [Theory]
    [InlineData(
        "int[] a = new int[4], b = new int[4]; for (int i = 0; i < 4; i++) a[i] = memory.ReadInt32(i); Sort(a, b, 3); "
        + "for (int i = 0; i < 4; i++) memory.WriteInt32(i, a[i] + b[i]);")]
    [InlineData(
        "C a = new C(memory.ReadInt32(1)), b = new C(5), c = new C(memory.ReadInt32(2)); Max(Max(a, b), c).F = 77; "
        + "Max(a, c).Inc(3); memory.WriteInt32(0, a.F); memory.WriteInt32(1, b.F); memory.WriteInt32(2, c.F);")]
    [InlineData(
        "M a = new M(memory.ReadInt32(1)); M b = new M(4); M c = a + b; for (int i = 0; i < 3; i++) c = c + b; a = c; "
        + "a[1] = 7; memory.WriteInt32(0, Sum(a.V) + Sum(b.V) + Sum(c.V) * 3);")]
    [InlineData(
        "C a = new C(1); Twice(a, a); memory.WriteInt32(0, a.F); C b = memory.ReadInt32(1) > 3 ? a : new C(8); "
        + "Twice(a, b); memory.WriteInt32(1, a.F * 10 + b.F);")]
    [InlineData("C a = new C(3); for (int i = 0; i < 3; i++) a = Chain(a, memory.ReadInt32(i) & 3); memory.WriteInt32(0, a.F);")]
    [InlineData(
        "int[] a = { 1, 2 }; C c = new C(memory.ReadInt32(1) & 7); int r = Shared(c, a) + Shared(c, a); C e = "
        + "memory.ReadInt32(2) > 4 ? c : new C(1); r += Shared(e, a); memory.WriteInt32(0, r + a[1] + c.F);")]
    [InlineData(
        "D d = new D(); C c = new C(1); Change(ref c, d); C k = c; if (memory.ReadInt32(1) > 2) Change(ref c, d); c.F "
        + "+= 10; memory.WriteInt32(0, c.F * 100 + k.F * 10 + d.Inner.F);")]
    [InlineData(
        "S s = new S { A = new int[2], O = new C(2), N = 1 }; S t = s; t.A[1] = memory.ReadInt32(1); t.O = new C(6); "
        + "t.N++; s.O.F++; (s.A, t.A) = (new int[2], s.A); s.A[0] = 4; memory.WriteInt32(0, s.A[0] + s.A[1] * 3 + t.A[1] "
        + "* 5 + s.O.F * 7 + t.O.F * 11 + s.N * 13 + t.N * 17);")]
    [InlineData(
        "T t = new T(); t.X.A = new int[3]; t.X.O = t.Cs[memory.ReadInt32(1) & 1]; t.X.O.F += 5; t.Cs[0].Inc(10); "
        + "t.X.A[2] = t.X.O.F; T u = t; u.X.N = 3; memory.WriteInt32(0, t.Cs[0].F + t.Cs[1].F * 3 + t.X.A[2] * 5 + "
        + "t.X.N);")]
    [InlineData(
        "C c = new C(2); c.Self().Self().F += memory.ReadInt32(1); C d = c.Self(); c = new C(1); d.Self().Inc(4); "
        + "memory.WriteInt32(0, d.F * 3 + c.F); memory.WriteBoolean(1, d.Self() == d);")]
    [InlineData(
        "int[] a = { 3, 1, 2 }; int i = 0; int[] b = a; (a, b[i], i) = (new int[] { 7, 8, 9 }, a[2], 1); a[i] += b[0]; "
        + "memory.WriteInt32(0, Sum(a) + Sum(b) * 100 + memory.ReadInt32(1)); (b = a)[i++] = i; memory.WriteInt32(1, "
        + "Sum(a) + Sum(b));")]
    [InlineData(
        "D d = new D(); D e = new D(); for (int i = 0; i < 4; i++) { D x = (memory.ReadInt32(i) & 1) == 0 ? d : e; "
        + "(x.Inner, e.Inner) = (e.Inner, x.Inner); x.Inner.F += i + 1; x.A = i == 2 ? e.A : x.A; x.A[i & 1]++; } "
        + "memory.WriteInt32(0, d.Inner.F * 100 + e.Inner.F); memory.WriteInt32(1, d.A[0] + d.A[1] * 10 + e.A[0] * 100 + "
        + "e.A[1] * 1000);")]
    [InlineData(
        "C a = null; int n = 0; do { C b = new C(n); if (a != null && a.F < memory.ReadInt32(n)) { b.F += a.F; } a = "
        + "b; n++; } while (n < 4 && a.F < 20); memory.WriteInt32(0, a.F + n * 1000);")]
    [InlineData(
        "C[] p = { new C(4), new C(3), new C(2), new C(1) }; for (int i = 0; i < 4; i++) { C lo = p[i]; for (int j = i "
        + "+ 1; j < 4; j++) { if (p[j].F < lo.F) { lo = p[j]; } } int f = lo.F; lo.F = p[i].F; p[i].F = f + "
        + "memory.ReadInt32(1); } for (int i = 0; i < 4; i++) memory.WriteInt32(i, p[i].F);")]
    [InlineData(
        "int[] x = new int[2]; int[] y = x; x[0] = memory.ReadInt32(1); y = new int[2]; y[0] = 5; int[] z = "
        + "memory.ReadInt32(2) > 0 ? y : x; switch (memory.ReadInt32(3) & 3) { case 0: z = x; goto case 2; case 1: z = "
        + "new int[2]; break; case 2: z[1] = 8; break; default: x = z; x[1]++; break; } memory.WriteInt32(0, Sum(x)); "
        + "memory.WriteInt32(1, Sum(y)); memory.WriteInt32(2, Sum(z));")]
    [InlineData(
        "C a = new C(1); C b = a; bool t = memory.ReadInt32(1) > 2 && (a = new C(5)).F > memory.ReadInt32(2); a.F++; "
        + "memory.WriteInt32(0, a.F * 10 + b.F + (t ? 100 : 0)); int s = memory.ReadInt32(3) > 0 ? (b = new C(7)).F : "
        + "b.F; b.F += 2; memory.WriteInt32(1, s + a.F + b.F * 3);")]
    [InlineData(
        "C[] e = new C[3]; for (int i = 0; i < 3; i++) { e[i] = new C(memory.ReadInt32(i)); } C first = e[0]; for (int "
        + "i = 0; i < 2; i++) { e[i] = new C(e[i + 1].F + 1); } first.F ^= 5; memory.WriteInt32(0, first.F); for (int i "
        + "= 0; i < 3; i++) memory.WriteInt32(i + 1, e[i].F);")]
    [InlineData(
        "D d = new D(); for (int i = 0; i < 3; i++) { C c = new C(i); if ((memory.ReadInt32(i) & 1) == 1) { d.Inner = "
        + "c; } c.F += 10; d.N += d.Inner.F; } memory.WriteInt32(0, d.N + d.Inner.F);")]
    public void What_a_program_of_references_computes(string body) =>
        KernelComparison.AssertSame("using System; " + KernelComparison.Kernel(body, Members, Types));
}
