using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Accel.Inputs;

/// <summary>Reads NumPy's .npy files of bytes or booleans in C order: magic, version, header length, a Python dictionary as text, the elements.</summary>
internal static partial class NpyReader
{
    public const string Remedy = "Save it with numpy.save as a C-ordered array of dtype uint8 or bool.";
    private const int MaxHeaderBytes = 1 << 16;

    public static ReadOnlySpan<byte> Magic => [0x93, (byte)'N', (byte)'U', (byte)'M', (byte)'P', (byte)'Y'];

    /// <summary>The shape, and as many bytes as it says.</summary>
    /// <exception cref="InputException">The file is no such .npy file.</exception>
    public static (ImmutableArray<int> Shape, byte[] Data) Read(string path)
    {
        using var file = File.OpenRead(path);
        var shape = ReadHeader(file, path);
        var bytes = shape.Aggregate(1L, (product, dimension) => Math.Min(product * dimension, IdxReader.MaxBytes + 1));
        if (bytes > IdxReader.MaxBytes || file.Length - file.Position != bytes)
        {
            throw new InputException(
                path,
                $"its header claims {ModelShape.Shape(shape.AsSpan())} bytes, the file holds {file.Length - file.Position}",
                "The file is damaged or was cut short; write it again.");
        }

        var data = new byte[bytes];
        file.ReadExactly(data);
        return (shape, data);
    }

    private static ImmutableArray<int> ReadHeader(FileStream file, string path)
    {
        Span<byte> start = stackalloc byte[12];
        var read = file.ReadAtLeast(start, start.Length, throwOnEndOfStream: false);
        if (read < start.Length || !start.StartsWith(Magic) || start[6] is < 1 or > 3)
        {
            throw new InputException(path, "it does not begin as a .npy file", Remedy);
        }

        // Version 1 has 16 bits of header length, later ones 32.
        var (length, headerStart) = start[6] == 1
            ? (BinaryPrimitives.ReadUInt16LittleEndian(start[8..]), 10)
            : (BinaryPrimitives.ReadUInt32LittleEndian(start[8..]), 12);
        if (length > MaxHeaderBytes || headerStart + length > file.Length)
        {
            throw new InputException(path, $"its header claims {length} bytes", Remedy);
        }

        var header = new byte[length];
        file.Position = headerStart;
        file.ReadExactly(header);
        var text = Encoding.Latin1.GetString(header).Trim();
        var match = Dictionary().Match(text);
        if (!match.Success)
        {
            throw new InputException(path, $"its header is {(text.Length > 100 ? text[..100] + "..." : text)}", Remedy);
        }

        var numbers = match.Groups["shape"].Value.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var shape = ImmutableArray.CreateBuilder<int>(numbers.Length);
        foreach (var number in numbers)
        {
            shape.Add(int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var dimension)
                ? dimension
                : throw new InputException(path, $"its shape has the dimension {number}", Remedy));
        }

        return shape.ToImmutable();
    }

    // numpy writes the keys in this order.
    [GeneratedRegex(@"^\{\s*'descr':\s*'\|(u1|b1)',\s*'fortran_order':\s*False,\s*'shape':\s*\((?<shape>[0-9, ]*)\),?\s*\}$")]
    private static partial Regex Dictionary();
}
