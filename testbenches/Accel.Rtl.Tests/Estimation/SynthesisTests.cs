using System.Globalization;
using System.Text.RegularExpressions;
using Accel.Rtl.Estimation;
using Accel.Rtl.Tests.Designs;
using Accel.Rtl.Vhdl;
using Accel.ToolRunners;

namespace Accel.Rtl.Tests.Estimation;

/// <summary>The VHDL through GHDL's synthesis and Yosys: no latches, and resources near the estimate.</summary>
public sealed class SynthesisTests
{
    private const string Script = "read_verilog top.v; synth_xilinx -family xc7 -noiopad -top {0}; select -assert-none t:LD* t:$dlatch*; tee -o stat.txt stat";

    [Theory]
    [InlineData("sum_kernel")]
    [InlineData("busy_design")]
    public void The_estimate_is_within_a_factor_of_what_yosys_needs(string design)
    {
        var module = (design == "sum_kernel" ? SumKernel.Build() : BusyDesign.Build(4, 16)).Simplify();
        string stat = Synthesise(module);
        var estimate = Estimator.Estimate(module);
        long luts = Count(stat, @"LUT[1-6]") + 4 * Count(stat, @"RAM32M|RAM64M") + 2 * Count(stat, "RAM64X1D|RAM32X1D");
        long flipFlops = Count(stat, "FD[RSCP]E");
        Assert.True(estimate.Luts < 1.6 * luts && luts < 1.6 * estimate.Luts, $"estimated {estimate.Luts} LUTs, Yosys {luts}");
        Assert.True(estimate.FlipFlops < 1.15 * flipFlops && flipFlops < 1.15 * estimate.FlipFlops, $"estimated {estimate.FlipFlops} flip-flops, Yosys {flipFlops}");
        TestContext.Current.TestOutputHelper!.WriteLine($"{design}: estimated {estimate.Luts} LUTs, Yosys {luts}; flip-flops {estimate.FlipFlops}, {flipFlops}; {estimate.DepthNs:F1} ns through {string.Join(", ", estimate.CriticalPath)}");
    }

    [Fact]
    public void No_construct_becomes_a_latch()
    {
        foreach (string construct in new[] { "state_machine", "register_with_enable", "memory_asynchronous", "memory_synchronous", "memory_constant_address", "instances", "names" })
            Synthesise(Vhdl.Constructs.Build(construct));
    }

    private static string Synthesise(Module module)
    {
        var (ghdl, yosys) = (new Ghdl(), new Yosys());
        Assert.SkipUnless(ghdl.IsAvailable, ghdl.InstallCommand);
        Assert.SkipUnless(yosys.IsAvailable, yosys.InstallCommand);
        using var directory = new ToolDirectory();
        var files = VhdlWriter.Write(module);
        foreach (var file in files)
            directory.Write(file.Name, file.Text);
        ghdl.Analyse(directory.Path, files.Select(f => f.Name), cancellationToken: TestContext.Current.CancellationToken);
        ghdl.SynthesiseToVerilog(directory.Path, module.Name, "top.v", TestContext.Current.CancellationToken);
        yosys.RunScript(directory.Path, Script.Replace("{0}", module.Name, StringComparison.Ordinal), cancellationToken: TestContext.Current.CancellationToken);
        return directory.Read("stat.txt");
    }

    private static long Count(string stat, string cells)
        => Regex.Matches(stat, $@"^ +(?:{cells}) +([0-9]+)$", RegexOptions.Multiline).Sum(m => long.Parse(m.Groups[1].Value, CultureInfo.InvariantCulture));
}
