using System.Runtime.InteropServices;
using System.Text.Json;
using Accel.Host;
using Accel.Host.Simulation;
using Microsoft.Extensions.Logging;

namespace Accel.Cli.Tests;

/// <summary>What was done before the work ended is told, however it ended.</summary>
public sealed class StreamedResultTests : IDisposable
{
    private readonly TestFiles _files = new();

    private static string[] Digits => [.. InputFiles.SampleDigits.Take(6)];

    public void Dispose() => _files.Dispose();

    [Theory]
    [InlineData("")]
    [InlineData("--json")]
    [InlineData("--jsonl")]
    public async Task A_board_that_is_lost_leaves_the_results_before_it(string format)
    {
        var run = await Cli.RunAsync(new MortalDevice(jobs: 3, null).Services,
            ["infer", InputFiles.DigitsModel, .. Digits, "--device", "mortal:", .. Format(format)]);
        run.MustFail(69, "the board is gone");
        CheckResults(format, run.Output, least: 1, exitCode: 69);
    }

    [Theory]
    [InlineData("", PosixSignal.SIGINT, 130)]
    [InlineData("--json", PosixSignal.SIGTERM, 143)]
    [InlineData("--jsonl", PosixSignal.SIGINT, 130)]
    public async Task A_signal_leaves_the_results_before_it(string format, PosixSignal signal, int exitCode)
    {
        using var output = new StringWriter { NewLine = "\n" };
        using var error = new StringWriter { NewLine = "\n" };
        using var interruption = new Interruption(TestContext.Current.CancellationToken) { Grace = TimeSpan.FromSeconds(60) };
        var device = new MortalDevice(jobs: 3, () => interruption.Raise(signal));
        int exit = await CommandLine.RunAsync(
            ["infer", InputFiles.DigitsModel, .. Digits, "--device", "mortal:", .. Format(format)],
            new CliConsole(output, TextWriter.Synchronized(error)),
            device.Services,
            interruption);
        Assert.True(exit == exitCode, error.ToString());
        CheckResults(format, output.ToString(), least: 1, exitCode);
    }

    [Fact]
    public async Task A_demonstration_that_is_stopped_leaves_its_results_and_whole_folders()
    {
        var run = await Cli.RunAsync(
            new MortalDevice(jobs: 3, null).Services,
            ["demo", "--no-ghdl", "--images", .. Digits, "--device", "mortal:", "--output", _files.PathOf("out"), "--json"]);
        run.MustFail(69, "the board is gone");
        Assert.NotEmpty(run.Json.GetProperty("predictions").EnumerateArray());
        Assert.Equal("deviceUnavailable", run.Json.GetProperty("error").GetProperty("kind").GetString());
        Assert.True(File.Exists(_files.PathOf("out/SpikingTransformerEngine/manifest.json")));
        Assert.Empty(Directory.GetFileSystemEntries(_files.PathOf("out"), "*.tmp"));
    }

    [Fact]
    public async Task A_wrong_file_among_right_ones_is_told_before_a_device_is_opened()
    {
        var run = await Cli.RunAsync("infer", InputFiles.DigitsModel, Digits[0], _files.Write("x.png", "not a picture"u8.ToArray()),
            "--device", "warp:");
        run.MustFail(65, "x.png: it is a text");
    }

    private static string[] Format(string format) => format.Length == 0 ? [] : [format];

    private static void CheckResults(string format, string output, int least, int exitCode)
    {
        string[] lines = output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        switch (format)
        {
            case "--json":
                var document = JsonDocument.Parse(output).RootElement;
                Assert.False(document.GetProperty("complete").GetBoolean());
                Assert.Equal(exitCode, document.GetProperty("error").GetProperty("exitCode").GetInt32());
                Assert.InRange(document.GetProperty("predictions").GetArrayLength(), least, Digits.Length - 1);
                Assert.All(document.GetProperty("predictions").EnumerateArray(), static p =>
                    Assert.Equal(p.GetProperty("trueClass").GetInt32(), p.GetProperty("class").GetInt32()));
                break;
            case "--jsonl":
                Assert.All(lines[..^1], static line =>
                    Assert.Equal(JsonDocument.Parse(line).RootElement.GetProperty("trueClass").GetInt32(),
                        JsonDocument.Parse(line).RootElement.GetProperty("class").GetInt32()));
                Assert.InRange(lines.Length - 1, least, Digits.Length - 1);
                Assert.Equal(exitCode, JsonDocument.Parse(lines[^1]).RootElement.GetProperty("error").GetProperty("exitCode").GetInt32());
                break;
            default:
                Assert.StartsWith("input ", lines[0], StringComparison.Ordinal);
                Assert.InRange(lines.Length - 2, least, Digits.Length - 1);
                Assert.All(lines[2..].Zip(Digits), static pair =>
                    Assert.StartsWith(Path.GetFileName(pair.Second), pair.First, StringComparison.Ordinal));
                break;
        }
    }

    /// <summary>A simulated device, <c>mortal:</c>, that runs so many jobs; then something happens, or it is gone.</summary>
    private sealed class MortalDevice(int jobs, Action? then) : ILinkFactory
    {
        public string Scheme => "mortal";

        internal CliServices Services => new() { Devices = new DeviceOptions { Links = LinkRegistry.Default.With(this) } };

        public async ValueTask<ILink> OpenAsync(DeviceUri uri, ILogger? logger, CancellationToken cancellationToken = default)
            => new MortalLink(new SimulatedLink(await Task.Run(() => EngineDesigns.Default, cancellationToken)), jobs, then);
    }

    private sealed class MortalLink(ILink inner, int jobs, Action? then) : DelegatingLink(inner)
    {
        private int _started;

        public override ValueTask StartAsync(int member, uint job, CancellationToken cancellationToken = default)
        {
            if (++_started <= jobs)
            {
                return base.StartAsync(member, job, cancellationToken);
            }

            if (then is null)
            {
                throw new DeviceUnavailableException("the board is gone", "plug it in");
            }

            then();
            cancellationToken.ThrowIfCancellationRequested();
            throw new OperationCanceledException();
        }
    }
}
