using Accel.ToolRunners;

namespace Accel.Cli.Tests;

/// <summary>A feed with all packages, and what is built from it: in a folder outside of the repository.</summary>
public sealed class LocalFeed : IAsyncLifetime
{
    private readonly ToolDirectory _folder = new();

    // No version that anybody else has made, and one that is taken where none is named.
    private readonly string _version = $"0.1.{DateTime.UtcNow:yyyyMMdd}.{DateTime.UtcNow:1HHmmss}";

    private string Feed => Path.Combine(_folder.Path, "feed");

    /// <summary>The packages' files, without those of symbols.</summary>
    internal IEnumerable<string> Packages => Directory.EnumerateFiles(Feed, "*.nupkg");

    /// <summary>The packages' version.</summary>
    internal string Version => _version;

    /// <summary>Makes the packages.</summary>
    public async ValueTask InitializeAsync()
    {
        string configuration = new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name;
        await SucceedAsync(
            _folder.Path, "pack", Path.Combine(Repository.Root, "Accel.sln"), "--no-build", "-c", configuration, "-o", Feed,
            $"-p:Version={_version}", "-m:2");
        await WriteConfigurationAsync();
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
        => SucceedAsync(
            example, "build", "-c", "Release", "-warnaserror", $"-p:AccelVersion={_version}", $"-p:RestoreAdditionalProjectSources={Feed}",
            $"-p:RestorePackagesPath={Path.Combine(_folder.Path, "packages")}", $"-p:RestoreFallbackFolders={Cache}");

    /// <summary>Runs commands as somebody would who has the packages' feed and nothing else of Accel, in an empty folder, with a home and
    /// tools of their own.</summary>
    /// <returns>What they wrote, and the folder.</returns>
    internal async Task<(ToolResult Run, string Folder)> TypeAsync(IEnumerable<string> commands)
    {
        string work = Path.Combine(_folder.Path, "work"), home = Path.Combine(_folder.Path, "home");
        Directory.CreateDirectory(work);
        Directory.CreateDirectory(home);
        string dotnet = Path.GetFullPath(Path.Combine(typeof(object).Assembly.Location, "..", "..", "..", ".."));
        string script = Path.Combine(_folder.Path, "commands.sh");
        await File.WriteAllLinesAsync(script,
        [
            "set -ex", $"export HOME={home} DOTNET_CLI_HOME={home} NUGET_PACKAGES={Path.Combine(_folder.Path, "packages")}",
            $"export DOTNET_ROOT={dotnet} PATH=$PATH:{home}/.dotnet/tools ACCEL_CACHE={home}/accel-cache", .. commands,
        ]);
        var run = new ToolRun { WorkingDirectory = work, Timeout = TimeSpan.FromMinutes(8) };
        return (await new ToolRunner("bash", "bash").RunAsync([script], run, TestContext.Current.CancellationToken), work);
    }

    // Beside what was restored before, for what is not of Accel, there is the feed.
    private Task WriteConfigurationAsync() => File.WriteAllTextAsync(Path.Combine(_folder.Path, "NuGet.config"), $"""
        <configuration>
          <packageSources><add key="accel" value="{Feed}" /></packageSources>
          <fallbackPackageFolders><add key="restored" value="{Cache}" /></fallbackPackageFolders>
        </configuration>
        """);

    private static string Cache => Environment.GetEnvironmentVariable("NUGET_PACKAGES") is { Length: > 0 } set
        ? set : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");

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

    private static async Task SucceedAsync(string folder, params string[] arguments)
    {
        var run = await DotnetAsync(folder, arguments);
        Assert.True(run.Succeeded, $"dotnet {string.Join(' ', arguments)}\n{run.StandardOutput}\n{run.StandardError}");
    }
}
