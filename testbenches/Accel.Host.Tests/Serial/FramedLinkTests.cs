using Accel.Interfaces;
using CsCheck;

namespace Accel.Host.Tests;

/// <summary>The host's side of the line, with a device that does what the test says.</summary>
public sealed class FramedLinkTests : LineTest
{
    [Fact]
    public async Task Opening_breaks_greets_and_raises_the_rate()
    {
        var link = await OpenAsync(Never);
        Assert.Equal((3_000_000, 3_000_000), (link.Statistics.BaudRate, Line.BaudRate));
        Assert.InRange(Device.BaudRate, 2_999_000, 3_001_000);
        Assert.Equal([FrameType.Hello, FrameType.Rate, FrameType.Hello], Device.Executed.Select(static f => (FrameType)f.Header.Type));
        Assert.NotEqual(0u, Device.Session);
    }

    [Fact]
    public async Task A_device_at_another_rate_is_brought_back_by_the_break()
    {
        await (await OpenAsync(Never)).DisposeAsync();
        Assert.NotEqual(ReferenceDevice.BaseBaudRate, Device.BaudRate);
        await using var link = new FramedLink(new ReferenceTransport(Device), new SerialLineOptions { AnswerTimeout = Never });
        Assert.Equal("reference", (await link.HelloAsync(Token)).Board);
    }

    [Fact]
    public async Task A_device_that_speaks_a_later_version_too_is_used_with_the_one_that_both_speak()
    {
        Device.Identity = Device.Identity with { Device = Device.Identity.Device with { ProtocolVersion = 2 } };
        await using var device = await AccelDevice.OpenAsync(Create(Never), null, Token);
        Assert.Equal(1, device.Identity.ProtocolVersion);
        await device.WriteAsync(3, new uint[] { 7 }, null, Token);
        Assert.Equal(7u, Device.Memory[3]);
    }

    [Fact]
    public async Task Cells_arrive_and_come_back_whatever_their_number()
    {
        var link = await OpenAsync(Never);
        await Gen.Select(Gen.UInt.Array[0, 3000], Gen.Int[0, 60_000]).SampleAsync(async (cells, address) =>
        {
            await link.WriteAsync(address, cells, Token);
            uint[] read = new uint[cells.Length];
            await link.ReadAsync(address, read, Token);
            Assert.Equal(cells, read);
            Assert.Equal(cells, Device.Memory[address..(address + cells.Length)]);
        }, iter: 50, threads: 1);
        Assert.Equal(0, link.Statistics.FramesRepeated);
    }

    [Fact]
    public async Task The_line_is_kept_full_and_the_devices_buffer_never_overrun()
    {
        var link = await OpenAsync(Never);
        Line.With(static d => d.Pause());
        var write = link.WriteAsync(0, Cells(4000), Token).AsTask();
        await Until(() => Line.With(static d => d.PausedBytes) > 3000);
        await Task.Delay(20, Token);
        Assert.InRange(Line.With(static d => d.PausedBytes), 3000, 4096);
        Line.With(static d => d.Resume());
        await write;
        Assert.Equal(Cells(4000), Device.Memory[..4000]);
    }

    [Theory]
    [InlineData(false, 4)]
    [InlineData(true, 4)]
    [InlineData(false, 5)]
    [InlineData(true, 6)]
    public async Task What_is_lost_while_more_follows_is_sent_again_without_waiting(bool reply, int which)
    {
        var link = await OpenAsync(Never);
        int count = 0;
        byte[] Drop(byte[] bytes) => ++count == which ? [] : bytes;
        Line.Damage(reply, Drop);
        await link.WriteAsync(0, Cells(4000), Token);
        Assert.Equal(Cells(4000), Device.Memory[..4000]);
        Assert.InRange(link.Statistics.FramesRepeated, 1, 4);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_broken_frame_is_sent_again_without_waiting(bool reply)
    {
        var link = await OpenAsync(Never);
        int count = 0;
        byte[] Break(byte[] bytes) => ++count == 1 ? [.. bytes[..5], (byte)(bytes[5] > 1 ? bytes[5] - 1 : 2), .. bytes[6..]] : bytes;
        Line.Damage(reply, Break);
        await link.WriteAsync(9, Cells(3), Token);
        Assert.Equal(Cells(3), Device.Memory[9..12]);
        var statistics = link.Statistics;
        Assert.Equal((reply ? 1 : 0, reply ? 0 : 1, 1), (statistics.FramesBroken, statistics.LossesReported, statistics.FramesRepeated));
    }

    [Fact]
    public async Task The_last_frame_of_all_is_sent_again_after_silence()
    {
        var link = await OpenAsync(TimeSpan.FromMilliseconds(30));
        int count = 0;
        Line.ToDevice = bytes => ++count == 1 ? [] : bytes;
        await link.WriteAsync(0, Cells(1), Token);
        Assert.Equal((1, 1), (link.Statistics.Silences, link.Statistics.FramesRepeated));
    }

    [Fact]
    public async Task A_device_that_falls_silent_is_reported_and_found_again()
    {
        var link = await OpenAsync(TimeSpan.FromMilliseconds(10));
        Line.With(static d => d.IsOff = true);
        var calls = new[] { link.WriteAsync(0, Cells(4000), Token).AsTask(), link.ReadAsync(0, new uint[4000], Token).AsTask(), link.ResetAsync(Token).AsTask() };
        foreach (var call in calls)
        {
            var e = await Assert.ThrowsAsync<DeviceTimeoutException>(() => call);
            Assert.Contains("reference: no answer to WRITE, which was sent 4 times", e.Message, StringComparison.Ordinal);
        }

        Line.With(static d => d.IsOff = false);
        await link.WriteAsync(0, Cells(5), Token);
        Assert.Equal(Cells(5), Device.Memory[..5]);
    }

    [Fact]
    public async Task A_line_that_damages_everything_is_reported()
    {
        var link = await OpenAsync(Never);
        Line.ToHost = static bytes => [.. bytes[..^3], 0];
        var e = await Assert.ThrowsAsync<DeviceTimeoutException>(async () => await link.WriteAsync(0, Cells(1), Token));
        Assert.Contains("damaged", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_device_that_was_reset_says_so_at_any_rate_and_gives_no_result()
    {
        var link = await OpenAsync(TimeSpan.FromMilliseconds(10));
        await link.WriteAsync(0, Cells(10), Token);
        Line.With(static d => d.PowerCycle());
        var e = await Assert.ThrowsAsync<DeviceUnavailableException>(async () => await link.ReadAsync(0, new uint[10], Token));
        Assert.Contains("was reset", e.Message, StringComparison.Ordinal);
        Assert.Contains("load the model again", e.Remedy, StringComparison.Ordinal);
        Assert.Equal(1, link.Statistics.FallBacks);
    }

    [Fact]
    public async Task Another_host_that_takes_the_device_is_told_of()
    {
        var link = await OpenAsync(Never, ReferenceDevice.BaseBaudRate);
        await using var other = new FramedLink(new ReferenceTransport(Device), new SerialLineOptions { AnswerTimeout = Never, BaudRate = ReferenceDevice.BaseBaudRate });
        await other.HelloAsync(Token);
        var e = await Assert.ThrowsAsync<DeviceUnavailableException>(async () => await link.StartAsync(0, 1, Token));
        Assert.Contains($"another host has begun the session {Device.Session:X8}", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task When_the_device_is_unplugged_every_call_ends()
    {
        var link = await OpenAsync(Never);
        Line.With(static d => d.Pause());
        Task[] calls = [link.WriteAsync(0, Cells(4000), Token).AsTask(), link.ReadAsync(0, new uint[4], Token).AsTask(), link.StatusAsync(Never, Token).AsTask()];
        Line.Unplug();
        foreach (var call in calls)
        {
            var e = await Assert.ThrowsAsync<DeviceUnavailableException>(() => call);
            Assert.Contains("reference: the line is gone: Input/output error", e.Message, StringComparison.Ordinal);
        }

        await Assert.ThrowsAsync<DeviceUnavailableException>(async () => await link.ResetAsync(Token));
    }

    [Fact]
    public async Task Disposing_ends_every_call_and_the_line()
    {
        var link = await OpenAsync(Never);
        Line.With(static d => d.Pause());
        Task[] calls = [link.WriteAsync(0, Cells(4000), Token).AsTask(), link.StatusAsync(Never, Token).AsTask()];
        await link.DisposeAsync();
        foreach (var call in calls)
        {
            await Assert.ThrowsAsync<ObjectDisposedException>(() => call);
        }

        Assert.True(Line.Disposed);
        await Assert.ThrowsAsync<ObjectDisposedException>(async () => await link.ResetAsync(Token));
    }

    [Fact]
    public async Task Cancelling_leaves_the_link_usable_and_the_callers_memory_alone()
    {
        var link = await OpenAsync(Never);
        Line.With(d =>
        {
            Cells(60_000).CopyTo(d.Memory, 0);
            d.Pause();
        });
        using var stop = new CancellationTokenSource();
        uint[] read = new uint[4000];
        var calls = new[] { link.ReadAsync(0, read, stop.Token).AsTask(), link.WriteAsync(60_000, Cells(4000), stop.Token).AsTask() };
        await Until(() => Line.With(static d => d.PausedBytes) > 300);
        await stop.CancelAsync();
        foreach (var call in calls)
        {
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
        }

        Line.With(static d => d.Resume());
        uint[] again = new uint[5000];
        await link.ReadAsync(10, again, Token);
        Assert.Equal(Cells(60_000)[10..5010], again);
        Assert.All(read, static cell => Assert.Equal(0u, cell));
        Assert.Equal(0, link.Statistics.FramesRepeated);
    }

    [Fact]
    public async Task A_call_that_is_cancelled_before_it_began_sends_nothing()
    {
        var link = await OpenAsync(Never);
        int sent = Device.Executed.Count;
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await link.WriteAsync(0, Cells(3), new CancellationToken(true)));
        Assert.Equal(sent, Device.Executed.Count);
    }

    [Theory]
    [InlineData(1_500_000, int.MaxValue, 1_000_000)]
    [InlineData(int.MaxValue, 2_500_000, 2_000_000)]
    [InlineData(200_000, int.MaxValue, 115_200)]
    public async Task A_rate_that_does_not_work_gives_way_to_the_next_lower_one(int highestWorking, int highest, int found)
    {
        (Line.HighestWorkingRate, Line.HighestRate) = (highestWorking, highest);
        var link = await OpenAsync(TimeSpan.FromMilliseconds(50));
        Assert.Equal((found, found), (link.Statistics.BaudRate, Line.BaudRate));
        await link.WriteAsync(0, Cells(500), Token);
        Assert.Equal(Cells(500), Device.Memory[..500]);
    }

    [Fact]
    public async Task A_rate_answer_that_is_lost_does_not_lose_the_device()
    {
        Device.Answering = static (frame, reply) => (FrameType)frame.Header.Type == FrameType.Rate ? null : reply;
        var link = Create(TimeSpan.FromMilliseconds(10));
        await Assert.ThrowsAsync<DeviceTimeoutException>(async () => await link.HelloAsync(Token));
        Device.Answering = static (_, reply) => reply;
        await link.HelloAsync(Token);
        await link.WriteAsync(0, Cells(5), Token);
        Assert.Equal(Cells(5), Device.Memory[..5]);
    }

    // Every byte on the line may be lost, doubled or damaged, both ways; frames are cut by 00 that noise makes.
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Random_damage_is_made_good(int seed)
    {
        var link = await OpenAsync(TimeSpan.FromMilliseconds(20));
        var random = new Random(seed);
        byte[] Noise(byte[] bytes)
        {
            lock (random)
            {
                return [.. bytes.SelectMany(b => random.Next(10_000) switch { 0 => Array.Empty<byte>(), 1 => [b, b], 2 => [(byte)(b ^ (1 << random.Next(8)))], 3 => [b, 0], _ => [b] })];
            }
        }

        (Line.ToDevice, Line.ToHost) = (Noise, Noise);
        await link.WriteAsync(0, Cells(20_000), Token);
        uint[] read = new uint[20_000];
        await link.ReadAsync(0, read, Token);
        Assert.Equal(Cells(20_000), read);
        Assert.NotEqual(0, link.Statistics.FramesRepeated);
    }

    private static uint[] Cells(int count) => [.. Enumerable.Range(1, count).Select(static i => (uint)i * 2_654_435_761u)];

    private static async Task Until(Func<bool> condition)
    {
        while (!condition())
        {
            await Task.Delay(1, Token);
        }
    }
}
