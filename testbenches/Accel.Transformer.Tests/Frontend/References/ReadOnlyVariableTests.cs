namespace Accel.Transformer.Tests.Frontend.References;

/// <summary>A method of a struct that is called on a read-only variable works on a copy.</summary>
/// <remarks>Plain C# = IR = RTL.</remarks>
public sealed class ReadOnlyVariableTests
{
    private const string Types =
        "public struct P { public int X; public int Add(int k) { X += k; return X; } public readonly int Twice() => X * 2; "
        + "public int Next { get { X++; return X; } } public int this[int i] { get { X += i; return X; } } "
        + "public readonly int Own() { return Add(3) + X; } } "
        + "public struct O { public P Inner; public readonly P Fixed; public O(int k) { Inner.X = k; Fixed.X = k; Fixed.Add(2); } } "
        + "public class H { private readonly P held; public P Free; public H(int k) { held.X = k; held.Add(5); Free.X = k; } "
        + "public int Use(int k) { int a = held.Add(k); return a * 100 + held.X; } public int Held => held.X; } ";

    private const string Members =
        "static int In(in P p, int k) { int a = p.Add(k); int b = p.Next; int c = p[k]; return a + 10 * b + 100 * c + 1000 * p.X; } "
        + "static int Deep(in O o, int k) { int a = o.Inner.Add(k); return a * 10 + o.Inner.X + o.Fixed.Add(k) + o.Fixed.Twice(); } ";

    [Theory]
    [InlineData("P p = new P { X = memory.ReadInt32(1) }; memory.WriteInt32(0, In(in p, 3)); memory.WriteInt32(1, p.X);")]
    [InlineData("O o = new O(memory.ReadInt32(1)); memory.WriteInt32(0, Deep(in o, 4)); memory.WriteInt32(1, o.Fixed.Add(1) + o.Fixed.X);")]
    [InlineData("H h = new H(memory.ReadInt32(1)); memory.WriteInt32(0, h.Use(2)); memory.WriteInt32(1, h.Held); "
        + "memory.WriteInt32(2, h.Free.Add(1) + h.Free.X);")]
    [InlineData("P p = new P { X = memory.ReadInt32(1) }; memory.WriteInt32(0, p.Own()); memory.WriteInt32(1, p.X); "
        + "memory.WriteInt32(2, p.Add(1) + p.X);")]
    public void The_variable_stays_as_it_is(string body) =>
        KernelComparison.AssertSame("using System; " + KernelComparison.Kernel(body, Members, Types));

    [Fact]
    public void The_variable_of_a_foreach_is_changed() => KernelComparison.AssertSame("using System; " + KernelComparison.Kernel(
        "P[] e = new P[3]; e[1].X = memory.ReadInt32(1); int s = 0; foreach (P p in e) { "
        + "s += p.Add(2); s = s * 3 + p.X; } memory.WriteInt32(0, s);",
        Members,
        Types));
}
