using Accel.Host.Tests;
using Accel.Rtl;
using Accel.Shell.Serial;
using Accel.Shell.Tests.Reference;

namespace Accel.Shell.Tests.Serial;

/// <summary>Commands, and each refusal of docs/protocol.md, section 5, at 4 clock cycles per bit.</summary>
public sealed class CommandTests
{
    internal const uint S = ReferenceFrame.TheSession;
    internal const int Cells = 1000;

    /// <summary>12 clock cycles per bit at the base rate, and a memory whose size is no power of two.</summary>
    internal static readonly SerialShellOptions Quick = new SerialShellOptions { ClockHz = 12_000_000, BaseBaud = 1_000_000, MemoryCells = Cells, Board = "bench" }.Small();

    internal static SerialBench Open(Module? kernel = null, SerialShellOptions? options = null, double period = 4)
    {
        var bench = new SerialBench(kernel ?? TestKernels.AddStep(), options ?? Quick);
        Assert.Equal(0x81, bench.Ask(ReferenceFrame.Hello()).Type);
        bench.ChangeRate(period);
        return bench;
    }

    public static TheoryData<string, byte, uint[], uint, uint> Refusals() => new()
    {
        { "WRITE without cells", 2, [0], 2, 256 },
        { "WRITE without anything", 2, [], 2, 256 },
        { "WRITE behind the end", 2, [Cells, 1], 3, Cells },
        { "WRITE over the end", 2, [Cells - 1, 1, 2], 3, Cells },
        { "WRITE around 2^32", 2, [uint.MaxValue, 1, 2], 3, Cells },
        { "READ of no cell", 3, [0, 0], 2, 256 },
        { "READ of more than a reply carries", 3, [0, 65], 2, 256 },
        { "READ of 2^32 - 1 cells", 3, [0, uint.MaxValue], 2, 256 },
        { "READ of 2^30 cells", 3, [0, 1 << 30], 2, 256 },
        { "READ over the end", 3, [Cells - 63, 64], 3, Cells },
        { "READ around 2^32", 3, [uint.MaxValue, 2], 3, Cells },
        { "READ with a word too many", 3, [0, 1, 0], 2, 8 },
        { "START without job", 4, [0], 2, 8 },
        { "START of job 0", 4, [0, 0], 6, 4 },
        { "START of entry point 256", 4, [256, 1], 6, 4 },
        { "STATUS of nothing", 5, [], 2, 4 },
        { "RESET of something", 6, [0], 2, 0 },
        { "RATE of 3.996 cycles", 7, [0x3FF], 3, 12 * 256 },
        { "RATE of more than a third of the base", 7, [0x401], 3, 12 * 256 },
        { "RATE of 2^31", 7, [0x8000_0000], 3, 12 * 256 },
        { "type 0", 0, [], 6, 0 },
        { "type 8", 8, [1], 6, 8 },
        { "type 81", 0x81, [], 6, 0x81 },
        { "type FF", 0xFF, [1, 2], 6, 0xFF },
    };

    [Fact]
    public void What_is_refused_is_told_with_its_reason_and_has_no_effect()
    {
        var bench = Open();
        ushort sequence = 1;
        uint[] before = Fill(bench);
        foreach (var (title, type, payload, code, detail) in Refusals().Select(static r => r.Data))
        {
            var reply = bench.Ask(new ReferenceFrame(type, ++sequence, S, payload));
            Assert.True(new ReferenceFrame(0xFF, sequence, S, code, detail).Equals(reply), $"{title}: {reply}");
        }

        Assert.Equal(before, Dump(bench));
        Assert.Equal(new ReferenceFrame(0x85, 9, S, 0, 0, 0, 0, 0, 0), bench.Ask(new ReferenceFrame(5, 9, S, 0)));
    }

    [Fact]
    public void Version_type_session_and_length_are_checked_in_this_order()
    {
        var bench = Open();
        ReferenceFrame Refused(uint code, uint detail, uint session = S) => new(0xFF, 5, session, code, detail);
        Assert.Equal(Refused(9, 1, 77), bench.Ask(new ReferenceFrame(99, 5, 77, 1) { Version = 2, ClaimedLength = 8 }));
        Assert.Equal(Refused(6, 99, 77), bench.Ask(new ReferenceFrame(99, 5, 77, 1) { ClaimedLength = 8 }));
        Assert.Equal(Refused(8, S, 77), bench.Ask(new ReferenceFrame(3, 5, 77, 1) { ClaimedLength = 8 }));
        foreach (uint length in (uint[])[0, 4, 7, 9, 12, 0xFFFF_FFF8, uint.MaxValue])
            Assert.Equal(Refused(2, 8), bench.Ask(new ReferenceFrame(3, 5, S, Cells, 1) { ClaimedLength = length }));
        foreach (uint length in (uint[])[0, 4, 8, 13, 0xFFFF_FFFC])
            Assert.Equal(Refused(2, 256), bench.Ask(new ReferenceFrame(2, 5, S, 0, 1, 2) { ClaimedLength = length }));
        Assert.Equal(Refused(3, Cells), bench.Ask(new ReferenceFrame(3, 5, S, Cells, 1)));
    }

    [Fact]
    public void Hello_is_answered_whatever_its_version_and_sets_a_session_that_is_not_0()
    {
        var bench = Open();
        Assert.Equal(new ReferenceFrame(0xFF, 0, 0, 8, S), bench.Ask(ReferenceFrame.Hello(0)));
        Assert.Equal(0x81, bench.Ask(ReferenceFrame.Hello(0x1234, 3) with { Version = 200 }).Type);
        Assert.Equal(new ReferenceFrame(0xFF, 4, S, 8, 0x1234), bench.Ask(new ReferenceFrame(6, 4, S)));
        Assert.Equal(new ReferenceFrame(0xFF, 5, 0x1234, 2, 4), bench.Ask(new ReferenceFrame(1, 5, 0x1234)));

        // Powered up anew: nobody's session.
        bench.Simulator.ResetAsserted = true;
        bench.Run(1);
        bench.Simulator.ResetAsserted = false;
        bench.Wire.Period = 12;
        Assert.Equal(new ReferenceFrame(0xFF, 6, 0x1234, 8, 0), bench.Ask(new ReferenceFrame(6, 6, 0x1234)));
        Assert.Equal(new ReferenceFrame(0xFF, 7, 0, 8, 0), bench.Ask(ReferenceFrame.Hello(0, 7)));
    }

    [Fact]
    public void A_frame_of_the_largest_payload_is_taken_and_one_that_is_longer_is_broken()
    {
        var bench = Open();
        uint[] cells = [.. Enumerable.Range(0, 63).Select(static i => 0x1010_0000u + (uint)i)];
        Assert.Equal(new ReferenceFrame(0x82, 1, S), bench.Ask(new ReferenceFrame(2, 1, S, [Cells - 63, .. cells])));
        Assert.Equal(new ReferenceFrame(0x83, 2, S, cells), bench.Ask(new ReferenceFrame(3, 2, S, Cells - 63, 63)));
        foreach (int words in (int[])[64, 65, 200, 2000])
        {
            bench.Wire.Send(new ReferenceFrame(2, 3, S, [0, .. new uint[words].Select(static _ => 0x0101_0101u)]).ToLine());
            Assert.Equal(new ReferenceFrame(0xFF, 0, 0, 1, 0), bench.Next());
            Assert.Equal(new ReferenceFrame(0x83, 2, S, cells), bench.Ask(new ReferenceFrame(3, 2, S, Cells - 63, 63)));
        }
    }

    [Fact]
    public void Broken_frames_in_a_row_are_told_once_and_a_good_one_ends_the_row()
    {
        var bench = Open();
        byte[] good = new ReferenceFrame(5, 1, S, 0).ToLine();
        byte[][] broken =
        [
            [5, 1, 0], [1, 0], [2, 7, 0], [.. good[..^2], 0], [.. good[..8], (byte)(good[8] ^ 0x80), .. good[9..]], [1, 1, 1, 1, 1, 0], [5, 0xFF, 0xFF, 0xFF, 0xFF, 0], [13, 0],
        ];
        foreach (byte[] one in broken)
        {
            bench.Wire.Send(one);
            bench.Wire.Send(one);
            bench.Wire.Send(broken[0]);
            bench.Wire.Send([0, 0, 0]);
            Assert.Equal(new ReferenceFrame(0xFF, 0, 0, 1, 0), bench.Next());
            Assert.Equal(0x85, bench.Ask(new ReferenceFrame(5, 1, S, 0)).Type);
        }
    }

    [Fact]
    public void A_host_that_sends_more_than_the_receive_buffer_holds_is_told_once()
    {
        // The first command's reply is long, so that those behind it have to wait.
        var bench = Open();
        bench.Wire.Period = 4;
        for (ushort i = 0; i < 90; i++)
            bench.Wire.Send(new ReferenceFrame(3, i, S, 0, 64).ToLine());
        List<ReferenceFrame> replies = [];
        do
        {
            replies.Add(bench.Next());
        }
        while (replies[^1].Type != 0xFF || !bench.Wire.IsIdle);

        Assert.Contains(new ReferenceFrame(0xFF, 0, 0, 5, 0), replies);
        Assert.All(replies, static r => Assert.True(r.Type == 0x83 || r.Payload is [5, 0] or [1, 0], r.ToString()));
        bench.Run(200_000);
        while (bench.Wire.Available > 0)
            replies.Add(bench.Next());

        // The end of the last frame may be among what was lost.
        bench.Wire.Send([0]);
        Assert.Equal(0x85, bench.Ask(new ReferenceFrame(5, 200, S, 0)).Type);
    }

    internal static uint[] Fill(SerialBench bench)
    {
        uint[] cells = [.. Enumerable.Range(0, Cells).Select(static i => 0x9E37_79B9u * (uint)(i + 1))];
        for (int i = 0; i < Cells; i += 50)
            Assert.Equal(0x82, bench.Ask(new ReferenceFrame(2, (ushort)i, S, [(uint)i, .. cells[i..(i + 50)]])).Type);
        return cells;
    }

    internal static uint[] Dump(SerialBench bench)
        => [.. Enumerable.Range(0, Cells / 50).SelectMany(i => bench.Ask(new ReferenceFrame(3, (ushort)i, S, (uint)(50 * i), 50)).Payload)];
}
