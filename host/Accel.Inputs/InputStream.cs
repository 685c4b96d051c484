namespace Accel.Inputs;

/// <summary>
/// An input that is opened once: its first bytes tell its format, and are read again with the rest. So a pipe, a process substitution or
/// standard input does as well as a file.
/// </summary>
internal sealed class InputStream : ReadingStream
{
    private readonly Stream _inner;
    private readonly byte[] _start;
    private long _position;

    /// <summary>Reads the first bytes.</summary>
    /// <param name="inner">At its beginning; belongs to this one from now on.</param>
    public InputStream(Stream inner)
    {
        _inner = inner;
        var start = new byte[FileKind.BytesNeeded];
        int length = 0;

        // No more than what tells the format: of a live stream the rest may come much later.
        for (int read = -1; length < start.Length && read != 0 && !IsTold(start.AsSpan(0, length)); length += read)
        {
            read = inner.Read(start, length, start.Length - length);
        }

        _start = start[..length];
    }

    /// <summary>The first bytes: enough to tell the format.</summary>
    public ReadOnlySpan<byte> Start => _start;

    public override bool CanSeek => _inner.CanSeek;

    public override long Length => _inner.Length;

    public override long Position
    {
        get => _position;
        set => Seek(value, SeekOrigin.Begin);
    }

    /// <summary>Opens a file; a folder is refused as one.</summary>
    /// <exception cref="IOException">It cannot be opened.</exception>
    public static InputStream Open(string path) => new(File.OpenRead(path));

    public override int Read(Span<byte> buffer)
    {
        if (_position < _start.Length)
        {
            int count = Math.Min(buffer.Length, _start.Length - (int)_position);
            _start.AsSpan((int)_position, count).CopyTo(buffer);
            _position += count;
            return count;
        }

        int read = _inner.Read(buffer);
        _position += read;
        return read;
    }

    public override long Seek(long offset, SeekOrigin origin)
    {
        _position = origin switch { SeekOrigin.Begin => offset, SeekOrigin.Current => _position + offset, _ => Length + offset };
        _inner.Position = Math.Max(_position, _start.Length);
        return _position;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _inner.Dispose();
        }

        base.Dispose(disposing);
    }

    // Twelve bytes tell every format that is read; the others are wanted in full, for the message.
    private static bool IsTold(ReadOnlySpan<byte> start) => start.Length >= 12 && InputReader.FormatOf(start) != InputFormat.Unknown;
}
