namespace Accel.Transformer.Tests.Frontend;

/// <summary>C# evaluates operands from left to right, then uses them: plain C# = IR = RTL wherever a place is held meanwhile.</summary>
public sealed class OrderOfEvaluationTests
{
    private const string Types =
        "public struct S { public int A, B; public void Set(int a) { A = a; B = a + 1; } public void "
        + "Deconstruct(out int a, out int b) { a = A; b = B; } } public class C { public int V; public int[] D = new "
        + "int[8]; public int W { get; set; } public int Q { get { V++; return V; } set { V = value * 2; } } public "
        + "int this[int i] { get { V += i; return D[i & 7]; } set { D[i & 7] = value + V; V++; } } public static C "
        + "operator +(C a, int b) { a.V += b; return a; } } "
        + "public sealed class Inner { public int P; } public sealed class Outer { public Inner R = new Inner(); "
        + "public int Q; public S Part; "
        + "public int[] A = new int[1]; public static Outer Made() { var o = new Outer(); return o; } } "
        + "public class T { public int N; public void Deconstruct(out int a, out byte b) { a = N; b = (byte)(N * 3); N++; } }";

    private const string Members =
        "static int F(ref int x) { x += 2; return x & 7; } static int G(int x) => (x * 5) & 7; static int H(int[] "
        + "a, int k) { a[k & 7]++; return k; } static int Sub(int a, int b) => a * 10 - b;";

    [Theory]
    [InlineData(
        "T t = new T { N = memory.ReadInt32(1) & 1 }; int[] a = new int[4]; C c = new C(); (a[t.N], a[t.N + 1]) = t; (c[t.N], "
        + "c.D[t.N]) = t; for (int i = 0; i < 4; i++) memory.WriteInt32(i, a[i] + 100 * c.D[i]); memory.WriteInt32(5, t.N + c.V);")]
    [InlineData(
        "int[] a = new int[12]; int p = memory.ReadInt32(12) & 7, q = 3; (a[p++], q) = (5, 6); (a[++p], q) "
        + "= (q, p); memory.WriteInt32(0, a[p] + a[1] + a[2] * 3 + p * 16 + q); for (int i = 0; i < 12; i++) "
        + "memory.WriteInt32(i + 1, a[i]);")]
    [InlineData(
        "int[] a = new int[12]; int p = memory.ReadInt32(12) & 7, q = 3; (a[F(ref p)], q) = (p, 6); (q, "
        + "a[F(ref p)], a[p]) = (a[3], q, 9); for (int i = 0; i < 12; i++) memory.WriteInt32(i + 1, a[i]); "
        + "memory.WriteInt32(0, p + q);")]
    [InlineData(
        "int[] a = new int[12]; int p = memory.ReadInt32(12) & 7, q = 3; (a[memory.ReadInt32(14) & 7], q, "
        + "a[memory.ReadInt32(15) & 7]) = (3, 4, p); for (int i = 0; i < 12; i++) memory.WriteInt32(i, a[i]);")]
    [InlineData(
        "S[] s = new S[4]; for (int i = 0; i < 4; i++) { s[i].A = i; s[i].B = memory.ReadInt32(i); } int k "
        + "= memory.ReadInt32(5) & 3; (s[k].A, s[k].B) = (s[k].B, s[k].A); (s[k], s[3 - k]) = (s[3 - k], "
        + "s[k]); for (int i = 0; i < 4; i++) { memory.WriteInt32(i, s[i].A); memory.WriteInt32(i + 4, "
        + "s[i].B); }")]
    [InlineData(
        "int i = memory.ReadInt32(1) & 3; int[] a = { 5, 6, 7, 8 }; (int x, int y) = (a[i], a[i = 2]); "
        + "(a[0], a[i]) = (a[i], a[0] + i); memory.WriteInt32(0, x * 10 + y); for (int k = 0; k < 4; k++) "
        + "memory.WriteInt32(k + 1, a[k]);")]
    [InlineData(
        "S[] s = new S[3]; int k = memory.ReadInt32(1) & 1; s[k++].Set(k); s[k].A += s[k = 0].B++ + 3; "
        + "(s[k++], s[k].A) = (new S { A = 7, B = k }, 9); for (int i = 0; i < 3; i++) { memory.WriteInt32(i "
        + "* 2, s[i].A); memory.WriteInt32(i * 2 + 1, s[i].B); }")]
    [InlineData(
        "int a = 1, b = 2, c = memory.ReadInt32(1); (c > 3 ? ref a : ref b) = c++ + a; F(ref (c > 5 ? ref a : ref b)); "
        + "(c > 9 ? ref a : ref b)++; ((c > 7 ? ref a : ref b), c) = (c, b); memory.WriteInt32(0, a * 10 + b); memory.WriteInt32(1, c);")]
    public void Targets_are_the_places_that_they_were_when_they_were_evaluated(string body) => KernelComparison.AssertSame(Kernel(body));

    [Theory]
    [InlineData(
        "C c = new C(); int q = 0; c.V = memory.ReadInt32(1); (c[q++], q, c.Q) = (c[2], c.V, q); "
        + "memory.WriteInt32(0, c.V); for (int i = 0; i < 8; i++) memory.WriteInt32(i + 1, c.D[i]); "
        + "memory.WriteInt32(10, q);")]
    [InlineData(
        "C c = new C(); int q = 3; c.V = memory.ReadInt32(1); (q, c.W) = (c.W + 2, q); c.Q += q++; c[q] += "
        + "c.V++; int o = c[q++]++; o += ++c.Q; memory.WriteInt32(0, c.V); for (int i = 0; i < 8; i++) "
        + "memory.WriteInt32(i + 1, c.D[i]); memory.WriteInt32(10, q); memory.WriteInt32(11, o + c.W);")]
    [InlineData("C c = new C(); c = c + memory.ReadInt32(1); c += 3; memory.WriteInt32(0, c.V);")]
    public void Operands_of_properties_and_indexers_are_evaluated_once(string body) => KernelComparison.AssertSame(Kernel(body));

    [Theory]
    [InlineData(
        "var s = new S { A = memory.ReadInt32(1), B = 4 }; int x, y; (x, y) = s; var (z, w) = s; "
        + "memory.WriteInt32(0, x * 10 + y + z - w * 5);")]
    [InlineData(
        "int a = 1, b = memory.ReadInt32(2); var t = ((a, b) = (b, a)); memory.WriteInt32(0, t.Item1 * 3 + "
        + "t.Item2); memory.WriteInt32(1, a - b * 7);")]
    [InlineData(
        "int s = 0; foreach (var (x, y) in new (int, int)[] { (1, 2), (memory.ReadInt32(1), 5) }) s = s * "
        + "3 + x * y; memory.WriteInt32(0, s);")]
    [InlineData(
        "long l; byte b; short h; int p = memory.ReadInt32(1); (l, b) = (p - 5, (byte)(p * 90)); (h, (p, "
        + "l)) = ((short)(l * 30000), ((int)l * 3, b)); memory.WriteInt32(0, (int)l + p + h);")]
    [InlineData(
        "int a = 3, b = 4, c = memory.ReadInt32(3); ((a, b), c) = ((b, c), a); (a, (b, c)) = (c, (a, b)); "
        + "(a, b, c) = (b, c, a); memory.WriteInt32(0, a * 100 + b * 10 + c);")]
    [InlineData(
        "var t = (X: 1, Y: memory.ReadInt32(1)); (t.X, t.Y) = (t.Y, t.X); t = (t.Y, t.X); "
        + "memory.WriteInt32(0, t.X - t.Y * 3); (t, var z) = ((t.Y, 5), t.X); memory.WriteInt32(1, t.X + t.Y "
        + "+ z);")]
    public void Tuples_are_taken_apart_and_converted_before_anything_is_set(string body) => KernelComparison.AssertSame(Kernel(body));

    [Theory]
    [InlineData(
        "int[] a = new int[8]; int i = memory.ReadInt32(0) & 3; a[i] += F(ref i); a[F(ref i)]++; a[i & 7] "
        + "= i = 4; a[i] ^= a[i++] + a[i++]; for (int k = 0; k < 8; k++) memory.WriteInt32(k, a[k]); "
        + "memory.WriteInt32(9, i);")]
    [InlineData(
        "int i = memory.ReadInt32(0) & 3; memory.WriteInt32(0, Sub(b: i++, a: i) + Sub(F(ref i), F(ref i)) "
        + "+ Sub(b: F(ref i), a: i)); memory.WriteInt32(1, i);")]
    [InlineData(
        "int i = 1; int[] a = { i++, i, F(ref i), i++ + i }; var c = new C { V = i++, W = i, D = { [1] = "
        + "i++, [2] = i } }; memory.WriteInt32(0, a[0] + a[1] * 10 + a[2] * 100 + a[3] * 1000 + c.V + c.W * "
        + "3 + c.D[1] * 7 + c.D[2] * 11);")]
    [InlineData(
        "int[] a = { 4, 5, 6 }; int i = 0; foreach (int v in a) { a[2] += v; i = i * 7 + v; } "
        + "memory.WriteInt32(0, i);")]
    [InlineData(
        "int[] a = new int[8]; int i = 1; a[i] = H(a, i) + (a[i] = 5) + a[i]; a[H(a, 3)] += a[3] * 2 + "
        + "H(a, 3); for (int k = 0; k < 8; k++) memory.WriteInt32(k, a[k] + 1);")]
    [InlineData(
        "int x = memory.ReadInt32(1) & 7; int[] a = new int[8]; int y = x switch { > 3 when F(ref x) > 2 "
        + "=> x, var z => z + F(ref x) }; a[x & 7] = y; (x, y) = x > 5 ? (y, x) : (x + F(ref x), y); "
        + "memory.WriteInt32(0, x + y * 3); memory.WriteInt32(1, a[5]);")]
    public void What_is_held_stays_what_it_was_while_later_operands_are_evaluated(string body) => KernelComparison.AssertSame(Kernel(body));

    [Theory]
    [InlineData(
        "int[] a = { 1, 2, 3, 4, 5, 6, 7, 8 }; int i = memory.ReadInt32(0) & 3; bool c = "
        + "memory.ReadBoolean(1); (c ? ref a[i] : ref i) = 7; F(ref (c ? ref i : ref a[2])); "
        + "memory.WriteInt32(0, a[0] + a[1] * 10 + a[2] * 100 + a[3] * 1000); memory.WriteInt32(1, i);")]
    public void A_conditional_reference_is_one_of_two_places(string body) => KernelComparison.AssertSame(Kernel(body));

    // What stands for the object before follows it to another place when the same new makes the next one.
    [Theory]
    [InlineData("for (int i = 0; i < 2; i++) { (o.R, o) = (r, new Outer()); } memory.WriteInt32(0, o.R.P);")]
    [InlineData("for (int i = 0; i < n; i++) { (o.R, o) = (r, new Outer()); } memory.WriteInt32(0, o.R.P); "
        + "memory.WriteInt32(1, first.R.P);")]
    [InlineData("for (int i = 0; i < n; i++) { (o.A, o) = (new int[] { 1, i }, Outer.Made()); "
        + "} memory.WriteInt32(0, o.A[0] + 16 * o.A.Length);")]
    [InlineData("for (int i = 0; i < n; i++) { (o, o.R) = (new Outer(), r); } memory.WriteInt32(0, o.R.P); "
        + "memory.WriteInt32(1, first.R.P);")]
    [InlineData("if (n > 1) { (o, o.R) = (new Outer(), r); } memory.WriteInt32(0, o.R.P); memory.WriteInt32(1, first.R.P);")]
    [InlineData("for (int i = 0; i < n; i++) { (o.Q, o.Part.B, o) = (7 + i, i, new Outer { Q = o.Q }); "
        + "memory.WriteInt32(i, o.Q + o.Part.B); } "
        + "memory.WriteInt32(9, first.Q + 100 * first.Part.B);")]
    public void A_field_of_an_object_is_set_there_though_the_reference_is_set_as_well(string body) => KernelComparison.AssertSame(Kernel(
        "Inner r = new Inner { P = 5 }; Outer o = new Outer(), first = o; int n = memory.ReadInt32(0) & 3; " + body));

    private static string Kernel(string body) => "using System; " + KernelComparison.Kernel(body, Members, Types);
}
