namespace Accel.Inputs;

/// <summary>Reads as many bytes as a header claims, in memory that follows what really arrives.</summary>
internal static class InputBytes
{
    /// <summary>Most bytes of elements accepted: 1 GiB.</summary>
    public const long Most = 1L << 30;

    public const string DamagedRemedy = "The file is damaged or was cut short; fetch it again.";

    private const int FirstChunk = 1 << 16;

    /// <summary>Reads the rest of a stream, which must be exactly so many bytes; a length that is known is compared before memory is
    /// taken.</summary>
    /// <exception cref="InputException">The file holds less, or more.</exception>
    public static byte[] ReadAll(Stream stream, int bytes, string file)
    {
        RequireLength(stream, bytes, file);
        byte[] data = Read(stream, bytes, bytes, file);
        RequireEnd(stream, bytes, file);
        return data;
    }

    /// <summary>Refuses a file whose length is known and another one than claimed.</summary>
    public static void RequireLength(Stream stream, long claimed, string file)
    {
        if (KnownLength.Of(stream) is { } length && length - stream.Position != claimed)
        {
            throw Lies(file, claimed, $"{length - stream.Position}");
        }
    }

    /// <summary>Refuses what follows the last element.</summary>
    public static void RequireEnd(Stream stream, long claimed, string file)
    {
        if (stream.ReadByte() >= 0)
        {
            throw Lies(file, claimed, "more");
        }
    }

    /// <summary>Reads a part.</summary>
    /// <param name="stream">Where from.</param>
    /// <param name="bytes">How many.</param>
    /// <param name="claimed">How many the file has by its header, for the message.</param>
    /// <param name="file">What errors call it.</param>
    /// <param name="before">Bytes of the file that were read before.</param>
    public static byte[] Read(Stream stream, int bytes, long claimed, string file, long before = 0)
    {
        byte[] data = new byte[Math.Min(bytes, FirstChunk)];
        int length = 0;
        while (length < bytes)
        {
            if (length == data.Length)
            {
                Array.Resize(ref data, (int)Math.Min(bytes, 2L * data.Length));
            }

            int read = stream.Read(data, length, data.Length - length);
            length += read > 0 ? read : throw Lies(file, claimed, $"only {before + length}");
        }

        return data;
    }

    private static InputException Lies(string file, long claimed, string actual) =>
        new(file, $"its header claims {claimed} bytes of elements, the file holds {actual}", DamagedRemedy);
}
