using Accel.Host.Protocol;
using Accel.Host.Serial;
using Accel.Interfaces;

namespace Accel.Host.Tests;

public sealed class CommandWindowTests
{
    private readonly CommandWindow _window = new("line", 3) { Session = 7, Version = 1 };

    [Fact]
    public void A_lost_frame_is_sent_again_behind_the_one_that_was_answered()
    {
        var (lost, answered) = (Send(), Send());
        Answer(answered);
        Assert.True(_window.TryTakeNext(out var again, out bool isRepetition));
        Assert.Same(lost, again);
        Assert.True(isRepetition);
    }

    [Fact]
    public async Task A_command_that_is_withdrawn_while_it_waits_to_be_sent_again_is_not_sent_behind_what_its_caller_sent_since()
    {
        var (lost, answered) = (Send(), Send());
        Answer(answered);
        _window.Withdraw(lost, new CancellationToken(true));
        var next = new PendingCommand(FrameType.Write, new byte[8]);
        _window.Add(next);
        Assert.True(_window.TryTakeNext(out var sent, out _));
        Assert.Same(next, sent);
        Assert.False(_window.TryTakeNext(out _, out _));
        await Assert.ThrowsAsync<TaskCanceledException>(() => lost.Answer);

        // Nothing keeps its room either.
        Answer(next);
        Assert.False(_window.IsAnswerDue);
    }

    [Fact]
    public void A_sequence_number_is_not_given_to_two_frames_that_are_under_way()
    {
        var old = new PendingCommand(FrameType.Status, new byte[4]) { IsHeld = true };
        _window.Add(old);
        Assert.True(_window.TryTakeNext(out _, out _));
        for (int i = 0; i < 70_000; i++)
        {
            var next = Send();
            Assert.NotEqual(old.Sequence, next.Sequence);
            Answer(next);
        }
    }

    [Fact]
    public void Far_fewer_frames_are_under_way_than_there_are_sequence_numbers()
    {
        for (int i = 0; i < 4096; i++)
        {
            _ = Send();
        }

        _window.Add(new PendingCommand(FrameType.Write, new byte[8]));
        Assert.False(_window.TryTakeNext(out _, out _));
    }

    private PendingCommand Send()
    {
        var command = new PendingCommand(FrameType.Write, new byte[8]);
        _window.Add(command);
        Assert.True(_window.TryTakeNext(out var taken, out bool isRepetition));
        Assert.Same(command, taken);
        Assert.False(isRepetition);
        return command;
    }

    private void Answer(PendingCommand command)
        => Assert.Same(command, _window.Take(new ReceivedFrame(FrameDefect.None, new FrameHeader(1, (byte)FrameType.Write | FrameTypes.Reply, command.Sequence, 7), [])));
}
