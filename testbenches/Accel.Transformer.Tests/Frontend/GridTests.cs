using Accel.Transformer.Frontend;

namespace Accel.Transformer.Tests.Frontend;

/// <summary>Arrays of several dimensions: one array, row by row.</summary>
/// <remarks>Plain C# = IR = RTL.</remarks>
public sealed class GridTests
{
    [Theory]
    [InlineData(
        "int[,] a = new int[3, 5]; for (int i = 0; i < a.GetLength(0); i++) for (int j = 0; j <= a.GetUpperBound(1); j++) a[i, j] = "
        + "memory.ReadInt32(i * 5 + j); int s = 0; foreach (int v in a) s = s * 3 + v; memory.WriteInt32(0, s); a[1, 2] += 7; a[2, 4]++; "
        + "int k = memory.ReadInt32(0) & 1; memory.WriteInt32(1, a[k, k + 2] + a[2, 4] + a.Length * 10 + a.Rank + a.GetLowerBound(0));")]
    [InlineData(
        "int[,,] c = new int[2, 3, 4]; int n = 0; for (int i = 0; i < 2; i++) for (int j = 0; j < 3; j++) for (int k = 0; k < 4; k++) c[i, "
        + "j, k] = ++n * memory.ReadInt32(k); int x = memory.ReadInt32(5) & 1; memory.WriteInt32(0, c[x, 2 * x, 3 - x] + c[1, 2, 3]);")]
    [InlineData(
        "byte b = 0; for (int i = 0; i < 3; i++) b += T[i, memory.ReadInt32(i) & 1]; memory.WriteInt32(0, b); int[,] l = { { 1, 2, 3 }, { "
        + "memory.ReadInt32(3), 5, 6 } }; var q = (int[,])l.Clone(); l[1, 0]++; memory.WriteInt32(1, q[1, 0] * 3 + l[1, 0] + q[0, 2]);")]
    [InlineData(
        "int[,] a = new int[2, 2], b = new int[2, 2]; a[0, 1] = 5; for (int i = 0; i < (memory.ReadInt32(0) & 7); i++) { (a, b) = (b, a); "
        + "a[1, i & 1] += b[0, 1] + i; } memory.WriteInt32(0, a[0, 1] + a[1, 0] * 3 + b[1, 1] * 5); memory.WriteInt32(1, Trace(a) + "
        + "Shared(b, 1) + Shared(a, 0)); ref int r = ref a[0, 0]; r += 4; memory.WriteInt32(2, a[0, 0]);")]
    [InlineData(
        "var p = new P[2, 3]; int i = memory.ReadInt32(0) & 1; p[i, 2].X = 4; p[i, 2].Y += 3; p[1, i] = new P { X = 9 }; "
        + "memory.WriteInt32(0, p[0, 2].X + p[1, 2].Y * 3 + p[1, 0].X * 5 + p[1, 1].X * 7); int j = 0; int[,] o = new int[4, 4]; o[j++, "
        + "j++] = j++; memory.WriteInt32(1, o[0, 1] + j);")]
    [InlineData(
        "var g = new G(memory.ReadInt32(0)); g[1, 2] = 5; g[1, 2] += g.Sum(); memory.WriteInt32(0, g[1, 2] + g.Sum() + g.C.Length);")]
    public void A_grid_is_an_array_row_by_row(string body) => KernelComparison.AssertSame(KernelComparison.Kernel(
        body,
        "static readonly byte[,] T = { { 1, 2 }, { 30, 40 }, { 50, 60 } }; static int Trace(int[,] m) { int t = 0; for (int i = 0; i < "
        + "m.GetLength(0); i++) t += m[i, i]; return t; } [System.Runtime.CompilerServices.MethodImpl("
        + "System.Runtime.CompilerServices.MethodImplOptions.NoInlining)] static int Shared(int[,] m, int r) { m[r, 1] += 2; "
        + "return m[r, 0] * m.GetLength(1) + m[r, 1]; }",
        "public struct P { public int X, Y; } public class G { public readonly int[,] C = new int[2, 3]; public G(int v) { C[0, 1] = v; } "
        + "public int this[int r, int c] { get => C[r, c]; set => C[r, c] = value; } public int Sum() { int s = 0; foreach (int v in C) s "
        + "+= v; return s; } }"));

    [Fact]
    public void A_persistent_grid_keeps_its_elements() => KernelComparison.AssertSame(KernelComparison.Kernel(
        "_g[memory.ReadInt32(0) & 1, 2] += 3; memory.WriteInt32(1, _g[0, 2] * 10 + _g[1, 2]);",
        "[Persistent] private readonly int[,] _g = new int[2, 3];"));

    [Fact]
    public void A_directive_names_it() => Assert.Empty(FrontEnd.Load(
        KernelSource.FromText(DiagnosticTests.Program(
            "} [Memory(\"a\", MemoryKind.Block)] static void F(SimpleMemory m) { int[,] a = new int[64, 16]; a[m.ReadInt32(0), 3] = 1; "
                + "m.WriteInt32(0, a[1, 1]); } void G(SimpleMemory m) { F(m);")),
        "K",
        new TransformOptions()).Diagnostics);
}
