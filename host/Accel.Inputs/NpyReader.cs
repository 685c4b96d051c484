using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Text;

namespace Accel.Inputs;

/// <summary>Reads NumPy's .npy files of bytes or booleans: magic, version, header length, a Python dictionary as text, the
/// elements.</summary>
internal static class NpyReader
{
    private const string Remedy = "Save it with numpy.save(name, array.astype('uint8')).";
    private const int MaxHeaderBytes = 1 << 16;
    private const int MaxRank = 32;

    public static ReadOnlySpan<byte> Magic => [0x93, (byte)'N', (byte)'U', (byte)'M', (byte)'P', (byte)'Y'];

    /// <summary>The shape, and as many bytes as it says, the last index running fastest.</summary>
    /// <param name="stream">From its start; need not be able to seek.</param>
    /// <param name="file">What errors call it.</param>
    /// <param name="requireShape">Refuses shapes before the elements are read.</param>
    /// <exception cref="InputException">The file is no such .npy file.</exception>
    public static (ImmutableArray<int> Shape, byte[] Data) Read(Stream stream, string file, Action<ImmutableArray<int>> requireShape)
    {
        var header = ReadHeader(stream, file);
        RequireBytes(header.Descr, file);
        long bytes = header.Shape.Aggregate(1L, static (product, dimension) =>
            Math.Min(product * Math.Min(dimension, InputBytes.Most + 1), InputBytes.Most + 1));
        if (bytes > InputBytes.Most || header.Shape.Length > MaxRank || header.Shape.Any(static d => d > int.MaxValue))
        {
            throw new InputException(
                file,
                $"its header claims a shape of [{PlainText.Name(string.Join(", ", header.Shape), 100)}], at most {InputBytes.Most} bytes are accepted", Remedy);
        }

        ImmutableArray<int> shape = [.. header.Shape.Select(static d => (int)d)];
        requireShape(shape);
        byte[] data = InputBytes.ReadAll(stream, (int)bytes, file);
        return (shape, header.IsFortranOrder ? Reorder(data, shape) : data);
    }

    private static NpyHeader ReadHeader(Stream stream, string file)
    {
        Span<byte> start = stackalloc byte[8];
        if (stream.ReadAtLeast(start, start.Length, throwOnEndOfStream: false) < start.Length || !start.StartsWith(Magic))
        {
            throw new InputException(file, "it does not begin as a .npy file", Remedy);
        }

        // Version 1 has 16 bits of header length, later ones 32; version 3 has UTF-8 where the others have Latin-1.
        byte version = start[6];
        Span<byte> length = stackalloc byte[version == 1 ? 2 : 4];
        if (version is < 1 or > 3 || stream.ReadAtLeast(length, length.Length, throwOnEndOfStream: false) < length.Length)
        {
            throw new InputException(file, version is < 1 or > 3
                ? $"it is of version {version} of the .npy format, known are 1 to 3" : "it ends inside its header", Remedy);
        }

        long bytes = version == 1 ? BinaryPrimitives.ReadUInt16LittleEndian(length) : BinaryPrimitives.ReadUInt32LittleEndian(length);
        if (bytes > MaxHeaderBytes)
        {
            throw new InputException(file, $"its header claims {bytes} bytes, at most {MaxHeaderBytes} are accepted", Remedy);
        }

        byte[] header = new byte[bytes];
        if (stream.ReadAtLeast(header, header.Length, throwOnEndOfStream: false) < header.Length)
        {
            throw new InputException(file, $"it ends inside its header of {bytes} bytes", Remedy);
        }

        try
        {
            return NpyHeader.Parse((version == 3 ? Encoding.UTF8 : Encoding.Latin1).GetString(header));
        }
        catch (FormatException e)
        {
            throw new InputException(file, e.Message, Remedy, e);
        }
    }

    private static void RequireBytes(string descr, string file)
    {
        string type = descr.TrimStart('|', '<', '>', '=');
        if (type is "u1" or "b1" or "B" or "?" && descr.Length - type.Length <= 1)
        {
            return;
        }

        string order = descr.StartsWith('>') ? "big-endian " : "";
        string kind = type.Length == 0 ? "" : type[0] switch
        {
            'f' => $", {order}floating-point numbers",
            'i' => $", {order}signed integers",
            'u' => $", {order}unsigned integers of several bytes",
            'c' => $", {order}complex numbers",
            'O' => ", Python objects",
            'S' or 'U' or 'a' => ", text",
            '[' => ", records",
            _ => "",
        };
        throw new InputException(file, $"its elements are of dtype {PlainText.Name(descr, 60)}{kind}; uint8 or bool is read", Remedy);
    }

    // From the first index running fastest to the last one.
    private static byte[] Reorder(byte[] data, ImmutableArray<int> shape)
    {
        byte[] ordered = new byte[data.Length];
        int[] index = new int[shape.Length];
        foreach (byte value in data)
        {
            int place = 0;
            for (int d = 0; d < shape.Length; d++)
            {
                place = (place * shape[d]) + index[d];
            }

            ordered[place] = value;
            for (int d = 0; d < shape.Length && ++index[d] == shape[d]; d++)
            {
                index[d] = 0;
            }
        }

        return ordered;
    }
}
