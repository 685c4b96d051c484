using System.Globalization;
using System.Text.RegularExpressions;
using Accel.Host.Tests;
using Accel.Rtl.Estimation;
using Accel.Rtl.Vhdl;
using Accel.Shell.Pcie;
using Accel.ToolRunners;

namespace Accel.Shell.Tests.Pcie;

/// <summary>What Yosys makes of the shell: no latches, and a small part of any device with PCIe.</summary>
public sealed class PcieSynthesisTests
{
    [Fact]
    public void On_7_series_the_shell_is_small_and_has_no_latch()
    {
        var (ghdl, yosys) = (new Ghdl(), new Yosys());
        Assert.SkipUnless(ghdl.IsAvailable, ghdl.InstallCommand);
        Assert.SkipUnless(yosys.IsAvailable, yosys.InstallCommand);
        using var directory = new ToolDirectory();
        var files = VhdlWriter.Write(PcieShell.Build(TestKernels.AddStep(), PcieBench.Identity));
        foreach (var file in files)
        {
            directory.Write(file.Name, file.Text);
        }

        var token = TestContext.Current.CancellationToken;
        ghdl.Analyse(directory.Path, files.Select(static f => f.Name), cancellationToken: token);
        ghdl.SynthesiseToVerilog(directory.Path, PcieShell.Name, "top.v", token);
        yosys.RunScript(
            directory.Path,
            $"read_verilog top.v; synth_xilinx -family xc7 -noiopad -noclkbuf -flatten -top {PcieShell.Name}; select -assert-none t:LD* t:$dlatch*; tee -o stat.txt stat",
            cancellationToken: token);
        string stat = directory.Read("stat.txt");
        TestContext.Current.TestOutputHelper!.WriteLine($"LUTs {Count(stat, "LUT[1-6]")}, flip-flops {Count(stat, "FD[RSCP]E")}, distributed RAM {Count(stat, "RAM(32|64)(M|X1D)")}");
        Assert.InRange(Count(stat, "LUT[1-6]"), 300, 2500);
    }

    [Fact]
    public void The_clock_of_75_MHz_of_the_7_series_boards_is_kept_by_the_estimate()
    {
        var estimate = Estimator.Estimate(PcieShell.Build(TestKernels.AddStep(), PcieBench.Identity));
        TestContext.Current.TestOutputHelper!.WriteLine($"estimated: {estimate.Luts} LUTs, {estimate.FlipFlops} flip-flops, {estimate.DepthNs:F1} ns through {string.Join(", ", estimate.CriticalPath)}");
        Assert.InRange(estimate.DepthNs, 0, 1000.0 / 75);
    }

    private static long Count(string stat, string cells)
        => Regex.Matches(stat, $@"^ +(?:{cells}) +(?<count>[0-9]+)$", RegexOptions.Multiline).Sum(static m => long.Parse(m.Groups["count"].Value, CultureInfo.InvariantCulture));
}
