using System.Collections.Immutable;
using Accel.Hast;
using Accel.Transformer.Diagnostics;
using Accel.Transformer.Frontend;
using Accel.Transformer.Ir;
using Accel.Transformer.Ir.Interpretation;

namespace Accel.Transformer.Tests.Frontend;

/// <summary>Attributes, replacements and persistent fields.</summary>
public sealed class DirectiveTests
{
    private const string Usings = "using Hast.Transformer.SimpleMemory; using Hast.Synthesis.Attributes; using Accel.Hast; ";

    [Fact]
    public void Attributes_reach_the_loops_arrays_and_variables_that_they_name()
    {
        KernelProgram program = KernelComparison.Load(Usings +
            """
            [AdditionOnly] public class K
            {
                const int Copies = 4;
                [Unroll("i", Factor = Copies)] [Pipeline("x", InitiationInterval = 2)] [Unroll("j")]
                [Banked("a", Banks = 2)] [Memory("a", MemoryKind.Registers)] [Width("a", 5)] [Range("sum", -3, 900)]
                public virtual void Run(SimpleMemory memory)
                {
                    byte[] a = new byte[8];
                    int sum = 0;
                    for (int i = 0; i < 8; i++) { a[i] = (byte)(memory.ReadInt32(i) & 31); for (int j = 0; j < 2; j++) { sum += j; } }
                    foreach (byte x in a) { sum += x; }
                    memory.WriteInt32(0, sum);
                }
            }
            """);
        Function run = Assert.Single(program.EntryPoints);
        Assert.True(run.IsAdditionOnly);
        List<LoopStatement> loops = [.. run.Body.Statements.OfType<LoopStatement>()];
        Assert.Equal((4, null, 1, 2), (loops[0].UnrollFactor, loops[0].InitiationInterval, loops[1].UnrollFactor, loops[1].InitiationInterval));
        Assert.Equal(0, loops[0].Body.Statements.OfType<LoopStatement>().Single().UnrollFactor);
        ArrayVariable array = Assert.Single(run.Arrays);
        Assert.Equal((2, MemoryKind.Registers, (0L, 31L)), (array.Banks, array.Kind, array.Promise!.Value));
        Assert.Equal((-3, 900), run.Variables.Single(variable => variable.Name == "sum").Promise);
    }

    [Theory]
    [InlineData("[Unroll(\"i\")]", "for (int i = 0; i < 4; i++) { memory.WriteInt32(i, i); }")]
    [InlineData("[Pipeline(\"x\")]", "int[] a = new int[4]; foreach (var x in a) { memory.WriteInt32(x, x); }")]
    [InlineData("[Banked(\"a\", Banks = 2)]", "int[] a = new int[4]; memory.WriteInt32(0, a[2]);")]
    [InlineData("[Range(\"v\", 0, 9)]", "int v = 4; memory.WriteInt32(0, v);")]
    public void What_is_named_may_be_in_a_part_that_a_constant_rules_out(string attribute, string body)
    {
        string Source(string condition) =>
            $"{Usings}public class K {{ [Replaceable(\"On\")] static readonly bool On = false; {attribute} public virtual void Run(SimpleMemory memory) {{ if ({condition}) {{ {body} }} memory.WriteInt32(5, 1); }} }}";
        KernelComparison.AssertSame(Source("On"));
        KernelComparison.AssertSame(Source("!On"));
    }

    [Theory]
    [InlineData("int x = memory.ReadInt32(0);")]
    [InlineData("int x = 0; x = memory.ReadInt32(0);")]
    public void A_broken_promise_stops_the_interpreter_at_its_line(string body)
    {
        KernelProgram program = KernelComparison.Load($"{Usings}\npublic class K {{ [Width(\"x\", 4)] public virtual void Run(SimpleMemory memory) {{\n{body}\nmemory.WriteInt32(0, x); }} }}");
        new IrInterpreter(program).Run(0, [7]);
        IrExecutionException exception = Assert.Throws<IrExecutionException>(() => new IrInterpreter(program).Run(0, [8]));
        Assert.Equal(3, exception.Location!.Line);
        Assert.Contains("x = 8", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("int x = memory.ReadInt32(0);")]
    [InlineData("int x = 0; if (x == 0)\nx = memory.ReadInt32(0);")]
    [InlineData("int x; Set(memory, out x);")]
    [InlineData("int x = 3; for (int i = 0; i < 1; i++, x += memory.ReadInt32(0) - 3) { }")]
    [InlineData("int x = 0; for (x = memory.ReadInt32(0); x < 0; x++) { }\nfor (int k = 0; k < 2; k++) x = memory.ReadInt32(0);")]
    [InlineData("sbyte[] x = new sbyte[2]; int i = 1; x[i] = (sbyte)memory.ReadInt32(0);")]
    [InlineData("int x = memory.ReadInt32(0) - 1; switch (x) { default: x++; break; }")]
    public void A_broken_promise_stops_plain_CSharp_too(string body)
    {
        string source = $"{Usings}\npublic class K {{ [Width(\"x\", 4)] public virtual void Run(SimpleMemory memory) {{\n{body}\n }} static void Set(SimpleMemory m, out int y) => y = m.ReadInt32(0); }}";
        (KernelAssembly? assembly, IReadOnlyList<KernelDiagnostic> diagnostics) = KernelAssembly.Load(KernelSource.FromText(source), "K", new TransformOptions());
        Assert.Empty(diagnostics);
        _ = KernelComparison.RunPlain(assembly!, 0, [7]);
        PromiseBrokenException exception = Assert.Throws<PromiseBrokenException>(() => KernelComparison.RunPlain(assembly!, 0, [8]));
        Assert.Matches(@"^Kernel\.cs\([34]\): x = 8 breaks its promise -8\.\.7", exception.Message.Replace("x[i]", "x", StringComparison.Ordinal));
        KernelProgram program = KernelComparison.Load(source);
        new IrInterpreter(program).Run(0, [7]);
        _ = Assert.Throws<IrExecutionException>(() => new IrInterpreter(program).Run(0, [8]));
    }

    [Theory]
    [InlineData("int[] a = new int[4]; memory.WriteInt32(0, a[memory.ReadInt32(0)]);", "a[8] is outside of its 4 elements")]
    [InlineData("memory.WriteInt32(0, 5 / (memory.ReadInt32(0) - 8));", "undefined Divide")]
    [InlineData("memory.WriteInt32(memory.ReadInt32(0), 1);", "cell 8 of a memory of 1 cells")]
    [InlineData("int x; switch (memory.ReadInt32(0)) { case 1: x = 1; break; default: throw new System.InvalidOperationException(); } memory.WriteInt32(0, x);", "x is read before it is set")]
    [InlineData("while (memory.ReadInt32(0) == 8) { }", "more steps than the limit")]
    public void What_is_undefined_stops_the_interpreter(string body, string message)
    {
        KernelProgram program = KernelComparison.Load(KernelComparison.Kernel(body));
        IrExecutionException exception = Assert.Throws<IrExecutionException>(() => new IrInterpreter(program, 10_000).Run(0, [8]));
        Assert.Contains(message, exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Replacements_change_lengths_attributes_and_plain_CSharp_alike()
    {
        string source = Usings +
            """
            public class K
            {
                [Replaceable("size")] public const int Size = 2;
                [Replaceable("mode")] static readonly Mode Chosen = Mode.A;
                [Replaceable("flag")] static readonly bool Flag = false;
                [Replaceable("big")] static readonly ulong Big = 1;
                const int Double = Size * 2;
                [Unroll("i", Factor = Size)]
                public virtual void Run(SimpleMemory memory)
                {
                    int[] a = new int[Double];
                    for (int i = 0; i < a.Length; i++) { a[i] = i; }
                    memory.WriteInt32(0, a[Double - 1] * 10 + (int)Chosen + (Flag ? 1000 : 0));
                    memory.WriteUInt32(1, (uint)(Big >> 32));
                }
            }
            public enum Mode { A, B = 7 }
            """;
        TransformOptions options = new()
        {
            Replacements = ImmutableSortedDictionary<string, string>.Empty.Add("size", "3").Add("mode", "B").Add("flag", "true").Add("big", "18446744073709551615"),
        };
        KernelComparison.AssertSame(source, options: options);
        KernelProgram program = KernelComparison.Load(source, options);
        Assert.Equal(6, Assert.Single(program.EntryPoints[0].Arrays).Length);
        Assert.Equal(3, program.EntryPoints[0].Body.Statements.OfType<LoopStatement>().Single().UnrollFactor);
        (KernelAssembly? assembly, _) = KernelAssembly.Load(KernelSource.FromText(source), "K", options);
        Assert.Equal([1057u, uint.MaxValue], KernelComparison.RunPlain(assembly!, 0, [0, 0]));
    }

    [Fact]
    public void Persistent_fields_keep_their_content_between_invocations()
    {
        string source = Usings +
            """
            public class K
            {
                [Persistent] private int _count;
                [Persistent] private readonly byte[] _log = new byte[4];
                public virtual void Run(SimpleMemory memory) { _log[_count & 3] += (byte)memory.ReadInt32(0); _count++; }
                public virtual void Report(SimpleMemory memory) { memory.WriteInt32(0, _count); for (int i = 0; i < 4; i++) { memory.WriteInt32(i + 1, _log[i]); } }
            }
            """;
        KernelProgram program = KernelComparison.Load(source);
        (KernelAssembly? assembly, IReadOnlyList<KernelDiagnostic> _) = KernelAssembly.Load(KernelSource.FromText(source), "K", new TransformOptions());
        IrInterpreter interpreter = new(program);
        for (uint value = 200; value < 206; value++)
        {
            _ = KernelComparison.RunPlain(assembly!, 0, [value]);
            interpreter.Run(0, [value]);
        }

        uint[] actual = new uint[5];
        interpreter.Run(1, actual);
        Assert.Equal(KernelComparison.RunPlain(assembly!, 1, new uint[5]), actual);
        Assert.Equal(6u, actual[0]);
    }

    [Fact]
    public void A_check_of_a_promise_reads_no_property_again() => KernelComparison.AssertSame(
        "using Hast.Transformer.SimpleMemory; using Accel.Hast; public class K { [Width(\"t\", 8)] public virtual void Run(SimpleMemory "
        + "memory) { Q q = new Q(); int[] t = new int[4]; t[q.N & 3] = 5; t[q.N & 3] = 6; memory.WriteInt32(0, q.N); "
        + "memory.WriteInt32(1, t[1] + 10 * t[2]); } } public class Q { private int n; public int N { get { n++; return n; } } }");
}
