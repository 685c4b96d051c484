using System.Buffers.Binary;
using System.Collections.Immutable;

namespace Accel.Models.Safetensors;

/// <summary>
/// A whole safetensors file in memory: 8 bytes header length (little endian), the header (JSON), then the data. Reading is strict: what the
/// format does not allow is refused, and no memory is taken on the word of a length that the file itself does not bear out.
/// </summary>
/// <param name="Metadata">The header's <c>__metadata__</c>: free strings.</param>
/// <param name="Tensors">In the order of their data.</param>
public sealed record SafetensorsFile(ImmutableSortedDictionary<string, string> Metadata, ImmutableArray<TensorData> Tensors)
{
    /// <summary>Largest header accepted. The stock library allows 100 MB; a thousand tensors need 0.1 MB.</summary>
    public const int MaxHeaderBytes = 16 << 20;

    /// <summary>Largest file accepted: 1 GiB.</summary>
    public const long MaxFileBytes = 1L << 30;

    private const int LengthBytes = 8;

    /// <summary>Reads a file.</summary>
    /// <exception cref="ModelFormatException">The file is not well-formed; the message names the tensor or field.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static SafetensorsFile Read(string path)
    {
        using var stream = File.OpenRead(path);
        return Read(stream, path);
    }

    /// <summary>Reads from a stream's position to its end.</summary>
    /// <param name="stream">Need not be able to seek.</param>
    /// <param name="name">What errors call it.</param>
    /// <exception cref="ModelFormatException">The content is not well-formed; the message names the tensor or field.</exception>
    public static SafetensorsFile Read(Stream stream, string name)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(name);
        return Parse(ReadAll(stream, name), name);
    }

    /// <summary>Writes the file; the same content gives the same bytes. Tensors are aligned by writing larger element types first.</summary>
    public void Write(Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        var ordered = Tensors.OrderByDescending(t => t.Type.Size()).ToArray(); // a stable sort
        var header = SafetensorsHeader.Write(Metadata, ordered);
        Span<byte> length = stackalloc byte[LengthBytes];
        BinaryPrimitives.WriteUInt64LittleEndian(length, (ulong)header.Length);
        stream.Write(length);
        stream.Write(header);
        foreach (var tensor in ordered)
        {
            stream.Write(tensor.Bytes.Span);
        }
    }

    internal static SafetensorsFile Parse(ReadOnlyMemory<byte> content, string name)
    {
        if (content.Length < LengthBytes)
        {
            throw Broken(name, $"the file has {content.Length} bytes, but the length of a safetensors header alone takes {LengthBytes}");
        }

        var headerBytes = BinaryPrimitives.ReadUInt64LittleEndian(content.Span);
        if (headerBytes > MaxHeaderBytes)
        {
            throw Broken(name, $"the header claims {headerBytes} bytes, the largest accepted is {MaxHeaderBytes}");
        }

        var dataStart = LengthBytes + (int)headerBytes;
        if (dataStart > content.Length)
        {
            throw Broken(name, $"the header claims {headerBytes} bytes, but only {content.Length - LengthBytes} follow its length");
        }

        var data = content[dataStart..];
        var (metadata, entries) = SafetensorsHeader.Parse(content[LengthBytes..dataStart], name);
        SafetensorsHeader.CheckOffsets(entries, data.Length, name);
        return new SafetensorsFile(
            metadata,
            [.. entries.Select(e => new TensorData(e.Name, e.Type, e.Shape, data[(int)e.Begin..(int)e.End]))]);
    }

    private static ReadOnlyMemory<byte> ReadAll(Stream stream, string name)
    {
        if (stream.CanSeek)
        {
            var length = stream.Length - stream.Position;
            if (length > MaxFileBytes)
            {
                throw TooLong(name);
            }

            var content = new byte[length];
            return content.AsMemory(0, stream.ReadAtLeast(content, content.Length, throwOnEndOfStream: false));
        }

        // The length is not known, so the buffer grows with what really arrives.
        var buffer = new MemoryStream();
        var chunk = new byte[1 << 16];
        for (int read; (read = stream.Read(chunk)) > 0;)
        {
            if (buffer.Length + read > MaxFileBytes)
            {
                throw TooLong(name);
            }

            buffer.Write(chunk, 0, read);
        }

        return buffer.GetBuffer().AsMemory(0, (int)buffer.Length);
    }

    private static ModelFormatException TooLong(string name) =>
        new(name, null, $"the file is longer than {MaxFileBytes} bytes", "No model of this format is that large; check which file was given.");

    private static ModelFormatException Broken(string name, string problem) =>
        new(name, null, problem, "The file is damaged or not a safetensors file; copy or export it again.");
}
