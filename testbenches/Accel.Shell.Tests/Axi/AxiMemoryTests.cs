using Accel.Host.Simulation.Pcie;
using Accel.Rtl;
using Accel.Rtl.Simulation;

namespace Accel.Shell.Tests.Axi;

/// <summary>The simulated memory takes no burst that a memory of the port's width would not understand.</summary>
public sealed class AxiMemoryTests
{
    private const string Askew = "begin at multiples of them";

    [Theory]
    [InlineData(128, 0, 3, 4, null)]
    [InlineData(512, 4032, 0, 6, null)]
    [InlineData(32, 4, 255, 2, null)]
    [InlineData(128, 0, 3, 2, Askew)]
    [InlineData(128, 8, 0, 4, Askew)]
    [InlineData(512, 4032, 1, 6, Askew)]
    [InlineData(32, 4092, 1, 2, Askew)]
    public void A_burst_of_whole_beats_in_a_page_is_read_and_no_other(int width, int address, int length, int size, string? named)
        => Expect(named, Master(width, address, length, size, isWrite: false, last: true));

    [Theory]
    [InlineData(0, true, null)]
    [InlineData(0, false, "does not end it")]
    [InlineData(1, true, "ends a burst of 2 beats with beat 1")]
    public void The_last_beat_written_says_so(int length, bool last, string? named)
        => Expect(named, Master(128, 0, length, 4, isWrite: true, last));

    private static void Expect(string? named, Module master)
    {
        var simulator = Simulator.Create(master);
        var memory = new AxiMemory(simulator, new uint[2048]);
        void Step()
        {
            memory.Drive();
            memory.Sample();
            simulator.Step();
        }

        if (named is null)
        {
            Step();
            Assert.Equal(1, memory.Bursts);
            return;
        }

        Assert.Contains(named, Assert.Throws<InvalidOperationException>(Step).Message, StringComparison.Ordinal);
    }

    // Asks for the same burst in every cycle.
    private static Module Master(int width, int address, int length, int size, bool isWrite, bool last)
    {
        var m = new Module("master");
        foreach (var (name, bits) in ((string, int)[])[("awready", 1), ("wready", 1), ("bvalid", 1), ("bresp", 2), ("arready", 1),
            ("rvalid", 1), ("rdata", width), ("rresp", 2), ("rlast", 1)])
        {
            m.Input("m_axi_" + name, bits);
        }

        void Output(string name, int value, int bits) => m.Output("m_axi_" + name, m.Constant(value, bits));
        foreach (string channel in (string[])["aw", "ar"])
        {
            Output(channel + "valid", isWrite == (channel == "aw") ? 1 : 0, 1);
            Output(channel + "addr", address, 64);
            Output(channel + "len", length, 8);
            Output(channel + "size", size, 3);
        }

        Output("wvalid", isWrite ? 1 : 0, 1);
        Output("wdata", 0, width);
        Output("wstrb", 0, width / 8);
        Output("wlast", last ? 1 : 0, 1);
        Output("bready", 1, 1);
        Output("rready", 1, 1);
        return m;
    }
}
