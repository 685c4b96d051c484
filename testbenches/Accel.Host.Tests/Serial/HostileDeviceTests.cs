using Accel.Host.Protocol;
using Accel.Interfaces;

namespace Accel.Host.Tests;

/// <summary>Devices that say what no device may say.</summary>
public sealed class HostileDeviceTests : LineTest
{
    [Theory]
    [InlineData(2)]
    [InlineData(0)]
    [InlineData(200)]
    public async Task A_reply_of_another_length_than_asked_for_is_refused(int cells)
    {
        var link = await OpenAsync(TimeSpan.FromMilliseconds(20));
        Device.Answering = (frame, _) => FrameCodec.Encode(frame.Header with { Type = 0x83 }, new byte[sizeof(uint) * cells]);
        uint[] read = [7];
        var e = await Assert.ThrowsAsync<ProtocolErrorException>(async () => await link.ReadAsync(0, read, Token));
        Assert.Equal(DeviceErrorCode.BadLength, e.Code);
        Assert.Equal([7u], read);
    }

    [Fact]
    public async Task A_reply_of_another_type_is_refused()
    {
        var link = await OpenAsync(TimeSpan.FromMilliseconds(20));
        Device.Answering = static (frame, _) => FrameCodec.Encode(frame.Header with { Type = 0x83 }, []);
        await Assert.ThrowsAsync<ProtocolErrorException>(async () => await link.WriteAsync(0, new uint[1], Token));
    }

    [Theory]
    [InlineData(1, 0u, 0)]
    [InlineData(0, 1u, 0)]
    [InlineData(0, 0u, 1)]
    public async Task A_reply_with_another_sequence_session_or_version_is_nobodys(int sequence, uint session, int version)
    {
        var link = await OpenAsync(TimeSpan.FromMilliseconds(20));
        Device.Memory[3] = 42;
        int count = 0;
        Device.Answering = (frame, reply) => ++count > 1 ? reply : FrameCodec.Encode(
            new FrameHeader((byte)(1 + version), 0x83, (ushort)(frame.Header.Sequence + sequence), frame.Header.Session + session), [9, 9, 9, 9]);
        uint[] read = new uint[1];
        await link.ReadAsync(3, read, Token);
        Assert.Equal([42u], read);
        Assert.InRange(link.Statistics.Silences, 1, 4);
    }

    [Fact]
    public async Task A_device_that_claims_frames_and_buffers_of_4_GB_costs_no_memory()
    {
        Device.Identity = Device.Identity with { LargestPayloadBytes = uint.MaxValue, ReceiveBufferBytes = uint.MaxValue };
        var link = await OpenAsync(TimeSpan.FromMilliseconds(20));
        await link.WriteAsync(0, new uint[1 << 15], Token);
        Assert.All(Device.Executed, static f => Assert.InRange(f.Payload.Length, 0, 1 << 14));
    }

    [Theory]
    [InlineData(4u, 4096u)]
    [InlineData(0u, 4096u)]
    [InlineData(1024u, 20u)]
    public async Task A_device_without_room_for_a_cell_is_refused(uint payload, uint buffer)
    {
        Device.Identity = Device.Identity with { LargestPayloadBytes = payload, ReceiveBufferBytes = buffer };
        var e = await Assert.ThrowsAsync<ProtocolErrorException>(() => OpenAsync(TimeSpan.FromMilliseconds(20)));
        Assert.Contains("a cell has no room", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_receive_buffer_smaller_than_the_largest_frame_makes_frames_smaller()
    {
        Device.Identity = Device.Identity with { ReceiveBufferBytes = 100 };
        var link = await OpenAsync(TimeSpan.FromMilliseconds(20));
        uint[] cells = [.. Enumerable.Range(1, 300).Select(static i => (uint)i)];
        await link.WriteAsync(0, cells, Token);
        Assert.Equal(cells, Device.Memory[..300]);
        Assert.All(Device.Executed, static f => Assert.InRange(FrameCodec.Encode(f.Header, f.Payload).Length, 0, 100));
    }

    [Fact]
    public async Task Noise_without_end_is_no_sign_of_a_device()
    {
        var link = await OpenAsync(TimeSpan.FromMilliseconds(20));
        Line.With(static d => d.IsOff = true);
        using var stop = new CancellationTokenSource();
        var noise = Task.Run(async () =>
        {
            while (!stop.IsCancellationRequested)
            {
                Device.Send([.. Enumerable.Repeat((byte)0x55, 500)]);
                await Task.Delay(1);
            }
        }, Token);
        await Assert.ThrowsAsync<DeviceTimeoutException>(async () => await link.WriteAsync(0, new uint[1], Token));
        await stop.CancelAsync();
        await noise;
    }

    [Fact]
    public async Task Cells_outside_of_the_memory_are_never_asked_for()
    {
        var link = await OpenAsync(TimeSpan.FromMilliseconds(20));
        int executed = Device.Executed.Count;
        foreach (long address in new[] { -1, (1L << 16) - 1, long.MaxValue })
        {
            Assert.Equal(DeviceErrorCode.OutOfRange, (await Assert.ThrowsAsync<ProtocolErrorException>(async () => await link.ReadAsync(address, new uint[2], Token))).Code);
            Assert.Equal(DeviceErrorCode.OutOfRange, (await Assert.ThrowsAsync<ProtocolErrorException>(async () => await link.WriteAsync(address, new uint[2], Token))).Code);
        }

        Assert.Equal(executed, Device.Executed.Count);
    }

    [Fact]
    public async Task A_command_before_hello_is_a_mistake_of_the_caller()
    {
        await using var link = new FramedLink(Line);
        await Assert.ThrowsAsync<InvalidOperationException>(async () => await link.ResetAsync(Token));
    }
}
