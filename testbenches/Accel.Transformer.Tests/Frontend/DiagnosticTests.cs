using System.Collections.Immutable;
using Accel.Transformer.Diagnostics;
using Accel.Transformer.Frontend;

namespace Accel.Transformer.Tests.Frontend;

/// <summary>Each id of the front end is provoked once, and reported at the line marked with <c>//!</c>.</summary>
public sealed class DiagnosticTests
{
    private const string Usings = "using System; using Hast.Transformer.SimpleMemory; using Hast.Synthesis.Attributes; using Accel.Hast;\n";

    private const string Looping = "\nvoid F(SimpleMemory m) { for (int i = 0; i < 3; i++) { m.WriteInt32(i, i); } }";
    private const string Reading = "\nvoid F(SimpleMemory m) { int y = m.ReadInt32(0); m.WriteInt32(0, y); }";

    /// <summary>Id and source. A source that is no class is a body of Run.</summary>
    public static TheoryData<string, string> Provocations => new()
    {
        { "ACC0001", "int x = \"text\"; //!" },
        { "ACC0003", "namespace A { public class K { } } //!\nnamespace B { public class K { } }" },
        { "ACC0004", "public class K //!\n{ public void Run(SimpleMemory memory) { } }" },
        { "ACC0005", "public class K\n{\npublic virtual void Run(SimpleMemory memory) { }\npublic virtual int Other(int x) => x; //!\n}" },
        { "ACC0008", "[Replaceable(\"size\")]\nstatic int Size = 4; //!" },
        { "ACC0010", "public class K\n{\n" + string.Concat(Enumerable.Range(0, 256)
            .Select(i => $"public virtual void R{i}(SimpleMemory m) {{ }}\n")) + "public virtual void Last(SimpleMemory m) { } //!\n}" },
        { "ACC0011", "[Replaceable(\"size\"), Allowed(1, 8)]\nstatic readonly int Size = 9; //!" },
        { "ACC0011", "[Allowed(1, 64, PowerOfTwo = true)]\nconst uint Size = 12; //!" },
        { "ACC0011", "[Allowed(0, 64, MultipleOf = 16)]\nconst long Size = 24; //!" },
        { "ACC0011",
            "public class K { public virtual void Run(SimpleMemory memory) { } }\nstruct S { [Allowed(-3, 3)]\nconst sbyte A = -4; } //!" },
        { "ACC0012", "[Requires(2 * A + B <= 8, \"2 A + B is 8 at most\")] //!\nconst int A = 3;\nconst int B = 4;" },
        {
            "ACC0012",
            "public class K { public const int A = 3; public virtual void Run(SimpleMemory memory) { } }\n"
                + "[Requires(K.A > 3, \"A is large\")] //!\nclass C { }"
        },
        { "ACC0013", "[Allowed(1, 8)]\nstatic readonly int[] Table = { 1 }; //!" },
        { "ACC0013", "[Allowed(8, 1)]\nconst int Size = 4; //!" },
        { "ACC0101", "double d = memory.ReadInt32(0);//!" },
        { "ACC0101", "nint n = memory.ReadInt32(0);//!\nmemory.WriteInt32(0, (int)n);" },
        { "ACC0101", "string s = null; //!" },
        { "ACC0102", "int state; //!\nvoid Use(SimpleMemory m) { m.WriteInt32(0, ++state); }" },
        { "ACC0103",
            "public class K : Base //!\n{ public virtual void Run(SimpleMemory memory) { } }\npublic class Base { public int F; }" },
        { "ACC0103", "var d = new D();//!\n} public class B { protected int Y; } public class D : B { public int X;" },
        { "ACC0103", "var d = new D();//!\n} public class B { public virtual int F() => 1; } public class D : B { public int X;" },
        { "ACC0104", "memory.WriteInt32(0, Deep(1, 3));\n} static int Deep<T>(T x, int n) { return n == 0 ? 0 : Deep((x, x), n - 1); //!" },
        { "ACC0104", "public class K<T> //!\n{ public virtual void Run(SimpleMemory memory) { memory.WriteInt32(0, 1); } }" },
        { "ACC0105", "C[] e = new C[65];\ne[0] = e[1]; //!\n} public class C { public int F; } void F() {" },
        { "ACC0108",
            "C[] e = new C[65];\nC c = memory.ReadBoolean(0) ? new C() : null;\ne[0] = c; //!\n} public class C { public int F; } "
                + "void F() {" },
        { "ACC0105", "int[] a = new int[2]; int[] b = new int[3];\nint[] c = memory.ReadBoolean(0) ? a : b;\n"
            + "c = Hast.Common.Numerics.SimdOperations.AddVectors(c, a, 1); //!" },
        { "ACC0105", "C[] e = new C[65];\n(e[1], e[1].F) = (new C(), 5); //!\n} public class C { public int F; } void F() {" },
        {
            "ACC0105",
            "D[] e = new D[65];\n(e[memory.ReadInt32(0) & 1], e[1].C.F) = (new D(), 5); //!\n"
            + "} public class C { public int F; } public class D { public C C = new(); } void F() {"
        },
        {
            "ACC0105",
            "D[] e = new D[65];\n(e[1], e[1].C) = (new D(), new C()); //!\n"
            + "} public class C { public int F; } public class D { public C C = new(); } void F() {"
        },
        { "ACC0106", "int n = memory.ReadInt32(0);\nint[] a = new int[n]; //!" },
        {
            "ACC0106",
            "var c = new C(memory.ReadInt32(0));\nc.Use(memory);\n"
                + "} public class C { public readonly int N; public C(int n) { N = n; } public void Use(SimpleMemory m) {\n"
                + "int[] t = new int[N]; //!\nm.WriteInt32(0, t.Length); } } void F() {"
        },
        { "ACC0107", "int[,][] a = new int[2, 3][]; //!" },
        { "ACC0107", "\nint[,][] a; //!" },
        { "ACC0108", "int[] a = null;\nmemory.WriteInt32(0, a[0]); //!" },
        { "ACC0108", "C[] e = new C[65];\nmemory.WriteBoolean(0, e[0] == null); //!\n} public class C { public int F; } void F() {" },
        { "ACC0108", "C[] e = new C[65];\ne[0] = null; //!\n} public class C { public int F; } void F() {" },
        {
            "ACC0109",
            "Node n = null; for (int i = 0; i < memory.ReadInt32(0); i++) {\nn = new Node { Next = n }; //!\n} "
                + "memory.WriteBoolean(0, n == null);\n"
                + "} public class Node { public Node Next; } void F() {"
        },
        { "ACC0110", "memory.WriteInt32(0, Zero);\n}\nstatic readonly int One = 1;\nstatic readonly int Zero = One / (One - 1); //!\nvoid F() {" },
        { "ACC0110", "memory.WriteInt32(0, A.X);\n}\n} public static class A { public static readonly int X; //!\nstatic A() { X = 3; } static void F() {" },
        { "ACC0111", "[Persistent]\nprivate int _count = 3; //!\nvoid Use(SimpleMemory m) { m.WriteInt32(0, ++_count); }" },
        { "ACC0112", "C[] e = new C[65]; //!\n} public class C { public int[] F = new int[2]; } void F() {" },
        { "ACC0108", "int[][] a = new int[2][];\na[1][0] = 3; //!" },
        { "ACC0114", "int n = memory.ReadInt32(0);\nint[] a = new int[0]; //!" },
        { "ACC0114", "int n = 0;\nint[] a = []; //!" },
        { "ACC0113", "Table[1] = 3; //!\n} static readonly int[] Table = { 1, 2 }; void F() {" },
        { "ACC0701", "Stream<int>[] s = { new Stream<int>(2), new Stream<int>(2) };\ns[memory.ReadInt32(0)].Write(3); //!" },
        { "ACC0701", "var s = new Stream<int>(4);\ns.Write(memory.ReadInt32(0), \"here\"); //!" },
        { "ACC0702", "var s = new Stream<int>(memory.ReadInt32(0)); //!" },
        { "ACC0702", "var s = new Stream<int>(0); //!" },
        { "ACC0703",
            "var s = new Stream<int>(4);\nvar a = System.Threading.Tasks.Task.Run(() => {\ns.Write(2);\n});\ns.Write(1); //!\na.Wait();" },
        { "ACC0703",
            "var s = new Stream<int>(9);\nfor (int i = 0; i < memory.ReadInt32(0); i++) {\nSystem.Threading.Tasks.Task.Run(() => {\ns.Write(2); //!\n}).Wait(); }" },
        { "ACC0704",
            "var s = new Stream<int>(4); int x = 0;\nvar a = System.Threading.Tasks.Task.Run(() => { x = 3; s.Write(2); }); //!\nvar b = System.Threading.Tasks.Task.Run(() => { x = s.Read(); });\nSystem.Threading.Tasks.Task.WaitAll(a, b);\nmemory.WriteInt32(0, x);" },
        { "ACC0705",
            "var s = new Stream<int>(4); var t = new Stream<int>(4);\nvar a = System.Threading.Tasks.Task.Run(() => s.Write(2)); //!\nvar b = System.Threading.Tasks.Task.Run(() => s.Read() + t.Read());\na.Wait(); t.Write(3); b.Wait();" },
        { "ACC0704",
            "var s = new Stream<int>(4); int x = 1;\nvar a = System.Threading.Tasks.Task.Run(() => s.Write(x));\nx = 3; //!\nvar b = System.Threading.Tasks.Task.Run(() => s.Read());\nSystem.Threading.Tasks.Task.WaitAll(a, b); memory.WriteInt32(0, x);" },
        { "ACC0705",
            "var s = new Stream<int>(4);\nvar a = System.Threading.Tasks.Task.Run(() => s.Write(2)); //!\nmemory.WriteInt32(0, s.Read());" },
        { "ACC0201", "lock (memory) //!\n{ }" },
        { "ACC0202", "switch (memory.ReadInt32(0)) {\ncase 1: goto Other; //!\ncase 2: Other: memory.WriteInt32(0, 1); break; }" },
        { "ACC0203", "try //!\n{ memory.WriteInt32(0, 1); } finally { }" },
        { "ACC0204", "public class K { public virtual async System.Threading.Tasks.Task Run(SimpleMemory memory) {\nawait System.Threading.Tasks.Task.CompletedTask; //!\n} }" },
        { "ACC0206", "foreach (int x in F()) //!\n{ }\n} static System.Collections.Generic.IEnumerable<int> F() {\nyield return 1;" },
        { "ACC0206", "foreach (char c in \"text\") //!\nmemory.WriteInt32(0, c);" },
        { "ACC0301", "int n = 3; memory.WriteInt32(0, n is > 1 ? F(x => x) : 0); //!\n} static int F(Func<int, int> f) { return 1;" },
        { "ACC0302", "memory.WriteInt32(0, checked(memory.ReadInt32(1) + 1)); //!" },
        { "ACC0302", "int x = memory.ReadInt32(1);\nchecked { x++; //!\n}" },
        { "ACC0309", "memory.WriteInt32(0, (int)Math.Sqrt(4)); //!" },
        { "ACC0303", "GC.Collect(); //!" },
        { "ACC0101", "I i = null;//!\n} public interface I { int F();" },
        { "ACC0304", "public abstract class K\n{ public virtual void Run(SimpleMemory memory) {\nmemory.WriteInt32(0, F()); //!\n}\nprotected abstract int F(); }" },
        { "ACC0305", "memory.WriteInt32(0, F(3));\n} static int F(int n) {\nreturn n == 0 ? 1 : n * F(n - 1); //!" },
        { "ACC0305", "memory.WriteInt32(0, F(3));\nint F(int n) => n == 0 ? 1 : F(n - 1) + F(n - 2); //!" },
        { "ACC0306", "var p = new P(3);\nmemory.WriteInt32(0, p.F());\n} public class P(int x) {\npublic int F() => x; //!" },
        { "ACC0307",
            "int[] a = new int[2];\nF(ref a[0], a, 2); //!\nmemory.WriteInt32(0, a[0]);\n} [MaxRecursionDepth(4)] static void F(ref int x, int[] a, int n) { if (n > 0) { a[0]++; F(ref x, a, n - 1); }" },
        { "ACC0308", "int x = memory.ReadInt32(0), z = x;\nref int y = ref x;\nif (x > 1)\ny = ref z; //!\ny++;" },
        { "ACC0308",
            "int[] a = new int[2];\nAt(a, 1) = memory.ReadInt32(0); //!\n} static ref int At(int[] a, int i) { if (i > 3) { "
                + "return ref a[0]; } return ref a[i];" },
        { "ACC0101", "object o = memory.ReadInt32(0);//!" },
        { "ACC0310", "int[] a = { 1, 2 };\nArray.Copy(a, a, -1); //!" },
        { "ACC0311", "System.Threading.Tasks.Task.Delay(5); //!" },
        { "ACC0312", "memory.WriteInt32(0, memory.CellCount); //!" },
        { "ACC0401", "[Unroll(\"k\")] //!\nvoid F(SimpleMemory m) { for (int i = 0; i < 3; i++) { m.WriteInt32(i, i); } }" },
        { "ACC0402", "[Memory(\"table\", MemoryKind.Block)] //!\nvoid F(SimpleMemory m) { int[] a = new int[4]; m.WriteInt32(0, a[0]); }" },
        { "ACC0403", "[Width(\"x\", 4)] //!\nvoid F(SimpleMemory m) { int y = m.ReadInt32(0); m.WriteInt32(0, y); }" },
        { "ACC0404", "[Width(\"y\", 40)] //!\nvoid F(SimpleMemory m) { int y = m.ReadInt32(0); m.WriteInt32(0, y); }" },
        { "ACC0405", "[Width(4)] //!\nvoid F(SimpleMemory m) { int y = m.ReadInt32(0); m.WriteInt32(0, y); }" },
        { "ACC0405",
            "public class S {\n[Memory(MemoryKind.Block)] public int X; //!\n} public class K { public virtual void Run(SimpleMemory memory) { var s = new S(); memory.WriteInt32(0, s.X); } }" },
        { "ACC0111", "[Persistent]\nprivate static int _count; //!\nvoid Use(SimpleMemory m) { m.WriteInt32(0, _count); }" },
        { "ACC0111", "[Persistent]\nprivate const int Count = 3; //!\nvoid Use(SimpleMemory m) { m.WriteInt32(0, Count); }" },
        { "ACC0201", "using var s = new System.IO.MemoryStream(); //!" },
        { "ACC0203", "try { memory.WriteInt32(0, 1); } catch (Exception) { } //!" },
        { "ACC0204", "G(); //!\n} static async System.Threading.Tasks.Task G() { await System.Threading.Tasks.Task.Delay(1);" },
        { "ACC0205", "int[] a = { memory.ReadInt32(0), 2 };\nif (a is [1, .. var rest]) //!\nmemory.WriteInt32(0, 1);" },
        { "ACC0206", "foreach (int v in new E()) //!\nmemory.WriteInt32(0, v);\n} class E { int n; "
            + "public E GetEnumerator() => this; public int Current => n; public bool MoveNext() => n++ < 3;" },
        { "ACC0401", "[Pipeline(\"I\")] //!\nvoid F(SimpleMemory m) { for (int i = 0; i < 3; i++) { m.WriteInt32(i, i); } }" },
        { "ACC0402", "[Banked(\"i\", Banks = 2)] //!" + Looping },
        { "ACC0404", "[Pipeline(\"i\", InitiationInterval = 2000000000)] //!" + Looping },
        { "ACC0404", "[Pipeline(\"i\", InitiationInterval = -1)] //!" + Looping },
        { "ACC0404", "[Unroll(\"i\", Factor = -1)] //!" + Looping },
        { "ACC0404", "[Unroll(\"i\", Factor = 2)]\n[Unroll(\"i\")] //!" + Looping },
        { "ACC0404", "[Width(\"y\", 4)]\n[Range(\"y\", 0, 99)] //!" + Reading },
        { "ACC0404", "[Range(\"y\", 5, 3)] //!" + Reading },
        { "ACC0404", "[Memory(\"a\", (MemoryKind)99)] //!\nvoid F(SimpleMemory m) { int[] a = new int[4]; m.WriteInt32(0, a[0]); }" },
        {
            "ACC0405",
            "[Persistent]\n[Memory((MemoryKind)77)] //!\nprivate readonly int[] _a = new int[4];\nvoid Use(SimpleMemory m) { m.WriteInt32(0, _a[0]); }"
        },
        { "ACC0405", "[Persistent, Width(3)]\n[Width(4)] //!\nprivate int _a;\nvoid Use(SimpleMemory m) { m.WriteInt32(0, _a++); }" },
        { "ACC0404",
            "[Memory(\"a\", MemoryKind.Distributed, OutputRegister = true)] //!\nvoid F(SimpleMemory m) { int[] a = new int[4]; m.WriteInt32(0, a[0]); }" },
        { "ACC0404", "[Banked(\"a\", Banks = 0)] //!\nvoid F(SimpleMemory m) { int[] a = new int[4]; m.WriteInt32(0, a[0]); }" },
    };

    [Theory]
    [MemberData(nameof(Provocations))]
    public void What_is_refused_is_named_with_its_id_and_line(string id, string source)
    {
        string text = Program(source);
        FrontEndResult result = FrontEnd.Load(KernelSource.FromText(text), "K", new TransformOptions());
        Assert.Null(result.Program);
        KernelDiagnostic diagnostic = Assert.Single(result.Diagnostics);
        Assert.Equal((id, MarkedLine(text), "Kernel.cs"), (diagnostic.Descriptor.Id, diagnostic.Location.Line, diagnostic.Location.File));
        Assert.DoesNotContain("{0}", diagnostic.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_class_that_is_not_there_is_named_with_those_that_are()
    {
        FrontEndResult result = FrontEnd.Load(KernelSource.FromText("public class Other { }"), "K", new TransformOptions());
        KernelDiagnostic diagnostic = Assert.Single(result.Diagnostics);
        Assert.Equal("ACC0002", diagnostic.Descriptor.Id);
        Assert.Contains("Other", diagnostic.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Several_mistakes_are_reported_together_in_order()
    {
        string text = Program("double d = 1;\nint[,][] a = new int[1, 1][];\nmemory.WriteInt32(0, checked(memory.ReadInt32(0) * 3));");
        FrontEndResult result = FrontEnd.Load(KernelSource.FromText(text), "K", new TransformOptions());
        Assert.Equal(["ACC0101", "ACC0107", "ACC0302"], result.Diagnostics.Select(item => item.Descriptor.Id));
        Assert.Equal([3, 4, 5], result.Diagnostics.Select(item => item.Location.Line));
    }

    [Fact]
    public void Replacement_keys_and_types_are_checked()
    {
        string text = Usings + "public class K { [Replaceable(\"size\")] const byte Size = 3; public virtual void Run(SimpleMemory memory) { memory.WriteInt32(0, Size); } }";
        Assert.Equal("ACC0006", Single("sise", "4").Descriptor.Id);
        Assert.Contains("size", Single("sise", "4").Message, StringComparison.Ordinal);
        Assert.Equal("ACC0007", Single("size", "400").Descriptor.Id);
        Assert.Equal("ACC0007", Single("size", "4; evil()").Descriptor.Id);

        KernelDiagnostic Single(string key, string value)
        {
            TransformOptions options = new() { Replacements = ImmutableSortedDictionary<string, string>.Empty.Add(key, value) };
            return Assert.Single(FrontEnd.Load(KernelSource.FromText(text), "K", options).Diagnostics);
        }
    }

    [Theory]
    [InlineData("4", "5", null)]
    [InlineData("12", "5", "ACC0011: size cannot be 12: it has to be 2 to 32, a power of two")]
    [InlineData("64", "5", "ACC0011: size cannot be 64: it has to be 2 to 32, a power of two")]
    [InlineData("-8", "5", "ACC0011: size cannot be -8: it has to be 2 to 32, a power of two")]
    [InlineData("4", "6", "ACC0011: step cannot be 6: it has to be 5 to 20, a multiple of 5")]
    [InlineData("4", "15", "ACC0012: the steps have room beside the table; here Times is 2, step is 15, size is 4")]
    public void What_replaces_a_constant_is_held_against_what_it_may_be(string size, string step, string? refused)
    {
        const string Text = Usings + """
            public class K
            {
                [Replaceable("size"), Allowed(2, 32, PowerOfTwo = true)]
                [Requires(Times * (int)Step < Size + 25, "the steps have room beside the table")]
                const int Size = 8;
                [Replaceable("step"), Allowed(5, 20, MultipleOf = 5)]
                const ulong Step = 5;
                const int Times = 2;
                public virtual void Run(SimpleMemory memory) { int[] a = new int[Size]; memory.WriteInt32(0, a[0] + (int)Step); }
            }
            """;
        TransformOptions options = new()
        {
            Replacements = ImmutableSortedDictionary<string, string>.Empty.Add("size", size).Add("step", step),
        };
        FrontEndResult result = FrontEnd.Load(KernelSource.FromText(Text), "K", options);
        Assert.Equal(refused, result.Diagnostics.Select(static d => $"{d.Descriptor.Id}: {d.Message}").SingleOrDefault());
    }

    /// <summary>A program of a source that is a body of Run, members of K, or whole types.</summary>
    internal static string Program(string source) => Usings + Complete(source);

    /// <summary>The line marked with <c>//!</c>, from 1.</summary>
    internal static int MarkedLine(string text) =>
        Array.FindIndex(text.Split('\n'), candidate => candidate.Contains("//!", StringComparison.Ordinal)) + 1;

    private static string Complete(string source)
    {
        bool isWhole = source.StartsWith("public class", StringComparison.Ordinal) || source.StartsWith("public abstract", StringComparison.Ordinal) || source.StartsWith("namespace", StringComparison.Ordinal);
        bool isMembers = source.StartsWith('[') || source.StartsWith("int state", StringComparison.Ordinal);
        string call = source.Contains("void Use(", StringComparison.Ordinal) ? "Use(memory);"
            : source.Contains("void F(SimpleMemory m)", StringComparison.Ordinal) ? "F(memory);" : "";
        return isWhole ? source
            : isMembers ? $"public class K {{ public virtual void Run(SimpleMemory memory) {{ {call} }}\n{source}\n}}"
            : $"public class K {{ public virtual void Run(SimpleMemory memory) {{\n{source}\n}} }}";
    }
}
