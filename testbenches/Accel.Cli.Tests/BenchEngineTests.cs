using Accel.Host.EventEngine;
using Accel.Verification;

namespace Accel.Cli.Tests;

public sealed class BenchEngineTests
{
    [Fact]
    public async Task A_network_runs_whole_on_the_netlist_and_equals_the_golden_model()
    {
        var run = await Cli.RunAsync(
            "bench", "engine", "--model", "1-8", "--density", "ones", "--weight-bits", "4", "--lanes", "64", "--port-bits", "256",
            "--clock-mhz", "50", "--set", "Accel.Engine.ShortcutRows=4096", "--set", "Accel.Engine.MaxSize=100",
            "--no-synthesis", "--json");
        Assert.True(run.ExitCode == 0, run.Error);
        var m = Assert.Single(run.Json.EnumerateArray());
        Assert.Equal(("1-8", "ones"), (m.GetProperty("model").GetString(), m.GetProperty("density").GetString()));
        Assert.Equal([4, 1, 64, 256], new[] { "weightBits", "cores", "lanes", "portBits" }.Select(p => m.GetProperty(p).GetInt32()));
        Assert.True(m.GetProperty("correct").GetBoolean());
        Assert.Contains("--set Accel.Engine.ShortcutRows=4096", run.Error, StringComparison.Ordinal);
        long cycles = m.GetProperty("cycles").GetInt64(), estimated = m.GetProperty("estimatedCycles").GetInt64();
        Assert.InRange(estimated, cycles * 9 / 10, cycles * 11 / 10);

        // Every neuron fires: what four timesteps share is added once.
        Assert.InRange(m.GetProperty("laneUse").GetDouble(), 0.001, 1);
        Assert.InRange(m.GetProperty("laneUseUnshared").GetDouble() / m.GetProperty("laneUse").GetDouble(), 2, 4);
        Assert.False(m.TryGetProperty("luts", out _));
    }

    [Theory]
    [InlineData(4.0, 200.0, 400.0, 20.0)]
    [InlineData(8.0, 125.0, 250.0, 12.5)]
    public void The_clock_is_what_the_path_allows_and_at_most_200_MHz(double pathNs, double clock, double images, double perKlut)
    {
        var m = new EngineMeasurement
        {
            Model = "m",
            Density = "low",
            WeightBits = 8,
            Cores = 1,
            Lanes = 64,
            PortBits = 128,
            Cycles = 500_000,
            EstimatedCycles = 500_000,
            BoundBy = StepBound.Events,
            Correct = true,
            Luts = 20_000,
            PathNs = pathNs,
        };
        Assert.Equal((clock, images, perKlut), (m.ClockMhz, m.ImagesPerSecond, m.ImagesPerSecondPerKlut));
        Assert.Null((m with { PathNs = null }).ImagesPerSecond);
    }

    [Theory]
    [InlineData("--lanes 100: it must be one of 64, 128, 256", "--lanes", "100")]
    [InlineData("--port-bits 96: it must be a power of two in 32..1024", "--port-bits", "96")]
    [InlineData("--clock-mhz 0: it must lie in 1..1000", "--clock-mhz", "0")]
    [InlineData("--memory-latency 0: it must lie in 1..1000", "--memory-latency", "0")]
    [InlineData("--set Accel.Engine.Rows: the engine has Accel.Engine.AccumulatorBits, ", "--set", "Accel.Engine.Rows=1")]
    [InlineData("Accel.Engine.BankRows is replaced by many, which is not a whole number", "--set", "Accel.Engine.BankRows=many")]
    public async Task What_is_no_such_engine_is_refused(string said, params string[] options) =>
        (await Cli.RunAsync(["bench", "engine", "--model", "digits", "--no-synthesis", .. options])).MustFail(64, said);
}
