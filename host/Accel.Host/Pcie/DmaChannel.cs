using Accel.Host.Protocol;

namespace Accel.Host.Pcie;

/// <summary>One direction of transfers between host and device memory: cut into pieces, aligned as the engine wants it, continued where it is short.</summary>
internal sealed class DmaChannel : IDisposable
{
    private readonly IDeviceFile _file;
    private readonly PcieLinkOptions _options;
    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly AlignedBuffer _buffer;
    private bool _disposed;

    internal DmaChannel(IDeviceFile file, PcieLinkOptions options)
    {
        (_file, _options) = (file, options);
        _buffer = new AlignedBuffer(options.PieceBytes, options.AlignmentBytes);
    }

    internal async ValueTask WriteAsync(long offset, ReadOnlyMemory<uint> cells, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            await Task.Run(() => Write(offset, cells.Span, cancellationToken), cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _turn.Release();
        }
    }

    internal async ValueTask ReadAsync(long offset, Memory<uint> cells, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            await Task.Run(() => Read(offset, cells.Span, cancellationToken), cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Waits for the transfer that is under way.</summary>
    public void Dispose()
    {
        if (_disposed)
        {
            return;
        }

        _turn.Wait();
        _disposed = true;
        _buffer.Dispose();
        _file.Dispose();
        _turn.Release();
    }

    private void Write(long offset, ReadOnlySpan<uint> cells, CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        for (int done = 0; done < cells.Length;)
        {
            cancellationToken.ThrowIfCancellationRequested();
            int count = Math.Min(_options.PieceBytes / sizeof(uint), cells.Length - done);
            long at = offset + ((long)sizeof(uint) * done);
            var buffer = _buffer.At(at, sizeof(uint) * count);
            Payloads.Write(cells.Slice(done, count), buffer);
            Move(buffer.Length, at, moved => _file.Write(_buffer.At(at, sizeof(uint) * count)[moved..], at + moved), "WRITE");
            done += count;
        }
    }

    private void Read(long offset, Span<uint> cells, CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        for (int done = 0; done < cells.Length;)
        {
            cancellationToken.ThrowIfCancellationRequested();
            int count = Math.Min(_options.PieceBytes / sizeof(uint), cells.Length - done);
            long at = offset + ((long)sizeof(uint) * done);
            Move(sizeof(uint) * count, at, moved => _file.Read(_buffer.At(at, sizeof(uint) * count)[moved..], at + moved), "READ");
            Payloads.Read(_buffer.At(at, sizeof(uint) * count), cells.Slice(done, count));
            done += count;
        }
    }

    // The rest of a short transfer keeps the alignment: buffer and offset move on together.
    private void Move(int bytes, long offset, Func<int, int> transfer, string command)
    {
        for (int moved = 0; moved < bytes;)
        {
            int result = transfer(moved);
            if (DeviceFileError.IsInterrupted(result))
            {
                continue;
            }

            string what = $"{command} of {bytes - moved} bytes at {offset + moved:X} of {_file.Path}";
            if (result < 0)
            {
                throw DeviceFileError.ToException(result, what);
            }

            if (result == 0 || result > bytes - moved)
            {
                throw new DeviceUnavailableException($"{what}: {result} bytes were moved", "the file ends before the device's memory: check that the address is that of an Accel device");
            }

            moved += result;
        }
    }
}
