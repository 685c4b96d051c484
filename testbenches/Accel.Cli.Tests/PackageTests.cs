using System.Diagnostics;
using System.IO.Compression;
using System.Net.Http.Json;
using System.Text.Json;
using Accel.Golden;
using Accel.Inputs;
using Accel.Models;

namespace Accel.Cli.Tests;

/// <summary>The packages as an application gets them: made, put into a feed, restored from it alone, and used by the examples.</summary>
public sealed class PackageTests(LocalFeed feed) : IClassFixture<LocalFeed>
{
    // Writes what is always 0 in plain C#, and in RTL another number in each cycle.
    private const string DifferingTest = """
        using Accel.Hast;
        using Accel.Testing;
        using Hast.Transformer.SimpleMemory;
        namespace KernelTests;
        public class Clocked
        {
            public virtual void Run(SimpleMemory memory) => memory.WriteUInt32(0, HardwareClock.Cycles | 1);
        }
        public sealed class ClockedTests
        {
            [Fact]
            public void Differs() => KernelCheck.Equal<Clocked>(SimpleMemory.CreateSoftwareMemory(1));
        }
        """;

    [Fact]
    public async Task The_example_restores_from_a_local_feed_and_classifies_a_folder_on_two_devices()
    {
        string example = await feed.CopyAsync("ClassifyFolder");
        await feed.BuildAsync(example);
        string samples = Path.Combine(Repository.Root, "host", "samples"), digits = Path.Combine(Repository.Root, "host", "models", "digits.safetensors");
        var run = await LocalFeed.DotnetAsync(
            example, Path.Combine("bin", "Release", "net10.0", "ClassifyFolder.dll"), digits, samples, "sim:", "sim:?latency=3");
        var model = SpikingTransformerModel.Load(digits);
        var expected = Directory.EnumerateFiles(samples, "*.png").Order(StringComparer.Ordinal)
            .Select(f => $"{Path.GetFileName(f)}\t{GoldenModel.Run(model, InputReader.Read(f, model.Configuration)[0].Input).Class}");
        Assert.True(run.Succeeded, run.StandardError);
        Assert.Equal(
            expected,
            run.StandardOutput.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(static line => line[..line.LastIndexOf('\t')]));
    }

    [Fact]
    public async Task A_test_project_outside_of_the_repository_checks_its_kernels()
    {
        string example = await feed.CopyAsync("KernelTests");
        await File.WriteAllTextAsync(Path.Combine(example, "ClockedTests.cs"), DifferingTest, TestContext.Current.CancellationToken);
        await feed.BuildAsync(example);
        string tests = Path.Combine("bin", "Release", "net10.0", "KernelTests.dll");
        var right = await LocalFeed.DotnetAsync(example, tests, "-class", "*FirTests");
        Assert.True(right.Succeeded, right.StandardOutput + right.StandardError);
        Assert.Contains("Total: 2,", right.StandardOutput, StringComparison.Ordinal);

        var wrong = await LocalFeed.DotnetAsync(example, tests, "-class", "*ClockedTests");
        Assert.False(wrong.Succeeded);
        Assert.Contains("cell 0: C# 1 (0x00000001), RTL ", wrong.StandardOutput, StringComparison.Ordinal);
        Assert.Contains("ClockedTests.cs:7: public virtual void Run(SimpleMemory memory) =>", wrong.StandardOutput,
            StringComparison.Ordinal);
        Assert.Single(Directory.EnumerateFiles(Path.Combine(example, "bin", "Release", "net10.0", "accel-waves"), "Clocked.Run-*.fst"));
    }

    [Fact]
    public async Task Every_package_has_icon_readme_licence_and_description()
    {
        string[] packages = [.. feed.Packages];
        Assert.True(packages.Length >= 18, string.Join(' ', packages));
        foreach (string package in packages)
        {
            using var zip = await ZipFile.OpenReadAsync(package, TestContext.Current.CancellationToken);
            var manifest = zip.Entries.Single(static e => e.FullName.EndsWith(".nuspec", StringComparison.Ordinal));
            using var reader = new StreamReader(await manifest.OpenAsync(TestContext.Current.CancellationToken));
            string text = await reader.ReadToEndAsync(TestContext.Current.CancellationToken);
            Assert.All(
                ["<icon>icon.png", "<readme>README.md", ">MIT</license>", "<description>"],
                part => Assert.Contains(part, text, StringComparison.Ordinal));
            Assert.DoesNotContain("<description>Package Description", text, StringComparison.Ordinal);
            Assert.All(["icon.png", "README.md"], name => Assert.NotNull(zip.GetEntry(name)));
        }
    }

    [Fact]
    public async Task The_commands_of_ten_minutes_do_what_the_page_says()
    {
        string docs = Path.Combine(Repository.Root, "host", "Accel.Templates", "docs");
        string page = await File.ReadAllTextAsync(Path.Combine(docs, "ten-minutes.md"), TestContext.Current.CancellationToken);
        string[] commands = [.. page.Split('\n').Where(static line => line.StartsWith("    dotnet ", StringComparison.Ordinal)
            || line.StartsWith("    cd ", StringComparison.Ordinal) || line.StartsWith("    accel ", StringComparison.Ordinal))
            .Select(static line => line.Trim())];
        Assert.True(commands.Length >= 10);
        string program = page.Split("```csharp\n")[1].Split("```")[0].Replace("@0.2.0", "@" + feed.Version, StringComparison.Ordinal);
        var (run, folder) = await feed.TypeAsync(
        [
            "mkdir Filter", "cat > Filter/sum.cs <<'END'", program, "END", .. commands,

            // Unchanged, a kernel is not made again; what the compiler alone refuses is an error of the build.
            "cd Filter && touch made", "dotnet build -c Debug", "find hdl -newer made",
            "! dotnet build -c Debug '-p:AccelOptions=--budget operations=1'",

            // A name that is none in C#.
            "dotnet new accel-kernel --output ../My.Filter-2", "cd ../My.Filter-2/My.Filter-2",
            "grep 'namespace My.Filter_2;' My.Filter-2.cs", "grep 'class My_Filter_2Kernel' My.Filter-2.cs",
            "test -f ../My.Filter-2.Tests/My.Filter-2.Tests.csproj",
        ]);
        Assert.True(run.Succeeded, run.StandardOutput + run.StandardError);

        // VHDL by the build, a wave by the test, and what the tool leaves.
        string project = Path.Combine(folder, "Filter"), hdl = Path.Combine(project, "Filter", "hdl", "FilterKernel");
        Assert.True(File.Exists(Path.Combine(hdl, "manifest.json")), run.StandardOutput);
        Assert.Contains("entity FilterKernel is", await File.ReadAllTextAsync(
            Path.Combine(hdl, "FilterKernel.vhd"), TestContext.Current.CancellationToken), StringComparison.Ordinal);
        Assert.NotEmpty(Directory.GetFiles(Path.Combine(project, "Filter.Tests", "bin"), "*.fst", SearchOption.AllDirectories));
        Assert.All(
            ["filter.fst", "board", "accel-out/Sum/manifest.json"], name => Assert.True(Path.Exists(Path.Combine(project, name)), name));
        Assert.Contains("C# and RTL agree; ", run.StandardOutput, StringComparison.Ordinal);
        Assert.Matches(@"\nsim: took [1-9]\d+ cycles at \d+ MHz\n1 0 2\n", run.StandardOutput);
        Assert.DoesNotContain("\nhdl/", run.StandardOutput, StringComparison.Ordinal);
        Assert.Matches(@"Filter\.cs\(\d+.*error ACC0510: ", run.StandardOutput);
        string drawn = await File.ReadAllTextAsync(Path.Combine(project, "schedule.svg"), TestContext.Current.CancellationToken);
        string picture = Path.Combine(docs, "schedule.svg");
        if (Environment.GetEnvironmentVariable("ACCEL_UPDATE_GOLDEN") == "1")
        {
            await File.WriteAllTextAsync(picture, drawn, TestContext.Current.CancellationToken);
        }

        Assert.True(drawn == await File.ReadAllTextAsync(picture, TestContext.Current.CancellationToken),
            "docs/schedule.svg is not what the page's command draws: run this test with ACCEL_UPDATE_GOLDEN=1 and look at it");
    }

    [Fact]
    public async Task A_web_service_is_warm_and_healthy_and_filters_on_its_devices()
    {
        string example = await feed.CopyAsync("FilterService");
        await feed.BuildAsync(example);
        using var late = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        late.CancelAfter(TimeSpan.FromMinutes(3));
        string program = Path.Combine(example, "bin", "Release", "net10.0", "FilterService.dll");
        using var service = Process.Start(new ProcessStartInfo("dotnet", [program, "--urls", "http://127.0.0.1:0"])
        {
            RedirectStandardOutput = true,
            WorkingDirectory = example,
        })!;
        try
        {
            const string Listening = "Now listening on: ";
            string? line;
            do
            {
                line = await service.StandardOutput.ReadLineAsync(late.Token);
                Assert.NotNull(line);
            }
            while (!line.Contains(Listening, StringComparison.Ordinal));

            // The devices were opened before: both are there without a call.
            string address = line[(line.IndexOf(Listening, StringComparison.Ordinal) + Listening.Length)..];
            using var client = new HttpClient { BaseAddress = new Uri(address) };
            Assert.Equal("Healthy", await client.GetStringAsync(new Uri("/health", UriKind.Relative), late.Token));
            using var answer = await client.PostAsJsonAsync("/filter", new[] { 1, 2, 3 }, late.Token);
            var filtered = await answer.Content.ReadFromJsonAsync<JsonElement>(late.Token);
            Assert.Equal([1, 0, 2], filtered.GetProperty("samples").EnumerateArray().Select(static s => s.GetInt32()));
            Assert.InRange(filtered.GetProperty("cycles").GetInt64(), 10, 1000);
        }
        finally
        {
            service.Kill();
        }
    }
}
