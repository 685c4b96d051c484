namespace Accel.Transformer.Tests.Frontend;

/// <summary>ImmutableArray: made, copied with a change, kept, read, gone over.</summary>
/// <remarks>Plain C#, with the framework's own ImmutableArray, = IR = RTL.</remarks>
public sealed class ImmutableArrayTests
{
    [Theory]
    [InlineData(
        "ImmutableArray<int> a = ImmutableArray.Create(1, 2, 3); var b = a.SetItem(1, memory.ReadInt32(0)); var c = b; b "
        + "= b.SetItem(2, 9).SetItem(0, 4); memory.WriteInt32(0, a[1] + b[1] * 3 + b[2] * 5 + c[2] * 7 + a.Length + b[0]);",
        "",
        "")]
    [InlineData(
        "int[] x = new int[4]; for (int i = 0; i < 4; i++) x[i] = memory.ReadInt32(i); var a = "
        + "ImmutableArray.CreateRange(x); x[0] = 77; var b = x.ToImmutableArray(); memory.WriteInt32(0, a[0] ^ b[0] ^ "
        + "a[3]); int s = 0; foreach (int v in a) s = s * 3 + v; memory.WriteInt32(1, s); int[] y = new int[4]; "
        + "a.CopyTo(y); y[1]++; memory.WriteInt32(2, y[1] - a[1] + y[2]); ImmutableArray<int> d = default; "
        + "memory.WriteBoolean(3, d.IsDefault); d = a; memory.WriteBoolean(4, d.IsDefault);",
        "",
        "")]
    [InlineData(
        "var a = ImmutableArray.Create(0, 0, 0, 0, 0); for (int i = 0; i < 7; i++) { a = a.SetItem(i % 5, a[(i + 3) % 5] "
        + "+ memory.ReadInt32(i)); } for (int i = 0; i < 5; i++) memory.WriteInt32(i, a[i]);",
        "",
        "")]
    [InlineData(
        "var a = ImmutableArray.Create(0, 0, 0); var old = a; for (int i = 0; i < 7; i++) { var t = a; a = a.SetItem(i % "
        + "3, a[(i + 2) % 3] + memory.ReadInt32(i)); if ((i & 1) == 0) old = t; } memory.WriteInt32(0, a[0] + a[1] * 3 + "
        + "a[2] * 5); memory.WriteInt32(1, old[0] + old[1] * 3 + old[2] * 5);",
        "",
        "")]
    [InlineData(
        "var m = new Mask(5u, 40); var n = m.Set(33); n = n.Set(2); Mask o = memory.ReadInt32(0) > 3 ? m : n; for (int i "
        + "= 0; i < 3; i++) { o = o.Set((ushort)(i * 9)); } memory.WriteUInt32(0, o.Segments[0]); memory.WriteUInt32(1, "
        + "o.Segments[1] + o.Count); memory.WriteUInt32(2, n.Segments[0] + n.Segments[1] * 3 + m.Segments[0] * 5);",
        "",
        "public struct Mask { public ushort Size { get; } public ushort Count { get; } public ImmutableArray<uint> "
        + "Segments { get; } public Mask(uint s, ushort size) { Size = size; Count = (ushort)((size >> 5) + (size % 32 == "
        + "0 ? 0 : 1)); var t = new uint[Count]; t[0] = s; Segments = ImmutableArray.CreateRange(t); } public "
        + "Mask(ImmutableArray<uint> s, ushort size) { Size = size; Count = (ushort)s.Length; Segments = s; } public Mask "
        + "Set(ushort i) { int p = i >> 5; return new Mask(Segments.SetItem(p, Segments[p] | (1u << (i & 31))), Size); } }")]
    [InlineData(
        "memory.WriteInt32(0, T[memory.ReadInt32(0) & 3] + T.Length); ImmutableArray<int> q = [memory.ReadInt32(1), 2]; "
        + "q = q.Add(5); memory.WriteInt32(1, q[0] + q[1] + q[2] * 3 + q.Length);",
        "static readonly ImmutableArray<int> T = ImmutableArray.Create(new[] { 3, 1, 4, 1, 5 });",
        "")]
    public void An_immutable_array_keeps_its_elements(string body, string members, string types) =>
        KernelComparison.AssertSame("using System.Collections.Immutable; " + KernelComparison.Kernel(body, members, types));
}
