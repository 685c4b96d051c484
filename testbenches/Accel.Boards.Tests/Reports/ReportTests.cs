using Accel.Boards.Reports;

namespace Accel.Boards.Tests.Reports;

public sealed class ReportTests
{
    // What each report says is read off it by eye; Reports/Texts/README.md names whose it is.
    [Theory]
    [InlineData("utilization_7series_2019.2.txt", 8297, 5434, 59, 4)]
    [InlineData("utilization_synthesised_2018.2.txt", 230, 418, 0, 0)]
    [InlineData("utilization_ultrascale_2019.2.txt", 999, 920, 0, 0)]
    [InlineData("utilization_ultrascale_2021.2.txt", 32, 0, 0, 0)]
    public void Utilisation_is_read_in_block_RAMs_of_18_kbit(string file, int luts, int flipFlops, int blockRams, int multipliers)
        => Assert.Equal(new ResourceUse(luts, flipFlops, blockRams, multipliers), VivadoReports.Utilisation(Text(file)));

    [Theory]
    [InlineData("timing_met_2019.2.txt", 0.248, 0.033, 0.264, 0, true)]
    [InlineData("timing_met_2021.2.txt", 3.785, 0.059, 2.225, 0, true)]
    [InlineData("timing_missed_2019.2.txt", -3.463, 0.097, 1.370, 10, false)]
    public void Timing_is_that_of_the_summary_and_not_of_a_clocks_table(string file, double slack, double hold, double pulse, int failing, bool met)
    {
        string report = Text(file);
        var timing = VivadoReports.Timing(report);
        Assert.Equal(new TimingResult(slack, hold, failing, null) { PulseWidthSlackNs = pulse }, timing);
        Assert.Equal(met, timing.Met);
        // Vivado's own verdict.
        Assert.Equal(met, report.Contains("All user specified timing constraints are met.", StringComparison.Ordinal));
        Assert.Equal(!met, report.Contains("Timing constraints are not met.", StringComparison.Ordinal));
    }

    // Published reports that miss these are hard to find: the row of one that is met, with another number in it.
    [Theory]
    [InlineData("0.097        0.000                      0", "-0.013       -0.013                      1", "hold", -0.013)]
    [InlineData("1.370        0.000                       0", "-0.155       -0.310                       2", "pulse width", -0.155)]
    public void A_path_that_is_too_short_and_a_pulse_that_is_too_narrow_are_missed_like_a_path_that_is_too_long(string was, string becomes, string missed, double slack)
    {
        string report = Text("timing_missed_2019.2.txt").Replace("-3.463       -4.140                     10", "0.463        0.000                      0", StringComparison.Ordinal);
        Assert.True(VivadoReports.Timing(report).Met);
        var timing = VivadoReports.Timing(report.Replace(was, becomes, StringComparison.Ordinal));
        Assert.False(timing.Met);
        Assert.Equal([(missed, slack)], timing.Missed());
        Assert.NotEqual(0, timing.FailingEndpoints);
    }

    [Fact]
    public void A_report_of_setup_alone_has_no_hold()
    {
        string report = Text("timing_no_clock_2026.1.txt").Replace("        inf        0.000", "      1.250        0.000", StringComparison.Ordinal);
        Assert.Equal(new TimingResult(1.25, null, 0, null), VivadoReports.Timing(report));
    }

    // NA until 2021, inf for paths without a clock since.
    [Theory]
    [InlineData("timing_no_clock_2022.2.txt")]
    [InlineData("timing_no_clock_2026.1.txt")]
    public void A_design_without_a_clock_did_not_meet_anything(string file)
        => Assert.Contains("constraints were not read", Assert.Throws<ReportException>(() => VivadoReports.Timing(Text(file))).Message, StringComparison.Ordinal);

    [Fact]
    public void A_summary_that_is_cut_off_is_not_read_halfway()
    {
        string report = Text("timing_met_2019.2.txt");
        string cut = report[..(report.IndexOf("32465", StringComparison.Ordinal) + 5)];
        Assert.Contains("Design Timing Summary", Assert.Throws<ReportException>(() => VivadoReports.Timing(cut)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_report_without_what_is_needed_says_what_is_missing()
    {
        Assert.Contains("Design Timing Summary", Assert.Throws<ReportException>(static () => VivadoReports.Timing("")).Message, StringComparison.Ordinal);
        Assert.Contains("CLB LUTs", Assert.Throws<ReportException>(static () => VivadoReports.Utilisation("")).Message, StringComparison.Ordinal);
        Assert.Contains("utilization", Assert.Throws<ReportException>(static () => NextpnrReport.Utilisation("{}")).Message, StringComparison.Ordinal);
        Assert.Contains("clock", Assert.Throws<ReportException>(static () => NextpnrReport.Timing("""{ "fmax": {} }""")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Nextpnrs_report_is_read()
    {
        Assert.Equal(new ResourceUse(17, null, 0, 0), NextpnrReport.Utilisation(Text("nextpnr.json")));
        var timing = NextpnrReport.Timing(Text("nextpnr.json"));
        Assert.True(timing.Met);
        Assert.Equal(428.449, timing.AchievedMHz!.Value, 3);
        Assert.Equal((1000 / 12.0) - (1000 / 428.449), timing.SlackNs, 3);
    }

    [Fact]
    public void A_clock_that_is_too_slow_is_missed_by_the_difference_of_the_periods()
    {
        var timing = NextpnrReport.Timing("""{ "fmax": { "a": { "achieved": 40, "constraint": 50 }, "b": { "achieved": 100, "constraint": 50 } } }""");
        Assert.Equal((-5.0, false), (timing.SlackNs, timing.Met));
    }

    [Fact]
    public void What_does_not_fit_is_told_apart_from_what_does()
    {
        // The report is of a device with 20,800 LUTs.
        var use = VivadoReports.Utilisation(Text("utilization_7series_2019.2.txt"));
        var budget = BoardCatalogue.Find("arty-a7-35").Budget;
        Assert.All(use.Of(budget), static s => Assert.True(s.Fits));
        Assert.Equal(
            [("LUTs", false), ("flip-flops", true), ("block RAMs", true), ("DSPs", true)],
            use.Of(budget with { Luts = 8296 }).Select(static s => (s.Resource, s.Fits)));
    }

    private static string Text(string name) => File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Reports", "Texts", name));
}
