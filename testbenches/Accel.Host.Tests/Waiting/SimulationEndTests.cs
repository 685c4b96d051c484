using Accel.Host.Protocol;
using Accel.Host.Simulation;
using Accel.Host.Simulation.Pcie;
using Accel.Host.Simulation.Serial;
using Accel.Interfaces;
using Accel.Rtl.Simulation;
using Accel.Shell.Serial;

namespace Accel.Host.Tests;

/// <summary>
/// What stands for devices ends as they do: nobody waits for a simulation that is over, and what nobody takes is bounded.
/// </summary>
public sealed class SimulationEndTests
{
    private const int ClockHz = 100_000_000, BaseBaudRate = ClockHz / 12;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static TheoryData<string, PcieEmulatorOptions> WrongEmulators => new()
    {
        { nameof(PcieEmulatorOptions.MemoryCells), new PcieEmulatorOptions { MemoryCells = 1000 } },
        { nameof(PcieEmulatorOptions.MemoryCells), new PcieEmulatorOptions { MemoryCells = -1024 } },
        { nameof(PcieEmulatorOptions.LatencyCycles), new PcieEmulatorOptions { LatencyCycles = 0 } },
        { nameof(PcieEmulatorOptions.BytesPerCycle), new PcieEmulatorOptions { BytesPerCycle = 0 } },
        { nameof(PcieEmulatorOptions.BytesPerCycle), new PcieEmulatorOptions { BytesPerCycle = double.NaN } },
        { nameof(PcieEmulatorOptions.RegisterCycles), new PcieEmulatorOptions { RegisterCycles = -1 } },
        { nameof(PcieEmulatorOptions.Settling), new PcieEmulatorOptions { Settling = Timeout.InfiniteTimeSpan } },
    };

    public static TheoryData<string, SimulatedDeviceOptions> WrongDevices => new()
    {
        { nameof(SimulatedDeviceOptions.MemoryCells), new SimulatedDeviceOptions { MemoryCells = 0 } },
        { nameof(SimulatedDeviceOptions.MemoryCells), new SimulatedDeviceOptions { MemoryCells = int.MaxValue } },
        { nameof(SimulatedDeviceOptions.LatencyCycles), new SimulatedDeviceOptions { LatencyCycles = 0 } },
        { nameof(SimulatedDeviceOptions.StallSeed), new SimulatedDeviceOptions { StallSeed = -1 } },
        { nameof(SimulatedDeviceOptions.MostCycles), new SimulatedDeviceOptions { MostCycles = 0 } },
    };

    [Theory]
    [MemberData(nameof(WrongEmulators), DisableDiscoveryEnumeration = true)]
    public void An_emulator_of_no_sense_is_not_made(string option, PcieEmulatorOptions options)
        => Assert.Equal(option, Assert.ThrowsAny<ArgumentException>(() => new PcieEmulator(EngineDesigns.Generated, options)).ParamName);

    [Theory]
    [MemberData(nameof(WrongDevices), DisableDiscoveryEnumeration = true)]
    public void A_simulated_device_of_no_sense_is_not_made(string option, SimulatedDeviceOptions options)
        => Assert.Equal(option, Assert.ThrowsAny<ArgumentException>(() => new SimulatedLink(Design(), options)).ParamName);

    [Fact]
    public async Task Whoever_waits_for_an_emulated_device_is_told_of_its_end()
    {
        using var device = new PcieEmulator(EngineDesigns.Generated,
            new PcieEmulatorOptions { MemoryCells = 1 << 20, BytesPerCycle = 1e-9 });
        Task[] transfers = [.. Enumerable.Range(0, 3).Select(i => Task.Run(() => device.Upload(4096 * i, new byte[4096]), Token))];
        await Task.Delay(20, Token);
        device.Dispose();
        device.Dispose();
        foreach (var transfer in transfers)
        {
            // Carried, or told: but not waiting any more.
            await Waits.EndOf(transfer);
        }

        Assert.Throws<ObjectDisposedException>(() => device.ReadRegister((int)PcieRegister.State));
        Assert.Throws<ObjectDisposedException>(() => device.Download(0, new byte[4]));
    }

    [Fact]
    public async Task A_writer_waits_for_a_slow_board_and_ends_with_its_line()
    {
        using var board = new SimulatedSerialBoard(Simulator.Create(SerialDesigns.InShell(Design(), new SerialShellOptions
        {
            ClockHz = ClockHz, MemoryCells = 4096, Board = "simulation", BaseBaud = BaseBaudRate,
        })), 1e6);
        await using var line = new SimulatedSerialTransport(board, ClockHz);
        await line.WriteAsync(new byte[SimulatedSerialBoard.MostBacklog + 1], Token);
        var second = line.WriteAsync(new byte[10], Token).AsTask();
        var third = line.WriteAsync(new byte[10], new CancellationTokenSource(20).Token).AsTask();
        Assert.IsType<OperationCanceledException>(await Waits.EndOf(third), exactMatch: false);
        Assert.False(second.IsCompleted);
        await line.DisposeAsync();
        Assert.IsType<IOException>(await Waits.EndOf(second));
        Assert.Throws<ArgumentOutOfRangeException>(() => board.SetHostPeriod(0));
    }

    [Fact]
    public async Task A_reader_whose_bytes_are_discarded_before_it_takes_them_goes_on_waiting()
    {
        using var board = new SimulatedSerialBoard(Simulator.Create(SerialDesigns.InShell(Design(), new SerialShellOptions
        {
            ClockHz = ClockHz, MemoryCells = 4096, Board = "simulation", BaseBaud = BaseBaudRate,
        })), (double)ClockHz / BaseBaudRate);
        await using var line = new SimulatedSerialTransport(board, ClockHz);
        var buffer = new byte[16];
        for (int i = 0; i < 200; i++)
        {
            // Each byte of the answer wakes the reader on another thread; meanwhile this one discards it.
            var reading = line.ReadAsync(buffer, Token).AsTask();
            await line.WriteAsync(FrameCodec.Encode(new FrameHeader(1, (byte)FrameType.Hello, (ushort)i, 0), []), Token);
            for (int step = 0; step < 400 && !reading.IsCompleted; step++)
            {
                board.Run(60);
                line.DiscardInput();
            }

            await line.WriteAsync(FrameCodec.Encode(new FrameHeader(1, (byte)FrameType.Hello, (ushort)i, 0), []), Token);
            for (int step = 0; step < 1000 && !reading.IsCompleted; step++)
            {
                board.Run(1000);
                await Task.Yield();
            }

            Assert.NotEqual(0, await reading.WaitAsync(Waits.Longest, Token));
            line.DiscardInput();
        }
    }

    [Fact]
    public async Task A_question_that_waits_is_answered_by_a_reset_and_not_cancelled()
    {
        await using var link = new SimulatedLink(Design());
        await link.StartAsync(1, 1, Token);
        var waiting = link.StatusAsync(TimeSpan.FromHours(1), Token).AsTask();
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => link.ResetAsync(Token).AsTask())).WaitAsync(Waits.Longest, Token);
        Assert.Equal(DeviceState.Idle, (await waiting.WaitAsync(Waits.Longest, Token)).State);
    }

    private static SimulatedDesign Design()
        => new("AddStep", TestKernels.AddStep(), new string('c', 64), ClockHz, null);
}
