using System.Threading.Channels;

namespace Accel.Host.Tests;

/// <summary>The line to a <see cref="ReferenceDevice"/>; what is on it can be damaged both ways.</summary>
internal sealed class ReferenceTransport : IByteTransport
{
    private readonly Channel<byte[]> _toHost = Channel.CreateUnbounded<byte[]>();
    private readonly Lock _lock = new();
    private ReadOnlyMemory<byte> _rest;

    internal ReferenceTransport(ReferenceDevice? device = null)
    {
        Device = device ?? new ReferenceDevice();
        Device.Sends += bytes =>
        {
            if (Device.Understands(BaudRate))
            {
                _toHost.Writer.TryWrite(ToHost(bytes));
            }
        };
    }

    internal ReferenceDevice Device { get; }

    public string Name => "reference";

    internal int BaudRate { get; private set; } = 9600;

    /// <summary>Rates above it carry nothing.</summary>
    internal int HighestWorkingRate { get; set; } = int.MaxValue;

    /// <summary>Rates above it the line does not have.</summary>
    internal int HighestRate { get; set; } = int.MaxValue;

    internal Func<byte[], byte[]> ToDevice { get; set; } = static bytes => bytes;

    internal Func<byte[], byte[]> ToHost { get; set; } = static bytes => bytes;

    /// <summary>Makes something else of what goes one way.</summary>
    internal void Damage(bool toHost, Func<byte[], byte[]> damage)
    {
        if (toHost)
        {
            ToHost = damage;
        }
        else
        {
            ToDevice = damage;
        }
    }

    internal bool Disposed { get; private set; }

    /// <summary>Does something to the device while nothing is on the line.</summary>
    internal void With(Action<ReferenceDevice> action)
    {
        lock (_lock)
        {
            action(Device);
        }
    }

    internal T With<T>(Func<ReferenceDevice, T> function)
    {
        lock (_lock)
        {
            return function(Device);
        }
    }

    internal void Unplug() => _toHost.Writer.TryComplete(new IOException("Input/output error"));

    public ValueTask WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken = default)
    {
        lock (_lock)
        {
            if (BaudRate <= HighestWorkingRate)
            {
                Device.Receive(ToDevice(bytes.ToArray()), BaudRate);
            }
        }

        return ValueTask.CompletedTask;
    }

    public async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        while (_rest.IsEmpty)
        {
            try
            {
                _rest = await _toHost.Reader.ReadAsync(cancellationToken);
            }
            catch (ChannelClosedException e) when (e.InnerException is not null)
            {
                throw e.InnerException;
            }
        }

        int count = Math.Min(buffer.Length, _rest.Length);
        _rest[..count].CopyTo(buffer);
        _rest = _rest[count..];
        return count;
    }

    public ValueTask SetBaudRateAsync(int baudRate, CancellationToken cancellationToken = default)
    {
        BaudRate = baudRate <= HighestRate ? baudRate : throw new NotSupportedException($"no {baudRate} baud");
        return ValueTask.CompletedTask;
    }

    public void DiscardInput()
    {
        while (_toHost.Reader.TryRead(out _))
        {
        }
    }

    public ValueTask DisposeAsync()
    {
        Disposed = true;
        _toHost.Writer.TryComplete();
        return ValueTask.CompletedTask;
    }
}
