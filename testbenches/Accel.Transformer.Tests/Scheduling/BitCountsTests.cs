using Accel.Rtl;
using Accel.Rtl.Estimation;
using Accel.Transformer.Ir;
using Accel.Transformer.Lowering;
using Accel.Transformer.Scheduling;
using Accel.Transformer.Tests.Lowering;
using Accel.Transformer.Tests.Proofs;

namespace Accel.Transformer.Tests.Scheduling;

/// <summary>Sums of bits are counted by LUTs and added by one carry chain, and are what they were.</summary>
public sealed class BitCountsTests
{
    [Theory]
    [InlineData("(byte)x", DeviceFamily.Series7)]
    [InlineData("(ushort)x", DeviceFamily.Series7)]
    [InlineData("(uint)x", DeviceFamily.Series7)]
    [InlineData("(uint)x", DeviceFamily.Ice40)]
    [InlineData("(uint)x & 0x5a5a9u", DeviceFamily.Series7)]
    [InlineData("(((ulong)(uint)x << 32) | (uint)(x * 7))", DeviceFamily.Series7)]
    [InlineData("(((ulong)(uint)x << 32) | (uint)(x * 7))", DeviceFamily.Ice40)]
    public void Population_counts_are_those_of_the_framework(string word, DeviceFamily family)
    {
        string body = $$"""
            int all = 0;
            for (int i = 0; i < 24; i++)
            {
                int x = memory.ReadInt32(i);
                int count = System.Numerics.BitOperations.PopCount({{word}});
                all += count;
                memory.WriteInt32(24 + i, count * 3 + (System.Numerics.BitOperations.PopCount({{word}}) & 1));
            }

            memory.WriteInt32(48, all);
            """;
        uint[] values = [0, 1, 2, 0x80000000, 0xffffffff, 0x7fffffff, 0xaaaaaaaa, 0x55555555, 0xffff0000];
        uint[] cells = [.. values, .. Kernels.Cells(49 - values.Length).Select(static c => c * 0x9e3779b9u)];
        _ = Kernels.Check(Kernels.Source(body), cells, new TransformOptions { Family = family });
        _ = Kernels.Check(Kernels.Source(body, "[Pipeline(\"i\", InitiationInterval = 0)]"), cells,
            new TransformOptions { ClockPeriodNs = family == DeviceFamily.Ice40 ? 12 : 5, Family = family });
    }

    // Conditions that are added and subtracted, others beside them, and what an iteration leaves to the next.
    [Fact]
    public void Bits_are_counted_wherever_they_come_from()
    {
        const string Body = """
            int sum = 0;
            for (int i = 0; i < 20; i++)
            {
                int x = memory.ReadInt32(i), y = memory.ReadInt32(20 + i);
                int more = (x > 40 ? 1 : 0) + (y > 40 ? 1 : 0) - (x > y ? 1 : 0) + ((x & 1) != 0 ? 1 : 0) - (y & 1) + (x >> 3 & 1)
                    + (x == y ? 1 : 0) - ((x ^ y) > 9 ? 1 : 0) + (y >> 2 & 1) + (x & 7) - 3;
                sum += more + ((x & 2) != 0 ? 1 : 0);
                memory.WriteInt32(40 + i, sum ^ more);
            }
            """;
        _ = Kernels.Check(Kernels.Source(Body), Kernels.Cells(60));
        _ = Kernels.Check(Kernels.Source(Body, "[Pipeline(\"i\", InitiationInterval = 0)]"), Kernels.Cells(60),
            new TransformOptions { ClockPeriodNs = 5 });
    }

    [Theory]
    [InlineData(8, 6)]
    [InlineData(13, 6)]
    [InlineData(16, 6)]
    [InlineData(23, 6)]
    public void Yosys_proves_that_a_count_is_a_sum(int bits, int lutInputs)
    {
        string sum = string.Join(" + ", Enumerable.Range(0, bits).Select(static i => $"x[{i}]"));
        int width = System.Numerics.BitOperations.Log2((uint)bits) + 1;
        using var proof = new InductiveProof(Counter(bits, lutInputs), $$"""
            module check(input clk, input rst, input [{{bits - 1}}:0] x);
              wire [{{width - 1}}:0] sum;
              bit_count dut(.clk(clk), .rst(rst), .x(x), .sum(sum));
              wire [{{width - 1}}:0] expected = {{sum}};
              always @* if (!rst) assert(sum == expected);
            endmodule
            """);
        Assert.Null(proof.Problem());
    }

    // Of 24 bits four counts are added as they are; LUTs of four inputs count nothing.
    [Theory]
    [InlineData(8, 6, 1)]
    [InlineData(24, 6, 3)]
    [InlineData(32, 6, 1)]
    [InlineData(64, 6, 1)]
    [InlineData(32, 4, 31)]
    public void Few_carry_chains_add_what_is_counted(int bits, int lutInputs, int adders)
        => Assert.Equal(adders, Counter(bits, lutInputs).Signals.OfType<OperatorSignal>().Count(static s => s.Operator == Operator.Add));

    [Fact]
    public void Few_bits_and_other_numbers_are_added_as_they_are()
    {
        var graph = new Graph();
        var word = graph.Variable(new Variable("x", IrType.UInt32, null));
        List<SumTerm> terms = [.. Enumerable.Range(0, 6).Select(i => new SumTerm(false, Bit(graph, word, i), null))];
        Assert.Same(terms, new BitCounts(graph, static _ => 0, 6).Run(terms));
        List<SumTerm> numbers = [.. Enumerable.Repeat(new SumTerm(false, word, null), 9)];
        Assert.Same(numbers, new BitCounts(graph, static _ => 0, 6).Run(numbers));
    }

    private static Node Bit(Graph graph, Node word, int bit)
        => graph.Wrap(graph.ShiftRight(word, graph.Constant(bit)), IrType.Bool);

    private static Module Counter(int bits, int lutInputs)
    {
        var graph = new Graph();
        var word = graph.Variable(new Variable("x", new IrType(bits, false), null));
        SumTerm[] terms = [.. Enumerable.Range(0, bits).Select(i => new SumTerm(false, Bit(graph, word, i), null))];
        var counted = new BitCounts(graph, static _ => 0, lutInputs).Run(terms);
        var sum = new SumTree(graph, static _ => 0, static _ => 1).Build(counted).Node;
        foreach (var node in graph.Nodes)
        {
            (node.Cycle, node.DemandedBits) = (0, 128);
        }

        var module = new Module("bit_count");
        var wires = new Wires(module, new ArrivalTimes(DelayTable.Of(DeviceFamily.Series7)));
        module.Output("sum", new Combinational(wires, module.Input("x", bits)).Fit(sum, sum.Range.WidthBits, 0));
        return module;
    }

    private sealed class Combinational(Wires wires, Signal input) : NodeLowering(wires)
    {
        private readonly Dictionary<Node, Signal> _known = [];

        protected override Signal See(Node node, int cycle)
        {
            if (!_known.TryGetValue(node, out var signal))
            {
                _known[node] = signal = node.Kind == NodeKind.Variable ? input : Compute(node, cycle);
            }

            return signal;
        }
    }
}
