namespace Accel.Host.Simulation.Serial;

/// <summary>The host's end of a simulated board's line, in the same process. The board is the caller's.</summary>
/// <param name="board">The board; it must run.</param>
/// <param name="clockHz">Its clock: what a rate in baud is in cycles.</param>
public sealed class SimulatedSerialTransport(SimulatedSerialBoard board, double clockHz) : IByteTransport
{
    private readonly CancellationTokenSource _stop = new();
    private int _disposed;

    /// <inheritdoc/>
    public string Name => "simulated board";

    /// <inheritdoc/>
    public ValueTask WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken = default)
    {
        board.Write(bytes.Span);
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    /// <exception cref="IOException">The simulation has found an error.</exception>
    public async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _stop.Token);
        try
        {
            if (!await board.Received.WaitToReadAsync(stop.Token).ConfigureAwait(false))
            {
                return 0;
            }
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return 0;
        }
        catch (Accel.Rtl.Simulation.SimulationException e)
        {
            throw new IOException(e.Message, e);
        }

        int count = 0;
        while (count < buffer.Length && board.Received.TryRead(out byte value))
        {
            buffer.Span[count++] = value;
        }

        return count;
    }

    /// <inheritdoc/>
    public ValueTask SetBaudRateAsync(int baudRate, CancellationToken cancellationToken = default)
    {
        board.SetHostPeriod(clockHz / baudRate);
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public void DiscardInput()
    {
        while (board.Received.TryRead(out _))
        {
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) == 0)
        {
            await _stop.CancelAsync().ConfigureAwait(false);
            _stop.Dispose();
        }
    }
}
