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
        var source = new BoundedReader(stream, MaxFileBytes, name);
        var header = ReadHeader(source, name);
        var (metadata, entries) = SafetensorsHeader.Parse(header, name);
        long bytes = SafetensorsHeader.DataBytes(entries, name);
        if (source.Remaining is { } remaining)
        {
            // Before any memory is taken for them.
            SafetensorsHeader.CheckOffsets(entries, remaining, name);
        }

        var data = source.Read(bytes);
        SafetensorsHeader.CheckOffsets(entries, data.Length + (source.IsAtEnd() ? 0 : 1), name);
        return new SafetensorsFile(
            metadata,
            [.. entries.Select(e => new TensorData(e.Name, e.Type, e.Shape, data[(int)e.Begin..(int)e.End]))]);
    }

    /// <summary>
    /// Writes the file; the same content gives the same bytes. Tensors are aligned by writing larger element types first.
    /// </summary>
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

    private static ReadOnlyMemory<byte> ReadHeader(BoundedReader source, string name)
    {
        var length = source.Read(LengthBytes);
        if (length.Length < LengthBytes)
        {
            throw OtherKind(length.Span, name)
                ?? Broken(name, $"the file has {length.Length} bytes, but the length of a safetensors header alone takes {LengthBytes}");
        }

        var headerBytes = BinaryPrimitives.ReadUInt64LittleEndian(length.Span);
        if (headerBytes > MaxHeaderBytes)
        {
            byte[] start = [.. length.Span, .. source.Read(FileKind.BytesNeeded - LengthBytes).Span];
            throw OtherKind(start, name) ?? Broken(name,
                $"the header claims {headerBytes} bytes, the largest accepted is {MaxHeaderBytes}");
        }

        if (source.Remaining is { } remaining && (long)headerBytes > remaining)
        {
            byte[] start = [.. length.Span, .. source.Read(FileKind.BytesNeeded - LengthBytes).Span];
            throw OtherKind(start, name) ?? Broken(name, $"the header claims {headerBytes} bytes, but only {remaining} follow its length");
        }

        var header = source.Read((long)headerBytes);
        if (header.IsEmpty || header.Span[0] != (byte)'{')
        {
            var rest = header.IsEmpty ? source.Read(FileKind.BytesNeeded - LengthBytes)
                : header[..Math.Min(header.Length, FileKind.BytesNeeded - LengthBytes)];
            byte[] start = [.. length.Span, .. rest.Span];
            throw OtherKind(start, name) ?? Broken(name, "header: it does not begin with {");
        }

        return header.Length == (int)headerBytes
            ? header
            : throw Broken(name, $"the header claims {headerBytes} bytes, but only {header.Length} follow its length");
    }

    private static ModelFormatException? OtherKind(ReadOnlySpan<byte> start, string name) =>
        FileKind.Of(start) is { } kind && kind != FileKind.Safetensors
        ? new(name, null, $"it is {kind.Name}; a model is a safetensors file", kind.Remedy ?? (kind.HoldsTensors
            ? "Export its tensors as a safetensors model file (docs/model-format.md)."
            : "Check which file was given, or export the model again."))
        : null;

    private static ModelFormatException Broken(string name, string problem) =>
        new(name, null, problem, "The file is damaged or not a safetensors file; copy or export it again.");
}
