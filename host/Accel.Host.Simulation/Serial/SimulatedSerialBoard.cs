using System.Collections.Concurrent;
using System.Threading.Channels;
using Accel.Rtl.Simulation;

namespace Accel.Host.Simulation.Serial;

/// <summary>
/// A board behind a serial line, simulated bit by bit: bytes in, bytes out. <see cref="Start"/> runs it on a thread of its own; without,
/// <see cref="Run"/> does on the caller's, deterministically. While nothing is on the line and no job runs, the thread sleeps: idle cycles
/// are not simulated. Bytes are written, read and the rate changed from any thread. What comes while nobody reads is kept up to
/// <see cref="MostReceived"/> bytes, as in the buffer of an adapter; what comes then is lost.
/// </summary>
public sealed class SimulatedSerialBoard : IDisposable
{
    // The shell needs no more to make a reply, or to drop a full receive buffer.
    private const long QuietCycles = 65_536;
    private const int CyclesAtOnce = 4096;

    private readonly ISimulator _simulator;
    private readonly SerialWire _wire;
    private readonly int _busy;
    private readonly ConcurrentQueue<Action<SerialWire>> _orders = new();
    private readonly Lock _lock = new();
    private readonly AutoResetEvent _work = new(false);
    private readonly Channel<byte> _received = Channel.CreateBounded<byte>(new BoundedChannelOptions(MostReceived)
        { SingleWriter = true, FullMode = BoundedChannelFullMode.DropWrite });
    private Thread? _thread;
    private volatile bool _stop;
    private int _ordered;
    private int _onWire;
    private long _cycle;
    private long _lastActive;

    /// <summary>Applies the reset.</summary>
    /// <param name="simulator">A serial shell, see <see cref="SerialDesigns"/>; used by this board alone from now on.</param>
    /// <param name="hostPeriod">Clock cycles of a bit at the host's rate.</param>
    public SimulatedSerialBoard(ISimulator simulator, double hostPeriod)
    {
        ArgumentNullException.ThrowIfNull(simulator);
        (_simulator, _wire, _busy) = (simulator, new SerialWire(simulator, hostPeriod), simulator.OutputIndex("busy"));
        simulator.Reset();
    }

    /// <summary>Bytes that are kept while nobody reads.</summary>
    public const int MostReceived = 1 << 20;

    /// <summary>
    /// Bytes that a writer should have on their way at most: then it waits for <see cref="Backlog"/> to fall, as at a port.
    /// </summary>
    public const int MostBacklog = 1 << 16;

    /// <summary>Bytes that were written and have not left yet.</summary>
    public int Backlog => Volatile.Read(ref _ordered) + Volatile.Read(ref _onWire);

    /// <summary>Clock cycles that have been simulated.</summary>
    public long Cycle => Volatile.Read(ref _cycle);

    /// <summary>
    /// What comes from the device, byte by byte; completed with the error when the simulation finds one, and by <see cref="Dispose"/>.
    /// </summary>
    public ChannelReader<byte> Received => _received.Reader;

    /// <summary>Begins to run on a thread of its own.</summary>
    public void Start()
    {
        if (_thread is not null)
        {
            throw new InvalidOperationException("the board runs already");
        }

        _thread = new Thread(Loop) { IsBackground = true, Name = "simulated serial board" };
        _thread.Start();
    }

    /// <summary>Puts bytes onto the line, behind those that are on their way, at the present rate.</summary>
    public void Write(ReadOnlySpan<byte> bytes)
    {
        byte[] copy = bytes.ToArray();
        Interlocked.Add(ref _ordered, copy.Length);
        Order(wire =>
        {
            wire.Send(copy);
            Volatile.Write(ref _onWire, wire.Queued);
            Interlocked.Add(ref _ordered, -copy.Length);
        });
    }

    /// <summary>Changes the host's rate, for bytes written from now on and for those that the device sends from now on.</summary>
    /// <param name="period">Clock cycles of a bit.</param>
    public void SetHostPeriod(double period)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(period, 0);
        Order(wire => wire.Period = period);
    }

    /// <summary>Holds the line low for some bit times at the present rate.</summary>
    public void SendBreak(int bits) => Order(wire => wire.SendBreak(bits));

    /// <summary>Presses the board's reset; what is on the line is lost, the memory keeps its content.</summary>
    public void Reset() => Order(wire =>
    {
        _simulator.Reset();
        wire.Clear();
    });

    /// <summary>Simulates on the caller's thread, while <see cref="Start"/> was not called.</summary>
    /// <param name="cycles">Clock cycles.</param>
    public void Run(long cycles)
    {
        if (_thread is not null)
        {
            throw new InvalidOperationException("the board runs on its own thread");
        }

        Advance(cycles);
    }

    /// <summary>Stops the thread, which looks every few thousand cycles whether it shall end.</summary>
    public void Dispose()
    {
        lock (_lock)
        {
            if (_stop)
            {
                return;
            }

            _stop = true;
            _work.Set();
        }

        _thread?.Join();
        _received.Writer.TryComplete();
        _work.Dispose();
    }

    private void Order(Action<SerialWire> order)
    {
        _orders.Enqueue(order);
        lock (_lock)
        {
            if (!_stop)
            {
                _work.Set();
            }
        }
    }

    private void Loop()
    {
        try
        {
            while (!_stop)
            {
                Advance(CyclesAtOnce);
                if (_orders.IsEmpty && Cycle - _lastActive > QuietCycles)
                {
                    _work.WaitOne();
                    _lastActive = Cycle;
                }
            }
        }
#pragma warning disable CA1031 // Whatever ends the simulation is told to who reads; a thread has nobody else to tell.
        catch (Exception e)
#pragma warning restore CA1031
        {
            _received.Writer.TryComplete(e);
        }
    }

    private void Advance(long cycles)
    {
        while (_orders.TryDequeue(out var order))
        {
            order(_wire);
        }

        for (long i = 0; i < cycles; i++)
        {
            _wire.Step();
        }

        Volatile.Write(ref _onWire, _wire.Queued);
        Volatile.Write(ref _cycle, _simulator.Cycle);
        if (!_wire.IsIdle || _simulator.GetOutput(_busy) != 0)
        {
            _lastActive = _cycle;
        }

        while (_wire.TryReceive(out byte value))
        {
            _received.Writer.TryWrite(value);
        }
    }
}
