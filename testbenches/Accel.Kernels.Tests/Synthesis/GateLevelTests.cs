using System.Text.RegularExpressions;
using Accel.Interfaces;
using Accel.Rtl.Bench;
using Accel.Verification;
using Xunit;

namespace Accel.Kernels.Tests.Synthesis;

/// <summary>The netlists of the benchmark kernels, gate by gate in Icarus, against traces of the simulation in process.</summary>
// Both work in the folders of the synthesised kernels: one after the other.
[Collection("synthesised kernels")]
public sealed partial class GateLevelTests(SynthesisedKernels kernels)
{
    private readonly GateLevelSimulation _gates = new();

    [Theory]
    [InlineData(nameof(Attention16))]
    [InlineData(nameof(Sum256))]
    [InlineData(nameof(ConditionalAccumulate))]
    [InlineData(nameof(CalledAccumulate))]
    public void Every_output_of_the_netlist_is_that_of_the_simulation_in_every_cycle(string kernel)
    {
        SkipUnlessInstalled();
        var synthesised = kernels.Of(kernel);
        var (trace, cycles) = Record(synthesised);
        string said = _gates.Replay(
            synthesised.Directory, synthesised.Report.NetlistFile, synthesised.Module, trace, cancellationToken: TestContext.Current.CancellationToken);
        Assert.Equal($"TRACE OK cycles={cycles}\n", said);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(25)]
    [InlineData(50)]
    [InlineData(75)]
    public void A_changed_lookup_table_is_found(int percent)
    {
        SkipUnlessInstalled();
        var synthesised = kernels.Of(nameof(Sum256));
        string netlist = synthesised.Directory.Read(synthesised.Report.NetlistFile);
        var tables = Initial().Matches(netlist);
        var table = tables[tables.Count * percent / 100].Groups[1];
        string changed = synthesised.Directory.Write($"changed_{percent}.v", netlist[..table.Index] + Inverted(table.Value) + netlist[(table.Index + table.Length)..]);
        string said = _gates.Replay(
            synthesised.Directory, changed, synthesised.Module, Record(synthesised).Trace, cancellationToken: TestContext.Current.CancellationToken);
        Assert.StartsWith("MISMATCH signal=", said, StringComparison.Ordinal);
    }

    private void SkipUnlessInstalled() => Assert.SkipWhen(_gates.Missing is not null, $"{_gates.Missing?.Program} is not installed: {_gates.Missing?.InstallCommand}");

    // Two runs with different data and a memory that stalls, so that a register that keeps something it should not is seen.
    private static (string Trace, int Cycles) Record(SynthesisedDesign synthesised)
    {
        var trace = new StringWriter();
        var simulation = new KernelSimulation(synthesised.Module, new KernelSimulationOptions { Trace = trace, StallSeed = 3 });
        var vectors = KernelVectors.All.Single(k => k.Kernel == synthesised.Module.Name);
        foreach (int seed in new[] { 1, 2 })
        {
            var run = simulation.Run(new KernelMemory([.. vectors.Random(seed).Memory]), 0, TestContext.Current.CancellationToken);
            Assert.Equal(DeviceErrorCode.None, run.Error);
        }

        string text = trace.ToString();
        return (text, text.Count(static c => c == '\n') - 1);
    }

    private static string Inverted(string digits)
        => string.Concat(digits.Select(static d => (15 - Convert.ToInt32(d.ToString(), 16)).ToString("x", System.Globalization.CultureInfo.InvariantCulture)));

    // LUTs of four inputs and more: whole hexadecimal digits.
    [GeneratedRegex(@"LUT[456] #\(\s*\.INIT\([0-9]+'h([0-9a-f]+)\)")]
    private static partial Regex Initial();
}
