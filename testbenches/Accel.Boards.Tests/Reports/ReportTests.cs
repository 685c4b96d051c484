using Accel.Boards.Reports;

namespace Accel.Boards.Tests.Reports;

public sealed class ReportTests
{
    [Theory]
    [InlineData("utilization_7series.txt", 41873, 16911, 103, 0)]
    [InlineData("utilization_7series_synthesised.txt", 43002, 17342, 103, 0)]
    [InlineData("utilization_ultrascale.txt", 146578, 121495, 523, 3)]
    public void Utilisation_is_read_in_block_RAMs_of_18_kbit(string file, int luts, int flipFlops, int blockRams, int multipliers)
        => Assert.Equal(new ResourceUse(luts, flipFlops, blockRams, multipliers), VivadoReports.Utilisation(Text(file)));

    [Theory]
    [InlineData("timing_met.txt", 0.521, 0.057, 0, true)]
    [InlineData("timing_missed.txt", -0.847, 0.021, 412, false)]
    [InlineData("timing_hold.txt", 0.21, -0.013, 0, false)]
    public void Timing_is_that_of_the_summary_and_not_of_a_clocks_table(string file, double slack, double hold, int failing, bool met)
    {
        var timing = VivadoReports.Timing(Text(file));
        Assert.Equal(new TimingResult(slack, hold, failing, null), timing);
        Assert.Equal(met, timing.Met);
    }

    [Fact]
    public void A_design_without_a_clock_did_not_meet_anything()
        => Assert.Contains("constraints were not read", Assert.Throws<ReportException>(static () => VivadoReports.Timing(Text("timing_no_clock.txt"))).Message, StringComparison.Ordinal);

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
        var shares = VivadoReports.Utilisation(Text("utilization_too_large.txt")).Of(BoardCatalogue.Find("arty-a7-100").Budget);
        Assert.Equal([("LUTs", false), ("flip-flops", true), ("block RAMs", true), ("DSPs", true)], shares.Select(static s => (s.Resource, s.Fits)));
    }

    private static string Text(string name) => File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Reports", "Texts", name));
}
