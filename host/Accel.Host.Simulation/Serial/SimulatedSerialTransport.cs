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
    public async ValueTask WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken = default)
    {
        while (board.Backlog > SimulatedSerialBoard.MostBacklog)
        {
            if (Volatile.Read(ref _disposed) != 0 || board.Received.Completion.IsCompleted)
            {
                throw new IOException("the simulated board has ended");
            }

            await Task.Delay(1, cancellationToken).ConfigureAwait(false);
        }

        board.Write(bytes.Span);
    }

    /// <inheritdoc/>
    /// <exception cref="IOException">The simulation has found an error.</exception>
    public async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _stop.Token);
        try
        {
            while (await board.Received.WaitToReadAsync(stop.Token).ConfigureAwait(false))
            {
                // Nothing is there after all where the writer has discarded it meanwhile; 0 would mean the end of the line.
                if (Take(buffer.Span) is > 0 and var count)
                {
                    return count;
                }
            }

            return 0;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return 0;
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            throw new IOException(e.Message, e);
        }
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
        }
    }

    private int Take(Span<byte> buffer)
    {
        int count = 0;
        while (count < buffer.Length && board.Received.TryRead(out byte value))
        {
            buffer[count++] = value;
        }

        return count;
    }
}
