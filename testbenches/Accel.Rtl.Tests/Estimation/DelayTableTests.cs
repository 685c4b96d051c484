using Accel.Calibration;
using Accel.Rtl.Estimation;

namespace Accel.Rtl.Tests.Estimation;

/// <summary>The delay tables against the tools that they were made with, at sizes that they were not made from.</summary>
public sealed class DelayTableTests
{
    private const double Tolerance = 0.2;

    // Of yosys' sta on a sum of 12 bits, from the end of the path to its start.
    private const string StaReport =
        """
        Latest arrival time in 'measured' is 1403:
            1403 _121_ (FDRE.D)
                   \_00_ [10]
            1403 _118_ (CARRY4.CI->O)
                   \_07_
            1090 _117_ (CARRY4.S->CO)
                   \_06_ [2]
             541 _105_ (LUT2.I0->O)
                   \feed [2]
             303 _160_ (FDRE.C->Q)
               0   \clk (<primary input>)
        """;

    [Theory]
    [InlineData(DeviceFamily.Series7, nameof(MeasuredOperator.Add), 20)]
    [InlineData(DeviceFamily.Series7, nameof(MeasuredOperator.Equal), 40)]
    [InlineData(DeviceFamily.Series7, nameof(MeasuredOperator.DistributedRead), 2048)]
    [InlineData(DeviceFamily.Ice40, nameof(MeasuredOperator.Add), 20)]
    [InlineData(DeviceFamily.Ice40, nameof(MeasuredOperator.Compare), 40)]
    public void A_table_predicts_what_the_tools_measure(DeviceFamily family, string op, int size)
    {
        var (flow, table, point) = (Calibration.Calibration.FlowOf(family), DelayTable.Of(family), new Point(Enum.Parse<MeasuredOperator>(op), size));
        Assert.SkipUnless(flow.Missing is null, flow.Missing ?? "");
        Assert.DoesNotContain(size, flow.SizesOf(point.Operator));
        double measured = Calibration.Calibration.DelayNs(point, Calibration.Calibration.Measure(flow, table, point), table, table.ClockToOutputNs);
        Assert.InRange(Calibration.Calibration.TableNs(table, point), (1 - Tolerance) * measured, (1 + Tolerance) * measured);
    }

    [Fact]
    public void Nets_inside_a_slice_are_not_counted()
        => Assert.Equal(new PathTiming(0.303, 1.100, 1, 0, 12), Rounded(XilinxFlow.Read(StaReport, 12)));

    [Fact]
    public void A_chain_is_fitted_by_the_bit_and_a_tree_by_the_doubling()
    {
        int[] sizes = [4, 8, 16, 32, 64];
        Assert.Equal(new DelayModel(1.5, 0.03, 0), Fit.Make([.. sizes.Select(n => (n, 1.5 + (0.03 * n)))]));
        Assert.Equal(new DelayModel(0.5, 0, 0.6), Fit.Make([.. sizes.Select(n => (n, 0.5 + (0.6 * Math.Log2(n))))]));
    }

    [Fact]
    public void What_is_flat_up_to_a_size_is_fitted_beyond_it()
    {
        int[] sizes = [16, 32, 64, 128, 256, 1024];
        var model = Fit.MakeAbove(64, [.. sizes.Select(n => (n, n <= 64 ? 1.5 : -2 + (0.6 * Math.Log2(n))))]);
        Assert.Equal(new DelayModel(-2, 0, 0.6, 1.5), model);
        Assert.Equal((1.5, 1.5), (model.AtNs(1), model.AtNs(32)));
    }

    [Fact]
    public void Every_family_has_a_table_in_which_wider_takes_longer()
    {
        foreach (var table in Enum.GetValues<DeviceFamily>().Select(DelayTable.Of))
        {
            foreach (var model in new[] { table.Add, table.Compare, table.Equal, table.Reduce, table.Choose, table.Shift, table.Multiply, table.DistributedRead })
            {
                Assert.True(model.AtNs(16) > 0 && model.AtNs(128) > model.AtNs(16), $"{table.Family}: {model}");
            }
        }
    }

    private static PathTiming Rounded(PathTiming t) => t with { CellsNs = Math.Round(t.CellsNs, 3) };
}
