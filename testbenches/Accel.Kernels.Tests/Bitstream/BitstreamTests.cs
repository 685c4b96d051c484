using Accel.Generation;
using Accel.Host.CompactEngine;
using Accel.ToolRunners;
using Accel.Verification;
using Xunit;
using Layout = Accel.Kernels.CompactEngineLayout;

namespace Accel.Kernels.Tests.Bitstream;

/// <summary>
/// How a bitstream of the iCE40 becomes a device on a serial line again. The whole device takes minutes: <c>accel verify --rung
/// bitstream</c>.
/// </summary>
public sealed class BitstreamTests
{
    private const string Constraints = "# A comment.\nset_io clk_in J3\nset_frequency clk_in 12\nset_io -pullup yes uart_rx B10\nset_io uart_tx B12\nset_io led[0] B5\nset_io led[1] B4\n";

    // What is sent comes back 2,048 cycles later, through a block RAM that begins as an idle line: full of ones.
    private const string DelayLine = """
        module delay_line(input clk_in, input uart_rx, output reg uart_tx, output [1:0] led);
          reg bits [0:2047];
          reg [10:0] place = 0;
          reg idle = 0;
          integer i;
          initial for (i = 0; i < 2048; i = i + 1) bits[i] = 1;
          reg read = 0;
          assign led = place[10:9];
          always @(posedge clk_in) begin
            bits[place] <= uart_rx;
            read <= bits[place + 11'd1];
            idle <= 1;
            uart_tx <= read | !idle;
            place <= place + 1;
          end
          initial uart_tx = 1;
        endmodule

        """;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public void The_pins_lose_their_options()
        => Assert.Equal("set_io clk_in J3\nset_io uart_rx B10\nset_io uart_tx B12\nset_io led[0] B5\nset_io led[1] B4\n", BitstreamVerilog.WithoutOptions(Constraints));

    [Fact]
    public void Ports_are_declared_once()
    {
        const string Netlist = "module bitstream (output [2:0] \\led , input clk_in, output uart_tx);\n\nwire n1, clk_in, n2;\nwire uart_tx;\nwire \\led[0] , clk_in, n3;\nwire [7:0] clk_in_of_a_ram;\nassign n1 = n2;\n";
        Assert.Equal(
            "module bitstream (output [2:0] \\led , input clk_in, output uart_tx);\n\nwire n1, n2;\nwire unused;\nwire \\led[0] , n3;\nwire [7:0] clk_in_of_a_ram;\nassign n1 = n2;\n", BitstreamVerilog.Ansi(Netlist));
    }

    [Fact]
    public async Task What_a_device_is_sent_on_its_pins_comes_back_at_each_rate_and_nothing_else()
    {
        var missing = SimulatedBitstream.Missing ?? new ToolRunner[] { new Nextpnr(), new IcePack() }.FirstOrDefault(static t => !t.IsAvailable);
        Assert.SkipWhen(missing is not null, missing?.InstallCommand ?? "");
        using var directory = new ToolDirectory();
        directory.Write("delay_line.v", DelayLine);
        directory.Write("board.pcf", Constraints);
        new Yosys().RunScript(directory.Path, "read_verilog delay_line.v\nsynth_ice40 -top delay_line -json mapped.json\nselect -assert-count 1 t:SB_RAM40_4K\n", cancellationToken: Token);
        new Nextpnr().PlaceAndRoute(
            directory.Path, ["--quiet", "--hx8k", "--package", "ct256", "--json", "mapped.json", "--pcf", "board.pcf", "--asc", "routed.asc", "--freq", "12"], cancellationToken: Token);
        new IcePack().Pack(directory.Path, "routed.asc", "device.bin", Token);
        var bitstream = new DeviceBitstream(Path.Combine(directory.Path, "device.bin"), Constraints, "ct256", 12_000_000, 115_200, 3_000_000);
        await using var line = SimulatedBitstream.Open(bitstream, Token);
        foreach (int baud in new[] { 115_200, 3_000_000, 460_800 })
        {
            await line.SetBaudRateAsync(baud, Token);
            byte[] sent = [.. Enumerable.Range(0, 300).Select(i => (byte)((i * 7) + baud))];
            byte[] received = new byte[sent.Length];
            await line.WriteAsync(sent, Token);
            for (int count = 0; count < received.Length;)
            {
                int more = await line.ReadAsync(received.AsMemory(count), Token);
                Assert.NotEqual(0, more);
                count += more;
            }

            Assert.Equal(sent, received);
        }
    }

    [Fact]
    public async Task The_rung_takes_one_kernel_with_vectors_of_its_own_and_says_why_it_leaves_the_others()
    {
        using var rung = Rung(CompactEngineLimits.Default, 2048);
        Assert.Contains(KernelGenerator.CompactEngine, rung.Declines(nameof(BinaryNeuron))!.Reason, StringComparison.Ordinal);
        Assert.Null(rung.Declines(KernelGenerator.CompactEngine));
        Assert.Equal(CompactEngineVectors.Default.Recorded.Count + 2, Verification.Ladder.Cases(rung, CompactEngineVectors.Default, 2));
        var report = await new Verification.Ladder([rung]).RunAsync([CompactEngineVectors.Default], 1, static (_, _) => 2, null, Token);
        Assert.Equal(report.Rungs[0].Vectors, report.Rungs[0].Skipped);
        Assert.Contains("no-such-package", report.Rungs[0].Remedy, StringComparison.Ordinal);

        // It is not one of all: only who names it waits for it.
        using var all = new Rungs([], static _ => throw new InvalidOperationException("not to be made"));
        Assert.DoesNotContain(all.All, static r => r.Name == "bitstream");
    }

    [Theory]
    [InlineData(2048, 4)]
    [InlineData(2048, 2)]
    public void Random_vectors_are_made_for_the_board_and_recorded_ones_without_room_are_left_out_with_the_reason(int cells, int timesteps)
    {
        var limits = CompactEngineLimits.Default with { Sizes = CompactEngineLimits.Default.Sizes with { MaxTimesteps = timesteps } };
        using var rung = Rung(limits, cells);
        var vectors = rung.VectorsOf(CompactEngineVectors.Default);
        Assert.Equal(CompactEngineVectors.Default.Recorded.Select(static v => v.Name), vectors.Recorded.Select(static v => v.Name));
        Assert.All(Enumerable.Range(1, 40).Select(vectors.Random), v => Assert.InRange(v.Memory.Length, 1, cells));
        foreach (var vector in vectors.Recorded)
        {
            Assert.Equal(vector.Memory.Length > cells, rung.Declines(vector) is { } reason && reason.Reason.Contains($"{cells}", StringComparison.Ordinal));
        }

        // The board's T is the one that a vector is over by one.
        Assert.Equal((uint)(timesteps + 1), vectors.Recorded.Single(static v => v.Name.EndsWith("one timestep too many", StringComparison.Ordinal)).Memory[Layout.TimestepsCell]);
    }

    [Fact]
    public async Task A_vector_that_is_left_out_is_told_and_counted_as_skipped()
    {
        var progress = new List<LadderProgress>();
        using var rung = new RoomForSmall(2048);
        var report = (await new Verification.Ladder([rung])
            .RunAsync([CompactEngineVectors.Default], 1, static (_, _) => 0, new Told(progress), Token)).Rungs[0];
        int large = CompactEngineVectors.Default.Recorded.Count(static v => v.Memory.Length > 2048);
        Assert.InRange(large, 1, report.Vectors - 1);
        Assert.Equal((report.Vectors - large, 0, large), (report.Passed, report.Failed, report.Skipped));
        Assert.Contains("too large", report.Reason, StringComparison.Ordinal);
        Assert.Equal(large, progress.Count(static p => p is { Skipped: 1 } && p.Vector.EndsWith(": too large", StringComparison.Ordinal)));
        Assert.Equal(report.Vectors, progress[^1].Done);
    }

    private static BitstreamRung Rung(CompactEngineLimits limits, int cells)
        => new(new BitstreamSource(static _ => throw new ToolMissingException("nextpnr-ice40", "not at all"), new ToolRunner("no-such-tool", "no-such-package"), limits, cells));

    // Runs nothing: its verdict is that all is well.
    private sealed class RoomForSmall(int cells) : IRung
    {
        public string Name => "small";

        public Unavailability? Unavailable => null;

        public Unavailability? Declines(KernelCase vector) => vector.Memory.Length > cells ? new("too large") : null;

        public ValueTask<RungRun> RunAsync(IKernelVectors kernel, KernelCase vector, CancellationToken cancellationToken) => new(RungRun.OfVerdict(null));

        public void Dispose()
        {
        }
    }

    private sealed class Told(List<LadderProgress> progress) : IProgress<LadderProgress>
    {
        public void Report(LadderProgress value) => progress.Add(value);
    }
}
