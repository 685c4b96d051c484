namespace Accel.Transformer.Tests.Frontend.References;

/// <summary>Objects that are made in a loop and outlive the iteration.</summary>
/// <remarks>Plain C# = IR = RTL.</remarks>
public sealed class LoopObjectTests
{
    [Theory]
    [InlineData(
        "C last = null; for (int i = 0; i < 4; i++) { if (last == null) { memory.WriteInt32(i, 1); } else { "
        + "memory.WriteInt32(i, last.F); } last = new C { F = i + 3 }; } memory.WriteInt32(10, last.F);")]
    [InlineData(
        "C prev = null, cur = new C { F = memory.ReadInt32(0) }; for (int i = 0; i < 5; i++) { prev = cur; cur = new C "
        + "{ F = prev.F + i }; prev.F++; memory.WriteInt32(i, prev.F * 3 + cur.F); } memory.WriteBoolean(8, prev == cur);")]
    [InlineData(
        "int[] last = new int[2]; for (int i = 0; i < 3; i++) { int[] a = new int[2]; a[0] = i + memory.ReadInt32(i); "
        + "a[1] = last[0]; last = a; } memory.WriteInt32(0, last[0] + last[1] * 3);")]
    [InlineData(
        "Box b = new Box(1); Box c = b; for (int i = 0; i < 4; i++) { if ((memory.ReadInt32(i) & 1) == 1) { b = new "
        + "Box(i + 2); } b.Push(5); c.Push(1); } memory.WriteInt32(0, b.Data[0] + b.Data[1] * 10 + b.Count * 1000 + "
        + "c.Data[0] * 7 + c.Count * 13);")]
    [InlineData(
        "C a = new C(); int i = 0; while (true) { if (i > 3) break; C n = new C { F = a.F + i }; if (n.F > 2) { a = n; "
        + "i += 2; continue; } a = n; i++; } memory.WriteInt32(0, a.F + 1);")]
    [InlineData(
        "D d = new D(); d.Inner.F = 1; memory.WriteInt32(0, Dep(d, 4)); memory.WriteInt32(1, d.Inner.F + Dep(d, "
        + "memory.ReadInt32(1) & 3)); memory.WriteInt32(2, d.Inner.F);")]
    [InlineData(
        "T a = new T(1); for (int i = 3; i >= 0; i--) { a = new T { }; a = new T(i + 2); } memory.WriteInt32(0, a.A[0]);")]
    [InlineData(
        "T a = new T(1); for (int i = 3; i >= 0; i--) { if (i != 1) { a = new T { }; } a.A[0] += i; a = new T(i + 2 + "
        + "a.A[0]); T b = a; b.A[0]++; } memory.WriteInt32(0, a.A[0]);")]
    [InlineData(
        "C first = null, second = null, third = null, last = null; for (int i = 0; i < 6; i++) { last = new C(i); if (i == "
        + "1) { first = last; } if (i == (memory.ReadInt32(0) & 3)) { second = last; } if (i == 4) { third = first; third.F "
        + "+= 20; } last.F += 3; } memory.WriteInt32(0, first.F * 1000 + (second == null ? 0 : second.F * 100) + third.F "
        + "* 10 + last.F); memory.WriteBoolean(1, first == second);")]
    [InlineData(
        "int[] a = new int[2], b = a, c = a; for (int i = 0; i < 7; i++) { int[] n = new int[2]; n[0] = i + c[0]; n[1] = "
        + "memory.ReadInt32(i); c = b; b = a; a = n; b[1] += a[1]; } memory.WriteInt32(0, a[0] + b[0] * 10 + c[0] * 100); "
        + "memory.WriteInt32(1, a[1] + b[1] * 3 + c[1] * 7);")]
    [InlineData(
        "D d = new D(), o = new D(); o.Inner.F = 9; for (int i = 0; i < 4; i++) { D r = d; if (d.Inner.G2 >= "
        + "(memory.ReadInt32(i) & 3)) { d.Inner = o.Inner; } else { d = new D(); d.Inner.G2 = i; d.Inner.F = r.Inner.F + 1; } "
        + "memory.WriteInt32(i, d.Inner.F * 10 + r.Inner.F); }")]
    [InlineData(
        "D d = new D(); D k = new D(); for (int i = 0; i < 5; i++) { if ((memory.ReadInt32(i) & 1) == 1) { k = d; k.Inner = "
        + "new C(i); d = new D(); } d.A[i & 1] += k.Inner.F + 1; } memory.WriteInt32(0, d.A[0] + d.A[1] * 10 + d.Inner.F * 100 "
        + "+ k.Inner.F * 1000);")]
    public void An_object_of_the_iteration_before_is_still_that_one(string body) => ReferenceKernel.AssertSame(body);
}
