namespace Accel.Transformer.Tests.Frontend.References;

/// <summary>An assignment binds a variable, parameter or field anew; the object before stays as it is for who else refers to it.</summary>
/// <remarks>Plain C# = IR = RTL.</remarks>
public sealed class BoundReferenceTests
{
    [Theory]
    [InlineData(
        "C c = new C(); c.F = memory.ReadInt32(1); memory.WriteInt32(0, SetQ(c, 5) + c.F); int[] a = new int[4]; a[1] "
        + "= 3; memory.WriteInt32(1, SetA(a, memory.ReadInt32(2)) + a[1]);")]
    [InlineData(
        "C a = new C(3); RefC(ref a, memory.ReadInt32(1)); OutC(out C b, 4); C t = a; if (memory.ReadInt32(2) > 2) "
        + "RefC(ref t, 9); memory.WriteInt32(0, a.F + b.F + t.F * 5);")]
    [InlineData(
        "D d = new D(); C old = d.Inner; old.F = 3; if (memory.ReadInt32(1) > 2) { d.Inner = new C(); d.Inner.F = 9; } "
        + "d.Inner.F++; memory.WriteInt32(0, old.F * 10 + d.Inner.F); memory.WriteBoolean(1, old == d.Inner);")]
    [InlineData(
        "C c = new C(); switch (memory.ReadInt32(1) & 3) { case 0: c = new C { F = 4 }; break; case 1: c.F = 5; break; "
        + "case 2: { C d = c; c = new C { F = d.F + 6 }; d.F = 100; break; } default: c.F = 9; break; } "
        + "memory.WriteInt32(0, c.F + 1);")]
    [InlineData(
        "int[] a = new int[4]; a[0] = 5; int[] b = a; if (memory.ReadInt32(0) > 4) { a = new int[4]; a[1] = 3; } "
        + "memory.WriteInt32(0, a[0] + a[1] * 10 + b[0] * 100);")]
    [InlineData(
        "D d = new D(); D f = d; f.Inner.F = 3; D g = memory.ReadInt32(1) > 3 ? d : new D(); g.Inner.F += "
        + "memory.ReadInt32(2); g.A[1] = 8; g.Inner = new C { F = 6 }; g.N++; memory.WriteInt32(0, d.Inner.F + f.A[1] * "
        + "10 + g.Inner.F * 100 + d.N * 1000);")]
    [InlineData(
        "D a = new D(), b = new D(); D x = memory.ReadInt32(1) > 3 ? a : b; x.Inner = a.Inner; x.Inner.F = 5; x.A = "
        + "b.A; x.A[0]++; x.A = new int[2]; x.A[0] = 8; memory.WriteInt32(0, a.Inner.F + b.Inner.F * 3 + a.A[0] * 10 + "
        + "b.A[0] * 100); memory.WriteBoolean(1, a.Inner == b.Inner);")]
    [InlineData(
        "W w = new W(); D d = w.L; w.L = w.R; w.R = d; w.L.Inner = w.R.Inner; w.L.Inner.F = memory.ReadInt32(1); "
        + "memory.WriteInt32(0, d.Inner.F + w.R.Inner.F * 3 + w.L.Inner.F); w.R = w.L; w.R.N = 4; memory.WriteInt32(1, "
        + "w.L.N);")]
    [InlineData(
        "C x = new C(2); C y = x; x = new C(3); y.F += memory.ReadInt32(1); x = y; y = new C(x.F + 1); "
        + "memory.WriteInt32(0, x.F * 3 + y.F);")]
    [InlineData(
        "C a = new C(5); { C b = new C(7); if (memory.ReadInt32(0) > 3) a = b; } C c = new C(1); c = a; c.F++; "
        + "memory.WriteInt32(0, a.F);")]
    [InlineData(
        "C a = new C(1); void Re() { a = new C(a.F + 1); } C b = a; Re(); if (memory.ReadInt32(1) > 1) Re(); b.F += "
        + "100; memory.WriteInt32(0, a.F * 1000 + b.F);")]
    [InlineData(
        "S s = new S { Inner = new C { F = 2 }, V = 3 }; S t = s; t.Inner.F = memory.ReadInt32(1); t.V = 9; if "
        + "(memory.ReadInt32(2) > 3) { s.Inner = new C { F = 50 }; } S u = memory.ReadInt32(3) > 1 ? s : t; u.Inner.F++; "
        + "memory.WriteInt32(0, s.Inner.F + t.Inner.F * 3 + u.Inner.F * 5 + u.V);")]
    [InlineData(
        "var p = (A: new int[2], N: 3); p.A[0] = memory.ReadInt32(1); var q = p; q.A[1] = 5; q.N = 9; if "
        + "(memory.ReadInt32(2) > 2) q = (new int[2], 8); q.A[0]++; memory.WriteInt32(0, p.A[0] + p.A[1] * 3 + p.N * 5 + "
        + "q.N + q.A[0]);")]
    [InlineData(
        "Box b = new Box(memory.ReadInt32(1)); for (int i = 0; i < 3; i++) { b.Push(i); if (b.Data[i] > 3) { b = new "
        + "Box(b.Data[0] - 1); } } memory.WriteInt32(0, b.Data[0] + b.Data[1] * 10 + b.Count * 1000);")]
    public void An_assignment_of_a_reference_copies_nothing(string body) => ReferenceKernel.AssertSame(body);
}
