using Accel.Host.Simulation;
using Accel.Host.Simulation.Serial;
using Accel.Kernels;
using Accel.Rtl.Simulation;
using Accel.Shell.Serial;

namespace Accel.Host.Tests;

/// <summary>The host's link and the RTL of the serial shell, with every bit of the line between them in the simulation.</summary>
public sealed class SimulatedBoardLinkTests : IDisposable
{
    private const int ClockHz = 100_000_000, BaseBaudRate = ClockHz / 12, BaudRate = ClockHz / 4, Cells = 4096;

    private static readonly SimulatedDesign _design = new(
        nameof(SpikingTransformerCompactEngine), TestKernels.AddStep(), new string('c', 64), ClockHz, new FakeLink().Identity.Limits);

    private readonly SimulatedSerialBoard _board = new(
        Simulator.Create(SerialDesigns.InShell(_design, new SerialShellOptions { ClockHz = ClockHz, MemoryCells = Cells, Board = "simulation", BaseBaud = BaseBaudRate })),
        (double)ClockHz / BaseBaudRate);

    public SimulatedBoardLinkTests() => _board.Start();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _board.Dispose();

    [Fact]
    public async Task The_identity_is_that_of_the_design_and_the_rate_is_raised()
    {
        await using var link = Open();
        var identity = await link.HelloAsync(Token);
        Assert.Equal(
            new DeviceIdentity
            {
                ProtocolVersion = 1, DesignHash = _design.DesignHash, Kernel = _design.Kernel, Board = "simulation", ClockHz = ClockHz,
                MemoryCells = Cells, Limits = _design.Limits,
            },
            identity);
        Assert.Equal(BaudRate, link.Statistics.BaudRate);
    }

    [Fact]
    public async Task Cells_arrive_and_come_back()
    {
        await using var link = Open();
        await link.HelloAsync(Token);
        await WriteAndReadAsync(link);
        Assert.Equal(0, link.Statistics.FramesRepeated);
    }

    [Theory]
    [InlineData(LineFault.Lost)]
    [InlineData(LineFault.Doubled)]
    [InlineData(LineFault.Flipped)]
    [InlineData(LineFault.Cut)]
    public async Task Damage_on_the_line_is_made_good(LineFault fault)
    {
        var line = new FaultInjectionTransport(new SimulatedSerialTransport(_board, ClockHz), fault, meanBytes: 1500, seed: 7);
        await using var link = Open(line);
        await link.HelloAsync(Token);
        await WriteAndReadAsync(link);
        Assert.NotEqual(0, line.Injected);
        Assert.NotEqual(0, link.Statistics.FramesRepeated);
    }

    [Fact]
    public async Task A_board_that_is_reset_is_told_of_and_can_be_opened_again()
    {
        await using (var link = Open())
        {
            await link.HelloAsync(Token);
            await link.WriteAsync(0, new uint[100], Token);
            _board.Reset();
            var e = await Assert.ThrowsAsync<DeviceUnavailableException>(async () => await link.ReadAsync(0, new uint[100], Token));
            Assert.Contains("was reset", e.Message, StringComparison.Ordinal);
        }

        await using var again = Open();
        await again.HelloAsync(Token);
        await WriteAndReadAsync(again);
    }

    [Fact]
    public async Task Cancelling_in_the_middle_leaves_link_and_board_usable()
    {
        await using var link = Open();
        await link.HelloAsync(Token);
        using var stop = new CancellationTokenSource();
        var write = link.WriteAsync(0, new uint[Cells], stop.Token).AsTask();
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => write);
        await WriteAndReadAsync(link);
    }

    private static async Task WriteAndReadAsync(FramedLink link)
    {
        var random = new Random(5);
        uint[] cells = [.. Enumerable.Range(0, Cells).Select(_ => (uint)random.NextInt64(1L << 32))];
        await link.WriteAsync(0, cells, Token);
        uint[] read = new uint[Cells];
        await link.ReadAsync(0, read, Token);
        Assert.Equal(cells, read);
    }

    private FramedLink Open(IByteTransport? line = null)
        => new(
            line ?? new SimulatedSerialTransport(_board, ClockHz),
            new SerialLineOptions { BaseBaudRate = BaseBaudRate, BaudRate = BaudRate, AnswerTimeout = line is null ? TimeSpan.FromSeconds(5) : TimeSpan.FromMilliseconds(200) });
}
