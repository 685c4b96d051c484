using Accel.Transformer.Frontend;
using Accel.Transformer.Ir;
using Accel.Transformer.Ir.Interpretation;
using Accel.Transformer.Passes;
using Accel.Transformer.Reports;

namespace Accel.Transformer.Tests.Lowering;

/// <summary>Methods that are built once and run from several places: plain C# = IR after all passes = RTL.</summary>
public sealed class SharedMethodTests
{
    private const string Shared = "[System.Runtime.CompilerServices.MethodImpl(System.Runtime.CompilerServices.MethodImplOptions.NoInlining)] ";

    private const string Mix = Shared + "static uint Mix(uint x, uint n) { for (uint k = 0; k < n; k++) { if ((x & 1) == 0) { x = (x << 3) + k; } else { x = (x >> 1) ^ 0x5A5Au; } } return x; }";

    /// <summary>Body, members, and how often each shared method is in the hardware.</summary>
    public static TheoryData<string, string, int> Programs => new()
    {
        // Values, chained, and within a loop.
        { "uint a = Mix(memory.ReadUInt32(0), 5); a += Mix(a, Mix(3, 4) & 7); for (uint i = 0; i < 6; i++) { a ^= Mix(a + i, i); } memory.WriteUInt32(1, a);", Mix, 1 },
        // Early returns, ref and out, a reference that is set on some ways only.
        {
            "int sum = 0, last = 5; for (int i = 0; i < 8; i++) { if (Add(memory.ReadInt32(i) - 40, ref sum, out int twice, ref last)) { sum -= twice; } } Add(9, ref last, out int end, ref sum); memory.WriteInt32(0, sum); memory.WriteInt32(1, last + end);",
            Shared + "static bool Add(int x, ref int sum, out int twice, ref int last) { twice = x * 2; if (x < 0) { return false; } sum += x; while (x > 3) { if (x == 20) { return true; } x -= 3; } last = x; return x == 1; }", 1
        },
        // SimpleMemory within, and no result.
        { "Move(memory, 0, 8); Move(memory, 3, 9); if (memory.ReadInt32(9) > 40) { Move(memory, 1, 10); } Move(memory, 10, 11);", Shared + "void Move(SimpleMemory memory, int from, int to) { int x = memory.ReadInt32(from); if (x > 50) { memory.WriteInt32(to + 1, x - 50); return; } memory.WriteInt32(to, x + 1); }", 1 },
        // One calls another; both are called from elsewhere as well.
        { "int a = Outer(memory.ReadInt32(0)); a += Inner(a, 2); a -= Outer(Inner(a & 15, 1)); memory.WriteInt32(1, a);", Shared + "static int Outer(int x) { int y = Inner(x, 3); for (int i = 0; i < 3; i++) { y += Inner(y & 7, i); } return y; }\n" + Shared + "static int Inner(int x, int n) { int s = n; for (int i = 0; i < n; i++) { s += x; x ^= i; } return s; }", 2 },
        // The same array at every call, and arrays of its own.
        { "int[] t = new int[16]; Fill(t, memory.ReadInt32(0), 1); int a = Sum(t); Fill(t, a, 3); a ^= Sum(t); memory.WriteInt32(1, a + t[memory.ReadInt32(2) & 15]);", Shared + "static void Fill(int[] t, int x, int step) { int[] own = new int[4]; for (int i = 0; i < 16; i++) { own[i & 3] += x; t[i] = own[(i + 1) & 3] + x; x += step; } }\n" + Shared + "static int Sum(int[] t) { int s = 0; for (int i = 0; i < 16; i++) { s += t[i]; } return s; }", 2 },
        // In an inlined method that is called several times, and in a loop that is unrolled.
        { "uint a = memory.ReadUInt32(0); a = Twice(a) + Twice(a + 1); a = Unrolled(a); memory.WriteUInt32(1, a);", "static uint Twice(uint x) => Mix(Mix(x, 2), 3);\n[Unroll(\"i\")] static uint Unrolled(uint a) { for (uint i = 0; i < 3; i++) { a += Mix(a, i + 1); } return a; }\n" + Mix, 1 },
        // Recursion to a declared depth, from two places.
        { "memory.WriteInt32(1, Fib(memory.ReadInt32(0) & 7)); memory.WriteInt32(2, Fib(6) + Fib(memory.ReadInt32(1) & 3));", Shared + "[MaxRecursionDepth(9)] static int Fib(int n) => n < 2 ? n : Fib(n - 2) + Fib(n - 1);", 1 },
        // Structs and objects as arguments and results.
        { "P p = new P { X = memory.ReadInt32(0), Y = 3 }; P q = Turn(p, 2); Grow(q); q = Turn(q, memory.ReadInt32(1) & 3); Grow(q); memory.WriteInt32(2, q.X); memory.WriteInt32(3, q.Y + p.Y);", "class P { public int X; public int Y; }\nstruct S { public int A; }\n" + Shared + "static void Grow(P p) { for (int i = 0; i < 5; i++) { p.X += p.Y + 11; } p.Y++; }\nstatic P Turn(P p, int n) { int x = p.X, y = p.Y; for (int i = 0; i < n; i++) { int z = x; x = -y; y = z; } return new P { X = x, Y = y }; }", 1 },
        // A promise, a pipelined loop and a division inside.
        { "int[] t = new int[32]; for (int i = 0; i < 32; i++) { t[i] = i * 5; } int a = Scan(t, memory.ReadInt32(0) & 31); a += Scan(t, a & 7); memory.WriteInt32(1, a);", "[Pipeline(\"i\")] [Range(\"from\", 0, 31)] " + Shared + "static int Scan(int[] t, int from) { int s = 1; for (int i = 0; i < 32; i++) { s += t[i] ^ from; } return (s + 1000) / (from + 3); }", 1 },
        // Never called in the end, and called with what is constant.
        { "const int none = 0; uint a = memory.ReadUInt32(0); if (none > 1) { a = Mix(a, 1); } memory.WriteUInt32(1, a + One(a) + One(a));", Shared + "static uint One(uint x) => 1;\n" + Mix, 1 },
        // Does nothing, and never comes to its end.
        { "Nothing(); int a = memory.ReadInt32(0); Nothing(); if (a > 10000) { Endless(); } memory.WriteInt32(1, a + 1);", Shared + "static void Nothing() { }\n" + Shared + "static void Endless() { while (true) { } }", 2 },
        // Tasks inside, and behind each other.
        { "int a = memory.ReadInt32(0) & 15; int b = Both(a); b += Both(b & 31); memory.WriteInt32(1, b);", Shared + "static int Both(int x) { var a = Task.Run(() => { int s = 0; for (int i = 0; i < x; i++) { s += i; } return s; }); var b = Task.Run(() => { int s = 1; for (int i = x; i > 0; i--) { s ^= i * 3; } return s; }); return a.Result + b.Result; }", 1 },
        // Tasks that streams join, and the block that starts them: each has one.
        {
            "var s = new Stream<uint>(2); var t = new Stream<uint>(1); "
                + "var a = Task.Run(() => { uint y = memory.ReadUInt32(0); for (uint i = 0; i < 5; i++) { y = Mix(y + i, 3); s.Write(y); } }); "
                + "var b = Task.Run(() => { uint z = 1; for (uint i = 0; i < 5; i++) { z = Mix(z ^ s.Read(), i); t.Write(z); } }); "
                + "uint sum = 0; for (uint i = 0; i < 5; i++) { sum = Mix(sum + t.Read(), 2); } Task.WaitAll(a, b); memory.WriteUInt32(1, sum);",
            Mix, 3
        },
    };

    [Theory]
    [MemberData(nameof(Programs))]
    public void A_method_is_built_once_and_means_the_same(string body, string members, int times)
    {
        var source = Kernels.Source(body, members: members);
        var cells = Kernels.Cells(16);
        uint[] expected = Kernels.RunPlain(source, cells);
        Assert.NotEqual(expected, cells);
        Assert.Equal(expected, Interpret(source, cells));
        _ = Kernels.Check(source, cells);
        var report = KernelCompiler.Compile(source, "K", new TransformOptions()).Report!;
        Assert.Equal(times, report.Processes.Sum(process => process.SharedMethods.Length));
    }

    /// <summary>What the note names, and a body.</summary>
    public static TheoryData<string, string, string> Notes => new()
    {
        { "ACC0509", "the pipelined loop over i", "memory.WriteUInt32(0, Both());\n} [Pipeline(\"i\")] static uint Both() { uint a = 1; for (uint i = 0; i < 8; i++) { a += Small(a); } return a + Small(3);" },
        { "ACC0509", "other arrays", "int[] t = new int[8]; int[] u = new int[8]; Set(t, memory.ReadInt32(0) & 7); Set(u, 2); memory.WriteInt32(1, t[memory.ReadInt32(3) & 7] + u[memory.ReadInt32(2) & 7]);" },
        { "ACC0509", "a is passed by reference twice", "int a = memory.ReadInt32(0); int b = 4; Two(ref a, ref b); Two(ref a, ref a); memory.WriteInt32(1, a + b);" },
        { "ACC0509", "another state machine", "uint x = memory.ReadUInt32(0); var a = Task.Run(() => Mix(x, 9)); var b = Task.Run(() => Mix(x + 1, 9)); memory.WriteUInt32(1, a.Result + b.Result);" },
    };

    [Theory]
    [MemberData(nameof(Notes))]
    public void What_cannot_be_built_once_is_built_again_and_noted(string id, string names, string body)
    {
        var source = Kernels.Source(body, members: $"{Mix}\n{Shared}static uint Small(uint x) => (x >> 1) + 3;\n{Shared}static void Two(ref int a, ref int b) {{ a += 1; b += a; a ^= b; }}\n{Shared}static void Set(int[] t, int n) {{ for (int i = 0; i < 8; i++) {{ t[i] = n; n += i; }} }}");
        var cells = Kernels.Cells(8);
        Assert.Equal(Kernels.RunPlain(source, cells), Interpret(source, cells));
        _ = Kernels.Check(source, cells);
        var note = Assert.Single(KernelCompiler.Compile(source, "K", new TransformOptions()).Notes);
        Assert.Equal(id, note.Descriptor.Id);
        Assert.Contains(names, note.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Each_task_has_a_method_of_its_own_and_they_run_at_once()
    {
        string Program(int tasks) => $$"""
            uint input = memory.ReadUInt32(0);
            var tasks = new Task<uint>[{{tasks}}];
            for (uint i = 0; i < {{tasks}}; i++) { tasks[i] = Task.Factory.StartNew(o => { uint n = (uint)o; return Mix(input + n, 50) + Mix(n, 50); }, i); }
            Task.WhenAll(tasks).Wait();
            uint sum = 0;
            for (int i = 0; i < {{tasks}}; i++) { sum += tasks[i].Result; }
            memory.WriteUInt32(1, sum);
            """;
        int two = Kernels.Check(Kernels.Source(Program(2), members: Mix), Kernels.Cells(4));
        var eight = Kernels.Source(Program(8), members: Mix);
        Assert.InRange(Kernels.Check(eight, Kernels.Cells(4)), two, two + 10);
        var report = KernelCompiler.Compile(eight, "K", new TransformOptions()).Report!;
        Assert.Equal(8, report.Processes.Count(process => process.SharedMethods is [{ Name: "K.Mix", Places: 2 }]));
    }

    [Fact]
    public void What_is_demanded_at_one_call_holds_for_the_method()
    {
        var source = Kernels.Source(
            "int a = Times(memory.ReadInt32(0), 3); memory.WriteInt32(1, Strict(a));",
            members: "[AdditionOnly] static int Strict(int x) => Outer(x);\n" + Shared + "static int Outer(int x) => Times(x, x) + 1;\n" + Shared + "static int Times(int x, int y) { return x * y; }");
        var diagnostic = Assert.Single(KernelCompiler.Compile(source, "K", new TransformOptions()).Diagnostics);
        Assert.Equal("ACC0502", diagnostic.Descriptor.Id);
        Assert.Contains("K.Strict", diagnostic.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Widths_hold_what_all_calls_need()
    {
        var program = Lowered(Kernels.Source("memory.WriteUInt32(0, Mix(200, 3) + Mix(70000, 9));", members: Mix), out _);
        var variables = program.EntryPoints[0].Variables;
        Assert.Equal(4, variables.Find(v => v.Name == "Mix_n")!.Type.WidthBits);
        Assert.True(variables.Find(v => v.Name == "Mix_x")!.Type.WidthBits > 16);
    }

    [Fact]
    public void The_report_and_the_states_name_the_method()
    {
        var result = KernelCompiler.Compile(Kernels.Source("memory.WriteUInt32(0, Mix(memory.ReadUInt32(0), 3) + Mix(7, 9));", members: Mix), "K", new TransformOptions());
        string text = HardwareReportText.Write(result.Report!);
        Assert.Matches("  shared K.Mix: [0-9]+ states?, run from 2 places\n", text);
        Assert.Contains(result.Report!.Schedules, schedule => schedule.Title.Contains("of K.Mix", StringComparison.Ordinal));
        Assert.Contains("_mix_line", string.Concat(Accel.Rtl.Vhdl.VhdlWriter.Write(result.Module!).Select(file => file.Text)), StringComparison.OrdinalIgnoreCase);
    }

    private static uint[] Interpret(KernelSource source, uint[] cells)
    {
        var program = Lowered(source, out _);
        uint[] result = [.. cells];
        new IrInterpreter(program, 10_000_000).Run(0, result);
        return result;
    }

    private static KernelProgram Lowered(KernelSource source, out PassContext context)
    {
        var program = FrontEnd.Load(source, "K", new TransformOptions()).Program!;
        context = new PassContext(new TransformOptions());
        Assert.True(Pipeline.Run(program, context), string.Join('\n', context.Diagnostics.Items));
        return program;
    }
}
