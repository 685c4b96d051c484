namespace Accel.Models.Safetensors;

/// <summary>Reads a stream from its position, seekable or not, so that memory follows what really arrives and never what a header
/// claims.</summary>
/// <param name="stream">Where from.</param>
/// <param name="mostBytes">More than that is refused.</param>
/// <param name="name">What errors call it.</param>
internal sealed class BoundedReader(Stream stream, long mostBytes, string name)
{
    private const int FirstChunk = 1 << 16;

    private long _taken;

    /// <summary>Bytes that are left, where the stream knows its length.</summary>
    /// <exception cref="ModelFormatException">They are more than accepted.</exception>
    public long? Remaining => KnownLength.Of(stream) is not { } length ? null
        : length - stream.Position is var left && left + _taken <= mostBytes ? left
        : throw TooLong();

    /// <summary>Reads so many bytes, or as many as there are.</summary>
    public ReadOnlyMemory<byte> Read(long count)
    {
        long known = Remaining ?? FirstChunk;
        var buffer = new byte[Math.Min(count, known)];
        int length = 0;
        while (length < count)
        {
            if (length == buffer.Length)
            {
                if (Remaining == 0)
                {
                    break;
                }

                Array.Resize(ref buffer, (int)Math.Min(count, Math.Max(FirstChunk, 2L * buffer.Length)));
            }

            int read = stream.Read(buffer, length, buffer.Length - length);
            if (read == 0)
            {
                break;
            }

            length += read;
            if ((_taken += read) > mostBytes)
            {
                throw TooLong();
            }
        }

        return buffer.AsMemory(0, length);
    }

    /// <summary>Whether nothing follows what was read.</summary>
    public bool IsAtEnd() => KnownLength.Of(stream) is { } length ? stream.Position >= length : stream.ReadByte() < 0;

    private ModelFormatException TooLong() =>
        new(name, null, $"the file is longer than {mostBytes} bytes", "No model of this format is that large; check which file was given.");
}
