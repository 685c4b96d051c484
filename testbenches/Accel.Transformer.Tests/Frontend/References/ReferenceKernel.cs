namespace Accel.Transformer.Tests.Frontend.References;

/// <summary>Types and methods that set, keep, exchange and return references; a row of a test is the body that uses them.</summary>
internal static class ReferenceKernel
{
    private const string Types =
        "public class C { public int F; public int G2 { get; set; } public void Inc(int k) { F += k; } public C() { } "
        + "public C(int f) { F = f; } } "
        + "public class D { public C Inner = new C(); public int[] A = new int[2]; public int N; public C Get() { return "
        + "Inner; } public void Set(C c) { Inner = c; } public C Prop { get { return Inner; } set { Inner = value; N++; "
        + "} } } "
        + "public struct S { public C Inner; public int V; } "
        + "public struct P { public int X, Y; } "
        + "public class N { public C Inner = new C(); public void Same() { Inner = Inner; } public void Put(C c) { Inner = "
        + "c; } public int Take(int k) { Inner = new C(Inner.F + k); return Inner.F; } } "
        + "public class T { public readonly int[] A = new int[1]; public T() { } public T(int k) { A[0] = k; } } "
        + "public class M { public int F; public int Leave(M[] e, int k) { e[k] = new M(); e[k].F = 5; F += 3; return F; } } "
        + "public class E { public P T; public int F; } "
        + "public class Box { public int[] Data = new int[4]; public int Count; public Box(int k) { Data[0] = k; } "
        + "public void Push(int v) { Data[Count & 3] += v; Count++; } } "
        + "public class W { public D L = new D(); public D R = new D(); public void Swap() { (L, R) = (R, L); } } "
        + "public class Q { public int[] A = new int[4]; public int[] B = new int[4]; public void Step(int k) { for (int "
        + "i = 0; i < 4; i++) B[i] = A[3 - i] + k; (A, B) = (B, A); } } ";

    private const string Members =
        "static int NewInner(D d) { d.Inner = new C(); d.Inner.F = 7; return 1; } static int NewArray(D d) { d.A = new "
        + "int[2]; d.A[0] = 7; d.A[1] = 9; return 1; } static int Sum(C c, int k) { return c.F * 10 + k; } static int "
        + "SumA(int[] a, int k) { return a[0] * 10 + k; } static int SetQ(C q, int k) { q = new C(); q.F = k; return "
        + "q.F; } static int SetA(int[] p, int k) { p = new int[4]; p[1] = k; return p[1] + p.Length; } static int "
        + "RefS(ref P x, ref P t) { int q = x.X; t.X = 77; return q + x.X; } static int InS(in P x, ref P t) { int q = "
        + "x.X; t.X = 77; return q + x.X; } static int RefSI(ref P x, ref int t) { int q = x.X; t = 77; return q + x.X; "
        + "} static int InC(in P x, E c) { int q = x.X; c.T.X = 77; return q + x.X; } static int InE(in P x, P[] e) { "
        + "int q = x.X; e[1].X = 77; return q + x.X; } static void Out2(out P a, out P b) { a = new P { X = 1 }; b = new "
        + "P { X = 2 }; } static C Pick(bool b, C x, C y) { return b ? x : y; } static C Pick2(bool b, C x, C y) { if "
        + "(b) { return x; } return y; } static void Swap(ref int[] x, ref int[] y) { int[] t = x; x = y; y = t; } "
        + "static C Make(int k) { C c = new C(); c.F = k; return c; } static void Fill(C[] e, int k) { for (int i = 0; i "
        + "< e.Length; i++) { e[i] = new C(); e[i].F = k + i; } } static void Put(C[] e, int i, C c) { e[i] = c; } "
        + "static int Use(C a, C b, int k) { a.F += k; return a.F * 10 + b.F; } static void RefC(ref C c, int k) { c = "
        + "new C(k); } static void OutC(out C c, int k) { c = new C(); c.F = k; } static int Both(ref int x, ref int y, "
        + "C c) { x += 5; y *= 3; c.F++; return x + y + c.F; } static int Rb(D d, ref int f) { f += 1; d.Inner = new "
        + "C(); d.Inner.F = 50; f += 2; return f; } static C First(C[] e) { return e[0]; } static void Repl(C[] e, int "
        + "k) { e[0] = new C(k); } static int[] Choose(int k, int[] a, int[] b) { if (k > 3) return a; else return b; } "
        + "static int Sum(int[] a) { int s = 0; foreach (int v in a) s = s * 3 + v; return s; } static void Bump(C c) { "
        + "if (c != null) c.F++; } static int Dep(D d, int n) { int s = 0; for (int i = 0; i < n; i++) { s += d.Inner.F; "
        + "d.Set(new C(s)); } return s; } static bool Same(C a, C b) { return a == b; } ";

    /// <summary>Plain C#, IR and RTL agree on the body.</summary>
    public static void AssertSame(string body) => KernelComparison.AssertSame(Source(body));

    /// <summary>The kernel of a body.</summary>
    public static string Source(string body) => "using System; " + KernelComparison.Kernel(body, Members, Types);
}
