using System.Runtime.Versioning;

namespace Accel.Host.Simulation.Serial;

/// <summary>
/// A simulated board that other programs open as a serial port: bytes go between a pseudo-terminal and the board's line, whose rate is the
/// one that the program has set. The board is the caller's.
/// </summary>
[SupportedOSPlatform("linux")]
public sealed class SimulatedSerialPort : IAsyncDisposable
{
    private static readonly TimeSpan _longestWait = TimeSpan.FromMilliseconds(100);
    private const int ChunkBytes = 4096;

    private readonly PseudoTerminal _terminal = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly SimulatedSerialBoard _board;
    private readonly double _clockHz;
    private readonly Thread _toBoard;
    private readonly Task _toProgram;
    private int _disposed;

    /// <summary>Opens a port in front of a board that runs.</summary>
    /// <param name="board">The board.</param>
    /// <param name="clockHz">Its clock: what a rate in baud is in cycles.</param>
    public SimulatedSerialPort(SimulatedSerialBoard board, double clockHz)
    {
        (_board, _clockHz) = (board, clockHz);
        _toBoard = new Thread(ToBoard) { IsBackground = true, Name = $"bytes from {Path}" };
        _toBoard.Start();
        _toProgram = Task.Run(ToProgramAsync);
    }

    /// <summary>What a program opens, for instance <c>/dev/pts/3</c>.</summary>
    public string Path => _terminal.Path;

    /// <summary>Ends when the board's simulation does.</summary>
    public Task Ended => _toProgram;

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0)
        {
            return;
        }

        await _stop.CancelAsync().ConfigureAwait(false);
        await Task.Run(_toBoard.Join).ConfigureAwait(false);
        await _toProgram.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _terminal.Dispose();
        _stop.Dispose();
    }

    private void ToBoard()
    {
        try
        {
            Pass();
        }
#pragma warning disable CA1031 // A port that is gone ends this side; the other one ends with it.
        catch (Exception)
#pragma warning restore CA1031
        {
            _stop.Cancel();
        }
    }

    private void Pass()
    {
        byte[] buffer = new byte[ChunkBytes];
        int rate = 0;
        while (!_stop.IsCancellationRequested)
        {
            if (_board.Backlog > SimulatedSerialBoard.MostBacklog)
            {
                // What the line has not carried yet holds the program up, as at a port.
                Thread.Sleep(1);
                continue;
            }

            _terminal.Wait(forRoom: false, _longestWait);
            if (_terminal.Read(buffer) is > 0 and var count)
            {
                if (_terminal.BaudRate is > 0 and var now && now != rate)
                {
                    rate = now;
                    _board.SetHostPeriod(_clockHz / rate);
                }

                _board.Write(buffer.AsSpan(0, count));
            }
        }
    }

    private async Task ToProgramAsync()
    {
        byte[] buffer = new byte[ChunkBytes];
        while (await _board.Received.WaitToReadAsync(_stop.Token).ConfigureAwait(false))
        {
            int count = 0;
            while (count < buffer.Length && _board.Received.TryRead(out byte value))
            {
                buffer[count++] = value;
            }

            // What a program does not take within some time is lost, as at a port.
            for (int written = 0, waits = 0; written < count && waits < 10 && !_stop.IsCancellationRequested; waits++)
            {
                written += _terminal.Write(buffer.AsSpan(written, count - written));
                if (written < count)
                {
                    _terminal.Wait(forRoom: true, _longestWait);
                }
            }
        }
    }
}
