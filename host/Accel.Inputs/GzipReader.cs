using System.Buffers.Binary;
using System.IO.Compression;
using System.IO.Hashing;

namespace Accel.Inputs;

/// <summary>
/// Reads a gzip file (RFC 1952) as <c>gzip -t</c> does: one member or several, each with its checksum and length compared; zeros behind the
/// last one are padding, anything else is refused. The runtime's own stream takes a file that was cut in its trailer for a whole one.
/// </summary>
/// <param name="raw">The compressed bytes; need not be able to seek.</param>
/// <param name="file">What errors call it.</param>
internal sealed class GzipReader(Stream raw, string file) : ReadingStream
{
    private const string Remedy = "The file is damaged or was cut short (gzip -t tells too); fetch it again.";
    private const int Deflate = 8, TrailerBytes = 8;
    private const int HasHeaderCrc = 2, HasExtra = 4, HasName = 8, HasComment = 16, Reserved = 0xE0;

    private readonly ByteFeed _feed = new(raw);
    private readonly Crc32 _checksum = new();
    private DeflateStream? _member;
    private uint _length;
    private bool _isAtEnd;

    /// <inheritdoc/>
    /// <exception cref="InputException">The file is damaged, or ends too early.</exception>
    public override int Read(Span<byte> buffer)
    {
        while (!buffer.IsEmpty && !_isAtEnd)
        {
            _member ??= BeginMember(isFirst: true);
            int count = Inflate(buffer);
            if (count > 0)
            {
                _checksum.Append(buffer[..count]);
                _length += (uint)count;
                return count;
            }

            EndMember();
        }

        return 0;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _member?.Dispose();
            raw.Dispose();
        }

        base.Dispose(disposing);
    }

    private int Inflate(Span<byte> buffer)
    {
        try
        {
            return _member!.Read(buffer);
        }
        catch (InvalidDataException e)
        {
            throw Damaged($"its gzip data is damaged ({e.Message})", e);
        }
    }

    // The first byte of the magic is read already where a member follows another one.
    private DeflateStream BeginMember(bool isFirst)
    {
        if ((isFirst && Next() != 0x1F) || Next() != 0x8B || Next() != Deflate)
        {
            throw Damaged(isFirst ? "it does not begin as a gzip file" : "what follows its gzip data is not gzip data");
        }

        int flags = Next();
        Skip(6);
        if ((flags & HasExtra) != 0)
        {
            int low = Next();
            Skip(low + (Next() << 8));
        }

        for (int texts = ((flags & HasName) != 0 ? 1 : 0) + ((flags & HasComment) != 0 ? 1 : 0); texts > 0; texts--)
        {
            while (Next() != 0)
            {
            }
        }

        Skip((flags & HasHeaderCrc) != 0 ? 2 : 0);
        return (flags & Reserved) == 0 ? new DeflateStream(_feed, CompressionMode.Decompress, leaveOpen: true)
            : throw Damaged("its gzip header has unknown flags");
    }

    private void EndMember()
    {
        Span<byte> trailer = stackalloc byte[TrailerBytes];
        foreach (ref byte value in trailer)
        {
            value = (byte)Next();
        }

        if (BinaryPrimitives.ReadUInt32LittleEndian(trailer) != _checksum.GetCurrentHashAsUInt32()
            || BinaryPrimitives.ReadUInt32LittleEndian(trailer[4..]) != _length)
        {
            throw Damaged("its gzip data does not have the checksum and length that its end says");
        }

        _member!.Dispose();
        _checksum.Reset();
        _length = 0;
        int next = _feed.ReadByte();
        if (next == 0x1F)
        {
            _member = BeginMember(isFirst: false);
            return;
        }

        while (next == 0)
        {
            next = _feed.ReadByte();
        }

        _isAtEnd = next < 0 ? true : throw Damaged("bytes that are not gzip data follow its gzip data");
    }

    private int Next() => _feed.ReadByte() is >= 0 and var value ? value : throw Damaged("it ends inside its gzip data");

    private void Skip(int count)
    {
        for (; count > 0; count--)
        {
            Next();
        }
    }

    private InputException Damaged(string problem, Exception? cause = null) => new(file, problem, Remedy, cause);

    // Inflating takes what it is given and does not say how much of it belonged to the member: given one byte at a time it stops exactly
    // behind it.
    private sealed class ByteFeed(Stream raw) : ReadingStream
    {
        private readonly byte[] _buffer = new byte[1 << 16];
        private int _next;
        private int _count;

        public override int ReadByte()
        {
            if (_next == _count)
            {
                (_next, _count) = (0, raw.Read(_buffer));
            }

            return _next < _count ? _buffer[_next++] : -1;
        }

        public override int Read(Span<byte> buffer)
        {
            int value = buffer.IsEmpty ? -1 : ReadByte();
            if (value < 0)
            {
                return 0;
            }

            buffer[0] = (byte)value;
            return 1;
        }
    }
}
