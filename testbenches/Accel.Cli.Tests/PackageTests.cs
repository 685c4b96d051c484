using Accel.Golden;
using Accel.Inputs;
using Accel.Models;
using Accel.ToolRunners;

namespace Accel.Cli.Tests;

/// <summary>The packages as an application gets them: made, put into a feed, restored from it alone, and used by the example.</summary>
public sealed class PackageTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_example_restores_from_a_local_feed_and_classifies_a_folder_on_two_devices()
    {
        using var folder = new ToolDirectory();
        string feed = Path.Combine(folder.Path, "feed"), version = $"0.1.0-test.{DateTime.UtcNow:yyyyMMddHHmmss}";
        string configuration = new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name;
        foreach (string project in Packable())
        {
            await Dotnet(folder.Path, "pack", project, "--no-build", "-c", configuration, "-o", feed, $"-p:Version={version}");
        }

        string example = Path.Combine(folder.Path, "example");
        Directory.CreateDirectory(example);
        foreach (string file in Directory.EnumerateFiles(Path.Combine(Repository.Root, "host", "examples", "ClassifyFolder")))
        {
            File.Copy(file, Path.Combine(example, Path.GetFileName(file)));
        }

        // Packages go to a folder of the test's own, so that none that was restored before can stand in for one of these.
        string cache = Environment.GetEnvironmentVariable("NUGET_PACKAGES") is { Length: > 0 } set
            ? set : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");
        await Dotnet(
            example, "build", "-c", "Release", "-warnaserror", $"-p:AccelVersion={version}", $"-p:RestoreAdditionalProjectSources={feed}",
            $"-p:RestorePackagesPath={Path.Combine(folder.Path, "packages")}", $"-p:RestoreFallbackFolders={cache}");

        string samples = Path.Combine(Repository.Root, "host", "samples"), digits = Path.Combine(Repository.Root, "host", "models", "digits.safetensors");
        string output = await Dotnet(example, Path.Combine("bin", "Release", "net10.0", "ClassifyFolder.dll"), digits, samples, "sim:", "sim:?latency=3");
        var model = SpikingTransformerModel.Load(digits);
        var expected = Directory.EnumerateFiles(samples, "*.png").Order(StringComparer.Ordinal)
            .Select(f => $"{Path.GetFileName(f)}\t{GoldenModel.Run(model, InputReader.Read(f, model.Configuration)[0].Input).Class}");
        Assert.Equal(expected, output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(static line => line[..line.LastIndexOf('\t')]));
    }

    // What says of itself that it is a package; the command line depends on all of them, so they have been built.
    private static IEnumerable<string> Packable()
        => new[] { "hardware", "host" }
            .SelectMany(room => Directory.EnumerateFiles(Path.Combine(Repository.Root, room), "*.csproj", SearchOption.AllDirectories))
            .Where(static f => File.ReadAllText(f).Contains("<IsPackable>true</IsPackable>", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal);

    private static async Task<string> Dotnet(string folder, params string[] arguments)
    {
        var run = await new ToolRunner("dotnet", "dotnet-sdk-10.0").RunAsync(
            arguments, new ToolRun { WorkingDirectory = folder, Timeout = TimeSpan.FromMinutes(5) }, Token);
        Assert.True(run.Succeeded, $"dotnet {string.Join(' ', arguments)}\n{run.StandardOutput}\n{run.StandardError}");
        return run.StandardOutput;
    }
}
