using Accel.Interfaces;

namespace Accel.Host.Tests;

/// <summary>Jobs and the question that a device keeps until a job ends.</summary>
public sealed class FramedLinkJobTests : LineTest
{
    [Fact]
    public async Task The_device_answers_when_the_job_ends()
    {
        var link = await OpenAsync(Never);
        Assert.Equal(DeviceState.Idle, (await link.StatusAsync(Never, Token)).State);
        await link.StartAsync(0, 7, Token);
        var status = link.StatusAsync(Never, Token).AsTask();
        await link.WriteAsync(0, new uint[] { 1 }, Token);
        Assert.False(status.IsCompleted);
        Line.With(static d => d.EndJob());
        Assert.Equal(new DeviceStatus(DeviceState.Done, 7, 1234), await status);
        Assert.Equal(0, link.Statistics.FramesRepeated);
    }

    [Fact]
    public async Task After_the_wait_the_answer_is_that_the_job_runs()
    {
        var link = await OpenAsync(Never);
        await link.StartAsync(0, 7, Token);
        Assert.Equal(DeviceState.Running, (await link.StatusAsync(TimeSpan.FromMilliseconds(20), Token)).State);
        Assert.Equal(DeviceState.Running, (await link.StatusAsync(TimeSpan.Zero, Token)).State);
    }

    [Fact]
    public async Task Two_who_wait_are_both_told()
    {
        var link = await OpenAsync(Never);
        await link.StartAsync(0, 7, Token);
        var both = new[] { link.StatusAsync(Never, Token).AsTask(), link.StatusAsync(Never, Token).AsTask() };
        await link.WriteAsync(0, new uint[] { 1 }, Token);
        Line.With(static d => d.EndJob());
        Assert.All(await Task.WhenAll(both), static s => Assert.Equal(DeviceState.Done, s.State));
    }

    [Fact]
    public async Task A_question_that_is_cancelled_makes_room_for_the_next_one()
    {
        var link = await OpenAsync(Never);
        await link.StartAsync(0, 7, Token);
        using var stop = new CancellationTokenSource();
        var status = link.StatusAsync(Never, stop.Token).AsTask();
        await link.WriteAsync(0, new uint[] { 1 }, Token);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => status);
        var next = link.StatusAsync(Never, Token).AsTask();
        await link.ResetAsync(Token);
        Assert.Equal(DeviceState.Idle, (await next).State);
    }

    [Fact]
    public async Task A_question_that_was_broken_is_asked_again()
    {
        var link = await OpenAsync(Never);
        await link.StartAsync(0, 7, Token);
        int count = 0;
        Line.ToDevice = bytes => ++count == 1 ? [.. bytes[..^3], 0] : bytes;
        var status = link.StatusAsync(Never, Token).AsTask();
        while (Line.With(static d => d.Executed[^1].Header.Type) != 5)
        {
            await Task.Delay(1, Token);
        }

        Line.With(static d => d.EndJob());
        Assert.Equal(DeviceState.Done, (await status).State);
    }

    [Fact]
    public async Task A_start_whose_answer_is_lost_starts_once()
    {
        var link = await OpenAsync(TimeSpan.FromMilliseconds(20));
        int count = 0;
        Line.ToHost = bytes => ++count == 1 ? [] : bytes;
        await link.StartAsync(0, 7, Token);
        Assert.Equal((1, 2), (Device.Starts, Device.Executed.Count(static f => f.Header.Type == 4)));
    }

    [Fact]
    public async Task A_second_job_is_refused_with_the_running_one_named()
    {
        var link = await OpenAsync(Never);
        await link.StartAsync(0, 7, Token);
        var e = await Assert.ThrowsAsync<ProtocolErrorException>(async () => await link.StartAsync(0, 8, Token));
        Assert.Equal(DeviceErrorCode.Busy, e.Code);
        Assert.Contains("job 7", e.Message, StringComparison.Ordinal);
    }
}
