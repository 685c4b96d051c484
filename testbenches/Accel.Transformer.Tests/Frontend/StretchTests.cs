using Accel.Transformer.Frontend;
using static Accel.Transformer.Tests.Frontend.KernelComparison;

namespace Accel.Transformer.Tests.Frontend;

/// <summary>Parts of arrays: ranges, spans, copies, searches, and names of places that become those of others.</summary>
public sealed class StretchTests
{
    private const string Given = "int[] a = new int[8]; for (int i = 0; i < 8; i++) a[i] = memory.ReadInt32(i); "
        + "int n = memory.ReadInt32(9) & 3; ";

    private const string Members = """
        private static readonly int[][] Jagged = { new[] { 1, 2, 3 }, new[] { 5, 6 }, new int[4] };
        private static int Sum(System.ReadOnlySpan<int> part) { int s = 0; foreach (int x in part) s += x; return s; }
        private static void Double(System.Span<int> part) { for (int i = 0; i < part.Length; i++) part[i] *= 2; }
        private static T Last<T>(System.ReadOnlySpan<T> part) => part[^1];
        """;

    [Theory]
    [InlineData("int[] b = a[1..4], c = a[^3..], d = a[..2], e = a[n..(n + 3)]; "
        + "memory.WriteInt32(0, b[0] + b.Length * c[^1] + d[1] - c.Length + e[2]);")]
    [InlineData("memory.WriteInt32(0, a[^1] + a[^(n + 1)]);")]
    [InlineData("int[] b = (int[])a.Clone(); b[0]++; memory.WriteInt32(0, a[0] ^ b[0] ^ b[7]);")]
    [InlineData("System.Array.Resize(ref a, 10); a[9] = n; System.Array.Resize(ref a, 3); System.Array.Resize(ref a, 3); "
        + "memory.WriteInt32(0, a[2] + a.Length);")]
    [InlineData("a[n] = 77; "
        + "memory.WriteInt32(0, System.Array.IndexOf(a, 77) + 16 * System.Array.IndexOf(a, a[5], "
        + "4) + 256 * System.Array.IndexOf(a, 77, n, 1));")]
    [InlineData("int[] b = new int[8]; System.Array.Copy(a, 1, b, n, n + 1); memory.WriteInt32(0, b[n] + b[3]); "
        + "System.Array.Copy(a, 0, a, 1, n); memory.WriteInt32(1, a[1] - a[3]);")]
    [InlineData("System.Span<int> s = a; s[2] = 5; s = s.Slice(1); s[n]++; memory.WriteInt32(0, s[0] + s.Length + a[1 + n] + s[^2]);")]
    [InlineData("System.Span<int> s = a.AsSpan(2, 4); Double(s); Double(a.AsSpan(n)); "
        + "memory.WriteInt32(0, Sum(a) - Sum(s) + Sum(s[1..3]) + Sum(a.AsSpan(1, n)));")]
    [InlineData("System.Span<int> s = stackalloc int[4]; s.Fill(n); s[1..].Clear(); a.AsSpan(0, 2).CopyTo(s.Slice(2)); "
        + "memory.WriteInt32(0, Sum(s) + s.ToArray()[3]);")]
    [InlineData("var s = new System.ReadOnlySpan<int>(a, 1, 3); foreach (int x in s[..^1]) n += x; "
        + "memory.WriteInt32(0, n + Last(s) + (s.IsEmpty ? 1 : 2));")]
    [InlineData("a.AsSpan(1, n).Reverse(); memory.WriteInt32(0, a[1] + 3 * a[2]); memory.WriteInt32(1, a.AsSpan(2).IndexOf(a[5]));")]
    [InlineData("int[] b = new int[3]; System.Span<int> s = n > 1 ? a : b; s[1] = 9; memory.WriteInt32(0, a[1] + b[1] * 3 + s.Length);")]
    [InlineData("int[] b = new int[10]; a.CopyTo(b, 2); a.CopyTo(b, n & 1); memory.WriteInt32(0, b[2] + b[9]);")]
    [InlineData("const string Digits = \"0123456789abcdef\"; "
        + "memory.WriteInt32(0, Digits[a[0] & 15] + Digits.Length + \"xyz!\"[n] + Last(\"\\u00e9q\"u8));")]
    [InlineData("memory.WriteInt32(0, Jagged[1][1] + Jagged[n & 1][1] + Jagged[2].Length + Jagged.Length);")]
    [InlineData("ref int r = ref a[0]; for (int i = 1; i < 8; i++) if (a[i] > r) r = ref a[i]; r = n; "
        + "memory.WriteInt32(0, a[1] + 3 * a[2] + 5 * a[3] + 7 * a[7]);")]
    [InlineData("int x = 1, y = 2; ref int r = ref x; r += n; r = ref y; r += 5; r = ref a[3]; r = 1; "
        + "memory.WriteInt32(0, x + 16 * y + a[3]);")]
    [InlineData("var p = new Point[4]; ref Point q = ref p[0]; for (int i = 0; i < 4; i++) { q.X = a[i]; q.Y = i; "
        + "q = ref p[(i + 1) & 3]; } memory.WriteInt32(0, q.X + p[n].X + p[3].Y);")]
    public void Parts_of_arrays_are_as_in_csharp(string body)
        => AssertSame("using System; " + Kernel(Given + body, Members, "public struct Point { public int X, Y; }"));

    [Theory]
    [InlineData("int[] b = a[n..]; memory.WriteInt32(0, b[0]);", "ACC0106")]
    [InlineData("int[] b = a[3..3]; memory.WriteInt32(0, b.Length);", "ACC0114")]
    [InlineData("int x = 1, y = 2; ref int r = ref x; if (n > 1) r = ref y; memory.WriteInt32(0, r);", "ACC0308")]
    public void What_is_not_known_is_refused(string body, string id)
        => Assert.Contains(
            FrontEnd.Load(KernelSource.FromText("using System; " + Kernel(Given + body)), "K", new TransformOptions()).Diagnostics,
            found => found.Descriptor.Id == id);
}
