using Accel.Rtl.Simulation;

namespace Accel.Host.Simulation.Serial;

/// <summary>
/// The host's end of a serial line whose other end is simulated: drives the device's <c>rx</c> and samples its <c>tx</c> bit by bit, at a
/// rate of its own that need be no whole number of the device's clock cycles. Eight data bits, no parity, one stop bit. Not for several
/// threads at once.
/// </summary>
public sealed class SerialWire
{
    private const int FrameBits = 10;

    private readonly ISimulator _simulator;
    private readonly int _rx, _tx;
    private readonly Queue<(int Bits, int Count, double Period)> _toSend = new();
    private readonly Queue<byte> _received = new();
    private double _nextEdge;
    private int _bits, _bitsLeft;
    private double _sendPeriod;
    private double _nextSample;
    private int _sampled = -1;
    private int _shift;

    /// <summary>Holds the end of a line, idle.</summary>
    /// <param name="simulator">A device with the ports <c>rx</c> and <c>tx</c>.</param>
    /// <param name="period">The device's clock cycles of a bit of the host.</param>
    public SerialWire(ISimulator simulator, double period)
    {
        ArgumentNullException.ThrowIfNull(simulator);
        (_simulator, Period) = (simulator, period);
        (_rx, _tx) = (simulator.InputIndex("rx"), simulator.OutputIndex("tx"));
        simulator.SetInput(_rx, 1);
    }

    /// <summary>
    /// The device's clock cycles of a bit of the host; a change is for what is sent and for bytes that begin from then on.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">It is not above zero.</exception>
    public double Period
    {
        get;
        set => field = value > 0 && double.IsFinite(value)
            ? value
            : throw new ArgumentOutOfRangeException(nameof(value), value, "a bit takes some time: its clock cycles must be above zero");
    }

    /// <summary>Bytes that have come and were not taken.</summary>
    public int Available => _received.Count;

    /// <summary>Bytes that were queued and are not sent yet.</summary>
    public int Queued => _toSend.Count + (_bitsLeft > 0 ? 1 : 0);

    /// <summary>All that was queued has been sent, to the end of the last stop bit.</summary>
    public bool IsSent => _bitsLeft == 0 && _toSend.Count == 0;

    /// <summary>Nothing is being sent or received.</summary>
    public bool IsIdle => IsSent && _sampled < 0;

    /// <summary>Bytes of the device whose stop bit was low.</summary>
    public long FramingErrors { get; private set; }

    /// <summary>Queues bytes.</summary>
    public void Send(ReadOnlySpan<byte> bytes)
    {
        foreach (byte b in bytes)
        {
            _toSend.Enqueue(((b << 1) | (1 << (FrameBits - 1)), FrameBits, Period));
        }
    }

    /// <summary>Queues a low line for some bit times, and a high one for two.</summary>
    public void SendBreak(int bits)
    {
        for (int i = 0; i < bits; i++)
        {
            _toSend.Enqueue((0, 1, Period));
        }

        _toSend.Enqueue((3, 2, Period));
    }

    /// <summary>Takes the next byte that has come.</summary>
    public bool TryReceive(out byte value) => _received.TryDequeue(out value);

    /// <summary>Forgets what was queued and what has come; the line is idle.</summary>
    public void Clear()
    {
        _toSend.Clear();
        _received.Clear();
        (_bitsLeft, _sampled) = (0, -1);
        _simulator.SetInput(_rx, 1);
    }

    /// <summary>One clock cycle of the device.</summary>
    public void Step()
    {
        long now = _simulator.Cycle;
        if (_bitsLeft > 0 ? now >= _nextEdge : _toSend.Count > 0)
        {
            Drive(now);
        }

        if (_sampled < 0)
        {
            if (_simulator.GetOutput(_tx) == 0)
            {
                (_sampled, _nextSample) = (0, now + (Period / 2));
            }
        }
        else if (now + 1 > _nextSample)
        {
            // The cycle in which the moment lies.
            Sample();
        }

        _simulator.Step();
    }

    private void Drive(long now)
    {
        if (_bitsLeft > 0 && --_bitsLeft > 0)
        {
            _bits >>= 1;
            _nextEdge += _sendPeriod;
        }
        else if (_toSend.TryDequeue(out var next))
        {
            // Back to back when there was something, else from now on.
            bool wasIdle = _nextEdge < now - 1;
            (_bits, _bitsLeft, _sendPeriod) = next;
            _nextEdge = (wasIdle ? now : _nextEdge) + _sendPeriod;
        }
        else
        {
            _bits = 1;
        }

        _simulator.SetInput(_rx, (uint)_bits & 1);
    }

    private void Sample()
    {
        bool high = _simulator.GetOutput(_tx) != 0;
        if (_sampled == 0 && high)
        {
            // No start bit, but noise.
            _sampled = -1;
            return;
        }

        if (_sampled == FrameBits - 1)
        {
            _received.Enqueue((byte)_shift);
            FramingErrors += high ? 0 : 1;
            _sampled = -1;
            return;
        }

        if (_sampled > 0)
        {
            _shift = (_shift >> 1) | (high ? 0x80 : 0);
        }

        _sampled++;
        _nextSample += Period;
    }
}
