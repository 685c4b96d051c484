using Accel.Host.Protocol;
using Accel.Interfaces;

namespace Accel.Host.Tests;

/// <summary>
/// A device as docs/protocol.md has it, in managed code: for tests of the host's side that want to say what the device does and when. The
/// RTL of the shell is held to the same tests.
/// </summary>
internal sealed class ReferenceDevice
{
    internal const int BaseBaudRate = 115_200;

    private readonly FrameReceiver _receiver = new(1 << 14);
    private readonly Queue<byte[]> _paused = new();
    private FrameHeader? _question;

    internal event Action<byte[]>? Sends;

    internal uint[] Memory { get; } = new uint[1 << 16];

    internal ProtocolIdentity Identity { get; set; } = new(
        new FakeLink().Identity with { MemoryCells = 1 << 16, Board = "reference" }, 1, LargestPayloadBytes: 1024, ReceiveBufferBytes: 4096, BaseRate: 222_222);

    internal uint Session { get; private set; }

    internal int BaudRate { get; private set; } = BaseBaudRate;

    internal DeviceState State { get; private set; }

    internal uint Job { get; private set; }

    internal int Starts { get; private set; }

    /// <summary>Frames executed, as they came.</summary>
    internal List<ReceivedFrame> Executed { get; } = [];

    /// <summary>Makes something else of a reply; null drops it.</summary>
    internal Func<ReceivedFrame, byte[], byte[]?> Answering { get; set; } = static (_, reply) => reply;

    /// <summary>Bytes that wait while the device is paused.</summary>
    internal int PausedBytes => _paused.Sum(static b => b.Length);

    internal bool IsPaused { get; private set; }

    internal bool IsOff { get; set; }

    internal void Pause() => IsPaused = true;

    internal void Resume()
    {
        IsPaused = false;
        while (_paused.TryDequeue(out byte[]? bytes))
        {
            Receive(bytes, BaudRate);
        }
    }

    /// <summary>Off and on again: memory, session and rate are lost.</summary>
    internal void PowerCycle()
    {
        Array.Clear(Memory);
        (Session, BaudRate, State, Job, _question) = (0, BaseBaudRate, DeviceState.Idle, 0, null);
    }

    internal void EndJob()
    {
        State = DeviceState.Done;
        AnswerQuestion();
    }

    /// <summary>Bytes that come at some rate: at another than the device's they mean nothing, but four 00 are a break.</summary>
    internal void Receive(byte[] bytes, int baudRate)
    {
        if (IsOff)
        {
            return;
        }

        if (IsPaused)
        {
            _paused.Enqueue(bytes);
            return;
        }

        if (!Understands(baudRate))
        {
            if (baudRate == BaseBaudRate && bytes.Contains((byte)0))
            {
                BaudRate = BaseBaudRate;
                _receiver.Forget();
            }

            return;
        }

        ReadOnlySpan<byte> rest = bytes;
        while (_receiver.Take(ref rest) is { } frame)
        {
            if (frame.Defect != FrameDefect.None)
            {
                Send(FrameCodec.Encode(new FrameHeader(1, FrameTypes.Refusal, 0, 0), Payloads.OfCells((uint)DeviceErrorCode.BadCrc, 0)));
            }
            else
            {
                Execute(frame);
            }
        }
    }

    /// <summary>A byte's ten bits are read in the middle: the rates may differ by some percent.</summary>
    internal bool Understands(int baudRate) => Math.Abs(baudRate - BaudRate) < BaudRate / 50;

    internal void Send(byte[] bytes) => Sends?.Invoke(bytes);

    private void Execute(ReceivedFrame frame)
    {
        Executed.Add(frame);
        var type = (FrameType)frame.Header.Type;
        uint[] cells = Payloads.ToCells(frame.Payload);
        if (type == FrameType.Hello)
        {
            Session = frame.Header.Session;
            Answer(frame, IdentityEncoder.Encode(Identity));
        }
        else if (frame.Header.Session != Session)
        {
            Refuse(frame, DeviceErrorCode.StaleSession, Session);
        }
        else if (type == FrameType.Write)
        {
            cells.AsSpan(1).CopyTo(Memory.AsSpan((int)cells[0]));
            Answer(frame);
        }
        else if (type == FrameType.Read)
        {
            Answer(frame, Memory.AsSpan((int)cells[0], (int)cells[1]));
        }
        else if (type == FrameType.Start && State == DeviceState.Running && cells[1] != Job)
        {
            Refuse(frame, DeviceErrorCode.Busy, Job);
        }
        else if (type == FrameType.Start)
        {
            if (cells[1] != Job)
            {
                (State, Job, Starts) = (DeviceState.Running, cells[1], Starts + 1);
            }

            Answer(frame);
        }
        else if (type == FrameType.Status)
        {
            _question = cells[0] == 1 ? frame.Header : _question?.Sequence == frame.Header.Sequence ? null : _question;
            if (cells[0] == 0)
            {
                AnswerStatus(frame.Header);
            }
            else if (State != DeviceState.Running)
            {
                AnswerQuestion();
            }
        }
        else if (type == FrameType.Reset)
        {
            (State, Job) = (DeviceState.Idle, 0);
            Answer(frame);
            AnswerQuestion();
        }
        else
        {
            Answer(frame);
            BaudRate = (int)Math.Round(Identity.Device.ClockHz * 256.0 / cells[0]);
        }
    }

    private void AnswerQuestion()
    {
        if (_question is { } question)
        {
            _question = null;
            AnswerStatus(question);
        }
    }

    private void AnswerStatus(FrameHeader header) => Answer(new ReceivedFrame(FrameDefect.None, header, []), [(uint)State, Job, 1234, 0, 0, 0]);

    private void Refuse(ReceivedFrame frame, DeviceErrorCode code, uint detail)
        => Send(FrameCodec.Encode(frame.Header with { Type = FrameTypes.Refusal }, Payloads.OfCells((uint)code, detail)));

    private void Answer(ReceivedFrame frame, params ReadOnlySpan<uint> cells)
    {
        byte[] reply = FrameCodec.Encode(frame.Header with { Type = (byte)(frame.Header.Type | FrameTypes.Reply) }, Payloads.OfCells(cells));
        if (Answering(frame, reply) is { } bytes)
        {
            Send(bytes);
        }
    }
}
