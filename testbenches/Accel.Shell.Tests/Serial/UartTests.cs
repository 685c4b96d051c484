using Accel.Host.Simulation.Serial;
using Accel.Rtl;
using Accel.Rtl.Simulation;
using Accel.Shell.Construction;
using Accel.Shell.Serial;

namespace Accel.Shell.Tests.Serial;

/// <summary>Receiver and transmitter against a line whose bits are real times, not cycles.</summary>
public sealed class UartTests
{
    private const int PeriodBits = 18;

    public static TheoryData<double, double> Rates()
    {
        var rates = new TheoryData<double, double>();
        foreach (double period in (double[])[4, 4.25, 5 + (1 / 256.0), 7.5, 8, 15.37, 26.04, 104 + (43 / 256.0), 868 + (14 / 256.0)])
        {
            foreach (double mismatch in (double[])[0, 0.02, -0.02])
                rates.Add(period, mismatch);
        }

        return rates;
    }

    [Theory]
    [MemberData(nameof(Rates))]
    public void Bytes_come_through_back_to_back_at_any_rate_that_is_two_percent_off(double period, double mismatch)
    {
        var random = new Random(7);
        byte[] sent = new byte[60];
        random.NextBytes(sent);
        (sent[3], sent[4], sent[5]) = (0, 0xFF, 0x55);
        var line = Simulator.Create(Loop());
        line.Reset();
        line.SetInput("period", (uint)Math.Round(Math.Round(period * 256)));
        var wire = new SerialWire(line, period * (1 + mismatch));
        line.Step(3);
        wire.Send(sent);
        List<byte> there = [], back = [];
        for (int cycle = 0; cycle < 12 * 10 * sent.Length * period && back.Count < sent.Length; cycle++)
        {
            if (line.GetOutput("valid") == 1)
                there.Add((byte)line.GetOutput("data"));
            Assert.Equal(0u, line.GetOutput("break_seen"));
            wire.Step();
            while (wire.TryReceive(out byte b))
                back.Add(b);
        }

        Assert.Equal(sent, there);
        Assert.Equal(sent, back);
        Assert.Equal(0, wire.FramingErrors);
    }

    [Fact]
    public void A_line_that_is_low_for_24_bits_is_a_break_and_one_of_23_is_a_byte_00()
    {
        var line = Simulator.Create(Loop());
        line.Reset();
        line.SetInput("period", 10 * 256);
        var wire = new SerialWire(line, 10);
        int breaks = 0;
        List<byte> bytes = [];
        foreach (int bits in (int[])[23, 24, 23, 100, 9])
        {
            wire.SendBreak(bits);
            for (int i = 0; i < (bits + 10) * 10; i++)
            {
                breaks += line.GetOutput("break_seen") == 1 ? 1 : 0;
                if (line.GetOutput("valid") == 1)
                    bytes.Add((byte)line.GetOutput("data"));
                wire.Step();
            }
        }

        Assert.Equal(2, breaks);
        Assert.Equal([0, 0, 0, 0, 0], bytes);
    }

    [Fact]
    public void A_spike_shorter_than_half_a_bit_is_noise()
    {
        var line = Simulator.Create(Loop());
        line.Reset();
        line.SetInput("period", 16 * 256);
        line.SetInput("rx", 1);
        line.Step(20);
        line.SetInput("rx", 0);
        line.Step(6);
        line.SetInput("rx", 1);
        for (int i = 0; i < 400; i++)
        {
            Assert.Equal(0u, line.GetOutput("valid"));
            line.Step();
        }

        var wire = new SerialWire(line, 16);
        wire.Send([0x5A]);
        while (line.GetOutput("valid") == 0)
            wire.Step();
        Assert.Equal(0x5Au, line.GetOutput("data"));
    }

    /// <summary>A receiver whose bytes go to a transmitter by way of one register.</summary>
    private static Module Loop()
    {
        var c = new Circuit("uart_loop", "What is received is sent.");
        var period = c.Input("period", PeriodBits);
        var receiver = c.Instance("receiver", UartReceiver.Build(PeriodBits), ("rx", c.Input("rx")), ("period", period));
        var queue = c.Later("ready");
        var fifo = c.Instance("fifo", Shell.Common.ByteFifo.Build(64), ("in_valid", receiver["valid"]), ("in_data", receiver["data"]), ("out_ready", queue));
        var transmitter = c.Instance("transmitter", UartTransmitter.Build(PeriodBits), ("period", period), ("valid", fifo["out_valid"]), ("data", fifo["out_data"]));
        c.Connect(queue, transmitter["ready"]);
        c.Output("valid", receiver["valid"]);
        c.Output("data", receiver["data"]);
        c.Output("break_seen", receiver["line_break"]);
        c.Output("tx", transmitter["tx"]);
        return c.Finish();
    }
}
