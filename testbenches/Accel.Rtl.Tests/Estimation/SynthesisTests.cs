using Accel.Calibration;
using Accel.Rtl.Estimation;
using Accel.Rtl.Tests.Designs;
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
        long luts = VerilogDesign.CountCells(stat, @"LUT[1-6]") + 4 * VerilogDesign.CountCells(stat, @"RAM32M|RAM64M") + 2 * VerilogDesign.CountCells(stat, "RAM64X1D|RAM32X1D");
        long flipFlops = VerilogDesign.CountCells(stat, "FD[RSCP]E");
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
        Assert.SkipUnless(VerilogDesign.Missing is null, VerilogDesign.Missing ?? "");
        using var directory = new ToolDirectory();
        VerilogDesign.Write(module, directory, TestContext.Current.CancellationToken);
        new Yosys().RunScript(directory.Path, Script.Replace("{0}", module.Name, StringComparison.Ordinal), cancellationToken: TestContext.Current.CancellationToken);
        return directory.Read("stat.txt");
    }
}
