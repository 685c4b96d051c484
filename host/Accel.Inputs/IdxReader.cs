using System.Buffers.Binary;
using System.IO.Compression;

namespace Accel.Inputs;

/// <summary>
/// Reads IDX files (the format of MNIST), plain or gzipped: magic 0, 0, 8 (unsigned bytes), number of dimensions; the dimensions as big-endian 32-bit
/// numbers; the elements. The file must hold exactly what its header says. Memory follows what really arrives, so neither a lying header nor
/// a gzip bomb can take more than the data are worth.
/// </summary>
public static class IdxReader
{
    /// <summary>Most bytes of elements accepted: 1 GiB.</summary>
    public const long MaxBytes = 1L << 30;

    private const int UnsignedByte = 8;
    private const string DamagedRemedy = "The file is damaged or was cut short; fetch it again.";

    /// <summary>Reads images (three dimensions: count, rows, columns).</summary>
    /// <exception cref="InputException">The file is not what its header says, or no such IDX file.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static IdxImages ReadImages(string path)
    {
        var (shape, data) = Read(path, dimensions: 3);
        return new IdxImages(shape[0], shape[1], shape[2], data);
    }

    /// <summary>Reads labels (one dimension).</summary>
    /// <exception cref="InputException">The file is not what its header says, or no such IDX file.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static byte[] ReadLabels(string path) => Read(path, dimensions: 1).Data;

    /// <summary>The labels that lie beside an images file by the naming of MNIST (images-idx3 and labels-idx1, gzipped or not); null when there are none.</summary>
    public static string? FindLabels(string imagesPath)
    {
        ArgumentNullException.ThrowIfNull(imagesPath);
        var name = Path.GetFileName(imagesPath);
        var labels = name.Replace("images", "labels", StringComparison.Ordinal).Replace("idx3", "idx1", StringComparison.Ordinal);
        var folder = Path.GetDirectoryName(imagesPath) ?? "";
        var other = labels.EndsWith(".gz", StringComparison.Ordinal) ? labels[..^3] : labels + ".gz";
        return labels == name
            ? null
            : new[] { labels, other }.Select(l => Path.Combine(folder, l)).FirstOrDefault(File.Exists);
    }

    private static (int[] Shape, byte[] Data) Read(string path, int dimensions)
    {
        using var file = File.OpenRead(path);
        var zipped = file.ReadByte() == 0x1F && file.ReadByte() == 0x8B;
        file.Position = 0;
        try
        {
            using var stream = zipped ? new GZipStream(file, CompressionMode.Decompress) : (Stream)file;
            var shape = ReadHeader(stream, dimensions, path);
            var bytes = shape.Aggregate(1L, (product, dimension) => Math.Min(product * dimension, MaxBytes + 1));
            if (bytes > MaxBytes)
            {
                throw new InputException(
                    path, $"its header claims {string.Join(" x ", shape)} elements, at most {MaxBytes} bytes are accepted", DamagedRemedy);
            }

            if (!zipped && file.Length - file.Position != bytes)
            {
                throw Lies(path, bytes, $"{file.Length - file.Position}");
            }

            return (shape, ReadExactly(stream, (int)bytes, path));
        }
        catch (InvalidDataException e)
        {
            throw new InputException(path, $"its gzip data is damaged ({e.Message})", DamagedRemedy, e);
        }
    }

    private static int[] ReadHeader(Stream stream, int dimensions, string path)
    {
        var header = new byte[4 * (1 + dimensions)];
        var read = stream.ReadAtLeast(header, header.Length, throwOnEndOfStream: false);
        if (read >= 4 && (header[0] != 0 || header[1] != 0 || header[2] != UnsignedByte || header[3] != dimensions))
        {
            throw new InputException(
                path,
                $"its magic is 0x{BinaryPrimitives.ReadUInt32BigEndian(header):x8}, it should be 0x{(UnsignedByte << 8) | dimensions:x8}",
                dimensions == 3 ? "Give an IDX file of images (idx3-ubyte), not of labels." : "Give an IDX file of labels (idx1-ubyte), not of images.");
        }

        if (read < header.Length)
        {
            throw new InputException(path, $"it ends inside its header, after {read} of {header.Length} bytes", DamagedRemedy);
        }

        var shape = new int[dimensions];
        for (var i = 0; i < dimensions; i++)
        {
            shape[i] = BinaryPrimitives.ReadInt32BigEndian(header.AsSpan(4 * (1 + i)));
            if (shape[i] <= 0)
            {
                throw new InputException(path, $"dimension {i} of its header is {(uint)shape[i]}", $"It must lie in 1..{int.MaxValue}. {DamagedRemedy}");
            }
        }

        return shape;
    }

    private static byte[] ReadExactly(Stream stream, int bytes, string path)
    {
        const int firstChunk = 1 << 16;
        var data = new byte[Math.Min(bytes, firstChunk)];
        var length = 0;
        while (length < bytes)
        {
            if (length == data.Length)
            {
                Array.Resize(ref data, (int)Math.Min(bytes, 2L * data.Length));
            }

            var read = stream.Read(data, length, data.Length - length);
            if (read == 0)
            {
                throw Lies(path, bytes, $"only {length}");
            }

            length += read;
        }

        return stream.ReadByte() < 0 ? data : throw Lies(path, bytes, "more");
    }

    private static InputException Lies(string path, long claimed, string actual) =>
        new(path, $"its header claims {claimed} bytes of elements, the file holds {actual}", DamagedRemedy);
}
