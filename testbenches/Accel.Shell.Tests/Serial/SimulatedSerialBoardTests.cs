using System.Diagnostics;
using System.Runtime.InteropServices;
using Accel.Host.CompactEngine;
using Accel.Host.Simulation;
using Accel.Host.Simulation.Serial;
using Accel.Host.Tests;
using Accel.Models;
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

    [Fact]
    public void A_design_in_the_shell_says_who_it_is_in_the_documents_order()
    {
        var limits = new CompactEngineLimits(new ModelLimits
        {
            MaxTokens = 1, MaxDim = 2, MaxHiddenDim = 3, MaxTimesteps = 4, MaxClasses = 5, MaxHeadDim = 6,
            MaxKBits = 7, AccumulatorBits = 8, MembraneBits = 9, ShortcutBits = 10, AttentionBits = 11, LogitBits = 12,
        });
        var design = new SimulatedDesign("AddStep", TestKernels.AddStep(), SerialBench.Identity.DesignHash, 1, limits);
        var bench = new SerialBench(Simulator.Create(SerialDesigns.InShell(design, Quick)), 12);
        uint[] cells = bench.Ask(ReferenceFrame.Hello()).Payload;
        Assert.Equal<uint[]>([1, 2, 3, 4, 5, 6, 0x0A09_0807, 0x0C0B, 0, 0, 0, 0], cells[28..]);
        Assert.Equal<uint[]>([12_000_000, Cells, 0, 256, 512, 12 * 256], cells[22..28]);
        Assert.Equal("AddStep\0"u8, MemoryMarshal.AsBytes(cells.AsSpan(14, 2)));
    }

    private static async Task<ReferenceFrame> Next(SimulatedSerialBoard board)
    {
        List<byte> line = [];
        while (await board.Received.ReadAsync(Token) is not 0 and var b)
            line.Add(b);
        return ReferenceFrame.FromLine([.. line]);
    }
}
