using System.Text.Json;
using System.Text.RegularExpressions;

namespace Accel.Packages.Tests;

/// <summary>The solution has every project, and its filters only what it has.</summary>
public sealed partial class SolutionTests
{
    // Built only with the packages of the real Hastlayer.
    private const string OnRequest = "hardware/Accel.Transformer.Hastlayer/Accel.Transformer.Hastlayer.csproj";

    private static string[] Solution { get; } = [.. Project().Matches(File.ReadAllText(Path.Combine(Repository.Root, "Accel.sln")))
        .Select(static m => m.Groups[1].Value.Replace('\\', '/')).Order()];

    public static TheoryData<string> Filters
        => [.. Directory.GetFiles(Repository.Root, "*.slnf").Select(static f => Path.GetFileName(f)).Order()];

    [Fact]
    public void Every_project_but_those_of_the_examples_is_in_the_solution()
    {
        var projects = ProjectFiles.All.Select(ProjectFiles.FromRoot);
        Assert.Equal(projects.Except([OnRequest]).Order(), Solution);
    }

    [Theory]
    [MemberData(nameof(Filters))]
    public void A_filter_names_projects_of_the_solution_and_all_that_they_refer_to(string filter)
    {
        using var json = JsonDocument.Parse(File.ReadAllText(Path.Combine(Repository.Root, filter)));
        var solution = json.RootElement.GetProperty("solution");
        Assert.Equal("Accel.sln", solution.GetProperty("path").GetString());
        string[] named = [.. solution.GetProperty("projects").EnumerateArray().Select(static p => p.GetString()!.Replace('\\', '/'))];
        Assert.NotEmpty(named);
        Assert.Empty(named.Except(Solution));
        Assert.Empty(named.SelectMany(static p => References(p)).Except([.. named, OnRequest]));
    }

    private static IEnumerable<string> References(string project)
    {
        string path = Path.Combine(Repository.Root, project), folder = Path.GetDirectoryName(path)!;
        return Reference().Matches(File.ReadAllText(path))
            .Select(m => Path.GetFullPath(Path.Combine(folder, m.Groups[1].Value.Replace('\\', '/'))))
            .Select(ProjectFiles.FromRoot);
    }

    [GeneratedRegex("\"([^\"]+\\.csproj)\"")]
    private static partial Regex Project();

    [GeneratedRegex("<ProjectReference Include=\"([^\"]+)\"")]
    private static partial Regex Reference();
}
