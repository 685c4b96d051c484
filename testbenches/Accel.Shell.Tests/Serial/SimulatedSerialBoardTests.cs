using System.Diagnostics;
using Accel.Host.Simulation.Serial;
using Accel.Host.Tests;
using Accel.Rtl.Simulation;
using Accel.Shell.Serial;
using Accel.Shell.Tests.Reference;
using static Accel.Shell.Tests.Serial.CommandTests;

namespace Accel.Shell.Tests.Serial;

/// <summary>The simulated board on its own thread.</summary>
public sealed class SimulatedSerialBoardTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_board_answers_changes_its_rate_and_sleeps_when_nothing_happens()
    {
        using var board = new SimulatedSerialBoard(Simulator.Create(SerialShell.Build(TestKernels.Waits(300_000), SerialBench.Identity, Quick)), 12);
        board.Start();
        board.Write(ReferenceFrame.Hello().ToLine());
        Assert.Equal(0x81, (await Next(board)).Type);
        board.Write(new ReferenceFrame(7, 1, S, 0x400).ToLine());
        Assert.Equal(0x87, (await Next(board)).Type);
        board.SetHostPeriod(4);
        board.Write(new ReferenceFrame(4, 2, S, 0, 1).ToLine());
        Assert.Equal(0x84, (await Next(board)).Type);

        // A job goes on while the line is quiet.
        board.Write(new ReferenceFrame(5, 3, S, 1).ToLine());
        Assert.Equal(new ReferenceFrame(0x85, 3, S, 2, 1, 300_000, 0, 0, 0), await Next(board));

        // Asleep: the cycles stand still.
        var patience = Stopwatch.StartNew();
        long cycle;
        do
        {
            Assert.True(patience.Elapsed < TimeSpan.FromMinutes(1), "the board never sleeps");
            cycle = board.Cycle;
            await Task.Delay(100, Token);
        }
        while (board.Cycle != cycle);

        // Awake again; and after its reset it knows no session, but the base rate.
        board.Write(new ReferenceFrame(6, 4, S).ToLine());
        Assert.Equal(0x86, (await Next(board)).Type);
        board.Reset();
        board.SetHostPeriod(12);
        board.Write(new ReferenceFrame(6, 5, S).ToLine());
        Assert.Equal(new ReferenceFrame(0xFF, 5, S, 8, 0), await Next(board));
        board.Dispose();
        Assert.False(await board.Received.WaitToReadAsync(Token));
    }

    private static async Task<ReferenceFrame> Next(SimulatedSerialBoard board)
    {
        List<byte> line = [];
        while (await board.Received.ReadAsync(Token) is not 0 and var b)
            line.Add(b);
        return ReferenceFrame.FromLine([.. line]);
    }
}
