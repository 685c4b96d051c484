namespace Accel.Transformer.Tests.Frontend.References;

/// <summary>References to one of several objects in what goes over arrays as a whole, and objects that are made anew meanwhile.</summary>
/// <remarks>Plain C# = IR = RTL.</remarks>
public sealed class HandedReferenceTests
{
    [Theory]
    [InlineData("int[] s = memory.ReadInt32(0) > 3 ? a : b; int[] d = memory.ReadInt32(1) > 3 ? a : b; Array.Copy(s, 0, d, 1, 3);")]
    [InlineData("int[] s = memory.ReadInt32(0) > 3 ? a : b; Array.Copy(b, 1, s, 0, 3); Array.Copy(s, a, 2);")]
    [InlineData("int[] s = memory.ReadInt32(0) > 3 ? a : c; Array.Fill(s, memory.ReadInt32(1)); Array.Fill(s, 9, 1, 2);")]
    [InlineData("int[] s = memory.ReadInt32(0) > 3 ? a : memory.ReadInt32(1) > 3 ? b : c; Array.Reverse(s); Array.Clear(s, 1, 2);")]
    [InlineData("int[] s = memory.ReadInt32(0) > 3 ? a : c; Array.Clear(s);")]
    [InlineData(
        "int[] s = memory.ReadInt32(0) > 3 ? a : b; s = SimdOperations.MultiplyVectors(s, a, 2); Array.Copy(s, b, 4); "
        + "SimdOperations.ThrowIfVectorsNotEquallyLong(s, b);")]
    public void The_framework_takes_whichever_array_it_is(string body) => AssertSame(
        "int[] a = { 1, 2, 3, 4 }; int[] b = { 5, 6, 7, 8 }; int[] c = new int[5]; a[0] = memory.ReadInt32(2); c[4] = 3; c[1] = 8; " + body
        + " for (int i = 0; i < 4; i++) { memory.WriteInt32(i, a[i] * 31 + b[i]); memory.WriteInt32(4 + i, c[i] * 3 + c[4]); }");

    [Theory]
    [InlineData(
        "int[] a = { 1, 2, 3 }; a[1] = memory.ReadInt32(0); int n = 0; foreach (int x in a) { a = new int[3]; a[n] = x + n; n++; } "
        + "memory.WriteInt32(0, a[0] * 100 + a[1] * 10 + a[2]);")]
    [InlineData(
        "int[] a = { 1, 2 }, b = { 3, 4, 5 }; int[] c = memory.ReadInt32(0) > 2 ? a : b; int n = 0; foreach (int x in c) { "
        + "c = new int[3]; c[n] = x + memory.ReadInt32(1); n++; memory.WriteInt32(n, c[0] + c[1] * 3 + c[2] * 9); }")]
    [InlineData(
        "int[] a = { 1, 2, 3 }; int s = 0; for (int k = 0; k < 3; k++) { foreach (int x in a) { a = Add(a, k); s = s * 3 + x + "
        + "a[memory.ReadInt32(0) & 1]; } } memory.WriteInt32(0, s);")]
    public void Foreach_goes_on_over_the_array_that_it_began_with(string body) => AssertSame(body);

    [Theory]
    [InlineData(
        "var a = new Mat(); a.D[0] = memory.ReadInt32(0); a.D[1] = 2; var r = a; for (int k = 0; k < 3; k++) { r = r.Times(a); } "
        + "memory.WriteInt32(0, r.D[0]); memory.WriteInt32(1, r.D[1]);")]
    [InlineData(
        "var a = new Mat(); a.D[0] = memory.ReadInt32(0); var b = new Mat(); b.D[1] = 3; var r = a; for (int k = 0; "
            + "k < (memory.ReadInt32(1) "
        + "& 3); k++) { r = (k & 1) == 0 ? r.Times(b) : b.Times(r); b = r.Times(r); } memory.WriteInt32(0, r.D[0] ^ b.D[1]); "
        + "memory.WriteInt32(1, r.D[1] ^ b.D[0]);")]
    [InlineData(
        "var a = new Mat(); a.D[1] = memory.ReadInt32(0); var r = a; for (int k = 0; k < 3; k++) { r = r + a; r[k & 1] += k; } "
        + "memory.WriteInt32(0, r[0]); memory.WriteInt32(1, r[1] + a.D[1]);")]
    public void A_method_of_one_of_several_objects_makes_another_one(string body) => AssertSame(body);

    private static void AssertSame(string body) =>
        KernelComparison.AssertSame("using System; using Hast.Common.Numerics; " + KernelComparison.Kernel(
        body,
        "static int[] Add(int[] x, int v) { var r = new int[x.Length]; for (int i = 0; i < x.Length; i++) r[i] = x[i] + v; return r; }",
        "public class Mat { public readonly int[] D = new int[2]; public int this[int i] { get { return D[i]; } set { int[] d = D; "
            + "d[i] = value; } } "
            + "public Mat Times(Mat y) { var r = new Mat(); r.D[0] = D[0] * y.D[0] + 1; r.D[1] = D[1] + y.D[0]; return r; } "
            + "public static Mat operator +(Mat x, Mat y) { var r = new Mat(); r.D[0] = x.D[0] - y.D[1]; r.D[1] = x.D[1] + 1; return r; "
            + "} }"));
}
