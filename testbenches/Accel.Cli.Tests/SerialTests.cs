using System.Text.Json;
using Accel.Host.Engine;

namespace Accel.Cli.Tests;

/// <summary>Commands over a serial line whose device is simulated bit by bit.</summary>
public sealed class SerialTests : IDisposable
{
    private readonly TestFiles _files = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _files.Dispose();

    [Fact]
    public async Task The_demonstration_runs_on_a_simulated_board_behind_a_port()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "pseudo-terminals of Linux");
        string link = _files.PathOf("board");
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Token);
        using var output = new StringWriter { NewLine = "\n" };
        using var error = new StringWriter();
        var board = CommandLine.RunAsync(["simulate", "--serial", "--link", link], new CliConsole(output, TextWriter.Synchronized(error)), null, stop.Token);
        while (!File.Exists(link) && !board.IsCompleted)
        {
            await Task.Delay(20, Token);
        }

        Assert.False(board.IsCompleted, error.ToString());
        var demo = await Cli.RunAsync("demo", "--no-ghdl", "--device", $"serial:{link}", "--images", InputFiles.SampleDigits[0], "--output", _files.PathOf("vhdl"), "--json");
        Assert.True(demo.ExitCode == 0, demo.Error);
        var prediction = Assert.Single(demo.Json.GetProperty("predictions").EnumerateArray());
        Assert.Equal(prediction.GetProperty("goldenClass").GetInt32(), prediction.GetProperty("class").GetInt32());
        Assert.Equal((0, 2, false), (demo.Json.GetProperty("mismatches").GetInt32(), demo.Json.GetProperty("tensorsCompared").GetInt32(), demo.Json.GetProperty("everyTensor").GetBoolean()));

        await stop.CancelAsync();
        Assert.Equal(0, await board);
        Assert.Equal($"serial:{link}\n", output.ToString());
        Assert.False(File.Exists(link));
    }

    [Theory]
    [InlineData("--link", "x")]
    [InlineData("--baud", "9600")]
    public async Task Options_of_a_board_without_the_board_are_refused(string option, string value)
        => (await Cli.RunAsync("simulate", option, value)).MustFail(64, option, "--serial");

    [Fact]
    public async Task A_rate_that_the_clock_cannot_give_is_refused()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "pseudo-terminals of Linux");
        (await Cli.RunAsync("simulate", "--serial", "--baud", "9000000")).MustFail(64, "9000000 baud");
    }

    [Fact]
    public async Task Faults_are_counted_and_none_is_taken_for_a_result()
    {
        var run = await Cli.RunAsync("bench", "faults", "--seed", "3", "--count", "3", "--streams", "30", "--json");
        Assert.True(run.ExitCode == 0, run.Error);
        JsonElement[] faults = [.. run.Json.EnumerateArray()];
        Assert.Equal(
            [
                "bytes lost", "bytes doubled", "bits flipped", "frames cut", "device reset", "device unplugged", "host cancelled",
                "noise at 200 kB/s", "disposed in mid-flight", "board frozen", "stream never read", "random bytes",
            ],
            faults.Select(static f => f.GetProperty("fault").GetString()));
        foreach (var fault in faults)
        {
            Assert.Equal((0, 0), (fault.GetProperty("wrongResults").GetInt32(), fault.GetProperty("hangs").GetInt32()));
            Assert.InRange(fault.GetProperty("injected").GetInt32(), 1, 1000);
        }

        Assert.All(faults[..4], static f => Assert.True(f.GetProperty("detected").GetInt32() > 0 && f.GetProperty("retried").GetInt32() > 0, f.ToString()));
        Assert.Equal(3, faults[5].GetProperty("reported").GetInt32());
        Assert.Equal((3, 3), (faults[7].GetProperty("reported").GetInt32(), faults[9].GetProperty("reported").GetInt32()));
        Assert.Equal(30, faults[11].GetProperty("runs").GetInt32());
    }

    [Fact]
    public async Task More_than_nine_tenths_of_the_line_rate_are_weights()
    {
        var program = EngineProgram.Compile(InputFiles.LoadModel(InputFiles.DigitsModel), EngineCapabilities.Limits, trace: false);
        var measured = Assert.Single(await new SerialLinkBenchmark(cyclesPerBit: 4).MeasureAsync(program, Token));
        Assert.Equal(4L * program.Cells.Length, measured.PayloadBytes);
        Assert.Equal(measured.PayloadBytes * 40.0 / measured.Cycles, measured.Efficiency, 9);
        Assert.InRange(measured.Efficiency, 0.9, 1);
    }
}
