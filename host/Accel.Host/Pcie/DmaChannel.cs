using Accel.Host.Protocol;

namespace Accel.Host.Pcie;

/// <summary>
/// One direction of transfers between host and device memory: cut into pieces, aligned as the engine wants it, continued where it is short.
/// </summary>
internal sealed class DmaChannel : IDisposable
{
    private readonly IDeviceFile _file;
    private readonly PcieLinkOptions _options;
    private readonly DriverThread _thread;
    private readonly AlignedBuffer _buffer;

    internal DmaChannel(IDeviceFile file, PcieLinkOptions options)
    {
        (_file, _options) = (file, options);
        _buffer = new AlignedBuffer(options.PieceBytes, options.AlignmentBytes);
        _thread = new DriverThread(file.Path, options.LongestCall, () =>
        {
            _buffer.Dispose();
            _file.Dispose();
        });
    }

    internal async ValueTask WriteAsync(long offset, ReadOnlyMemory<uint> cells, CancellationToken cancellationToken)
    {
        using var memory = new CallersMemory();
        await _thread.RunAsync(stop => Write(memory, offset, cells, stop), cancellationToken).ConfigureAwait(false);
    }

    internal async ValueTask ReadAsync(long offset, Memory<uint> cells, CancellationToken cancellationToken)
    {
        using var memory = new CallersMemory();
        await _thread.RunAsync(stop => Read(memory, offset, cells, stop), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Waits for the transfers that are under way.</summary>
    public void Dispose() => _thread.Dispose();

    private int Write(CallersMemory memory, long offset, ReadOnlyMemory<uint> cells, CancellationToken cancellationToken)
    {
        for (int done = 0; done < cells.Length;)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var piece = cells.Slice(done, Math.Min(_options.PieceBytes / sizeof(uint), cells.Length - done));
            long at = offset + ((long)sizeof(uint) * done);
            int bytes = sizeof(uint) * piece.Length;
            memory.Use(() => Payloads.Write(piece.Span, _buffer.At(at, bytes)));
            Move(bytes, at, moved => _file.Write(_buffer.At(at, bytes)[moved..], at + moved), "WRITE");
            done += piece.Length;
        }

        return cells.Length;
    }

    private int Read(CallersMemory memory, long offset, Memory<uint> cells, CancellationToken cancellationToken)
    {
        for (int done = 0; done < cells.Length;)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var piece = cells.Slice(done, Math.Min(_options.PieceBytes / sizeof(uint), cells.Length - done));
            long at = offset + ((long)sizeof(uint) * done);
            int bytes = sizeof(uint) * piece.Length;
            Move(bytes, at, moved => _file.Read(_buffer.At(at, bytes)[moved..], at + moved), "READ");
            memory.Use(() => Payloads.Read(_buffer.At(at, bytes), piece.Span));
            done += piece.Length;
        }

        return cells.Length;
    }

    // The rest of a short transfer keeps the alignment: buffer and offset move on together.
    private void Move(int bytes, long offset, Func<int, int> transfer, string command)
    {
        for (int moved = 0; moved < bytes;)
        {
            int result = transfer(moved);
            _thread.Progress();
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
