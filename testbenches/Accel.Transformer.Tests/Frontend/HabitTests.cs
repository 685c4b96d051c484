namespace Accel.Transformer.Tests.Frontend;

/// <summary>What is written by habit: builders, members of interfaces, methods with two results, comparisons of stretches.</summary>
/// <remarks>Plain C# = IR = RTL.</remarks>
public sealed class HabitTests
{
    [Theory]
    [InlineData(
        "var b = ImmutableArray.CreateBuilder<int>(4); for (int i = 0; i < b.Capacity; i++) b.Add(memory.ReadInt32(i) + "
        + "b.Count); b[1] += 3; "
        + "var a = b.MoveToImmutable(); memory.WriteInt32(0, a[0] + a[1] * 3 + a[3] * 5 + a.Length + b.Count);")]
    [InlineData(
        "var b = ImmutableArray.CreateBuilder<short>(6); b.Add(5); b.AddRange(T); b.Add((short)memory.ReadInt32(0)); var a = "
        + "b.ToImmutable(); b[0] = 9; memory.WriteInt32(0, a.Length * 100 + a[0] + b[0] * 3 + a[^1] * 7); var c = "
        + "Squares(memory.ReadInt32(1)); "
        + "var d = Squares(2); memory.WriteInt32(1, c[3] + d[2]); b.Clear(); b.Count = 2; memory.WriteInt32(2, b.Count);")]
    public void A_builder_makes_an_immutable_array(string body) => KernelComparison.AssertSame(
        "using System.Collections.Immutable; " + KernelComparison.Kernel(
            body,
            "static readonly ImmutableArray<short> T = ImmutableArray.Create<short>(3, 1, 4); static ImmutableArray<int> "
            + "Squares(int x) { var "
            + "b = ImmutableArray.CreateBuilder<int>(4); while (b.Count < b.Capacity) { b.Add(x * x); x++; } return "
            + "b.MoveToImmutable(); }"));

    [Fact]
    public void A_property_may_return_a_place() => KernelComparison.AssertSame(KernelComparison.Kernel(
        "var l = new L<int>(); for (int i = 0; i < 4; i++) l[i] = memory.ReadInt32(i); l[2] += 5; l[0]--; l.First ^= 3; ref int r = ref "
        + "l[memory.ReadInt32(0) & 3]; r *= 2; (l[1], l[3]) = (l[3], l[1]); memory.WriteInt32(0, l[0] + l[1] * 3 + l[2] * 5 + l[3] * 7);",
        "",
        "public sealed class L<T> { private readonly T[] _d = new T[4]; public ref T this[int i] => ref _d[i]; public ref T First { get { "
        + "return ref _d[0]; } } }"));

    [Fact]
    public void A_member_that_an_interface_has_itself_is_called_on_a_copy() => KernelComparison.AssertSame(KernelComparison.Kernel(
        "memory.WriteInt32(0, Fold(new A(), memory.ReadInt32(0))); memory.WriteInt32(1, Fold(new M { N = 2 }, memory.ReadInt32(1)));",
        "static int Fold<T>(T op, int x) where T : struct, IOp { int r = op.Twice(x) + op.Bias; r += op.Count(); return r + op.Count() + "
        + "IOp.Half(x); }",
        "public interface IOp { int Apply(int a, int b); int Twice(int a) => Apply(a, a) + Bias; int Bias => 5; int "
        + "Count() => Apply(1, 0); "
        + "static int Half(int x) => x / 2; } public struct A : IOp { public int Apply(int a, int b) => a + b; } public struct M : IOp { "
        + "public int N; public int Apply(int a, int b) { N++; return a * b + N; } public int Bias => 9; }"));

    [Theory]
    [InlineData(
        "int q = Math.DivRem(memory.ReadInt32(0), 7, out int r); var (u, v) = Math.DivRem(memory.ReadUInt32(1), 9u); "
        + "memory.WriteInt32(0, q "
        + "* 3 + r); memory.WriteUInt32(1, u ^ v); (long d, _) = Math.DivRem((long)memory.ReadInt32(2), 3L); "
        + "memory.WriteInt32(2, (int)d);")]
    [InlineData(
        "ulong a = memory.ReadUInt32(0) * 0x9E3779B97F4A7C15UL, b = memory.ReadUInt32(1) * 0xC2B2AE3D27D4EB4FUL; ulong h "
        + "= Math.BigMul(a, b, "
        + "out ulong l); long g = Math.BigMul((long)a, (long)b, out long k); memory.WriteUInt32(0, (uint)h); "
        + "memory.WriteUInt32(1, (uint)(h "
        + ">> 32)); memory.WriteUInt32(2, (uint)(l >> 32) ^ (uint)l); memory.WriteUInt32(3, (uint)g); "
        + "memory.WriteUInt32(4, (uint)(g >> 32)); "
        + "memory.WriteUInt32(5, (uint)k ^ (uint)(k >> 32));")]
    [InlineData(
        "uint x = memory.ReadUInt32(0); memory.WriteUInt32(0, BinaryPrimitives.ReverseEndianness(x)); memory.WriteInt32(1, "
        + "BinaryPrimitives.ReverseEndianness((short)x)); ulong w = BinaryPrimitives.ReverseEndianness(x * 0x9E3779B97F4A7C15UL); "
        + "memory.WriteUInt32(2, (uint)w); memory.WriteUInt32(3, (uint)(w >> 32));")]
    public void Methods_of_numbers_compute_what_dotnet_does(string body) => KernelComparison.AssertSame(
        "using System.Buffers.Binary; " + KernelComparison.Kernel(body));

    [Theory]
    [InlineData(
        "int[] a = { memory.ReadInt32(0) & 1, 2, 3, memory.ReadInt32(1) & 1, 2, 3 }; Span<int> s = a; memory.WriteBoolean(0, "
        + "s[..3].SequenceEqual(s[3..])); memory.WriteBoolean(1, s.Contains(memory.ReadInt32(2) & 3)); memory.WriteBoolean(2, "
        + "s.SequenceEqual(s[1..])); foreach (ref int v in s[1..4]) { v += 10; if (v > 12) continue; v <<= 1; } int t = 0; foreach (ref "
        + "readonly int v in s) t = t * 5 + v; memory.WriteInt32(3, t);")]
    public void Stretches_are_compared_searched_and_set_by_name(string body) => KernelComparison.AssertSame(KernelComparison.Kernel(body));
}
