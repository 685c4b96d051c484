using Accel.Transformer.Diagnostics;
using Accel.Transformer.Tests.Frontend;

namespace Accel.Transformer.Tests.Diagnostics;

/// <summary>
/// Each id of the passes and of what comes behind them is provoked once, and reported at the line marked with <c>//!</c>.
/// </summary>
public sealed class PassDiagnosticTests
{
    /// <summary>Id and source, as in <see cref="DiagnosticTests.Provocations"/>.</summary>
    public static TheoryData<string, string> Provocations => new()
    {
        { "ACC0707",
            "var s = new Stream<int>(2);\nint[] c = new int[8];\nvar a = System.Threading.Tasks.Task.Run(() => { c[1] = 2; s.Write(0);\nc[1] = 3; //!\n});\nint k = s.Read();\nmemory.WriteInt32(0, c[k]);\na.Wait();" },
        { "ACC0501", "[Unroll(\"i\")]\nvoid F(SimpleMemory m) {\nint n = m.ReadInt32(0);\nfor (int i = 0; i < n; i++) //!\n{ m.WriteInt32(i, i); } }" },
        { "ACC0502", "public class K {\n[AdditionOnly]\npublic virtual void Run(SimpleMemory memory) {\nmemory.WriteInt32(0, memory.ReadInt32(1) * memory.ReadInt32(2)); //!\n} }" },
        { "ACC0502", "memory.WriteInt32(0, F(memory.ReadInt32(1)) * memory.ReadInt32(2));\n} [AdditionOnly] static int F(int x) {\nint y = x + 1;\nreturn x * y; //!" },
        { "ACC0502", "memory.WriteInt32(0, new P { X = memory.ReadInt32(1) }.Value);\n} public struct P { public int X; public int Value { [AdditionOnly] get { return H(X); } }\nstatic int H(int y) {\nreturn 7 % y; //!\n}" },
        { "ACC0502", "memory.WriteInt32(0, (new P { X = memory.ReadInt32(1) } * new P { X = 3 }).X);\n} public struct P { public int X; [AdditionOnly] public static P operator *(P a, P b) => new P { X = Q(a,\nb) }; static int Q(P a, P b) {\nreturn a.X / (b.X + a.X); //!\n}" },
        { "ACC0503", "[Banked(\"a\", Banks = 3)]\nvoid F(SimpleMemory m) {\nint[] a = new int[8]; //!\nfor (int i = 0; i < 8; i++) { a[i] = m.ReadInt32(i); }\nm.WriteInt32(0, a[m.ReadInt32(9) & 7]); }" },
        { "ACC0506", "memory.WriteInt32(0, F(3));\n} [MaxRecursionDepth(4)] static int F(int n) { //!\nint[] a = new int[2]; a[n & 1] = n; return n == 0 ? a[0] : F(n - 1) + a[1];" },
        { "ACC0506", "memory.WriteInt32(0, F(3));\n} [MaxRecursionDepth(0)] static int F(int n) { //!\nreturn n == 0 ? 3 : F(n - 1) + 1;" },
        { "ACC0506", "int x = 0; F(3, ref x); memory.WriteInt32(0, x);\n} [MaxRecursionDepth(5)] static void F(int n, ref int x) { //!\nint y = n; if (n > 0) { F(n - 1, ref y); } x += y;" },
    };

    [Theory]
    [MemberData(nameof(Provocations))]
    public void What_is_refused_is_named_with_its_id_and_line(string id, string source)
    {
        string text = DiagnosticTests.Program(source);
        TransformResult result = KernelCompiler.Compile(KernelSource.FromText(text), "K", new TransformOptions());
        Assert.Null(result.Module);
        KernelDiagnostic diagnostic = Assert.Single(result.Diagnostics);
        Assert.Equal((id, DiagnosticTests.MarkedLine(text), "Kernel.cs"), (diagnostic.Descriptor.Id, diagnostic.Location.Line, diagnostic.Location.File));
    }
}
