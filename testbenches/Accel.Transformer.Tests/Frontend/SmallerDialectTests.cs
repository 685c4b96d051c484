namespace Accel.Transformer.Tests.Frontend;

/// <summary>
/// References to variables, operators ++ and -- of structs, base classes without state, tasks with tokens and schedulers.
/// </summary>
/// <remarks>Plain C# = IR = RTL.</remarks>
public sealed class SmallerDialectTests
{
    [Theory]
    [InlineData(
        "int x = memory.ReadInt32(0), y = 2; ref int r = ref x; r += 5; ref int q = ref y; q *= 3; { ref int z = ref r; "
        + "z++; } int[] a = new int[4]; ref int e = ref a[memory.ReadInt32(1) & 3]; e = 9; e++; memory.WriteInt32(0, x + y "
        + "* 10); memory.WriteInt32(1, a[0] + a[1] * 3 + a[2] * 5 + a[3] * 7);",
        "",
        "")]
    [InlineData(
        "int[] a = new int[3]; var v = new V[2]; int i = memory.ReadInt32(0) & 1; ref V e = ref v[i]; e.X = 5; e.Y += 2; "
        + "i = 1 - i; v[i].X = 3; V c = e; e.X++; memory.WriteInt32(0, v[0].X * 10 + v[1].X + c.X * 100); int[] b = { 1, 2 "
        + "}; { ref int[] r = ref a; r = b; r[0] = 9; } memory.WriteInt32(1, a[0] + a.Length + b[1]); for (int k = 0; k < "
        + "3; k++) { ref int w = ref b[k & 1]; w += k; if (k == 1) continue; w *= 2; } memory.WriteInt32(2, b[0] * 100 + "
        + "b[1]); int n = 7; ref int m = ref n; m += memory.ReadInt32(1); memory.WriteInt32(3, n); ref readonly int h = "
        + "ref n; n++; memory.WriteInt32(4, h);",
        "",
        "public struct V { public int X, Y; }")]
    public void A_reference_local_is_another_name_of_a_place(string body, string members, string types) =>
        AssertSame(body, members, types);

    [Theory]
    [InlineData(
        "int[] a = new int[4]; At(a, memory.ReadInt32(0) & 3) = 7; At(a, 1)++; memory.WriteInt32(0, a[0] + a[1] * 3 + "
        + "a[2] * 5 + a[3] * 7);",
        "static ref int At(int[] a, int i) => ref a[i];",
        "")]
    [InlineData(
        "var g = new G(); g.At(memory.ReadInt32(0) & 1, 2) += 5; g.At(1, 0) = g.At(0, 2) + 1; ref int s = ref "
        + "Smaller(ref g.A[0], ref g.A[5]); s = memory.ReadInt32(1); int t = Smaller(ref g.A[0], ref g.A[5]); "
        + "memory.WriteInt32(0, t); for (int i = 0; i < 6; i++) memory.WriteInt32(1 + i, g.A[i]);",
        "static ref int Smaller(ref int x, ref int y) => ref (x < y ? ref x : ref y);",
        "public class G { public int[] A = new int[6]; public ref int At(int r, int c) { int i = r * 3 + c; return ref "
        + "A[i]; } }")]
    public void A_method_may_return_a_place(string body, string members, string types) =>
        AssertSame(body, members, types);

    [Theory]
    [InlineData(
        "var c = new C1 { V = memory.ReadInt32(0) }; c++; ++c; C1 d = c++; C1 e = ++c; memory.WriteInt32(0, c.V + d.V * "
        + "3 + e.V * 5);",
        "",
        "public struct C1 { public int V; public static C1 operator ++(C1 x) { x.V += 3; return x; } }")]
    [InlineData(
        "C1[] a = new C1[2]; int i = 0; C1 d = a[i++]++; a[memory.ReadInt32(0) & 1]--; memory.WriteInt32(0, a[0].V + "
        + "a[1].V * 3 + d.V * 5 + i);",
        "",
        "public struct C1 { public int V; public static C1 operator ++(C1 x) { x.V += 3; return x; } public static C1 "
        + "operator --(C1 x) => new C1 { V = x.V - 7 }; }")]
    public void Structs_count_by_their_own_operator(string body, string members, string types) =>
        AssertSame(body, members, types);

    [Theory]
    [InlineData(
        "var d = new D(); d.X = memory.ReadInt32(0); memory.WriteInt32(0, d.Twice() + d.X);",
        "",
        "public abstract class B { protected int Helper(int x) => x * 2; } public sealed class D : B { public int X; "
        + "public int Twice() => Helper(X); }")]
    [InlineData(
        "var d = new D { X = memory.ReadInt32(0) }; var e = new E { Y = 3 }; memory.WriteInt32(0, d.Twice() * 3 + "
        + "e.Get(d.X) + d.Helper(4));",
        "",
        "public class A { protected const int K = 5; public static int S(int x) => x + K; } public class B : A { public "
        + "int Helper(int x) { int s = 0; for (int i = 0; i < 3; i++) s += x * i; return s; } } public sealed class D : B "
        + "{ public int X; public int Twice() => Helper(X) + S(2); } public class E : B { public int Y; public int Get(int "
        + "k) { return Helper(Y) + k; } }")]
    public void A_base_class_without_state_gives_methods(string body, string members, string types) =>
        AssertSame(body, members, types);

    [Theory]
    [InlineData(
        "var t = Task.Factory.StartNew(() => memory.ReadInt32(0) + 1, CancellationToken.None, TaskCreationOptions.None, "
        + "TaskScheduler.Default); t.Wait(); memory.WriteInt32(0, t.Result);",
        "",
        "")]
    [InlineData(
        "var t = new Task<int>[3]; for (int i = 0; i < 3; i++) { t[i] = Task.Factory.StartNew(o => (int)o * 3, i, "
        + "CancellationToken.None, TaskCreationOptions.DenyChildAttach, TaskScheduler.Default); } Task.WhenAll(t).Wait(); "
        + "memory.WriteInt32(0, t[0].Result + t[1].Result + t[2].Result + memory.ReadInt32(0));",
        "",
        "")]
    [InlineData(
        "var t = Task.Run(() => memory.ReadInt32(0) + 1, CancellationToken.None); memory.WriteInt32(0, t.Result);",
        "",
        "")]
    [InlineData(
        "var t = new Task<int>[2]; for (int i = 0; i < 2; i++) { t[i] = Task.Factory.StartNew(o => (int)o * 0 + 7, i); } "
        + "int w = Task.WaitAny(t); memory.WriteInt32(0, 5);",
        "",
        "")]
    public void How_a_task_is_to_be_run_says_nothing_to_hardware(string body, string members, string types) =>
        AssertSame(body, members, types);

    [Theory]
    [InlineData(
        "var m = new M(5u); int k = (memory.ReadInt32(0) & 15) - 8; m = m << k; m = m >> (memory.ReadInt32(1) & 3); "
        + "memory.WriteUInt32(0, m.S[0]); memory.WriteUInt32(1, m.S[1]); memory.WriteInt32(2, m.N);",
        "",
        "public struct M { public ushort N { get; } public ImmutableArray<uint> S { get; } public M(uint v) { N = 2; var "
        + "t = new uint[2]; t[0] = v; t[1] = 9; S = ImmutableArray.CreateRange(t); } public M(uint[] t) { N = "
        + "(ushort)t.Length; S = ImmutableArray.CreateRange(t); } [MaxRecursionDepth(1)] public static M operator <<(M a, "
        + "int n) { if (n < 0) return a >> -n; var t = new uint[a.N]; for (int i = 0; i < a.N; i++) t[i] = a.S[i] << n; "
        + "return new M(t); } [MaxRecursionDepth(1)] public static M operator >>(M a, int n) { if (n < 0) return a << -n; "
        + "var t = new uint[a.N]; for (int i = 0; i < a.N; i++) t[i] = a.S[i] >> n; return new M(t); } }")]
    [InlineData(
        "int[] a = Make(memory.ReadInt32(0) & 3, memory.ReadInt32(1)); memory.WriteInt32(0, a[0] + a[1] * 3);",
        "[MaxRecursionDepth(3)] static int[] Make(int n, int v) { if (n == 0) { return new int[] { v, 1 }; } "
        + "int[] r = Make(n - 1, v + n); r[n & 1] += v; return r; }",
        "")]
    public void Methods_that_call_each_other_are_as_deep_as_declared(string body, string members, string types) =>
        AssertSame(body, members, types);

    private static void AssertSame(string body, string members, string types) => KernelComparison.AssertSame(
        "using System.Collections.Immutable; using System.Threading; using System.Threading.Tasks; "
        + KernelComparison.Kernel(body, members, types));
}
