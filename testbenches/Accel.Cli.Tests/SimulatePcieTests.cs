using System.Text.Json;

namespace Accel.Cli.Tests;

/// <summary>A PCIe device that one command plays and another one uses.</summary>
public sealed class SimulatePcieTests : IDisposable
{
    private readonly TestFiles _files = new();

    public void Dispose() => _files.Dispose();

    [Theory]
    [InlineData("--cells 1000", "--cells 1000")]
    [InlineData("--bytes-per-cycle 0", "--bytes-per-cycle 0")]
    [InlineData("--timeline time.txt", "--timeline time.txt")]
    public async Task What_no_device_can_be_is_a_usage_error(string options, string said)
        => (await Cli.RunAsync(["simulate", "--pcie", .. options.Split(' ')])).MustFail(64, said);

    [Theory]
    [InlineData("--pcie")]
    [InlineData("--serial")]
    public async Task A_device_runs_a_kernel_of_the_users(string kind)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "pseudo-terminals of Linux");
        string source = _files.PathOf("step.cs"), place = _files.PathOf("device");
        await File.WriteAllTextAsync(
            source,
            "using Hast.Transformer.SimpleMemory; public class Step { public virtual void Run(SimpleMemory memory) "
                + "=> memory.WriteInt32(1, memory.ReadInt32(0) + 1); }",
            TestContext.Current.CancellationToken);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        using var output = new StringWriter();
        using var error = new StringWriter();
        var device = Task.Run(
            () => CommandLine.RunAsync(
                ["simulate", kind, "--source", source, "--cells", "1024", kind == "--pcie" ? "--mount" : "--link", place],
                new CliConsole(TextWriter.Synchronized(output), TextWriter.Synchronized(error)),
                new CliServices(),
                stop.Token),
            stop.Token);
        string address = kind == "--pcie" ? $"pcie:{place}/xdma0" : $"serial:{place}";
        while (!output.ToString().Contains(address, StringComparison.Ordinal))
        {
            Assert.False(device.IsCompleted, error.ToString());
            await Task.Delay(50, stop.Token);
        }

        await using (var opened = await Accel.Host.AccelDevice.OpenAsync(address, null, stop.Token))
        {
            Assert.Equal("Step", opened.Identity.Kernel);
            await opened.WriteAsync(0, new uint[] { 41 }, cancellationToken: stop.Token);
            await opened.RunAsync(0, stop.Token);
            Assert.Equal((uint[])[41, 42], await opened.ReadAsync(0, 2, stop.Token));
        }

        Assert.Contains("typeof(Step)", error.ToString(), StringComparison.Ordinal);
        await stop.CancelAsync();
        Assert.Equal(0, await device);
    }

    [Fact]
    public async Task A_kernel_of_the_users_has_no_counters()
        => (await Cli.RunAsync("simulate", "--pcie", "--source", "x.cs", "--counts")).MustFail(64, "--counts is for the engine");

    [Fact]
    public async Task The_demonstration_runs_on_it_and_equals_the_golden_model()
    {
        string folder = _files.PathOf("device"), timeline = _files.PathOf("timeline.json");
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        using var output = new StringWriter();
        using var error = new StringWriter();
        var device = Task.Run(
            () => CommandLine.RunAsync(
                ["simulate", "--pcie", "--mount", folder, "--timeline", timeline, "--json"],
                new CliConsole(TextWriter.Synchronized(output), TextWriter.Synchronized(error)),
                new CliServices(),
                stop.Token),
            stop.Token);
        while (!File.Exists(Path.Combine(folder, "xdma0_user")))
        {
            Assert.False(device.IsCompleted, error.ToString());
            await Task.Delay(50, stop.Token);
        }

        var run = await Cli.RunAsync(
            "demo", "--device", $"pcie:{folder}/xdma0", "--images", InputFiles.SampleDigits[0], "--no-ghdl", "--output", _files.PathOf("vhdl"), "--json");
        await stop.CancelAsync();
        Assert.True(run.ExitCode == 0, run.Error);
        Assert.Equal((1, 0), (run.Json.GetProperty("correct").GetInt32(), run.Json.GetProperty("mismatches").GetInt32()));
        Assert.Equal(0, await device);
        var spans = JsonDocument.Parse(await File.ReadAllTextAsync(timeline, TestContext.Current.CancellationToken)).RootElement.GetProperty("spans");
        if (Accel.Host.Simulation.Pcie.XdmaFiles.WhyUnavailable() is null)
        {
            Assert.Contains(spans.EnumerateArray(), s => s.GetProperty("kind").GetString() == "upload");
        }

        Assert.Single(spans.EnumerateArray(), s => s.GetProperty("kind").GetString() == "job");
    }
}
