using System.IO.Ports;
using System.Threading.Channels;

namespace Accel.Host;

/// <summary>
/// A port of the operating system. <see cref="SerialPort"/>'s asynchronous reads know no time-outs and cannot be cancelled, so one thread
/// reads, with a time-out after which it looks whether it shall end, and hands the bytes over through a channel.
/// </summary>
public sealed class SerialPortTransport : IByteTransport
{
    private const int ReadTimeoutMilliseconds = 100;
    private const int ChunkBytes = 4096;
    private const int MostChunks = 256;
    private static readonly TimeSpan _longestEnd = TimeSpan.FromSeconds(5);

    private readonly SerialPort _port;
    private readonly Channel<ReadOnlyMemory<byte>> _received = Channel.CreateBounded<ReadOnlyMemory<byte>>(new BoundedChannelOptions(MostChunks) { SingleWriter = true });
    private readonly CancellationTokenSource _stop = new();
    private readonly Thread _reader;
    private ReadOnlyMemory<byte> _rest;
    private int _disposed;

    private SerialPortTransport(SerialPort port)
    {
        _port = port;
        _reader = new Thread(Read) { IsBackground = true, Name = $"{port.PortName} reader" };
        _reader.Start();
    }

    /// <inheritdoc/>
    public string Name => _port.PortName;

    /// <summary>Opens a port: eight data bits, no parity, one stop bit, no flow control.</summary>
    /// <param name="path">For instance <c>/dev/ttyUSB1</c> or <c>COM3</c>.</param>
    /// <param name="baudRate">The rate to begin with.</param>
    /// <exception cref="DeviceUnavailableException">There is no such port, it is no port, it is in use, or the user may not open
    /// it.</exception>
    public static SerialPortTransport Open(string path, int baudRate)
    {
        ArgumentNullException.ThrowIfNull(path);
        SerialPortName.Require(path);
        var port = new SerialPort(path, baudRate, Parity.None, 8, StopBits.One)
        {
            Handshake = Handshake.None, ReadTimeout = ReadTimeoutMilliseconds, WriteTimeout = SerialPort.InfiniteTimeout,
        };
        try
        {
            port.Open();
            return new SerialPortTransport(port);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or InvalidOperationException)
        {
            port.Dispose();
            throw SerialPortName.Denied(path, e);
        }
    }

    /// <inheritdoc/>
    public async ValueTask WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken = default)
    {
        try
        {
            await _port.BaseStream.WriteAsync(bytes, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (IsLoss(e))
        {
            throw new IOException(e.Message, e);
        }
    }

    /// <inheritdoc/>
    public async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        while (_rest.IsEmpty)
        {
            try
            {
                _rest = await _received.Reader.ReadAsync(cancellationToken).ConfigureAwait(false);
            }
            catch (ChannelClosedException e)
            {
                return e.InnerException is null ? 0 : throw new IOException(e.InnerException.Message, e.InnerException);
            }
        }

        int count = Math.Min(buffer.Length, _rest.Length);
        _rest[..count].CopyTo(buffer);
        _rest = _rest[count..];
        return count;
    }

    /// <inheritdoc/>
    public async ValueTask SetBaudRateAsync(int baudRate, CancellationToken cancellationToken = default)
    {
        try
        {
            // Flush waits until the last bit has left; the pool must not wait with it.
            await Task.Run(
                () =>
                {
                    _port.BaseStream.Flush();
                    _port.BaudRate = baudRate;
                },
                cancellationToken).WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (ArgumentException e)
        {
            throw new NotSupportedException($"{Name} has no {baudRate} baud", e);
        }
        catch (Exception e) when (IsLoss(e))
        {
            throw new IOException(e.Message, e);
        }
    }

    /// <inheritdoc/>
    public void DiscardInput()
    {
        while (_received.Reader.TryRead(out _))
        {
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0)
        {
            return;
        }

        await _stop.CancelAsync().ConfigureAwait(false);
        try
        {
            // Ends a read or write that is under way. The port's own Dispose would wait for the write first, of a port that is gone for
            // ever.
            await _port.BaseStream.DisposeAsync().ConfigureAwait(false);
            _port.Dispose();
        }
        catch (Exception e) when (IsLoss(e))
        {
            // The device was unplugged: there is nothing left to close.
        }

        // A driver that does not end a read keeps its thread, which is a background one.
        await Task.Run(() => _reader.Join(_longestEnd)).ConfigureAwait(false);
    }

    // What .NET throws for a port that is gone, by platform and moment.
    private static bool IsLoss(Exception e)
        => e is IOException or UnauthorizedAccessException or InvalidOperationException or (OperationCanceledException and not TaskCanceledException);

    private void Read()
    {
        try
        {
            byte[] buffer = new byte[ChunkBytes];
            while (!_stop.IsCancellationRequested)
            {
                int count;
                try
                {
                    count = _port.BaseStream.Read(buffer, 0, buffer.Length);
                }
                catch (TimeoutException)
                {
                    // Of a port that is gone reads end once with an error, which a write may take away from them, and then run out of time
                    // for ever.
                    if (_port.BytesToRead < 0)
                    {
                        throw new IOException($"{Name} is gone");
                    }

                    continue;
                }

                if (count <= 0)
                {
                    break;
                }

                // Where nobody takes what comes, the port's own buffer is what overflows.
                _received.Writer.WriteAsync(buffer.AsMemory(0, count).ToArray(), _stop.Token).AsTask().GetAwaiter().GetResult();
            }

            _received.Writer.TryComplete();
        }
#pragma warning disable CA1031 // The thread must end the channel whatever ends the port; the reader is told.
        catch (Exception e)
#pragma warning restore CA1031
        {
            _received.Writer.TryComplete(_stop.IsCancellationRequested ? null : e);
        }
    }
}
