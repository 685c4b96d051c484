using Accel.Interfaces;

namespace Accel.Host.Serial;

/// <summary>A command from its call to its answer.</summary>
/// <param name="type">Which.</param>
/// <param name="payload">Its payload.</param>
internal sealed class PendingCommand(FrameType type, byte[] payload)
{
    // The caller goes on elsewhere than in the middle of the line's bookkeeping.
    private readonly TaskCompletionSource<byte[]> _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);

    internal FrameType Type { get; } = type;

    internal byte[] Payload { get; set; } = payload;

    /// <summary>The reply's payload.</summary>
    internal Task<byte[]> Answer => _answer.Task;

    /// <summary>Bytes of the reply's payload; of HELLO's, at least so many.</summary>
    internal int ReplyBytes { get; init; }

    /// <summary>The device may keep the answer back, so that silence tells nothing.</summary>
    internal bool IsHeld { get; set; }

    /// <summary>
    /// The rate of the line once it is answered: nothing else is under way with it. 0 for commands that leave the rate alone.
    /// </summary>
    internal int NewBaudRate { get; init; }

    /// <summary>The frame on the line; null before it is sent.</summary>
    internal byte[]? Line { get; set; }

    internal ushort Sequence { get; set; }

    /// <summary>Its place among all frames sent, of its latest sending.</summary>
    internal long Order { get; set; }

    /// <summary>How often there was a reason to believe that it, or its answer, was lost.</summary>
    internal int Losses { get; set; }

    /// <summary>It waits to be sent once more.</summary>
    internal bool IsToRepeat { get; set; }

    /// <summary>Nobody waits for it any more.</summary>
    internal bool IsOver => _answer.Task.IsCompleted;

    internal void Complete(byte[] reply) => _answer.TrySetResult(reply);

    internal void Fail(Exception exception) => _answer.TrySetException(exception);

    internal void Cancel(CancellationToken cancellationToken) => _answer.TrySetCanceled(cancellationToken);
}
