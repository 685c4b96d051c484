namespace Accel.Cli.Tests;

public sealed class CoverageTests
{
    [Fact]
    public async Task A_table_the_missing_places_the_source_and_a_piece_of_HTML()
    {
        using var files = new TestFiles();
        string html = files.PathOf("coverage.html");
        var run = await Cli.RunAsync("coverage", "--kernel", "Sum256", "--count", "1", "--annotate", "--html", html);
        Assert.Equal(0, run.ExitCode);
        Assert.Contains("100.0 % (4/4)", run.Output, StringComparison.Ordinal);
        Assert.Contains("toggle member (8 bits): still 7..0", run.Output, StringComparison.Ordinal);
        Assert.Matches(@"\n +\d+ \+ .*sum \+= memory\.ReadUInt32\(cell\);\n", run.Output);
        Assert.Contains("<tr class=\"covered\">", await File.ReadAllTextAsync(html, TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_same_as_data()
    {
        var run = await Cli.RunAsync("coverage", "--kernel", "Sum256", "Attention16", "--count", "1", "--json");
        Assert.Equal(0, run.ExitCode);
        var kernels = run.Json.GetProperty("kernels").EnumerateArray().ToList();
        Assert.Equal(["Sum256", "Attention16"], kernels.Select(static k => k.GetProperty("kernel").GetString()));
        Assert.Equal(4, kernels[0].GetProperty("statements").GetProperty("total").GetInt32());
        Assert.Equal(100, kernels[0].GetProperty("statements").GetProperty("percent").GetDouble());
        Assert.Equal(
            kernels.Sum(static k => k.GetProperty("toggle").GetProperty("covered").GetInt32()), run.Json.GetProperty("toggle").GetProperty("covered").GetInt32());
    }

    [Fact]
    public async Task The_report_of_the_ladder_has_it_as_a_section()
    {
        using var files = new TestFiles();
        string html = files.PathOf("report.html");
        var run = await Cli.RunAsync("verify", "--kernel", "Sum256", "--rung", "rtl", "--count", "1", "--coverage", "--html", html);
        Assert.Equal(0, run.ExitCode);
        Assert.Contains("100.0 % (4/4)", run.Output, StringComparison.Ordinal);
        string page = await File.ReadAllTextAsync(html, TestContext.Current.CancellationToken);
        Assert.Contains("<h2>Coverage</h2>", page, StringComparison.Ordinal);
        Assert.Contains("<tr class=\"covered\">", page, StringComparison.Ordinal);
        Assert.Contains("<li>toggle member (8 bits): still 7..0</li>", page, StringComparison.Ordinal);
    }
}
