namespace Accel.Transformer.Tests.Frontend.References;

/// <summary>
/// Arrays whose elements are references: to objects that are in two places, exchanged or null, to objects and structs that hold arrays.
/// </summary>
/// <remarks>Plain C# = IR = RTL.</remarks>
public sealed class ReferenceListTests
{
    [Theory]
    [InlineData(
        "V[] v = new V[4]; for (int i = 0; i < 4; i++) v[i] = new V { X = memory.ReadInt32(i) }; for (int i = 0; i < 3; i++) "
        + "for (int k = 0; k < 3; k++) if (v[k].X > v[k + 1].X) { V t = v[k]; v[k] = v[k + 1]; v[k + 1] = t; } for (int i = 0; i "
        + "< 4; i++) memory.WriteInt32(i, v[i].X);")]
    [InlineData(
        "V[] v = new V[2]; v[0] = new V { X = 5 }; v[1] = v[0]; v[1].X += memory.ReadInt32(0); memory.WriteInt32(1, v[0].X); "
        + "memory.WriteBoolean(2, v[0] == v[1]); v[0] = null; memory.WriteBoolean(3, v[0] == null); memory.WriteInt32(4, v[1].X);")]
    [InlineData(
        "V[] v = new V[4]; for (int i = 0; i < 4; i++) v[i] = new V { X = memory.ReadInt32(i) }; for (int i = 0; i < 6; i++) { "
        + "int a = memory.ReadInt32(i) & 3, b = memory.ReadInt32(i + 6) & 3; (v[a], v[b]) = (v[b], v[a]); v[a].X += i; v[b].X ^= "
        + "3; } for (int i = 0; i < 4; i++) memory.WriteInt32(i, v[i].X);")]
    [InlineData(
        "V[] v = new V[4]; for (int i = 0; i < 8; i++) { int k = memory.ReadInt32(i) & 3; if (v[k] == null) v[k] = new V(); "
        + "v[k].X += i; } int s = 0; for (int i = 0; i < 4; i++) if (v[i] != null) s = s * 10 + v[i].X; memory.WriteInt32(0, s);")]
    [InlineData(
        "V[] v = new V[2]; V[] w = new V[2]; for (int i = 0; i < 2; i++) { v[i] = new V { X = memory.ReadInt32(i) }; } w[0] = "
        + "v[1]; w[1] = v[0]; w[0].X++; memory.WriteInt32(0, v[0].X + v[1].X * 3 + w[0].X * 5);")]
    [InlineData(
        "V[] v = new V[2]; for (int i = 0; i < 2; i++) v[i] = new V { X = memory.ReadInt32(i) }; (v[0], v[1]) = (v[1], v[0]); var t = new "
        + "Task<int>[2]; for (int i = 0; i < 2; i++) { t[i] = Task.Factory.StartNew(o => { int k = (int)o; v[k].X += k + 1; "
        + "return v[k].X; }, i); } Task.WhenAll(t).Wait(); memory.WriteInt32(0, t[0].Result + t[1].Result * 3 + v[0].X);")]
    [InlineData(
        "V[] v = new V[3]; for (int i = 0; i < 3; i++) v[i] = new V { X = memory.ReadInt32(i) }; Sort(v); for (int i = 0; i < "
        + "3; i++) memory.WriteInt32(i, v[i].X);")]
    [InlineData(
        "Item[] h = new Item[8]; int n = 0; for (int i = 0; i < 6; i++) { h[n] = new Item { K = memory.ReadInt32(i), D = i }; "
        + "int c = n++; while (c > 0 && h[(c - 1) / 2].K > h[c].K) { int p = (c - 1) / 2; Item t = h[p]; h[p] = h[c]; h[c] = t; "
        + "c = p; } } for (int i = 0; i < 6; i++) memory.WriteInt32(i, h[i].D);")]
    public void Elements_that_are_one_object_are_references(string body) => AssertSame(body,
        "static void Sort(V[] a) { for (int i = 1; i < a.Length; i++) { V x = a[i]; int k = i - 1; "
        + "while (k >= 0 && a[k].X > x.X) { a[k + 1] = a[k]; k--; } a[k + 1] = x; } }");

    [Theory]
    [InlineData(
        "Rack[] rows = new Rack[3]; for (int i = 0; i < 3; i++) { rows[i] = new Rack(); } for (int i = 0; i < 9; i++) { rows[i % "
        + "3].Data[i & 1] += memory.ReadInt32(i); rows[i % 3].Count++; } for (int i = 0; i < 3; i++) memory.WriteInt32(i, "
        + "rows[i].Data[0] * 5 + rows[i].Data[1] + rows[i].Count);")]
    [InlineData(
        "Game g = new Game(); for (int i = 0; i < 9; i++) g.Put(memory.ReadInt32(i)); for (int i = 0; i < 3; i++) "
        + "memory.WriteInt32(i, g.Rows[i].Sum());")]
    [InlineData(
        "Cell[] cells = new Cell[3]; for (int i = 0; i < 3; i++) { cells[i].D = new int[2]; cells[i].N = i; } int k = "
        + "memory.ReadInt32(0) & 1; cells[k].D[1] = 5; Cell c = cells[k + 1]; c.N = 9; c.D[0] = 7; cells[0] = c; cells[0].N += "
        + "1; for (int i = 0; i < 3; i++) memory.WriteInt32(i, cells[i].N * 100 + cells[i].D[0] * 10 + cells[i].D[1]);")]
    public void Elements_may_hold_arrays(string body) => AssertSame(body);

    [Theory]
    [InlineData(
        "Node a = new Node { V = 1 }; Node b = new Node { V = 2 }; Node c = new Node { V = memory.ReadInt32(0) }; a.Next = b; "
        + "b.Next = c; c.Next = a; Node p = a; for (int i = 0; i < 7; i++) { p.V += i; p = (memory.ReadInt32(i) & 1) == 0 ? "
        + "p.Next : p.Next.Next; } memory.WriteInt32(0, a.V + b.V * 100 + c.V * 3); memory.WriteInt32(1, p == a ? 1 : p == b ? 2 "
        + ": 3);")]
    [InlineData(
        "Node a = new Node { V = 1 }; Node b = new Node { V = 2, Next = a }; Node h = memory.ReadInt32(0) > 3 ? b : a; int s = "
        + "memory.ReadInt32(1); for (Node p = h; p != null; p = p.Next) s = s * 3 + p.V; memory.WriteInt32(0, s);")]
    [InlineData(
        "var t = new T { V = 5, L = new T { V = 2 }, R = new T { V = 9, L = new T { V = 7 } } }; int k = memory.ReadInt32(0) & "
        + "15; T p = t; int d = 0; while (p != null && p.V != k) { p = k < p.V ? p.L : p.R; d++; } memory.WriteInt32(0, p == "
        + "null ? -d : d + 100);")]
    [InlineData(
        "var a = new Node { V = memory.ReadInt32(1) }; a.Next = a; a.Step(3); memory.WriteInt32(0, a.Next.V + a.V * 2);")]
    public void Objects_may_refer_to_their_own_kind(string body) => AssertSame(body);

    [Theory]
    [InlineData(
        "int s = 0; for (int k = 0; k < 3; k++) { int[][] m = new int[2][]; m[0] = new int[2]; m[1] = new int[3]; "
        + "m[memory.ReadInt32(k) & 1][1] = k + 1; s = s * 5 + m[0][1] + m[1][1] * 2; } memory.WriteInt32(0, s);")]
    [InlineData(
        "int[][] old = { new int[2], new int[2] }; for (int k = 0; k < 3; k++) { int[][] m = new int[2][]; m[0] = new int[2]; "
        + "m[1] = old[0]; m[memory.ReadInt32(k) & 1][1] += k + 1; old = m; } memory.WriteInt32(0, old[0][1] + old[1][1] * 10);")]
    [InlineData(
        "int[][] a = { new int[] { 1, 2 }, new int[] { 3 } }; int[][] b = { new int[] { 4 }, new int[] { 5, 6 } }; int s = 0; "
        + "foreach (var r in memory.ReadInt32(0) > 3 ? a : b) { s = s * 7 + r[0]; } memory.WriteInt32(0, s);")]
    [InlineData(
        "int[][] stack = new int[4][]; int sp = 0; for (int i = 0; i < 4; i++) { stack[sp++] = new int[] { "
        + "memory.ReadInt32(i), i }; } int s = 0; while (sp > 0) { int[] f = stack[--sp]; s = s * 3 + f[0] + f[1]; } "
        + "memory.WriteInt32(0, s);")]
    [InlineData(
        "int[][] m = new int[2][]; int[] a = new int[3]; int[] b = new int[3]; m[0] = a; m[1] = b; int k = memory.ReadInt32(0) "
        + "& 1; m[k][1] = 5; m[1 - k][2] = 6; var t = m[k]; m[k] = m[1 - k]; m[1 - k] = t; m[0][0] = 9; memory.WriteInt32(0, "
        + "a[0] + a[1] * 10 + a[2] * 100); memory.WriteInt32(1, b[0] + b[1] * 10 + b[2] * 100);")]
    [InlineData(
        "for (int k = 0; k < 2; k++) { const int n = 3; if (n > 2) { memory.WriteInt32(k, 5); break; } int[] t = new int[2]; "
        + "for (int i = 0; i < 2; i++) { t[i] = i; } memory.WriteInt32(k, t[1]); }")]
    public void Lists_are_carried_through_loops(string body) => AssertSame(body);

    private static void AssertSame(string body, string members = "") => KernelComparison.AssertSame(
        "using System.Threading.Tasks; " + KernelComparison.Kernel(body, members, Types));

    private const string Types =
        "public class Item { public int K, D; } "
        + "public class Row { public int[] C; public int N; public Row(int n) { C = new int[n]; } public int Sum() { int s = N; "
        + "foreach (int c in C) s = s * 3 + c; return s; } } public class Game { public Row[] Rows = new Row[3]; public Game() { "
        + "for (int i = 0; i < Rows.Length; i++) Rows[i] = new Row(2); } public void Put(int v) { Row r = Rows[v & 1]; r.C[r.N & "
        + "1] += v; r.N++; if ((v & 4) != 0) { Rows[2] = r; } } } "
        + "public struct Cell { public int[] D; public int N; } "
        + "public class Node { public int V; public Node Next; public int Step(int k) { for (int i = 0; i < k; i++) Next.V += i; "
        + "return V; } } "
        + "public class T { public int V; public T L, R; } "
        + "public class V { public int X; } "
        + "public class Rack { public int[] Data = new int[2]; public int Count; } ";
}
