using Accel.Hast;
using Accel.Transformer.Diagnostics;
using Accel.Transformer.Frontend;
using Accel.Transformer.Portability;
using Hast.Transformer.SimpleMemory;

namespace Accel.Transformer.Tests.Frontend;

/// <summary>What stands beside a kernel is the host's, whatever is in it; what an entry point reaches is not.</summary>
public sealed class HostCodeTests
{
    private const string Host = """
        [ThirdParty.Something] public class Options : ThirdParty.Base { public ThirdParty.Thing X { get; set; } = ThirdParty.Make(); }
        """;

    [Theory]
    [InlineData("public int Sum(int[] x) => System.Linq.Enumerable.Sum(x);")]
    [InlineData("public int Sum(int[] x) => x.Select(y => y + 1).Sum();")]
    [InlineData("public void Show() => Console.WriteLine(\"a\");")]
    [InlineData("private readonly ILogger<K> _log; public K(ILogger<K> log) { _log = log; }")]
    [InlineData("public unsafe int At(int* p) => *p;")]
    [InlineData("public Image<Rgba32> Load(string path) { using var x = Image.Load(path); return x; } "
        + "public void Save() => Load(\"\").Save();")]
    [InlineData("public async Task<int> Ask() { await using var http = new HttpClient(); return 1; }")]
    [InlineData("private readonly List<Missing> _seen = new(); public event Missing Changed; public Missing this[int i] => _seen[i];")]
    [InlineData("public static K operator +(K a, Missing b) => a; public static explicit operator Missing(K k) => null;")]
    [InlineData("public enum E { A = Missing.B } public record R(Missing M); public interface I { Missing F(); }")]
    public void Host_code_beside_an_entry_point_does_not_matter(string member)
        => KernelComparison.AssertSame(
            KernelComparison.Kernel("memory.WriteInt32(0, Twice(memory.ReadInt32(1)));",
                $"private static int Twice(int x) => x + x; {member}", Host), runs: 2);

    [Theory]
    [InlineData("using SixLabors.ImageSharp; using L = Missing.Logger; [assembly: Missing] ", "")]
    [InlineData("", "public class Program { public static void Main() { Missing.Run(new K()); } }")]
    [InlineData("#:package Missing@1.0\n", "")]
    [InlineData("Console.WriteLine(new K()); int x = Missing.F(); foreach (var y in Missing.All) { Use(y); } void Use(object o) { } ", "")]
    public void Neither_do_usings_programs_and_what_dotnet_run_takes(string before, string behind)
    {
        string kernel =
            "public class K { public virtual void Run(Hast.Transformer.SimpleMemory.SimpleMemory memory) => memory.WriteInt32(0, 7); } ";
        KernelComparison.AssertSame(before + kernel + behind, runs: 1);
    }

    [Theory]
    [InlineData("memory.WriteInt32(0, Missing.One);", "", "")]
    [InlineData("memory.WriteInt32(0, F());", "int F() => Missing.One;", "")]
    [InlineData("memory.WriteInt32(0, P);", "int P { get { return Missing.One; } }", "")]
    [InlineData("memory.WriteInt32(0, C);", "const int C = Missing.One;", "")]
    [InlineData("memory.WriteInt32(0, T[1]);", "static readonly int[] T = Missing.All;", "")]
    [InlineData("memory.WriteInt32(0, (new S(1) + new S(2)).V);", "",
        "struct S(int v) { public int V = v; public static S operator +(S a, S b) => new(Missing.Of(a)); }")]
    [InlineData("int x = new S(1); memory.WriteInt32(0, x);", "",
        "struct S(int v) { public static implicit operator int(S a) => Missing.One; }")]
    [InlineData("var s = new C(); memory.WriteInt32(0, s.V);", "", "class C { public int V; public C() { V = Missing.One; } }")]
    [InlineData("var s = new D(); memory.WriteInt32(0, s.V);", "", "class C { public int V = Missing.One; } class D : C { }")]
    [InlineData("var (a, b) = new S(); memory.WriteInt32(0, a);", "",
        "struct S { public void Deconstruct(out int a, out int b) { a = Missing.One; b = 0; } }")]
    [InlineData("var s = new S { [1] = 2 }; memory.WriteInt32(0, s[1]);", "",
        "struct S { public int this[int i] { get => Missing.One; set { } } }")]
    [InlineData("memory.WriteInt32(0, 1.Twice());", "", "static class X { public static int Twice(this int x) => Missing.One; }")]
    [InlineData("I i = new C(); memory.WriteInt32(0, i.F());", "",
        "interface I { int F(); } class C : I { public int F() => Missing.One; }")]
    [InlineData("memory.WriteInt32(0, L(1)); int L(int x) => Missing.One;", "", "")]
    [InlineData("memory.WriteInt32(0, (int)E.A);", "", "enum E { A = Missing.One }")]
    [InlineData("memory.WriteInt32(0, G<S>());", "int G<T>() where T : struct => default(T) is S ? 1 : 2;", "struct S : Missing { }")]
    public void An_error_in_what_an_entry_point_reaches_is_told(string body, string members, string types)
    {
        string source = KernelComparison.Kernel(body, members, Host + types);
        var result = FrontEnd.Load(KernelSource.FromText(source), "K", new TransformOptions());
        Assert.Contains(result.Diagnostics, static d =>
            d.Descriptor == DiagnosticDescriptors.CompileError && d.Message.Contains("Missing", StringComparison.Ordinal));
        Assert.DoesNotContain(result.Diagnostics, static d => d.Message.Contains("ThirdParty", StringComparison.Ordinal));
        var report = Assert.Single(KernelLint.Check(KernelSource.FromText(source)).Kernels);
        Assert.Equal(result.Diagnostics.Select(static d => d.ToString()), report.Diagnostics.Select(static d => d.ToString()));
        Assert.Null(KernelAssembly.Load(KernelSource.FromText(source), "K", new TransformOptions()).Assembly);
    }

    [Fact]
    public void Lines_keep_their_numbers_and_directives_stay()
    {
        string source = """
            using Missing;
            public class K
            {
                public Missing
                    Host()
                {
            #if DEBUG
                    return 1;
            #endif
                    return Missing.One;
                }

                public virtual void Run(Hast.Transformer.SimpleMemory.SimpleMemory memory)
                {
                    double x = memory.ReadInt32(0);
                }
            }
            """;
        var diagnostic = FrontEnd.Load(KernelSource.FromText(source), "K", new TransformOptions()).Diagnostics[0];
        Assert.Equal(15, diagnostic.Location.Line);
    }

    [Fact]
    public void One_kernels_errors_are_not_anothers()
    {
        string two = KernelComparison.Kernel("memory.WriteInt32(0, 1);")
            + "public class L { public virtual void Run(SimpleMemory memory) => memory.WriteInt32(0, Missing.One); }";
        var report = KernelLint.Check(KernelSource.FromText(two));
        Assert.Equal([("K", true), ("L", false)], report.Kernels.Select(static k => (k.Kernel, k.IsAccepted)));
        Assert.NotNull(KernelCompiler.Compile(KernelSource.FromText(two), "K", new TransformOptions()).Module);
    }

    [Fact]
    public void Where_there_is_no_kernel_every_error_may_be_the_reason()
    {
        var report = KernelLint.Check(KernelSource.FromText("public class K { public virtual void Run(SimpleMemroy memory) { } }"));
        Assert.Contains("SimpleMemroy", Assert.Single(report.Diagnostics).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Pointers_in_a_kernel_are_refused()
    {
        string source = KernelComparison.Kernel("unsafe { int x = memory.ReadInt32(0); int* p = &x; *p = 3; memory.WriteInt32(1, x); }");
        Assert.NotEmpty(FrontEnd.Load(KernelSource.FromText(source), "K", new TransformOptions()).Diagnostics);
    }

    [Theory]
    [InlineData("while (memory.ReadInt32(0) == 0) { }", "")]
    [InlineData("for (int i = 1; i != 0; i += 2) { }", "")]
    [InlineData("do { } while (memory.ReadInt32(0) == 0);", "")]
    [InlineData("F(1);", "static int F(int x) => x == 0 ? 0 : F(x + 2);")]
    [InlineData("F(1);", "static void F(int x) { if (x != 0) { F(x + 2); } }")]
    [InlineData("L(1); int L(int x) { return x == 0 ? 0 : L(x + 2); }", "")]
    [InlineData("Task.Run(() => { while (memory.ReadInt32(0) == 0) { } }).Wait();", "")]
    public void Plain_C_sharp_ends_within_its_budget(string body, string members)
    {
        var (assembly, diagnostics) = KernelAssembly.Load(
            KernelSource.FromText(KernelComparison.Kernel(body, members)), "K", new TransformOptions(), isCounted: true);
        Assert.True(assembly is not null, string.Join('\n', diagnostics));
        var failed = Record.Exception(() => RunBudget.Run(1_000_000, () => assembly.EntryPoints[0](SimpleMemory.CreateSoftwareMemory(4))));
        Assert.IsType<RunBudgetException>(failed is AggregateException all ? all.InnerException : failed);
    }
}
