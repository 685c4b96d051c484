using Accel.Rtl;
using Accel.Transformer.Reports;
using Accel.Transformer.Tests.Streams;

namespace Accel.Transformer.Tests.Lowering;

/// <summary>Block RAM with a register at its output: plain C# = RTL = GHDL, and nothing but that register behind what is read.</summary>
public sealed class OutputRegisterTests
{
    private const string Load =
        "uint[] w = new uint[512]; for (int k = 0; k < 512; k++) { w[k] = memory.ReadUInt32(k); } uint s = 0; int a = 5; int b = 9;\n";

    private const string Step = " a = (a + 7) & 511; b = (b + 13) & 511; }\nmemory.WriteUInt32(0, s);";

    public static MatrixTheoryData<string, bool> Loops => new(
        [
            "s += w[a];",
            "s += w[a] ^ (w[b] >> 3);",
            "s = (s << 1) ^ w[w[i] & 511];",
            "w[a] = w[b] + s; s ^= w[i];",
            "w[a] = w[b]; s += w[(i + 3) & 511];",
            "if (w[i] > 50) { s += w[a]; }",
            "s = w[a]; if (i == 7) { break; }",
            "memory.WriteUInt32(100 + i, w[a]); s += 3;",
        ],
        [true, false]);

    [Theory]
    [MemberData(nameof(Loops))]
    public void Values_are_the_same(string statement, bool isPipelined)
    {
        var source = Source(statement, isPipelined);
        var cells = Kernels.Cells(512);
        _ = Kernels.Check(source, cells, new TransformOptions { ClockPeriodNs = 6 });
        Assert.NotEmpty(AssertOnlyRegistersFollow(Kernels.Compile(source, new TransformOptions { ClockPeriodNs = 6 })));
    }

    [Fact]
    public void GHDL_agrees()
    {
        var source = Source("s += w[a] ^ (w[b] >> 3);", true);
        var cells = Kernels.Cells(512);
        GhdlRun.AssertSame(Kernels.Compile(source), cells, Kernels.RunPlain(source, cells));
    }

    // A read takes 2.4 ns of a cycle of 4; behind a register the whole cycle is there for the product.
    [Fact]
    public void An_iteration_takes_a_cycle_more_and_the_interval_stays()
    {
        var (plain, registered) = (Loop("[Memory(\"w\", MemoryKind.Block)]"),
            Loop("[Memory(\"w\", MemoryKind.Block, OutputRegister = true)]"));
        Assert.Equal((1, 1), (plain.InitiationInterval, registered.InitiationInterval));
        Assert.Equal(plain.LatencyCycles + 1, registered.LatencyCycles);

        static LoopReport Loop(string memory) => KernelCompiler.Compile(
            Kernels.Source(Load + "for (int i = 0; i < 300; i++) { s += w[a] + 1;" + Step, memory + "[Pipeline(\"i\")]"), "K",
            new TransformOptions())
            .Report!.Loops.Single(static l => l.Name == "i");
    }

    [Fact]
    public void Every_bank_and_every_array_that_a_method_is_given_has_it()
    {
        const string body =
            "uint[] v = new uint[1024]; for (int k = 0; k < 1024; k++) { v[k] = memory.ReadUInt32(k & 511); } memory.WriteUInt32(0, Sum(v));";
        const string members = "[Memory(\"w\", MemoryKind.Block, OutputRegister = true)][Banked(\"w\", Banks = 2)][Pipeline(\"i\")] "
            + "private static uint Sum(uint[] w) { uint s = 0; for (int i = 0; i < 512; i++) { s += w[2 * i] ^ w[2 * i + 1]; } return s; }";
        var source = Kernels.Source(body, "", members);
        _ = Kernels.Check(source, Kernels.Cells(512));
        Assert.Equal(2, AssertOnlyRegistersFollow(Kernels.Compile(source)).Count);
    }

    private static KernelSource Source(string statement, bool isPipelined) => Kernels.Source(
        Load + "for (int i = 0; i < 300; i++) { " + statement + Step,
        "[Memory(\"w\", MemoryKind.Block, OutputRegister = true)]" + (isPipelined ? "[Pipeline(\"i\", InitiationInterval = 0)]" : ""));

    // Whatever looks at a read port, but for bits that are cut out of it, is a register's input.
    private static List<MemoryReadSignal> AssertOnlyRegistersFollow(Module module)
    {
        module = module.Simplify().Flatten();
        List<MemoryReadSignal> reads = [.. module.Signals.OfType<MemoryReadSignal>()
            .Where(r => r.IsSynchronous && r.Memory.Name.StartsWith('w') | r.Memory.Name.StartsWith('v'))];
        HashSet<Signal> data = [.. reads];
        foreach (var op in module.Signals.OfType<OperatorSignal>().Where(o => o.Operands.Any(data.Contains)))
        {
            Assert.Equal(Operator.Slice, op.Operator);
            _ = data.Add(op);
        }

        foreach (var memory in module.Memories.SelectMany(static m => m.WritePorts))
        {
            Assert.DoesNotContain(memory.Data, data);
        }

        return reads;
    }
}
