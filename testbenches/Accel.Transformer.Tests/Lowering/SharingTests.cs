using Accel.Rtl;
using Accel.Transformer.Tests.Streams;

namespace Accel.Transformer.Tests.Lowering;

/// <summary>
/// States of one process that exclude each other share read ports, products and shifts; what is wanted at once or would be late is not
/// shared.
/// </summary>
public sealed class SharingTests
{
    private const string Fill = "int[] t = new int[64]; for (int i = 0; i < 64; i++) { t[i] = memory.ReadInt32(i); }\n";

    private const string ThreeReads = Fill +
        """
        int sum = 0;
        for (int i = 0; i < 64; i++) { sum += t[i]; }
        for (int i = 0; i < 64; i++) { memory.WriteInt32(i, t[63 - i]); }
        int last = sum & 63;
        while (last > 3) { sum ^= t[last]; last--; }
        memory.WriteInt32(64, sum);
        """;

    private static readonly TransformOptions Slow = new() { ClockPeriodNs = 40 };

    [Fact]
    public void Reads_in_different_states_share_a_port()
        => Assert.Equal(1, ReadPorts(ThreeReads, Slow));

    [Fact]
    public void Reads_keep_their_ports_where_the_multiplexer_does_not_fit_into_the_cycle()
        => Assert.Equal(3, ReadPorts(ThreeReads, new TransformOptions { ClockPeriodNs = 5 }));

    [Fact]
    public void Reads_in_one_state_have_two_ports_which_other_states_share()
        => Assert.Equal(2, ReadPorts(
            Fill +
            """
            int sum = 0;
            for (int i = 0; i < 64; i++) { sum += t[i] ^ t[63 - i]; }
            for (int i = 0; i < 64; i++) { memory.WriteInt32(i, t[i] - t[i >> 1]); }
            memory.WriteInt32(64, sum);
            """,
            Slow));

    [Fact]
    public void Reads_of_two_arrays_that_states_chain_in_both_orders_make_no_loop_of_logic()
        => Assert.Equal(4, ReadPorts(
            """
            byte[] t = new byte[64];
            byte[] u = new byte[64];
            for (int i = 0; i < 64; i++) { t[i] = (byte)(memory.ReadInt32(i) & 63); u[i] = (byte)((i * 5) & 63); }
            int sum = 0;
            for (int i = 0; i < 64; i++) { sum += t[u[i]]; }
            for (int i = 0; i < 64; i++) { sum += u[t[i]] << 1; }
            for (int i = 0; i < 64; i++) { sum ^= t[63 - i] + u[63 - i]; }
            memory.WriteInt32(64, sum);
            """,
            Slow));

    [Theory]
    [InlineData("*", Operator.Multiply)]
    [InlineData("<<", Operator.ShiftLeft)]
    [InlineData(">>", Operator.ShiftRightArithmetic)]
    public void Operators_in_different_states_share_a_unit(string operation, Operator expected)
    {
        var module = Checked(
            $$"""
            int a = memory.ReadInt32(0) - 50;
            int b = memory.ReadInt32(1) - 50;
            int first = 0;
            for (int i = 0; i < 9; i++) { first += a {{operation}} b; a += 3; b ^= i; }
            int second = 7;
            for (int i = 0; i < 5; i++) { second ^= b {{operation}} a; b -= 11; }
            memory.WriteInt32(2, first);
            memory.WriteInt32(3, second);
            """,
            Slow);
        Assert.Single(module.Signals.OfType<OperatorSignal>(), s => s.Operator == expected);
    }

    [Fact]
    public void The_VHDL_of_a_shared_port_gives_the_same_in_GHDL()
    {
        var cells = Kernels.Cells(65);
        var source = Kernels.Source(ThreeReads);
        GhdlRun.AssertSame(Kernels.Compile(source, Slow), cells, Kernels.RunPlain(source, cells));
    }

    private static int ReadPorts(string body, TransformOptions options) => Checked(body, options).Memories.Sum(m => m.ReadPorts.Count);

    private static Module Checked(string body, TransformOptions options)
    {
        var source = Kernels.Source(body);
        _ = Kernels.Check(source, Kernels.Cells(65), options);
        return Kernels.Compile(source, options);
    }
}
