using System.Text.Json;

namespace Accel.Cli.Tests;

public sealed class BenchTests
{
    [Fact]
    public async Task Kernels_are_measured_with_each_latency_and_found_correct()
    {
        var run = await Cli.RunAsync("bench", "kernels", "--kernel", "Sum256", "--no-synthesis", "--json");
        Assert.Equal(0, run.ExitCode);
        JsonElement[] measured = [.. run.Json.EnumerateArray()];
        Assert.Equal([1, 30], measured.Select(static m => m.GetProperty("memoryLatency").GetInt32()));
        foreach (var m in measured)
        {
            Assert.Equal(("Sum256", "accel", 32), (m.GetProperty("kernel").GetString(), m.GetProperty("transformer").GetString(), m.GetProperty("portBits").GetInt32()));
            Assert.True(m.GetProperty("correct").GetBoolean());
            Assert.Equal([1], m.GetProperty("initiationIntervals").EnumerateArray().Select(static i => i.GetInt32()));

            // 256 reads and a write through a port that takes one request a cycle.
            Assert.True(m.GetProperty("cycles").GetInt64() >= 257, m.ToString());
        }

        Assert.True(measured[0].GetProperty("cycles").GetInt64() < measured[1].GetProperty("cycles").GetInt64(), run.Output);
    }

    [Fact]
    public async Task Dataflow_kernels_are_measured_beside_the_design_by_hand()
    {
        var run = await Cli.RunAsync("bench", "dataflow", "--kernel", "Convolution3x3", "--no-synthesis", "--json");
        Assert.Equal(0, run.ExitCode);
        var m = Assert.Single(run.Json.EnumerateArray());
        Assert.Equal(
            ("Convolution3x3", 200, 1, true),
            (m.GetProperty("kernel").GetString(), m.GetProperty("clockMhz").GetDouble(), m.GetProperty("interval").GetInt32(),
                m.GetProperty("correct").GetBoolean()));
        long elements = m.GetProperty("elements").GetInt64();
        Assert.InRange(m.GetProperty("cycles").GetInt64(), elements, elements * 11 / 10);
        Assert.False(m.TryGetProperty("luts", out _));
        if (m.TryGetProperty("handCycles", out var byHand))
        {
            Assert.InRange(byHand.GetInt64(), elements, elements * 11 / 10);
        }
    }

    [Fact]
    public async Task Gallery_kernels_are_measured_beside_what_is_published()
    {
        var run = await Cli.RunAsync("bench", "gallery", "--kernel", "SubdiagFast", "--no-synthesis", "--json");
        Assert.Equal(0, run.ExitCode);
        var m = Assert.Single(run.Json.EnumerateArray());
        Assert.Equal(
            ("SubdiagFast", 126, true, "estimate"),
            (m.GetProperty("kernel").GetString(), m.GetProperty("publishedCycles").GetInt64(), m.GetProperty("correct").GetBoolean(),
                m.GetProperty("areaBy").GetString()));

        // 3,000 words are loaded outside of the cycles that count.
        Assert.InRange(m.GetProperty("cycles").GetInt64(), 100, 126);
        Assert.True(m.GetProperty("totalCycles").GetInt64() > 3000, run.Output);
        Assert.All(["luts", "ffs", "dsps", "clockMhz", "publishedBy", "source"], name => Assert.True(m.TryGetProperty(name, out _), name));
    }

    [Fact]
    public async Task A_constant_of_no_kernel_that_is_measured_is_refused()
    {
        var run = await Cli.RunAsync("bench", "gallery", "--kernel", "Gemm", "--set", "Mvt.Size=4");
        Assert.Equal(64, run.ExitCode);
        Assert.Contains("--set Mvt.Size: no kernel that is measured has this constant", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Simulators_are_measured_with_build_and_run_apart()
    {
        var run = await Cli.RunAsync("bench", "simulators", "--designs", "attention", "--simulators", "interpreter", "--json");
        Assert.Equal(0, run.ExitCode);
        var measured = Assert.Single(run.Json.EnumerateArray());
        Assert.Equal(("attention", "interpreter"), (measured.GetProperty("design").GetString(), measured.GetProperty("simulator").GetString()));
        Assert.True(measured.GetProperty("correct").GetBoolean());
        double cycles = measured.GetProperty("cycles").GetInt64(), build = measured.GetProperty("buildSeconds").GetDouble();

        // 304 words in and 256 out, one per cycle.
        Assert.True(cycles >= 560, run.Output);
        Assert.Equal(build + (cycles / measured.GetProperty("cyclesPerSecond").GetDouble()), measured.GetProperty("secondsPerImage").GetDouble(), 6);
    }

    [Fact]
    public async Task The_table_of_simulators_has_a_row_each()
    {
        var run = await Cli.RunAsync("bench", "simulators", "--designs", "attention", "--simulators", "interpreter");
        Assert.Equal(0, run.ExitCode);
        Assert.Matches("attention +interpreter +[0-9]+ +[0-9,]+ +[0-9.]+ s +[0-9.]+ s +- +correct", run.Output);
    }

    [Fact]
    public async Task A_simulator_that_is_unknown_is_refused_with_the_names()
    {
        var run = await Cli.RunAsync("bench", "simulators", "--simulators", "modelsim");
        Assert.NotEqual(0, run.ExitCode);
        Assert.Contains("--simulators modelsim: it must be one of compiled, interpreter, ghdl, ghdl-llvm, icarus, verilator", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_table_names_the_goal_and_what_Hastlayer_takes()
    {
        var run = await Cli.RunAsync("bench", "kernels", "--kernel", "CalledAccumulate", "--no-synthesis");
        Assert.Equal(0, run.ExitCode);
        Assert.Matches("CalledAccumulate +32 +1 +[0-9]+ +270 +1,292 ", run.Output);
    }

    [Fact]
    public async Task A_large_method_that_is_shared_takes_hardly_more_cycles_and_far_fewer_LUTs()
    {
        var run = await Cli.RunAsync("bench", "calls", "--method", "norm", "--calls", "8", "--no-synthesis", "--json");
        Assert.Equal(0, run.ExitCode);
        JsonElement[] measured = [.. run.Json.EnumerateArray()];
        Assert.Equal([false, true], measured.Select(static m => m.GetProperty("shared").GetBoolean()));
        Assert.All(measured, static m => Assert.True(m.GetProperty("correct").GetBoolean()));
        long Number(int row, string name) => measured[row].GetProperty(name).GetInt64();
        Assert.InRange(Number(1, "cycles"), Number(0, "cycles"), Number(0, "cycles") + (8 * 2));
        Assert.InRange(Number(1, "estimatedLuts"), 1, Number(0, "estimatedLuts") / 3);
    }

    [Fact]
    public async Task Mutants_are_counted_and_what_got_through_is_listed()
    {
        var run = await Cli.RunAsync("bench", "mutation", "--kernel", "Sum256", "--count", "4", "--vectors", "1", "--lock-step", "1", "--json");
        Assert.Equal(0, run.ExitCode);
        JsonElement[] kernels = [.. run.Json.GetProperty("kernels").EnumerateArray()];
        Assert.Equal(["netlist", "csharp"], kernels.Select(static k => k.GetProperty("level").GetString()));
        Assert.All(kernels, static k =>
        {
            int Number(string name) => k.GetProperty(name).GetInt32();
            Assert.Equal(4, Number("mutants"));
            Assert.Equal(4, Number("killed") + Number("refused") + Number("provedEquivalent") + Number("lockStepEquivalent") + Number("timingOnly") + Number("survived"));
            Assert.Equal(Number("timingOnly") + Number("survived"), k.GetProperty("notCaught").GetArrayLength());
        });
    }
}
