using Accel.Host.Protocol;

namespace Accel.Host.Pcie;

/// <summary>One direction of transfers between host and device memory: cut into pieces, aligned as the engine wants it, continued where it is short.</summary>
internal sealed class DmaChannel : IDisposable
{
    private readonly IDeviceFile _file;
    private readonly PcieLinkOptions _options;
    private readonly DriverThread _thread;
    private readonly AlignedBuffer _buffer;

    internal DmaChannel(IDeviceFile file, PcieLinkOptions options)
    {
        (_file, _options) = (file, options);
        _thread = new DriverThread(file.Path);
        _buffer = new AlignedBuffer(options.PieceBytes, options.AlignmentBytes);
    }

    internal async ValueTask WriteAsync(long offset, ReadOnlyMemory<uint> cells, CancellationToken cancellationToken)
        => await _thread.RunAsync(() => Write(offset, cells.Span, cancellationToken), cancellationToken).ConfigureAwait(false);

    internal async ValueTask ReadAsync(long offset, Memory<uint> cells, CancellationToken cancellationToken)
        => await _thread.RunAsync(() => Read(offset, cells.Span, cancellationToken), cancellationToken).ConfigureAwait(false);

    /// <summary>Waits for the transfers that are under way.</summary>
    public void Dispose()
    {
        _thread.Dispose();
        _buffer.Dispose();
        _file.Dispose();
    }

    private int Write(long offset, ReadOnlySpan<uint> cells, CancellationToken cancellationToken)
    {
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

        return cells.Length;
    }

    private int Read(long offset, Span<uint> cells, CancellationToken cancellationToken)
    {
        for (int done = 0; done < cells.Length;)
        {
            cancellationToken.ThrowIfCancellationRequested();
            int count = Math.Min(_options.PieceBytes / sizeof(uint), cells.Length - done);
            long at = offset + ((long)sizeof(uint) * done);
            Move(sizeof(uint) * count, at, moved => _file.Read(_buffer.At(at, sizeof(uint) * count)[moved..], at + moved), "READ");
            Payloads.Read(_buffer.At(at, sizeof(uint) * count), cells.Slice(done, count));
            done += count;
        }

        return cells.Length;
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
