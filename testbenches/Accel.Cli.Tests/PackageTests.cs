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
}
