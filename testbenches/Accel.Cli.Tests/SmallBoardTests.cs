using Accel.Boards;
using Accel.Boards.Designs;
using Accel.Generation;
using Accel.Golden;
using Accel.Host;
using Accel.Host.Simulation.Serial;
using Accel.Inputs;
using Accel.Models;
using Accel.Rtl.Simulation;

namespace Accel.Cli.Tests;

/// <summary>The smallest boards of Vivado's have room for the digits, and what is chosen for them runs the digits.</summary>
public sealed class SmallBoardTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_fits_the_smallest_board_runs_the_digits()
    {
        var run = await Cli.RunAsync("estimate", "--fit", "--board", "basys3", "--json");
        Assert.True(run.ExitCode == 0, run.Error);
        var fit = run.Json.GetProperty("boards")[0];
        Assert.False(fit.TryGetProperty("noRoom", out var noRoom), noRoom.ToString());
        Assert.Equal(KernelGenerator.CompactEngine, fit.GetProperty("configuration").GetProperty("kernel").GetString());
        Assert.InRange(fit.GetProperty("imagesPerSecond").GetDouble(), 1, 10);
        Assert.All(fit.GetProperty("resources").EnumerateArray(), static r => Assert.True(r.GetProperty("used").GetInt64() <= r.GetProperty("available").GetInt64(), r.ToString()));
    }

    [Fact]
    public async Task A_digit_over_the_line_of_the_device_has_the_golden_models_logits()
    {
        var board = BoardCatalogue.Find("arty-a7-35");
        var digits = SpikingTransformerModel.Load(InputFiles.DigitsModel);
        var configuration = new EngineCandidates(digits).Of(board.Serial!.MemoryCells, portBits: 32, out _)[^1];
        var kernel = KernelGenerator.Generate(
            configuration.Kernel, new() { ClockPeriodNs = board.ScheduledPeriodNs, Family = board.Family,
                Replacements = configuration.Replacements });
        var shell = BoardShells.Build(kernel, board, TransportKind.Serial);
        using var simulated = new SimulatedSerialBoard(Simulator.Create(shell), (double)board.Clock.KernelHz / board.Serial.BaseBaud);
        simulated.Start();
        var line = new SerialLineOptions { BaseBaudRate = board.Serial.BaseBaud, BaudRate = board.Serial.FastestBaud, AnswerTimeout = TimeSpan.FromSeconds(10) };
        var link = new FramedLink(new SimulatedSerialTransport(simulated, board.Clock.KernelHz), line);
        await using var device = await AccelDevice.OpenAsync(link, null, Token);
        Assert.Equal((board.Id, kernel.Kernel, board.Serial.MemoryCells), (device.Identity.Board, device.Identity.Kernel, device.Identity.MemoryCells));

        var input = InputReader.Read(InputFiles.SampleDigits[3], digits.Configuration)[0].Input;
        await using var session = await device.LoadAsync(digits, null, Token);
        var prediction = await session.InferAsync(input, Token);
        var golden = GoldenModel.Run(digits, input);
        Assert.Equal(golden.Logits, prediction.Logits);
        Assert.Equal(golden.Class, prediction.Class);
    }
}
