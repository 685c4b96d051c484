using Accel.ToolRunners;

namespace Accel.Cli.Tests;

/// <summary>A feed with all packages, and what is built from it: in a folder outside of the repository.</summary>
public sealed class LocalFeed : IAsyncLifetime
{
    private readonly ToolDirectory _folder = new();
    private readonly string _version = $"0.1.0-test.{DateTime.UtcNow:yyyyMMddHHmmss}";

    private string Feed => Path.Combine(_folder.Path, "feed");

    /// <summary>Makes the packages.</summary>
    public async ValueTask InitializeAsync()
    {
        string configuration = new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name;
        foreach (string project in Packable())
        {
            await SucceedAsync(_folder.Path, "pack", project, "--no-build", "-c", configuration, "-o", Feed, $"-p:Version={_version}");
        }
    }

    /// <summary>A copy of an example, by its folder's name.</summary>
    internal async Task<string> CopyAsync(string name)
    {
        string example = Path.Combine(_folder.Path, name);
        Directory.CreateDirectory(example);
        foreach (string file in Directory.EnumerateFiles(Path.Combine(Repository.Root, "host", "examples", name)))
        {
            await File.WriteAllBytesAsync(Path.Combine(example, Path.GetFileName(file)), await File.ReadAllBytesAsync(file));
        }

        return example;
    }

    /// <summary>Builds it from the feed. Packages go to a folder of the test's own, so that none that was restored before can stand in for
    /// one of these.</summary>
    internal Task BuildAsync(string example)
    {
        string cache = Environment.GetEnvironmentVariable("NUGET_PACKAGES") is { Length: > 0 } set
            ? set : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");
        return SucceedAsync(
            example, "build", "-c", "Release", "-warnaserror", $"-p:AccelVersion={_version}", $"-p:RestoreAdditionalProjectSources={Feed}",
            $"-p:RestorePackagesPath={Path.Combine(_folder.Path, "packages")}", $"-p:RestoreFallbackFolders={cache}");
    }

    /// <summary>Runs <c>dotnet</c>.</summary>
    internal static Task<ToolResult> DotnetAsync(string folder, params string[] arguments)
        => new ToolRunner("dotnet", "dotnet-sdk-10.0").RunAsync(
            arguments, new ToolRun { WorkingDirectory = folder, Timeout = TimeSpan.FromMinutes(5) }, TestContext.Current.CancellationToken);

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        _folder.Dispose();
        return ValueTask.CompletedTask;
    }

    // What says of itself that it is a package; the command line depends on all of them, so they have been built.
    private static IEnumerable<string> Packable()
        => new[] { "hardware", "host", "testbenches" }
            .SelectMany(room => Directory.EnumerateFiles(Path.Combine(Repository.Root, room), "*.csproj", SearchOption.AllDirectories))
            .Where(static f => File.ReadAllText(f).Contains("<IsPackable>true</IsPackable>", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal);

    private static async Task SucceedAsync(string folder, params string[] arguments)
    {
        var run = await DotnetAsync(folder, arguments);
        Assert.True(run.Succeeded, $"dotnet {string.Join(' ', arguments)}\n{run.StandardOutput}\n{run.StandardError}");
    }
}
