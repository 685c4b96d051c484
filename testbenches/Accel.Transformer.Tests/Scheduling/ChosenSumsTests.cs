using Accel.Rtl;
using Accel.Transformer.Tests.Lowering;

namespace Accel.Transformer.Tests.Scheduling;

/// <summary>A choice between sums takes no adder beside those that are there anyway, and none is shared where they are not.</summary>
public sealed class ChosenSumsTests
{
    private const string Reads =
        "int u = memory.ReadInt32(0); int t = memory.ReadInt32(1); bool a = memory.ReadInt32(2) > 9; bool b = memory.ReadInt32(3) > 9; ";

    [Theory]
    // Both sums are written: the choice of three is made of them, as a neuron's membrane is.
    [InlineData("int over = u - t; int under = u + t; memory.WriteInt32(0, over); memory.WriteInt32(1, under); memory.WriteInt32(2, a ? over : b ? under : u);", 2)]
    [InlineData("int over = u - t; memory.WriteInt32(0, over); memory.WriteInt32(1, a ? over : u);", 1)]
    // A sum that is for nothing else is none of those: one adder with a gated operand.
    [InlineData("memory.WriteInt32(0, a ? u + t : u);", 1)]
    [InlineData("memory.WriteInt32(0, a ? u + t : u + (t << 2));", 1)]
    public void No_adder_is_made_for_a_choice_of_sums(string writes, int adders)
    {
        var source = Kernels.Source(Reads + writes);
        foreach (int seed in new[] { 1, 2, 3, 4 })
        {
            var cells = Kernels.Cells(4, seed);
            (cells[2], cells[3]) = (seed % 2 == 0 ? 0u : 99u, seed > 2 ? 0u : 99u);
            _ = Kernels.Check(source, cells);
        }

        var made = Kernels.Compile(source).Signals.OfType<OperatorSignal>().Where(s => s.Operator is Operator.Add or Operator.Subtract);
        Assert.Equal(adders, made.Count());
    }

    // A carry chain takes its first operand as it is: a choice there would take LUTs of its own.
    [Theory]
    [InlineData("(a ? u : b ? t : 0) + v")]
    [InlineData("v + (a ? u : b ? t : 0)")]
    [InlineData("(u & t) + v")]
    public void What_chooses_an_operand_of_a_sum_stands_behind_the_other_one(string sum)
    {
        var source = Kernels.Source("int v = memory.ReadInt32(4); " + Reads + "memory.WriteInt32(0, " + sum + ");");
        _ = Kernels.Check(source, Kernels.Cells(5));
        var made = Assert.Single(Kernels.Compile(source).Signals.OfType<OperatorSignal>(), static s => s.Operator == Operator.Add);
        Assert.False(IsChosen(made.Operands[0]));
        Assert.True(IsChosen(made.Operands[1]));
    }

    // Of two sums one behind the other in a cycle synthesis makes one of three operands, which has no room for the gate.
    [Fact]
    public void What_is_added_to_a_gated_sum_around_a_loop_is_there_a_cycle_before()
    {
        const string members = """
            [Pipeline("n", InitiationInterval = 1)]
            private static void Feed(Stream<int> to) { for (int n = 0; n < 64; n++) { to.Write((n * 37) & 0xFFF); } }

            [Pipeline("n", InitiationInterval = 1)]
            private static int Sum(Stream<int> from)
            {
                int sum = 0;
                for (int n = 0; n < 64; n++)
                {
                    int x = from.Read();
                    sum = ((n & 7) == 0 ? 0 : sum) + ((x & 63) + (x >> 6));
                }

                return sum;
            }
            """;
        var source = Kernels.Source(
            "var words = new Stream<int>(2); var a = Task.Run(() => Feed(words)); int sum = Sum(words); a.Wait(); "
                + "memory.WriteInt32(0, sum);",
            members: members);
        _ = Kernels.Check(source, Kernels.Cells(1));
        var sums = Kernels.Compile(source).Signals.OfType<OperatorSignal>()
            .Where(static s => s.Operator == Operator.Add && IsChosen(s.Operands[1]));
        Assert.False(IsSum(Assert.Single(sums).Operands[0]));
    }

    private static bool IsSum(Signal signal) => signal switch
    {
        OperatorSignal { Operator: Operator.Slice or Operator.ZeroExtend or Operator.SignExtend } wiring => IsSum(wiring.Operands[0]),
        OperatorSignal { Operator: Operator.Add } => true,
        _ => false,
    };

    private static bool IsChosen(Signal signal) => signal switch
    {
        OperatorSignal { Operator: Operator.Slice or Operator.ZeroExtend or Operator.SignExtend } wiring => IsChosen(wiring.Operands[0]),
        OperatorSignal { Operator: Operator.And or Operator.Multiplex } => true,
        _ => false,
    };
}
