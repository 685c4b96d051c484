using System.Diagnostics.CodeAnalysis;
using Accel.Host.Protocol;
using Accel.Interfaces;

namespace Accel.Host.Serial;

/// <summary>
/// Which frames are under way, and what an answer, a broken frame or silence means for them. It knows neither bytes' times nor threads: the
/// caller keeps them apart. The device executes frames in the order of their arrival and answers in that order, so an answer to a frame
/// tells that whatever was sent before it and is still unanswered was lost, or its answer was.
/// </summary>
/// <param name="name">What messages call the line.</param>
/// <param name="retries">How often in a row nothing may come.</param>
internal sealed class CommandWindow(string name, int retries)
{
    // A line that damages so many sendings of one frame will not carry it.
    private const int MostLosses = 16;

    // However much a device says that it buffers: far fewer than there are sequence numbers, so that a new one is soon found.
    private const int MostFrames = 4096;

    private readonly Queue<PendingCommand> _waiting = new();
    private readonly Queue<PendingCommand> _toRepeat = new();
    private readonly Dictionary<ushort, PendingCommand> _unanswered = [];
    private ushort _nextSequence;
    private long _order;
    private int _bytes;

    /// <summary>The session in every frame's header.</summary>
    internal uint Session { get; set; }

    /// <summary>The version in every frame's header, and in that of every reply but HELLO's.</summary>
    internal byte Version { get; set; } = ProtocolVersions.Lowest;

    /// <summary>Most bytes on the line of all unanswered frames.</summary>
    internal int ReceiveBufferBytes { get; set; } = int.MaxValue;

    /// <summary>How often in a row nothing came.</summary>
    internal int Silences { get; private set; }

    /// <summary>The device owes an answer.</summary>
    internal bool IsAnswerDue => _unanswered.Values.Any(static c => !c.IsHeld);

    internal void Add(PendingCommand command) => _waiting.Enqueue(command);

    /// <summary>The frame to send now: one to repeat, else the next that has room.</summary>
    internal bool TryTakeNext([NotNullWhen(true)] out PendingCommand? command, out bool isRepetition)
    {
        isRepetition = true;
        while (_toRepeat.TryDequeue(out command))
        {
            command.IsToRepeat = false;
            if (!_unanswered.ContainsValue(command))
            {
                continue;
            }

            // Its caller has gone on: sent now, behind what it has sent since, it would undo that.
            if (command.IsOver)
            {
                Remove(command);
                continue;
            }

            command.Order = ++_order;
            return true;
        }

        isRepetition = false;
        while (_waiting.TryPeek(out command) && command.IsOver)
        {
            _waiting.Dequeue();
        }

        if (command is null || !HasRoom(command))
        {
            return false;
        }

        _waiting.Dequeue();
        // A question that is held may be as old as all sequence numbers.
        while (_unanswered.ContainsKey(_nextSequence))
        {
            _nextSequence++;
        }

        command.Sequence = _nextSequence++;
        Encode(command);
        command.Order = ++_order;
        _unanswered.Add(command.Sequence, command);
        _bytes += command.Line!.Length;
        return true;
    }

    /// <summary>Takes a whole frame.</summary>
    /// <returns>The command that it answers; null when it is late, a stranger's or a notice.</returns>
    internal PendingCommand? Take(ReceivedFrame frame)
    {
        var header = frame.Header;
        if (IsLossNotice(frame))
        {
            Silences = 0;
            Lost();
            return null;
        }

        if (!_unanswered.TryGetValue(header.Sequence, out var command)
            || (header.Session != Session && !Refusal.IsStaleSession(frame))
            || (header.Version != Version && command.Type != FrameType.Hello && header.Type != FrameTypes.Refusal))
        {
            return null;
        }

        Silences = 0;
        Remove(command);
        Overtaken(command);
        if (command.IsOver)
        {
            return command;
        }

        if (header.Type == FrameTypes.Refusal && frame.Payload.Length == Refusal.Bytes)
        {
            command.Fail(Refusal.ToException(name, command, frame.Payload));
        }
        else if (header.Type != ((byte)command.Type | FrameTypes.Reply) || !IsLengthOf(command, frame.Payload.Length))
        {
            command.Fail(new ProtocolErrorException(
                DeviceErrorCode.BadLength,
                $"{name}: {command.Type.ToString().ToUpperInvariant()} was answered with type {header.Type:X2} and {frame.Payload.Length} bytes, not with {(byte)command.Type | FrameTypes.Reply:X2} and {command.ReplyBytes}",
                "generate the device's design with the same release of accel"));
        }
        else
        {
            command.Complete(frame.Payload);
        }

        return command;
    }

    /// <summary>
    /// A frame was dropped because it was broken, here or there: the oldest one is sent again, and a question whose answer may be held.
    /// </summary>
    internal void Lost()
    {
        foreach (var held in _unanswered.Values.Where(static c => c.IsHeld).ToList())
        {
            Repeat(held);
        }

        if (Oldest() is { } oldest)
        {
            Repeat(oldest);
        }
    }

    /// <summary>Nothing came for too long.</summary>
    /// <returns>False when that has been so too often: then nothing is left.</returns>
    internal bool Silence()
    {
        var oldest = Oldest();
        if (oldest is not null && ++Silences <= retries)
        {
            Repeat(oldest, isLoss: false);
            return true;
        }

        if (oldest is not null)
        {
            FailAll(new DeviceTimeoutException(
                $"{name}: no answer to {oldest.Type.ToString().ToUpperInvariant()}, which was sent {Silences} times",
                "check the cable, the board's power and that its design is an Accel shell; a base rate other than 115200 baud is told with `?base=`"));
        }

        Silences = 0;
        return oldest is null;
    }

    /// <summary>The answer of a question shall come now.</summary>
    internal void AskNow(PendingCommand status, byte[] payload)
    {
        status.Payload = payload;
        status.IsHeld = false;
        if (status.Line is not null && _unanswered.ContainsValue(status))
        {
            _bytes -= status.Line.Length;
            Encode(status);
            _bytes += status.Line.Length;
            Repeat(status, isLoss: false);
        }
    }

    /// <summary>
    /// Its caller does not wait any more. What is under way keeps its room until its answer comes or is lost; a question has none.
    /// </summary>
    internal void Withdraw(PendingCommand command, CancellationToken cancellationToken)
    {
        command.Cancel(cancellationToken);
        if (command.IsHeld && _unanswered.ContainsValue(command))
        {
            Remove(command);
        }
    }

    /// <summary>Ends all commands.</summary>
    internal void FailAll(Exception exception)
    {
        foreach (var command in _waiting.Concat(_unanswered.Values))
        {
            command.Fail(exception);
        }

        _waiting.Clear();
        _toRepeat.Clear();
        _unanswered.Clear();
        _bytes = 0;
    }

    // Only a device that dropped a frame without knowing whose it was answers without sequence and session.
    internal static bool IsLossNotice(ReceivedFrame frame)
        => frame is { Header: { Type: FrameTypes.Refusal, Sequence: 0, Session: 0 }, Payload.Length: Refusal.Bytes }
            && Refusal.CodeOf(frame) is DeviceErrorCode.BadCrc or DeviceErrorCode.Overrun;

    private static bool IsLengthOf(PendingCommand command, int bytes) => command.Type == FrameType.Hello ? bytes >= command.ReplyBytes : bytes == command.ReplyBytes;

    private bool HasRoom(PendingCommand command)
        => _unanswered.Count == 0
            || (command.NewBaudRate == 0
                && _unanswered.Count < MostFrames
                && _unanswered.Values.All(static c => c.NewBaudRate == 0)
                && _bytes + FrameCodec.MostLineBytes(command.Payload.Length) <= ReceiveBufferBytes);

    private void Encode(PendingCommand command)
        => command.Line = FrameCodec.Encode(new FrameHeader(Version, (byte)command.Type, command.Sequence, Session), command.Payload);

    private PendingCommand? Oldest() => _unanswered.Values.Where(static c => !c.IsHeld).MinBy(static c => c.Order);

    private void Overtaken(PendingCommand answered)
    {
        foreach (var command in _unanswered.Values.Where(c => !c.IsHeld && c.Order < answered.Order).OrderBy(static c => c.Order).ToList())
        {
            Repeat(command);
        }
    }

    private void Repeat(PendingCommand command, bool isLoss = true)
    {
        if (command.IsToRepeat)
        {
            return;
        }

        if (command.IsOver)
        {
            Remove(command);
        }
        else if (isLoss && ++command.Losses > MostLosses)
        {
            Remove(command);
            command.Fail(new DeviceTimeoutException(
                $"{name}: {command.Type.ToString().ToUpperInvariant()} or its answer was damaged on the line {MostLosses} times in a row",
                "use a lower rate (`?baud=`), a shorter cable, or a common ground"));
        }
        else
        {
            command.IsToRepeat = true;
            _toRepeat.Enqueue(command);
        }
    }

    private void Remove(PendingCommand command)
    {
        _unanswered.Remove(command.Sequence);
        _bytes -= command.Line!.Length;
    }
}
