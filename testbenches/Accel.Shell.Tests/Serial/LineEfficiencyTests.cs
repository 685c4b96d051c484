using System.Diagnostics;
using Accel.Generation;
using Accel.Host.Tests;
using Accel.Rtl;
using Accel.Shell.Tests.Pcie;
using Accel.Shell.Tests.Reference;
using static Accel.Shell.Tests.Serial.CommandTests;

namespace Accel.Shell.Tests.Serial;

/// <summary>How much of the line WRITEs of weights use, with a window of frames under way, and how fast it is simulated.</summary>
public sealed class LineEfficiencyTests
{
    private const int Frames = 24, Words = 255;

    [Theory]
    [InlineData(4, 4_000_000)]
    [InlineData(8, 4_000_000)]
    [InlineData(32.5, 1_000_000)]
    public void Writes_with_a_window_fill_the_line(double period, int baseBaud) => Write(TestKernels.AddStep(), period, baseBaud);

    [Fact]
    public void Writes_fill_the_line_with_the_engine_in_the_netlist() => Write(PcieShellTests.KernelModule(KernelGenerator.Engine), 8, 4_000_000);

    private static void Write(Module kernel, double period, int baseBaud)
    {
        var options = SerialBench.Documented with { MemoryCells = Frames * Words, BaseBaud = baseBaud };
        var bench = new SerialBench(kernel, options);
        Assert.Equal(0x81, bench.Ask(ReferenceFrame.Hello()).Type);
        bench.ChangeRate(period);
        var random = new Random(8);
        uint[] weights = [.. Enumerable.Range(0, Frames * Words).Select(_ => (uint)random.Next() & 0x0F0F_0F0F)];
        byte[][] lines = [.. Enumerable.Range(0, Frames).Select(f => new ReferenceFrame(2, (ushort)f, S, [(uint)(f * Words), .. weights[(f * Words)..((f + 1) * Words)]]).ToLine())];
        var (sent, answered, unanswered) = (0, 0, 0);
        long first = bench.Simulator.Cycle, last = 0;
        var watch = Stopwatch.StartNew();
        while (answered < Frames)
        {
            for (; sent < Frames && unanswered + lines[sent].Length <= options.ReceiveBufferBytes; sent++)
            {
                bench.Wire.Send(lines[sent]);
                unanswered += lines[sent].Length;
            }

            if (bench.Wire.IsSent && last == 0 && sent == Frames)
                last = bench.Simulator.Cycle;
            bench.Wire.Step();
            if (bench.Wire.TryReceive(out byte b) && b == 0)
            {
                unanswered -= lines[answered++].Length;
            }
        }

        int perBeat = kernel.Outputs["mem_req_data"].WidthBits / 32;
        for (int cell = 0; cell < weights.Length; cell++)
            Assert.Equal(weights[cell], bench.Simulator.PeekMemory(perBeat == 1
                ? "memory.cells" : $"memory.cells_{cell % perBeat}", cell / perBeat));
        double payload = Frames * Words * 4 * 10 * period / (last - first);
        double speed = (bench.Simulator.Cycle - first) / watch.Elapsed.TotalSeconds / 1e6;
        TestContext.Current.TestOutputHelper!.WriteLine(
            $"{period} cycles per bit: {payload:P2} of the line are weights; {speed:F1} million cycles per second");
        Assert.InRange(payload, 0.97, 1);
    }
}
