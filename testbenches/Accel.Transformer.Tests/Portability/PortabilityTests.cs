using Accel.Transformer.Portability;
using Accel.Transformer.Tests.Frontend;

namespace Accel.Transformer.Tests.Portability;

/// <summary>Each difference from Hastlayer is provoked once, and reported at the line marked with <c>//!</c>.</summary>
public sealed class PortabilityTests
{
    /// <summary>Id and source, as in <see cref="DiagnosticTests.Provocations"/>.</summary>
    public static TheoryData<string, string> Provocations => new()
    {
        { "HAST01", "[Persistent]\nprivate int _count; //!\nvoid F(SimpleMemory m) { }" },
        { "HAST02", "public class K {\npublic virtual void Run(SimpleMemory memory) => memory.WriteInt32(0, 1);\npublic K() { } //!\n}" },
        { "HAST03", "memory.WriteInt32(0, Table[memory.ReadInt32(0)]); //!\n} static readonly int[] Table = { 1, 2 }; void F() {" },
        { "HAST04", "public abstract class K //!\n{ public virtual void Run(SimpleMemory memory) => memory.WriteInt32(0, 1); }" },
        { "HAST05", "memory.WriteInt32(0, Size); //!\n}\n[Replaceable(\"size\")] const int Size = 3; void F() {" },
        { "HAST06", "(int a, int b) = (memory.ReadInt32(0), 1); //!\nmemory.WriteInt32(0, a + b);" },
        { "HAST07", "memory.WriteInt32(0, Math.Max(memory.ReadInt32(1), 3)); //!" },
        { "HAST08", "int[] a = { 1, 2 };\nint[] b = new int[2];\nArray.Copy(a, 1, b, 0, 1); //!\nmemory.WriteInt32(0, b[0]);" },
        { "HAST09", "int n = memory.ReadInt32(0);\nvar t = System.Threading.Tasks.Task.Run(() => n + 1); //!\nmemory.WriteInt32(0, t.Result);" },
        { "HAST10", "var t = System.Threading.Tasks.Task.Factory.StartNew(i => (int)i +\nmemory.ReadInt32(2), 3); //!\nmemory.WriteInt32(0, t.Result);" },
        { "HAST11", "memory.WriteInt32(0, memory.ReadInt32(1) >>> 3); //!" },
        { "HAST12", "memory.WriteInt32(0, F(3));\n}\nstatic int F(int n) { //!\nreturn n == 0 ? 1 : n * F(n - 1);" },
        { "HAST13", "int n = memory.ReadInt32(0);\nwhile (n > 0)\n{\nn--;\nif (n == 3) { continue; } //!\nmemory.WriteInt32(n, n);\n}" },
        { "HAST14", "S s = new S { A = new int[2] }; //!\nmemory.WriteInt32(0, s.A[0]);\n} public struct S { public int[] A;" },
        { "HAST15", "if (memory.ReadInt32(0) is > 3 and < 7) //!\nmemory.WriteInt32(0, 1);" },
        { "HAST16", "memory.WriteInt32(0, memory.ReadInt32(0) switch { 1 => 2, _ => 5 }); //!" },
        { "HAST17", "int[] a = { 1, 2 };\nforeach (int x in a) //!\nmemory.WriteInt32(x, x);" },
        { "HAST18", "memory.WriteInt32(0, F(3)); //!\nstatic int F(int x) => x + 1;" },
        { "HAST20", "var s = new Stream<int>(4); //!\ns.Write(memory.ReadInt32(0));\nmemory.WriteInt32(0, s.Read());" },
        { "HAST22", "int? x = memory.ReadInt32(0); //!\nmemory.WriteInt32(0, x.HasValue ? 1 : 2);" },
        { "HAST21", "memory.WriteUInt32(0, HardwareClock.Cycles); //!" },
        { "HAST23", "int[,] a = new int[2, 2]; //!\nmemory.WriteInt32(0, 1);" },
        { "HAST19", "again: memory.WriteInt32(0, 1);\nif (memory.ReadBoolean(1)) goto again; //!" },
        { "HAST19", "int[] a = [1, 2]; //!\nmemory.WriteInt32(0, a[0]);" },
    };

    [Theory]
    [MemberData(nameof(Provocations))]
    public void What_differs_is_named_with_its_id_and_line(string id, string source)
    {
        string text = DiagnosticTests.Program(source);
        KernelReport report = Check(text);
        PortabilityIssue issue = Assert.Single(Issues(report));
        Assert.Equal((id, DiagnosticTests.MarkedLine(text)), (issue.Rule.Id, issue.Location.Line));
        Assert.Equal(issue.Rule.Verdict == PortabilityVerdict.Caution, report.IsPortable);
    }

    [Fact]
    public void Every_rule_is_provoked_by_a_test() =>
        Assert.Equal(PortabilityRules.All.Select(rule => rule.Id), Provocations.Select(row => row.Data.Item1).Distinct().Order(StringComparer.Ordinal));

    [Fact]
    public void The_documentation_is_current() =>
        GoldenText.AssertSame("hardware/Accel.Transformer/docs/portability.md", PortabilityTable.ToMarkdown());

    /// <summary>All that dialect.md takes from Hastlayer, in one kernel: its samples' tasks, SIMD, recursion apart.</summary>
    [Fact]
    public void What_is_taken_from_Hastlayer_is_portable_and_so_are_our_attributes()
    {
        KernelReport report = Check(DiagnosticTests.Program("""
            public class K : IKernel
            {
                [Replaceable("tasks")]
                private static readonly int Tasks = 4;
                private const int Length = 8;

                [AdditionOnly] [Pipeline("i")] [Unroll("j")] [Width("sum", 20)] [Memory("data", MemoryKind.Distributed)]
                public virtual void Run(SimpleMemory memory)
                {
                    short[] data = new short[Length];
                    int sum = 0;
                    for (int i = 0; i < Length; i++)
                    {
                        if (i == 5) { continue; }
                        data[i] = (short)memory.ReadUInt32(i);
                        if (data[i] < 0) { break; }
                    }
                    for (int j = 0; j < 2; j++) { sum += data[j]; }
                    int left = 3;
                    do { left--; Step(ref sum, out bool done); if (done) { return; } } while (left > 0);
                    switch (memory.ReadBoolean(1) ? sum : left) { case 1: sum++; break; case 2: case 3: sum--; break; default: throw new ArgumentException("no"); }
                    var tasks = new System.Threading.Tasks.Task<int>[Tasks];
                    for (int t = 0; t < Tasks; t++)
                    {
                        tasks[t] = System.Threading.Tasks.Task.Factory.StartNew(index => (int)index + sum, t);
                    }
                    System.Threading.Tasks.Task.WhenAll(tasks).Wait();
                    var point = new Point { X = tasks[0].Result, Kind = Kind.Second };
                    point = point + point;
                    var box = new Box(point.X);
                    int[] vector = Hast.Common.Numerics.SimdOperations.AddVectors(new int[] { 1, 2 }, new[] { 3, 4 }, 2);
                    int[] copy = new int[2];
                    Array.Copy(vector, copy, 2);
                    memory.WriteInt32(0, box.Twice + sum.Half() + copy[1]);
                }

                private static void Step(ref int value, out bool done) { value -= 1; done = value == 0; }
            }
            public interface IKernel { void Run(SimpleMemory memory); }
            public enum Kind : byte { First, Second }
            public struct Point
            {
                [field: Width(20)]
                public int X { get; set; }
                [Range(0, 1)]
                public Kind Kind;
                public static Point operator +(Point a, Point b) => new Point { X = a.X + b.X, Kind = b.Kind };
            }
            public class Box
            {
                [Width(20)]
                private readonly int _x;
                public Box(int x) { _x = x; }
                public int Twice { get { return _x + _x; } }
            }
            public static class Extensions { public static int Half(this int x) => x >> 1; }
            """));
        Assert.Equal(["ACC0207"], report.Diagnostics.Select(item => item.Descriptor.Id));
        Assert.Empty(Issues(report));
        Assert.True(report.IsPortable);
        Assert.Equal(["K.Run", "K.Step", "Point.op_Addition", "Box..ctor", "Box.get_Twice", "Extensions.Half"], report.Methods.Select(method => method.Name));
    }

    /// <summary>The programs in the style of Hastlayer's samples; those with rules have something that its own samples have not.</summary>
    [Theory]
    [InlineData("FixedPointCalculator", "HAST03")]
    [InlineData("GenomeMatcher")]
    [InlineData("ImageContrastModifier")]
    [InlineData("Loopback", "HAST04")]
    [InlineData("MonteCarloPiEstimator")]
    [InlineData("ObjectOrientedShowcase", "HAST19")]
    [InlineData("ParallelAlgorithm")]
    [InlineData("PrimeCalculator")]
    [InlineData("RecursiveAlgorithms")]
    [InlineData("SimdCalculator")]
    [InlineData("TableLoader", "HAST09", "HAST19")]
    public void Programs_in_the_style_of_its_samples_are_portable_but_for_what_they_add(string name, params string[] rules)
    {
        KernelSource all = KernelSource.FromEmbedded(typeof(PortabilityTests).Assembly);
        KernelReport report = Assert.Single(KernelLint.Check(new KernelSource([.. all.Files.Where(file => file.Path == name + ".cs")])).Kernels);
        Assert.Equal(rules, Issues(report).Where(issue => !issue.Rule.IsPortable).Select(issue => issue.Rule.Id).Distinct().Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Methods_that_the_kernel_does_not_reach_are_not_looked_at() =>
        Assert.Empty(Issues(Check(DiagnosticTests.Program("memory.WriteInt32(0, 1);\n}\npublic override string ToString() { foreach (char c in \"ab\") { }\nreturn \"\";"))));

    private static KernelReport Check(string text)
    {
        LintReport report = KernelLint.Check(KernelSource.FromText(text));
        Assert.Empty(report.Diagnostics);
        return Assert.Single(report.Kernels);
    }

    private static IEnumerable<PortabilityIssue> Issues(KernelReport report) => report.Issues.Concat(report.Methods.SelectMany(method => method.Issues));
}
