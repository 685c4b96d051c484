using Accel.Models;
using Accel.ToolRunners;
using Accel.Verification;

namespace Accel.Host.Tests;

/// <summary>Every simulator on one small kernel with a port of several cells per beat.</summary>
public sealed class SimulatorBenchmarkTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static TheoryData<string> Names => [.. Simulators.All.Select(static s => s.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_simulator_takes_the_cycles_and_leaves_the_memory_that_are_expected(string name)
    {
        var simulator = Available(name);
        var measured = new SimulatorBenchmark(leastSeconds: 0.25).Measure(simulator, Workload(cells: 4), Token);
        Assert.True(measured.Correct, measured.Reason);
        Assert.Equal(("wide", name, null, null), (measured.Design, measured.Simulator, measured.Reason, measured.Remedy));

        // As WideMemoryPortTests counts them.
        Assert.Equal(1 + 4 + 1 + 4 + 1, measured.Cycles);

        // Ten microseconds are not enough for anybody's quarter of a second, of which the first run takes what making its code takes: there
        // were several runs.
        Assert.True(measured.Runs > 1, $"{measured.Runs} runs");
        Assert.True(measured.CyclesPerSecond > 0);
        Assert.True(measured.SecondsPerImage > measured.BuildSeconds);
    }

    [Theory]
    [InlineData("interpreter")]
    [InlineData("ghdl")]
    [InlineData("icarus")]
    public void A_cell_that_is_not_what_is_expected_makes_it_incorrect(string name)
    {
        var measured = new SimulatorBenchmark(leastSeconds: 0).Measure(Available(name), Workload(cells: 2, wrongCell: 9), Token);
        Assert.False(measured.Correct);
        Assert.Contains("element 9 [0, 0, 9], cell 9", measured.Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("interpreter")]
    [InlineData("ghdl")]
    [InlineData("icarus")]
    public void A_kernel_that_leaves_its_memory_is_incorrect_and_has_no_speed(string name)
    {
        var workload = Workload(cells: 2, memoryCells: 10);
        var measured = new SimulatorBenchmark(leastSeconds: 0).Measure(Available(name), workload, Token);
        Assert.Equal((false, null, null), (measured.Correct, measured.CyclesPerSecond, measured.SecondsPerImage));
        Assert.Contains("the memory has 10", measured.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void A_tool_that_is_missing_is_an_entry_with_the_way_to_install_it()
    {
        var measured = new SimulatorBenchmark().Measure(new Missing(), Workload(cells: 2), Token);
        Assert.Equal(
            new SimulatorMeasurement { Design = "wide", Simulator = "missing", Reason = "no-such-tool is not installed", Remedy = "sudo apt-get install no-such-package" }, measured);
    }

    private static ISimulatorUnderTest Available(string name)
    {
        var simulator = Simulators.All.Single(s => s.Name == name);
        Assert.SkipWhen(simulator.Unavailable is not null, simulator.Unavailable?.ToString() ?? "");
        return simulator;
    }

    private static SimulatedWorkload Workload(int cells, int? wrongCell = null, int? memoryCells = null)
    {
        uint[] memory = [.. Enumerable.Range(0, memoryCells ?? 8 * cells).Select(static i => (uint)(i * i) + 3)];
        uint[] expected = memoryCells is null ? WideKernel.Expected(memory, cells) : memory;
        if (wrongCell is { } wrong)
        {
            expected[wrong]++;
        }

        var tensor = new NamedTensor("cells", [1, 1, memory.Length], [.. expected.Select(static c => (int)c)]);
        return new SimulatedWorkload("wide", "WideKernel", WideKernel.Build(cells), new KernelCase
        {
            Name = "wide", Seed = 0, Memory = memory, Expected = [ExpectedRegion.OfCells(tensor, 0)],
        });
    }

    private sealed class Missing : ISimulatorUnderTest
    {
        public string Name => "missing";

        public Unavailability? Unavailable => Unavailability.Of(new ToolRunner("no-such-tool", "no-such-package"));

        public string? Version() => throw new InvalidOperationException("it is not there");

        public IBuiltSimulation Build(SimulatedWorkload workload, CancellationToken cancellationToken) => throw new InvalidOperationException("it is not there");
    }
}
