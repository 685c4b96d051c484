namespace Accel.Transformer.Tests.Frontend;

/// <summary>Patterns of parts, what C# makes for records, goto.</summary>
/// <remarks>Plain C# = IR = RTL.</remarks>
public sealed class PatternTests
{
    private const string Types =
        "public enum Op { Add, Sub = 5, Nop } public struct I { public Op Op; public int A; public int B { get; set; } "
        + "public int Sum => A + B; "
        + "public void Deconstruct(out Op op, out int a) { op = Op; a = A * 2; } } public sealed class N { public int V; public I In; "
        + "public N Next; } public readonly record struct R(int X, short Y) { public int Z { get; init; } = 0; } public record struct S(R "
        + "R, (int, bool) T, int? M); public sealed record C(int A, int[] D) { public R R { get; init; } public int F = 1; }";

    [Theory]
    [InlineData(
        "var i = new I { Op = (Op)(memory.ReadInt32(0) & 7), A = memory.ReadInt32(1), B = 3 }; int r = i switch { { Op: "
        + "Op.Add, A: > 5 and < "
        + "900 } => 1, { Op: Op.Sub } s => s.A, (Op.Nop, var a) => a, { Sum: 0 } or { B: 4 } => 7, _ => -1 }; memory.WriteInt32(0, r); if "
        + "(i is { A: var b, Op: not Op.Add } and { B: 3 }) memory.WriteInt32(1, b); memory.WriteBoolean(2, i is not { Sum: > 8 });")]
    [InlineData(
        "N n = memory.ReadInt32(0) > 4 ? new N { V = 3, Next = new N { V = memory.ReadInt32(1) } } : null; "
        + "memory.WriteBoolean(0, n is { V: "
        + "3 }); if (n is { Next: { V: > 6 } m, In.A: 0 }) memory.WriteInt32(1, m.V); memory.WriteInt32(2, n switch { null => 1, { Next.V: "
        + "2 } => 2, N { V: var v } => v + 10 }); memory.WriteBoolean(3, n is N);")]
    [InlineData(
        "int[] a = { memory.ReadInt32(0) & 3, 2, memory.ReadInt32(1) & 3 }; memory.WriteBoolean(0, a is [1, 2, 3]); memory.WriteBoolean(1, "
        + "a is [< 3, .., var e] && e > 1); memory.WriteInt32(2, a switch { [0, ..] => 1, [.., 0] => 2, [_, var x, _] => x, _ => 9 }); "
        + "Span<int> s = a.AsSpan(0, memory.ReadInt32(2) & 3); memory.WriteInt32(3, s switch { [] => 1, [var q] => q + 10, [_, .., var w] "
        + "=> w + 20 });")]
    [InlineData(
        "int? k = memory.ReadInt32(0) > 3 ? memory.ReadInt32(1) : null; I? j = memory.ReadInt32(0) > 2 ? new I { A = 4 } : null; "
        + "memory.WriteBoolean(0, k is > 5 and < 100); memory.WriteBoolean(1, j is { A: 4, B: 0 }); (int, I) t = (2, new I { A = 5 }); "
        + "memory.WriteBoolean(2, t is (2, { A: 5 } z) && z.B == 0); memory.WriteBoolean(3, t is { Item1: 2, Item2.A: > 5 });")]
    public void A_pattern_looks_at_parts(string body) => KernelComparison.AssertSame(KernelComparison.Kernel(body, "", Types));

    [Theory]
    [InlineData(
        "var a = new R(memory.ReadInt32(0), 2); var b = a with { Y = (short)memory.ReadInt32(1) }; memory.WriteBoolean(0, a == b); "
        + "memory.WriteBoolean(1, a != b with { Y = 2 }); memory.WriteBoolean(2, a.Equals(b)); (int x, short y) = b; "
        + "memory.WriteInt32(3, x "
        + "+ y * 3); memory.WriteBoolean(4, b is (> 3, _) and { Z: 0 }); memory.WriteBoolean(5, a with { Z = 1 } == a);")]
    [InlineData(
        "var s = new S(new R(1, 2), (memory.ReadInt32(0), true), memory.ReadInt32(1) > 3 ? 4 : null); var t = s; t.M = 4; "
        + "memory.WriteBoolean(0, s == t); t.T = (5, t.T.Item2); memory.WriteBoolean(1, s == t); t = s; t.R = t.R with { X = 9 }; "
        + "memory.WriteBoolean(2, s.Equals(t)); t.M = null; s.R = t.R; memory.WriteBoolean(3, s == t);")]
    [InlineData(
        "var d = new int[2]; var c = new C(memory.ReadInt32(0), d) { R = new R(3, 4) }; var e = c with { A = 7, F = 5 }; e.F++; d[0] = 4; "
        + "memory.WriteInt32(0, c.A + e.A * 3 + e.F * 5 + c.F * 7 + e.D[0] + e.R.X); memory.WriteBoolean(1, c == e); e = e "
        + "with { A = c.A, F "
        + "= 1 }; memory.WriteBoolean(2, c == e); memory.WriteBoolean(3, ReferenceEquals(c, e)); for (int i = 0; i < 3; "
        + "i++) c = c with { A "
        + "= c.A + memory.ReadInt32(i) }; memory.WriteInt32(4, c.A); memory.WriteInt32(5, e.A); (int q, int[] p) = c; memory.WriteInt32(6, "
        + "q + p[0]);")]
    public void A_record_is_compared_copied_and_taken_apart(string body) => KernelComparison.AssertSame(
        KernelComparison.Kernel(body, "", Types));

    [Theory]
    [InlineData(
        "int found = -1; for (int i = 0; i < 4; i++) for (int j = 0; j < 4; j++) if ((memory.ReadInt32(i * 4 + j) & 3) == 2) { found = i * "
        + "10 + j; goto Done; } found = -2; Done: memory.WriteInt32(0, found); int n = 0; Again: n++; if ((memory.ReadInt32(n) & 1) == 0 "
        + "&& n < 6) goto Again; memory.WriteInt32(1, n);")]
    [InlineData(
        "int x = memory.ReadInt32(0) & 7, s = 0; Top: s++; if (x == 0) goto End; x--; if ((x & 1) == 0) { s += 10; goto Top; } if (s > 15) "
        + "goto Out; s += 3; goto Top; Out: s += 1000; End: memory.WriteInt32(0, s);")]
    [InlineData(
        "int s = 0; for (int i = 0; i < 5; i++) { int v = memory.ReadInt32(i) & 3; switch (v) { case 0: goto Next; case "
        + "1: More: s += 5; if "
        + "(s < 12) goto More; break; default: s += v; if (s > 30) goto Stop; break; } s++; Next: s += 100; } Stop: memory.WriteInt32(0, "
        + "s);")]
    [InlineData(
        "int[] a = { 1, 2 }, b = { 3, 4 }; int[] c = a; int n = 0; Loop: c[0] += n; if (n == 2) c = b; n++; if (n < (memory.ReadInt32(0) & "
        + "7)) goto Loop; memory.WriteInt32(0, a[0] * 100 + b[0] * 10 + c[1]);")]
    public void Goto_leaves_or_repeats_what_it_stands_in(string body) => KernelComparison.AssertSame(KernelComparison.Kernel(body));
}
