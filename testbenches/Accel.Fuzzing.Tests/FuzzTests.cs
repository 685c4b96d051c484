namespace Accel.Fuzzing.Tests;

/// <summary>Random kernels over the whole dialect: plain C# = IR = RTL.</summary>
public sealed class FuzzTests
{
    private const int Programs = 200;

    [Fact]
    public void Random_kernels_compute_what_csharp_computes()
    {
        FuzzReport report = FuzzCampaign.Run(new FuzzOptions { Count = Programs }, TestContext.Current.CancellationToken);
        Assert.True(report.Failures.Count == 0, string.Join('\n', report.Failures.Select(failure => failure.Regression)));

        // What is refused says nothing: the generator has to stay inside of the dialect.
        Assert.InRange(report.Deadlocks, 1, report.Programs / 20);
        Assert.True(report.Outcomes[Outcome.Equal] * 10 > report.Programs * 7, $"{report.Outcomes[Outcome.Equal]} of {report.Programs} programs are compared");
    }

    [Fact]
    public void What_is_found_does_not_depend_on_the_number_of_jobs()
    {
        FuzzReport Run(int jobs) => FuzzCampaign.Run(new FuzzOptions { FirstSeed = 1000, Count = 30, Jobs = jobs }, TestContext.Current.CancellationToken);
        (FuzzReport one, FuzzReport two) = (Run(1), Run(2));
        Assert.Equal((30, 30), (one.Programs, two.Programs));
        Assert.Equal(one.Outcomes, two.Outcomes);
        Assert.Equal(one.Refusals, two.Refusals);
    }

    [Fact]
    public void A_seed_makes_one_program() => Assert.Equal(FuzzCampaign.Source(17), FuzzCampaign.Source(17));

    [Theory]
    [MemberData(nameof(Regressions))]
    public void What_was_wrong_once_stays_mended(string file)
    {
        string? wrong = Regression.Check(File.ReadAllText(Path.Combine(Folder, file)));
        Assert.True(wrong is null, wrong);
    }

    public static TheoryData<string> Regressions => [.. Directory.GetFiles(Folder, "*.cs").Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal)];

    private static string Folder => Path.Combine(AppContext.BaseDirectory, "Regressions");
}
