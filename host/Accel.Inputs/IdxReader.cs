using System.Buffers.Binary;

namespace Accel.Inputs;

/// <summary>
/// Reads IDX files (the format of MNIST), plain or gzipped: magic 0, 0, 8 (unsigned bytes), number of dimensions; the dimensions as
/// big-endian 32-bit numbers; the elements. The file must hold exactly what its header says. Memory follows what really arrives, so neither
/// a lying header nor a gzip bomb can take more than the data are worth.
/// </summary>
public static class IdxReader
{
    /// <summary>Most bytes of elements accepted: 1 GiB.</summary>
    public const long MaxBytes = InputBytes.Most;

    private const int UnsignedByte = 8;

    /// <summary>Reads images (three dimensions: count, rows, columns).</summary>
    /// <exception cref="InputException">The file is not what its header says, or no such IDX file.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static IdxImages ReadImages(string path)
    {
        using var stream = Open(InputStream.Open(path), path);
        int[] shape = ReadHeader(stream, dimensions: 3, path);
        return new IdxImages(shape[0], shape[1], shape[2], InputBytes.ReadAll(stream, (int)Elements(shape), path));
    }

    /// <summary>Reads labels (one dimension).</summary>
    /// <exception cref="InputException">The file is not what its header says, or no such IDX file.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static byte[] ReadLabels(string path) => ReadLabels(path, null);

    /// <summary>
    /// The labels that lie beside an images file by the naming of MNIST (images-idx3 and labels-idx1, gzipped or not); null when there are
    /// none.
    /// </summary>
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

    /// <summary>The labels of so many images, compared before memory is taken for them.</summary>
    internal static byte[] ReadLabels(string path, int? images)
    {
        using var stream = Open(InputStream.Open(path), path);
        int[] shape = ReadHeader(stream, dimensions: 1, path);
        return images is { } count && count != shape[0]
            ? throw new InputException(path, $"it has {shape[0]} labels for {count} images",
                "Give the labels that belong to the images, or move them away.")
            : InputBytes.ReadAll(stream, (int)Elements(shape), path);
    }

    /// <summary>The content of a file, unpacked where it is gzipped.</summary>
    internal static Stream Open(InputStream file, string name) => file.Start is [0x1F, 0x8B, ..] ? new GzipReader(file, name) : file;

    /// <summary>The dimensions; reads no further than they go.</summary>
    internal static int[] ReadHeader(Stream stream, int dimensions, string path)
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
            throw new InputException(path, $"it ends inside its header, after {read} of {header.Length} bytes", InputBytes.DamagedRemedy);
        }

        var shape = new int[dimensions];
        for (var i = 0; i < dimensions; i++)
        {
            shape[i] = BinaryPrimitives.ReadInt32BigEndian(header.AsSpan(4 * (1 + i)));
            if (shape[i] <= 0)
            {
                throw new InputException(
                    path, $"dimension {i} of its header is {(uint)shape[i]}",
                    $"It must lie in 1..{int.MaxValue}. {InputBytes.DamagedRemedy}");
            }
        }

        if (Elements(shape) > MaxBytes)
        {
            throw new InputException(
                path, $"its header claims {string.Join(" x ", shape)} elements, at most {MaxBytes} bytes are accepted",
                InputBytes.DamagedRemedy);
        }

        return shape;
    }

    /// <summary>How many elements a header claims, at most one more than accepted.</summary>
    internal static long Elements(int[] shape) => shape.Aggregate(1L, (product, dimension) => Math.Min(product * dimension, MaxBytes + 1));
}
