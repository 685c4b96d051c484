using Accel.Hast;
using Accel.Transformer.Frontend;
using Accel.Transformer.Ir;
using Accel.Transformer.Ir.Interpretation;
using Accel.Transformer.Tests.Lowering;

namespace Accel.Transformer.Tests.Frontend;

/// <summary>Directives on fields: a kernel's state lives in objects, and what they hold gets banks, memories and promises.</summary>
public sealed class FieldDirectiveTests
{
    private const string Usings = "using System.Runtime.CompilerServices; using Hast.Transformer.SimpleMemory; using Accel.Hast;\n";

    private const string Lanes = """
        public struct Slot { [Width(12)] public int Value; [Range(0, 3)] public byte Kind; }
        public sealed class Lanes
        {
            [Banked(Banks = 4), Memory(MemoryKind.Distributed), Width(9)] public readonly short[] Weights = new short[16];
            [Memory(MemoryKind.Block)] public readonly int[] Table = new int[64];
            [Memory(MemoryKind.Registers)] public readonly Slot[] Slots = new Slot[4];
            [Range(-5, 300)] public int Sum;
            [field: Width(4)] public uint Count { get; set; }
            public void Load(SimpleMemory memory)
            {
                for (int i = 0; i < 16; i++) { Weights[i] = (short)(memory.ReadInt32(i) & 127); Table[i] = memory.ReadInt32(i); Slots[i & 3].Value = i; Slots[i & 3].Kind = (byte)(i & 3); }
            }
            public int Take(int k) { Sum = Weights[k & 15] + Slots[k & 3].Value; Count = (Count + 1) & 15; return Sum + Table[k & 31]; }
        }
        """;

    private const string LanesKernel = Usings + Lanes + """
        public class K { public virtual void Run(SimpleMemory memory)
        { var lanes = new Lanes(); lanes.Load(memory); int sum = 0; for (int i = 0; i < 16; i++) { sum += lanes.Take(memory.ReadInt32(i)); } memory.WriteInt32(16, sum); memory.WriteInt32(17, (int)lanes.Count); } }
        """;

    [Fact]
    public void The_arrays_and_numbers_of_an_object_get_what_its_fields_ask()
    {
        Function run = Assert.Single(KernelComparison.Load(LanesKernel).EntryPoints);
        ArrayVariable Named(string name) => run.Arrays.Single(array => array.Name.EndsWith(name, StringComparison.Ordinal));
        Assert.Equal(
            (4, MemoryKind.Distributed, (-256L, 255L)),
            (Named("Weights").Banks, Named("Weights").Kind, Named("Weights").Promise!.Value));
        Assert.Equal((1, MemoryKind.Block, null), (Named("Table").Banks, Named("Table").Kind, Named("Table").Promise));
        Assert.Equal((MemoryKind.Registers, (-2048L, 2047L)), (Named("Slots.Value").Kind, Named("Slots.Value").Promise!.Value));
        Assert.Equal((MemoryKind.Registers, (0L, 3L)), (Named("Slots.Kind").Kind, Named("Slots.Kind").Promise!.Value));
        Assert.Equal((-5L, 300L), run.Variables.Single(variable => variable.Name == "lanes.Sum").Promise);
        Assert.Equal((0L, 15L), run.Variables.Single(variable => variable.Name == "lanes.Count").Promise);
    }

    [Fact]
    public void They_are_built_and_compute_what_plain_CSharp_computes()
    {
        var source = KernelSource.FromText(LanesKernel);
        _ = Kernels.Check(source, Kernels.Cells(20));
        var module = Kernels.Compile(source);
        var banks = module.Memories.Where(memory => memory.Name.Contains("Weights", StringComparison.Ordinal)).ToList();
        Assert.Equal(4, banks.Count);
        Assert.All(banks, memory => Assert.Equal((4, 9), (memory.Depth, memory.WidthBits)));
        var table = Assert.Single(module.Memories, memory => memory.Name.Contains("Table", StringComparison.Ordinal));
        Assert.Equal(Rtl.MemoryStyle.Block, table.Style);
        Assert.All(table.ReadPorts, port => Assert.True(port.IsSynchronous));
    }

    [Theory]
    [InlineData("public sealed class S { [Banked(Banks = 2)] public int[] A; public S(int[] a) { A = a; } } ", "int[] a = new int[8]; "
        + "var s = new S(a);", 2)]
    [InlineData("public sealed class S(int[] a) { [Banked(Banks = 2)] public readonly int[] A = a; } ", "int[] a = new int[8]; var s = "
        + "new S(a);", 2)]
    [InlineData("public sealed class S { [Banked(Banks = 2)] public int[] A; } ", "int[] a = new int[8]; var s = new S { A = a };", 2)]
    [InlineData("public struct S { [Banked(Banks = 2)] public int[] A; } ", "int[] a = new int[8]; S s; s.A = a; S t = s; t.A[1] = 3;", 2)]
    [InlineData("public sealed class T { [Banked(Banks = 2)] public readonly int[] A = new int[8]; } public sealed class S { public "
        + "readonly T Inner = new(); public int[] A => Inner.A; } ", "var s = new S(); int[] a = s.Inner.A;", 2)]
    public void The_array_behind_a_field_is_the_one_that_gets_banks(string types, string body, int banks)
    {
        string source = $"{Usings}{types}public class K {{ public virtual void Run(SimpleMemory memory) {{ {body} for (int i = 0; i < "
            + $"8; i++) {{ a[i] = memory.ReadInt32(i); }} for (int i = 0; i < 8; i++) {{ memory.WriteInt32(i, s.A[memory.ReadInt32(i) & "
            + $"7]); }} }} }}";
        Assert.Equal(banks, Assert.Single(Assert.Single(KernelComparison.Load(source).EntryPoints).Arrays).Banks);
        _ = Kernels.Check(KernelSource.FromText(source), Kernels.Cells(8));
    }

    [Fact]
    public void Tables_and_persistent_memories_of_the_kernel_obey_too()
    {
        string source = Usings + """
            public class K
            {
                [Memory(MemoryKind.Block), Width(8)] static readonly int[] Table = { 3, -5, 100, 7 };
                [Persistent, Memory(MemoryKind.Block), Banked(Banks = 2)] private readonly int[] _kept = new int[1024];
                [Persistent, Range(0, 1000)] private int _count;
                public virtual void Run(SimpleMemory memory)
                {
                    for (int i = 0; i < 4; i++) { int k = memory.ReadInt32(i) & 1023; _kept[k] += Table[k & 3]; _count += 1; memory.WriteInt32(4 + i, _kept[k]); }
                    memory.WriteInt32(9, _count);
                }
            }
            """;
        var kernel = KernelSource.FromText(source);
        _ = Kernels.Check(kernel, Kernels.Cells(16));
        var module = Kernels.Compile(kernel);
        Assert.Equal(Rtl.MemoryStyle.Block, module.Memories.Single(memory => memory.Name == "Table").Style);
        var banks = module.Memories.Where(memory => memory.Name.Contains("kept", StringComparison.Ordinal)).ToList();
        Assert.Equal(2, banks.Count);
        Assert.All(banks, memory => Assert.Equal((Rtl.MemoryStyle.Block, 512), (memory.Style, memory.Depth)));
        Assert.Equal(10, module.Memories.Single(memory => memory.Name == "_count").WidthBits);
    }

    [Theory]
    [InlineData("[Persistent] private readonly State _s = new();", "public readonly int[] A = new int[8]; public int N; public bool F; "
        + "public Inner I; public Inner[] Many = null!;", false)]
    [InlineData("[Persistent] private readonly State _s = new State();", "public readonly int[] A = new int[8]; public int N; public "
        + "bool F; public Inner I; public readonly Inner[] Many = new Inner[4];", true)]
    [InlineData("private readonly State _s = new();", "[Persistent] public readonly int[] A = new int[8]; [Persistent] public int N; "
        + "[Persistent] public bool F; [Persistent] public Inner I; [Persistent] public readonly Inner[] Many = new Inner[4];", true)]
    public void State_in_an_object_lasts_from_one_invocation_to_the_next(string field, string fields, bool isAccepted)
    {
        string source = Usings + "public struct Inner { [Width(20)] public int X; public short Y; }\npublic sealed class State { " + fields
            + " public int Add(int k) { A[k & 7] += k; N++; F = !F; I.X = N & 1023; Many[k & 3].Y += 3; return A[k & 7] + N + (F ? 1000 "
                + ": 0) + I.X + Many[k & 3].Y; } }\n"
            + "public class K { " + field + " public virtual void Run(SimpleMemory memory) { memory.WriteInt32(1, "
                + "_s.Add(memory.ReadInt32(0))); } }";
        var kernel = KernelSource.FromText(source);
        if (!isAccepted)
        {
            Assert.Equal("ACC0111", Assert.Single(KernelCompiler.Compile(kernel, "K", new TransformOptions()).Diagnostics).Descriptor.Id);
            return;
        }

        (KernelAssembly? assembly, _) = KernelAssembly.Load(kernel, "K", new TransformOptions());
        var harness = new KernelHarness(Kernels.Compile(kernel), 2, 1);
        foreach (uint k in new uint[] { 3, 3, 11, 4, 3 })
        {
            uint[] cells = [k, 0];
            uint[] expected = KernelComparison.RunPlain(assembly!, 0, [k, 0]);
            _ = harness.Run(cells);
            Assert.Equal(expected, cells);
        }
    }

    [Fact]
    public void Objects_in_a_persistent_object_last_and_are_chosen_as_it_runs()
    {
        var kernel = KernelSource.FromText(Usings + """
            public sealed class Lane
            {
                [Banked(Banks = 2), Memory(MemoryKind.Distributed)] public readonly int[] Weights = new int[16];
                [Width(20)] public int Membrane;
                public int Step(int k) { Membrane = (Membrane + Weights[k & 15]) & 0xffff; return Membrane; }
            }
            public sealed class Chip
            {
                public readonly Lane A = new();
                public readonly Lane B = new();
                [Memory(MemoryKind.Block)] public readonly int[] Log = new int[600];
                public Lane Pick(bool first) => first ? A : B;
            }
            public class K
            {
                [Persistent] private readonly Chip _chip = new();
                public virtual void Load(SimpleMemory memory)
                {
                    for (int i = 0; i < 16; i++) { _chip.A.Weights[i] = memory.ReadInt32(i); _chip.B.Weights[i] = i; }
                }
                public virtual void Run(SimpleMemory memory)
                {
                    for (int i = 0; i < 16; i++)
                    {
                        var lane = _chip.Pick((i & 1) == 0);
                        _chip.Log[i] = lane.Step(i) + _chip.B.Step(i);
                    }
                    for (int i = 0; i < 16; i++) { memory.WriteInt32(i, _chip.Log[i]); }
                }
            }
            """);
        (KernelAssembly? assembly, _) = KernelAssembly.Load(kernel, "K", new TransformOptions());
        var harness = new KernelHarness(Kernels.Compile(kernel), 2, 1);
        foreach (int run in Enumerable.Range(0, 6))
        {
            uint[] cells = Kernels.Cells(16, run);
            uint[] expected = KernelComparison.RunPlain(assembly!, run & 1, [.. cells]);
            _ = harness.Run(cells, run & 1);
            Assert.Equal(expected, cells);
        }
    }

    [Theory]
    [InlineData("s.X = memory.ReadInt32(0);")]
    [InlineData("s.X += memory.ReadInt32(0);")]
    [InlineData("s.Y = memory.ReadInt32(0);")]
    [InlineData("s.A[1] = memory.ReadInt32(0);")]
    [InlineData("(s.X, s.Y) = (memory.ReadInt32(0), 1);")]
    [InlineData("s.Set(memory.ReadInt32(0));")]
    [InlineData("s.Through = memory.ReadInt32(0);")]
    [InlineData("memory.WriteInt32(1, s.Give(memory.ReadInt32(0)));")]
    [InlineData("Out(memory, out s.X);")]
    [InlineData("s = new S { X = memory.ReadInt32(0) };")]
    [InlineData("s = new S { Y = memory.ReadInt32(0), X = 1 };")]
    [InlineData("var t = new Start(memory.ReadInt32(0)); s.X = t.Z & 1;")]
    [InlineData("var t = new Start(1) with { Z = memory.ReadInt32(0) }; s.X = t.Z & 1;")]
    public void A_broken_promise_of_a_field_stops_plain_CSharp_and_IR(string body)
    {
        string source = Usings + "public record struct Start(int First) { [Width(4)] public int Z = First; }\n"
            + "public sealed class S { [Width(4)] public int X; [field: Range(-8, 7)] public int Y { get; set; } [Width(4)] public "
                + "readonly int[] A = new int[3];"
            + " public void Set(int v) => X = v; public int Give(int v) => X = v; public int Through { set => X = value; } }\n"
            + $"public class K {{ public virtual void Run(SimpleMemory memory) {{ var s = new S();\n{body}\nmemory.WriteInt32(0, s.X + "
                + $"s.Y + s.A[1]); }} static void Out(SimpleMemory m, out int y) => y = m.ReadInt32(0); }}";
        (KernelAssembly? assembly, var diagnostics) = KernelAssembly.Load(KernelSource.FromText(source), "K", new TransformOptions());
        Assert.Empty(diagnostics);
        _ = KernelComparison.RunPlain(assembly!, 0, [7, 0]);
        var broken = Assert.Throws<PromiseBrokenException>(() => KernelComparison.RunPlain(assembly!, 0, [8, 0]));
        Assert.Contains("breaks its promise -8..7", broken.Message, StringComparison.Ordinal);
        KernelProgram program = KernelComparison.Load(source);
        new IrInterpreter(program).Run(0, [7, 0]);
        _ = Assert.Throws<IrExecutionException>(() => new IrInterpreter(program).Run(0, [8, 0]));
    }

    [Theory]
    [InlineData("[Banked(Banks = 2)] public int X;", "no array")]
    [InlineData("[Banked(Banks = 0)] public int[] X = new int[4];", "at least one bank")]
    [InlineData("[Memory(MemoryKind.Block)] public int X;", "neither an array nor a stream")]
    [InlineData("[Memory(\"X\", MemoryKind.Block)] public int[] X = new int[4];", "leave it out")]
    [InlineData("[Memory(MemoryKind.Registers, OutputRegister = true)] public int[] X = new int[4];", "Registers has no output register")]
    [InlineData("[Width(40)] public int X;", "40 bits do not fit")]
    [InlineData("[Width(0)] public int X;", "0 bits hold no number")]
    [InlineData("[Range(0, 300)] public byte X;", "0..300 do not fit")]
    [InlineData("[Range(1, 5)] public int X;", "starts as 0")]
    [InlineData("[Range(1, 5)] public int[] X = new int[4];", "starts as 0")]
    [InlineData("[Width(4)] public T X;", "holds no numbers")]
    public void What_a_field_cannot_obey_is_refused_at_the_attribute(string field, string why)
    {
        string source = $"{Usings}public struct T {{ public int A, B; }}\npublic sealed class S {{\n{field} }}\npublic class K {{ "
            + $"public virtual void Run(SimpleMemory memory) {{ var s = new S(); memory.WriteInt32(0, 1); }} }}";
        var diagnostic = Assert.Single(KernelCompiler.Compile(KernelSource.FromText(source), "K", new TransformOptions()).Diagnostics);
        Assert.Equal(("ACC0405", 4), (diagnostic.Descriptor.Id, diagnostic.Location.Line));
        Assert.Contains(why, diagnostic.Message, StringComparison.Ordinal);
        Assert.Contains("S.X", diagnostic.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("[Width(8)]", "static int F(int x) => x;", "")]
    [InlineData("", "[Width(2)] static readonly int C = 9;", "memory.WriteInt32(1, C);")]
    [InlineData("", "[Width(2)] static readonly int[] C = { 1, 9 };", "memory.WriteInt32(1, C[memory.ReadInt32(0) & 1]);")]
    [InlineData("", "[Memory(MemoryKind.Ultra)] static readonly int[] C = { 1, 9 };", "memory.WriteInt32(1, C[memory.ReadInt32(0) & 1]);")]
    [InlineData("", "[Persistent, Memory(MemoryKind.Ultra)] readonly int[] C = { 1, 9 };",
        "memory.WriteInt32(1, C[memory.ReadInt32(0) & 1]);")]
    [InlineData("", "[Persistent, Width(2)] readonly int[] C = { 1, 9 };", "memory.WriteInt32(1, C[memory.ReadInt32(0) & 1]);")]
    public void A_method_names_what_it_is_about_and_a_constant_keeps_its_promise(string attribute, string member, string body)
    {
        string source = $"{Usings}public class K {{ {member}\n{attribute} public virtual void Run(SimpleMemory memory) {{ "
            + $"memory.WriteInt32(0, 1); {body} }} }}";
        var diagnostic = Assert.Single(KernelCompiler.Compile(KernelSource.FromText(source), "K", new TransformOptions()).Diagnostics);
        Assert.Equal("ACC0405", diagnostic.Descriptor.Id);
    }

    [Fact]
    public void Every_array_that_a_field_may_refer_to_obeys()
    {
        string source = Usings + """
            public sealed class Side { [Banked(Banks = 2), Width(10)] public int[] Words; }
            public class K
            {
                public virtual void Run(SimpleMemory memory)
                {
                    int[] a = new int[8], b = new int[8];
                    for (int i = 0; i < 8; i++) { a[i] = memory.ReadInt32(i) & 255; b[i] = i; }
                    var side = new Side { Words = a };
                    if ((memory.ReadInt32(0) & 1) == 0) { side.Words = b; }
                    for (int i = 0; i < 8; i++) { side.Words[i] += 1; memory.WriteInt32(8 + i, side.Words[memory.ReadInt32(i) & 7]); }
                    memory.WriteInt32(16, a[3] + b[3]);
                }
            }
            """;
        Function run = Assert.Single(KernelComparison.Load(source).EntryPoints);
        Assert.Equal([(2, (-512L, 511L)), (2, (-512L, 511L))], run.Arrays.Select(array => (array.Banks, array.Promise!.Value)));
        foreach (int seed in new[] { 1, 2, 3 })
        {
            _ = Kernels.Check(KernelSource.FromText(source), Kernels.Cells(20, seed));
        }
    }

    [Fact]
    public void A_stream_behind_a_field_obeys()
    {
        string source =
            Usings
            + "using System.Threading.Tasks;\npublic sealed class Pipe { [Memory(MemoryKind.Distributed), Width(9)] public readonly Stream<int> Words = new(8); }\n" + """
            public class K
            {
                public virtual void Run(SimpleMemory memory)
                {
                    var pipe = new Pipe();
                    var reader = Task.Factory.StartNew(() => { int sum = 0; for (int i = 0; i < 8; i++) { sum += pipe.Words.Read(); } return sum; });
                    for (int i = 0; i < 8; i++) { pipe.Words.Write(memory.ReadInt32(i) & 127); }
                    memory.WriteInt32(8, reader.Result);
                }
            }
            """;
        StreamVariable stream = Assert.Single(Assert.Single(KernelComparison.Load(source).EntryPoints).Streams);
        Assert.Equal((MemoryKind.Distributed, (-256L, 255L)), (stream.Kind, Assert.Single(stream.Fields).Promise!.Value));
    }

    [Fact]
    public void Two_fields_that_ask_different_things_of_one_array_are_refused()
    {
        string source = Usings + "public sealed class S { [Banked(Banks = 2)] public int[] A; [Banked(Banks = 4)] public int[] B; }\n"
            + "public class K { public virtual void Run(SimpleMemory memory) { int[] a = new int[8]; var s = new S { A = a, B = a }; "
                + "s.A[memory.ReadInt32(0) & 7] = 1; memory.WriteInt32(0, s.B[memory.ReadInt32(1) & 7]); } }";
        var diagnostic = Assert.Single(KernelCompiler.Compile(KernelSource.FromText(source), "K", new TransformOptions()).Diagnostics);
        Assert.Equal("ACC0405", diagnostic.Descriptor.Id);
        Assert.Contains("2 banks by another field", diagnostic.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_field_of_an_object_that_does_not_last_cannot_be_persistent()
    {
        string source = Usings + "public sealed class S {\n[Persistent] public int A; }\npublic class K { public virtual void "
            + "Run(SimpleMemory memory) { var s = new S(); s.A = memory.ReadInt32(0); memory.WriteInt32(0, s.A); } }";
        var diagnostic = Assert.Single(KernelCompiler.Compile(KernelSource.FromText(source), "K", new TransformOptions()).Diagnostics);
        Assert.Equal(("ACC0111", 3), (diagnostic.Descriptor.Id, diagnostic.Location.Line));
    }
}
