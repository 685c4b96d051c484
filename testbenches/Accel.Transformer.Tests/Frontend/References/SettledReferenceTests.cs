namespace Accel.Transformer.Tests.Frontend.References;

/// <summary>What a reference stands for is settled when C# evaluates it, whatever later operands, callees and bodies set.</summary>
/// <remarks>Plain C# = IR = RTL.</remarks>
public sealed class SettledReferenceTests
{
    [Theory]
    [InlineData("D d = new D(); d.A[0] = memory.ReadInt32(2); d.A[0] = NewArray(d); memory.WriteInt32(0, d.A[0]);")]
    [InlineData(
        "D d = new D(); d.A[0] = memory.ReadInt32(2); d.A[0] += NewArray(d); d.A[1] += d.A[0]; memory.WriteInt32(0, "
        + "d.A[0] + d.A[1]);")]
    [InlineData(
        "D d = new D(); d.Inner.F = memory.ReadInt32(2); memory.WriteInt32(0, Sum(d.Inner, NewInner(d)) + d.Inner.F); "
        + "memory.WriteInt32(1, SumA(d.A, NewArray(d)));")]
    [InlineData(
        "D d = new D(); foreach (int v in d.A) { d.A = new int[2]; d.A[0] = v + 5; d.A[1] = 6; memory.WriteInt32(0, "
        + "memory.ReadInt32(0) + v + d.A[0]); }")]
    [InlineData(
        "D d = new D(); d.Inner.F = memory.ReadInt32(1); C old = d.Inner; memory.WriteInt32(0, Rb(d, ref d.Inner.F)); "
        + "memory.WriteInt32(1, old.F + d.Inner.F);")]
    [InlineData(
        "D d = new D(); d.A[0] = 3; foreach (int v in d.A) { d = new D(); d.A[0] = v + 1; d.N = memory.ReadInt32(1); } "
        + "memory.WriteInt32(0, d.A[0] + d.N);")]
    [InlineData(
        "C a = new C(memory.ReadInt32(1)); a = new C(a.F + (a = new C(7)).F * 2); memory.WriteInt32(0, a.F); C b = a; "
        + "b.F += (a = new C(4)).F; memory.WriteInt32(1, b.F + a.F);")]
    [InlineData(
        "int i = 0; C[] e = { new C(1), new C(2) }; (e[i++].F, e[i].F, i) = (e[i].F, i, e[0].F); memory.WriteInt32(0, "
        + "e[0].F + e[1].F * 10 + i * 100); C x = e[0]; (x.F, x) = (5, e[1]); memory.WriteInt32(1, x.F + e[0].F);")]
    [InlineData(
        "D d = new D(); C c = d.Get(); c.F = memory.ReadInt32(2); d.Inner = Make(4); memory.WriteInt32(0, c.F + "
        + "d.Inner.F * 3); d.Inner = c; memory.WriteInt32(1, d.Inner.F); memory.WriteBoolean(2, d.Get() == c);")]
    [InlineData(
        "D d = new D(); C a = new C(1); d.Set(a); C b = d.Prop; b.F = memory.ReadInt32(1); d.Prop = new C(5); "
        + "d.Prop.F++; (d.Prop, a) = (a, d.Prop); memory.WriteInt32(0, a.F * 10 + d.Inner.F + d.N * 100);")]
    public void A_reference_is_what_it_was_when_it_was_evaluated(string body) => ReferenceKernel.AssertSame(body);
}
