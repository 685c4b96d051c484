using Accel.Transformer.Budgets;
using Accel.Transformer.Diagnostics;
using Accel.Transformer.Tests.Frontend;

namespace Accel.Transformer.Tests.Budgets;

/// <summary>
/// What would take more memory and time than there is gets a diagnostic that says what takes it, where, how much, and how much there is;
/// each of these sources took minutes and gigabytes, or all there was, before there were budgets.
/// </summary>
public sealed class BudgetTests
{
    private const string Usings =
        "using System; using System.Threading.Tasks; using System.Runtime.CompilerServices; using Accel.Hast; using Hast.Transformer.SimpleMemory; using Hast.Synthesis.Attributes;\n";

    /// <summary>Id, words of the message, and a source whose line is marked with <c>//!</c>.</summary>
    public static TheoryData<string, string[], string> Refused => new()
    {
        { "ACC0510", ["F0 once (line 3)", "F1 2 times", "4194304 copies of K.F22", "budget is 500000"], Calls(22, "") },
        {
            "ACC0510", ["200 of the loop over i", "200 of the loop over j", "200 of the loop over k", "8000000 copies"],
            "[Unroll(\"i\"), Unroll(\"j\"), Unroll(\"k\")] public virtual void Run(SimpleMemory m) { int s = m.ReadInt32(0);\nfor (int i = 0; i < 200; i++) //!\n"
                + "for (int j = 0; j < 200; j++) for (int k = 0; k < 200; k++) s ^= s * i + j + k; m.WriteInt32(1, s); }"
        },
        {
            "ACC0510", ["60000 of the loop over j", "60000 copies"],
            "[Pipeline(\"i\", InitiationInterval = 0)] public virtual void Run(SimpleMemory m) { for (int i = 0; i < 8; i++) { int s = i;\nfor (int j = 0; j < 60000; j++) //!\n"
                + "{ s = (s * j + 7) ^ (s >> 3) ^ (s << 5) + (s & j) - (s | 5) * 3 + (j ^ s) * (s + 1) - (s * s) + (s - j) * (s + j) + (s ^ 77) * (s + 9) - (s << 1) + (s >> 7) * (s & 3); } m.WriteInt32(i, s); } }"
        },
        { "ACC0510", ["following the calls of methods that are built once", "4194304 copies of K.F22"],
            Calls(22, "[MethodImpl(MethodImplOptions.NoInlining)] ") },
        { "ACC0510", ["copies of accessors, constructors, operators", "K.Run.F0, which calls K.Run.F1"], LocalFunctions(22) },
        { "ACC0510", ["variable of type K.S24 consists of 16777216 variables"], Nested("struct", 24, "S24 s = new S24(); //!") },
        { "ACC0510", ["copies of accessors, constructors", "the fields of K.S"], Nested("class", 24, "S24 s = new S24(); //!") },
        {
            "ACC0510", ["a is to be 1048576 registers"],
            "[Memory(\"a\", MemoryKind.Registers)] public virtual void Run(SimpleMemory m) {\nint[] a = new int[1 << 20]; //!\na[m.ReadInt32(0)] = 1; m.WriteInt32(0, a[m.ReadInt32(1)]); }"
        },
        {
            "ACC0510", ["to 1048576 banks of a"],
            "[Banked(\"a\", Banks = 1 << 20)] public virtual void Run(SimpleMemory m) {\nint[] a = new int[1 << 20]; //!\na[m.ReadInt32(0)] = 1; m.WriteInt32(0, a[m.ReadInt32(1)]); }"
        },
        { "ACC0115", ["a of 268435456 times 32 bits takes 8589934592 bits", "budget is 536870912 bits"],
            Array("int[] a = new int[1 << 28]; //!") },
        { "ACC0115", ["a of 2147483647 times 64 bits"], Array("long[] a = new long[int.MaxValue]; //!") },
        { "ACC0115", ["a.X of 1073741823 times 32 bits"], Array("P[] a = new P[int.MaxValue / 2]; //!", "a[m.ReadInt32(1)].X") },
        {
            "ACC0115", ["_t of 268435456 times 64 bits"],
            "\n[Persistent] private readonly long[] _t = new long[1 << 28]; //!\npublic virtual void Run(SimpleMemory m) { _t[m.ReadInt32(0)]++; }"
        },
        {
            "ACC0115", ["T of 536870912 times 32 bits"],
            "\nprivate static readonly int[] T = new int[1 << 29]; //!\npublic virtual void Run(SimpleMemory m) { m.WriteInt32(0, T[m.ReadInt32(0)]); }"
        },
        {
            "ACC0115", ["kept_next", "137438953408 bits together"],
            "public virtual void Run(SimpleMemory m) { m.WriteInt32(0, F(m.ReadInt32(0))); }\n"
                + "[MaxRecursionDepth(int.MaxValue)] static int F(int n) { int y = n * 3; return n <= 0 ? 1 : F(n - 1) + y; } //!\n"
        },
        {
            "ACC0115", ["x (line 4) 1073741824 in 2 copies", "1073741824 bits together"],
            "public virtual void Run(SimpleMemory m) { F(m); F(m); }\nstatic void F(SimpleMemory m) {\nint[] x = new int[1 << 24]; x[m.ReadInt32(0)] = 1; m.WriteInt32(0, x[m.ReadInt32(1)]); //!\n}"
        },
    };

    // Types of two parts of the type before: as many fields as there are ways down.
    private static string Nested(string kind, int levels, string body) =>
        $"public virtual void Run(SimpleMemory m) {{\n{body}\nm.WriteInt32(0, m.ReadInt32(1)); }} public {kind} S0 {{ public int V; }} "
        + string.Concat(Enumerable.Range(1, levels).Select(i =>
            $"public {kind} S{i} {{ public S{i - 1} L{(kind == "class" ? " = new()" : "")}, R{(kind == "class" ? " = new()" : "")}; }} "));

    [Theory]
    [MemberData(nameof(Refused))]
    public void What_takes_too_much_is_named_with_its_amount_and_the_limit(string id, string[] words, string source)
    {
        string text = Kernel(source);
        var diagnostic = Assert.Single(Compile(text, new TransformOptions()).Diagnostics);
        Assert.Equal((id, DiagnosticTests.MarkedLine(text)), (diagnostic.Descriptor.Id, diagnostic.Location.Line));
        Assert.All(words, word => Assert.Contains(word, diagnostic.Message, StringComparison.Ordinal));
    }

    [Fact]
    public void The_remedy_of_too_many_copies_compiles()
    {
        const string Once = "[MethodImpl(MethodImplOptions.NoInlining)] ";
        var budgets = new CompileBudgets { Operations = 30_000 };
        Assert.Equal("ACC0510", Refusal(Kernel(Calls(12, "")), budgets));
        Assert.Null(Refusal(Kernel(Calls(12, "").Replace("static int F6", Once + "static int F6", StringComparison.Ordinal)), budgets));
        string looped = string.Concat(Enumerable.Range(0, 9)
            .Select(i => $"static int F{i}(int x) {{ int y = x; for (int k = 0; k < 2; k++) {{ y += F{i + 1}(y ^ {i}); }} return y; }}\n"));
        Assert.Null(
            Refusal(
                Kernel(
                    $"public virtual void Run(SimpleMemory m) {{ m.WriteInt32(1, F0(m.ReadInt32(0))); }}\n{looped} static int F9(int x) => x * x + 3;"), budgets));
    }

    [Fact]
    public void A_budget_is_what_the_user_says()
    {
        string text = Kernel(Calls(3, ""));
        Assert.NotNull(Compile(text, new TransformOptions()).Module);
        Assert.Equal("ACC0510", Refusal(text, new CompileBudgets { Operations = 20 }));
        text = Kernel(Array("int[] a = new int[1 << 10];"));
        Assert.NotNull(Compile(text, new TransformOptions()).Module);
        Assert.Equal("ACC0115", Refusal(text, new CompileBudgets { OnChipBits = 32767 }));
        Assert.NotNull(Compile(text, new TransformOptions { Budgets = new CompileBudgets { OnChipBits = 32768 } }).Module);
    }

    /// <summary>What is chosen by a constant of generation is declared for every choice, and built for one.</summary>
    [Theory]
    [InlineData("first.Words[m.ReadInt32(0) & 1023] = 1; m.WriteInt32(1, first.Words[5]);", true)]
    [InlineData("first.Words[m.ReadInt32(0) & 1023] = 1; m.WriteInt32(1, second.Words[5]);", false)]
    public void Arrays_that_nothing_uses_take_no_storage(string body, bool fits)
    {
        string text = Kernel($$"""
            public virtual void Run(SimpleMemory m) { var first = new Store(); var second = new Store(); {{body}} }
            private sealed class Store { public readonly int[] Words = new int[1 << 10]; }
            """);
        var result = Compile(text, new TransformOptions { Budgets = new CompileBudgets { OnChipBits = 32768 } });
        Assert.Equal(fits ? [] : ["ACC0115"], result.Diagnostics.Select(static d => d.Descriptor.Id));
    }

    [Fact]
    public void Time_that_is_over_is_said_with_the_step_it_was_spent_in()
    {
        var budgets = new CompileBudgets { Seconds = 0.000_001 };
        var diagnostic = Assert.Single(Compile(Kernel(Calls(3, "")), new TransformOptions { Budgets = budgets }).Diagnostics);
        Assert.Equal("ACC0601", diagnostic.Descriptor.Id);
        Assert.Contains("the front end", diagnostic.Message, StringComparison.Ordinal);
    }

    // Roslyn gives up long before (CS8078), and with a place as well; this is for trees of our own.
    [Fact]
    public void Recursion_ends_before_the_stack_does()
    {
        DiagnosticsBag diagnostics = new();
        Assert.Throws<BudgetExceededException>(() => CompileWatch.Run(new TransformOptions(), static () => Deeper(0))).Report(diagnostics);
        Assert.Equal("ACC0602", Assert.Single(diagnostics.Items).Descriptor.Id);
    }

    private static int Deeper(int depth)
    {
        CompileWatch.Check();
        return Deeper(depth + 1) + depth;
    }

    /// <summary>As deep as they are long: what overflowed the stack, or passed each level for each statement.</summary>
    public static TheoryData<string, string> Deep => new()
    {
        // Of 4,194,304 elements one column is used.
        { $"struct S {{ {string.Concat(Enumerable.Range(0, 4096).Select(i => $"public int F{i}; "))} }}",
            "S[] s = new S[1024]; s[x & 1023].F1 = x; m.WriteInt32(1, s[(x + m.ReadInt32(1)) & 1023].F1);" },
        { "", $"m.WriteInt32(0, {string.Join(" + ", Enumerable.Range(0, 3000).Select(i => $"(x ^ {i})"))});" },
        { "", $"m.WriteInt32(0, {Repeat("(x ^ ", 5000)}x{Repeat(")", 5000)});" },
        { "", $"{string.Concat(Enumerable.Range(0, 200).Select(i => $"if (x > {i}) {{ "))} m.WriteInt32(0, x); {Repeat("}", 200)}" },
        { "", $"int y = 0; {string.Join(" else ", Enumerable.Range(0, 1000).Select(i =>
            $"if (x == {i}) y = {i * i};"))} m.WriteInt32(0, y);" },
        { "", $"int y = 0; switch (x) {{ {string.Concat(Enumerable.Range(0, 1000).Select(i =>
            $"case {i}: y = {i * i}; break; "))} }} m.WriteInt32(0, y);" },
        {
            "[Pipeline(\"i\", InitiationInterval = 0)]",
            $"int[] a = new int[64]; for (int i = 0; i < 100; i++) {{ int q = i; {Repeat("q = q + q; ", 60)} a[q & 63] += i; }} m.WriteInt32(0, a[x & 63]);"
        },
    };

    [Theory]
    [MemberData(nameof(Deep))]
    public void What_is_deep_and_small_compiles(string attribute, string body)
        => Assert.NotNull(Compile(Kernel($"{attribute} public virtual void Run(SimpleMemory m) {{ int x = m.ReadInt32(0); {body} }}"),
            new TransformOptions()).Module);

    [Fact]
    public async Task A_cancelled_compilation_ends_wherever_it_is()
    {
        string text =
            Kernel(
            "[Unroll(\"i\")] public virtual void Run(SimpleMemory m) { int s = m.ReadInt32(0); for (int i = 0; i < 60000; i++) { s ^= i + s; } m.WriteInt32(1, s); }");
        foreach (int milliseconds in new[] { 0, 50, 200, 500, 1000 })
        {
            using CancellationTokenSource source = new();
            var compiling = Task.Run(() => KernelCompiler.Compile(KernelSource.FromText(text), "K",
                new TransformOptions { CancellationToken = source.Token }), TestContext.Current.CancellationToken);
            await Task.Delay(milliseconds, TestContext.Current.CancellationToken);
            await source.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => compiling);
        }
    }

    private static string? Refusal(string text, CompileBudgets budgets)
    {
        var result = Compile(text, new TransformOptions { Budgets = budgets });
        return result.Module is null ? Assert.Single(result.Diagnostics).Descriptor.Id : null;
    }

    private static TransformResult Compile(string text, TransformOptions options)
        => KernelCompiler.Compile(KernelSource.FromText(text), "K",
            options with { CancellationToken = TestContext.Current.CancellationToken });

    private static string Kernel(string members) => $"{Usings}public class K {{ {members} }}";

    private static string Array(string declaration, string element = "(int)a[m.ReadInt32(1)]")
        => $"struct P {{ public int X; public byte Y; }} public virtual void Run(SimpleMemory m) {{\n{declaration}\na[m.ReadInt32(0)] = default; m.WriteInt32(0, {element}); }}";

    private static string Calls(int levels, string attribute)
        => $"public virtual void Run(SimpleMemory m) {{\nm.WriteInt32(1, F0(m.ReadInt32(0))); //!\n}}\n"
            + string.Concat(Enumerable.Range(0, levels)
            .Select(i => $"{attribute}static int F{i}(int x) {{ int y = F{i + 1}(x ^ {i}); return y + F{i + 1}(y + {i}); }}\n"))
            + $"static int F{levels}(int x) => x * x + 3;";

    private static string LocalFunctions(int levels)
        => $"public virtual void Run(SimpleMemory m) {{ int s = m.ReadInt32(0); m.WriteInt32(0, F0(3));\n"
            + string.Concat(Enumerable.Range(0, levels)
            .Select(i => $"int F{i}(int x) {{ s ^= x; return F{i + 1}(x + 1) + F{i + 1}(x + 2); }} {(i == levels - 3 ? "//!" : "")}\n"))
            + $"int F{levels}(int x) {{ s += x; return s * x; }} }}";

    private static string Repeat(string text, int count) => string.Concat(Enumerable.Repeat(text, count));
}
