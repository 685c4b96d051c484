namespace Accel.Transformer.Tests.Frontend;

/// <summary>Tasks, lambda expressions, local functions and SIMD operations: plain C# = IR.</summary>
public sealed class TaskTests
{
    [Theory]
    [InlineData("var tasks = new Task<uint>[4]; for (uint i = 0; i < 4; i++) { tasks[i] = Task.Factory.StartNew(o => { var k = (uint)o; uint r = 1; for (uint j = 0; j < k; j++) r *= 3; return r; }, i); } Task.WhenAll(tasks).Wait(); uint s = 0; for (int i = 0; i < 4; i++) s += tasks[i].Result; memory.WriteUInt32(0, s);")]
    [InlineData("var tasks = new Task<Out>[3]; for (int i = 0; i < 3; i++) { tasks[i] = Task.Factory.StartNew(o => { var p = (In)o; return new Out { R = p.A + p.B, G = p.A - p.B }; }, new In { A = i, B = memory.ReadInt32(i) }); } Task.WhenAll(tasks).Wait(); for (int i = 0; i < 3; i++) memory.WriteInt32(i, tasks[i].Result.R * 10 + tasks[i].Result.G);")]
    [InlineData("int[] a = new int[2]; var one = Task.Run(() => { a[0] = memory.ReadInt32(1); }); var two = Task.Factory.StartNew(() => Twice(memory.ReadInt32(2))); Task.WaitAll(one, two); memory.WriteInt32(0, a[0] ^ two.Result);")]
    [InlineData("var tasks = new Task<int>[2]; for (int i = 0; i < 2; i++) tasks[i] = Task.Factory.StartNew(Work, i); Task.WhenAll(tasks).Wait(); memory.WriteInt32(0, tasks[0].Result + tasks[1].Result);")]
    [InlineData("var tasks = new Task<int>[2]; for (int i = 0; i < 2; i++) { tasks[i] = Task.Factory.StartNew(o => { int k = (int)o; if (k > 0) { return 7; } return k + 4; }, i); } Task.WhenAll(tasks).Wait(); memory.WriteInt32(0, tasks[0].Result * 10 + tasks[1].Result);")]
    public void Tasks_give_the_results_of_any_order(string body) => KernelComparison.AssertSame(KernelComparison.Kernel(
        body,
        "static int Twice(int x) => x * 2; static int Work(object o) { int k = (int)o; k += 5; return k * k; }",
        "public class In { public int A, B; } public class Out { public int R, G; }"));

    [Fact]
    public void An_entry_point_may_return_a_task() => KernelComparison.AssertSame(
        "using Hast.Transformer.SimpleMemory; public class K { public virtual Task Run(SimpleMemory memory) { int x = memory.ReadInt32(1); if (x > 3) return Task.CompletedTask; "
        + "return Task.Run(() => memory.WriteInt32(0, x + 1)); } }");

    [Theory]
    [InlineData("int s = 0; void Add(int x) { s += x; } Add(3); Add(memory.ReadInt32(1)); memory.WriteInt32(0, s);")]
    [InlineData("int[] a = { 1, 2, 3 }; int At(int i) => a[i] + a.Length; a[1] = 9; memory.WriteInt32(0, At(1) + Both(2)); int Both(int i) { int k = At(i); if (k > 5) return k; return At(0); }")]
    public void Local_functions_see_their_method(string body) => KernelComparison.AssertSame(KernelComparison.Kernel(body));

    [Theory]
    [InlineData("int[] a = { 5, 6, memory.ReadInt32(1) }; int[] b = { 1, 2, 3 }; int[] c = SimdOperations.AddVectors(a, b, 3); c = SimdOperations.MultiplyVectors(c, SimdOperations.SubtractVectors(a, b, 2), 3); c = SimdOperations.DivideVectors(c, b, 1); for (int i = 0; i < 3; i++) memory.WriteInt32(i, c[i]);")]
    public void Vectors_are_combined_by_element(string body) => KernelComparison.AssertSame("using Hast.Common.Numerics; " + KernelComparison.Kernel(body));

    [Theory]
    [InlineData("N n = Make(memory.ReadInt32(1)); memory.WriteInt32(0, n.V + n.Data[1]); N[] all = new N[2]; for (int i = 0; i < 2; i++) { ms[i] = MakeM(i); }", "")]
    public void Methods_may_return_new_objects(string body, string members) => KernelComparison.AssertSame(KernelComparison.Kernel(
        body.Replace("N[] all", "M[] ms", StringComparison.Ordinal).Replace("new N[2]", "new M[2]", StringComparison.Ordinal) + " memory.WriteInt32(1, ms[1].W + ms[0].W);",
        members + "static N Make(int v) { N n = new N(); n.V = v; if (v > 4) { n.Data[1] = 6; return n; } n.Data[1] = 3; return n; } static M MakeM(int v) { var m = new M { W = v + 4 }; if (v == 0) m.W++; return m; }",
        "public class N { public int V; public int[] Data { get; } = new int[2]; } public class M { public int W; }"));
}
