using Accel.Rtl.Estimation;
using Accel.Rtl.Tests.Designs;
using Accel.Rtl.Tests.Tools;
using Accel.ToolRunners;

namespace Accel.Rtl.Tests.Estimation;

/// <summary>Paths by Yosys's static timing analysis, with nets.</summary>
public sealed class Series7TimingTests
{
    private static readonly DelayTable _table = DelayTable.Of(DeviceFamily.Series7);

    [Fact]
    public void Nets_are_added_where_a_pin_is_reached_through_routing()
    {
        const string Cells = """
            module LUT2(output O, input I0, I1);
              specify
                (I0 => O) = 238; (I1 => O) = 472;
              endspecify
            endmodule
            module CARRY4(output [3:0] CO, input CI, CYINIT, input [3:0] DI, S);
              specify
                (S[0]   => CO[0]) = 340;
                (DI[0]  => CO[0]) = 379;
                (CI     => CO[0]) = 271;
              endspecify
            endmodule
            module FDRE(output Q, input C, CE, D, R);
              specify
                $setup(D , posedge C &&& CE, 100);
                $setup(R , posedge C, 404);
                if (CE) (posedge C => (Q : D)) = 303;
              endspecify
            endmodule
            module RAMB18E1(output [15:0] DOADO, input CLKARDCLK, input [13:0] ADDRARDADDR);
              specify
                $setup(ADDRARDADDR, posedge CLKARDCLK, 566);
                if (&DOA_REG) (posedge CLKARDCLK => (DOADO : 16'bx)) = 2454;
              endspecify
            endmodule
            """;
        string timed = CellLibrary.WithNets(Cells, 0.6, 0.5);
        foreach (string delay in (string[])
            ["(I0 => O) = 719; (I1 => O) = 836;", "(S[0]   => CO[0]) = 170;", "(DI[0]  => CO[0]) = 790;", "(CI     => CO[0]) = 136;", "CE, 50);", "posedge C, 802);", "D)) = 152;",
            "CLKARDCLK, 883);", "16'bx)) = 1227;"])
        {
            Assert.Contains(delay, timed, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_sum_between_registers_is_as_long_as_in_the_table_of_delays()
    {
        var module = new Module("sum");
        var (a, b) = (Held(module, module.Input("a", 32)), Held(module, module.Input("b", 32)));
        module.Output("sum", Held(module, module.Binary(Operator.Add, a, b)));
        var path = MappedModule.Time(module, new Series7Timing(_table.NetNs));
        Assert.StartsWith("FD", path.Cells[0], StringComparison.Ordinal);
        Assert.Contains("CARRY4.CI->CO", path.Cells);
        Assert.InRange(path.Ns, 0.8 * Estimator.Estimate(module).DepthNs, 1.2 * Estimator.Estimate(module).DepthNs);
        Assert.InRange(MappedModule.Time(module, new Series7Timing(_table.NetNs + 1)).Ns, path.Ns + 0.99, path.Ns + 2.01);
    }

    [Theory]
    [InlineData("sum_kernel")]
    [InlineData("busy_design")]
    public void The_estimated_path_is_near_that_of_the_cells(string design)
    {
        var module = design == "sum_kernel" ? SumKernel.Build() : BusyDesign.Build(4, 16);
        var path = MappedModule.Time(module, new Series7Timing(_table.NetNs));
        double estimate = Estimator.Estimate(module).DepthNs;
        TestContext.Current.TestOutputHelper!.WriteLine($"{design}: estimated {estimate:F1} ns, Yosys {path.Ns:F1} ns through {string.Join(", ", path.Cells)}");
        Assert.InRange(estimate, 0.75 * path.Ns, 1.5 * path.Ns);
    }

    private static RegisterSignal Held(Module module, Signal next)
    {
        var register = module.Register(next.WidthBits, null);
        module.Drive(register, next);
        return register;
    }
}
