using System.Buffers.Binary;
using System.Globalization;
using System.Text.Json;
using Accel.Generation;

namespace Accel.Verification;

/// <summary>The content of a kernel's memory before it starts.</summary>
/// <param name="Name">What reports call it.</param>
/// <param name="Cells">32 bits each.</param>
public sealed record MemoryImage(string Name, uint[] Cells)
{
    private const long MostBytes = 1L << 28;

    /// <summary>Reads a file: .json is an array of whole numbers from -2^31 to 2^32 - 1, everything else cells of 32 bits, little
    /// endian.</summary>
    /// <exception cref="KernelSourceException">It is no such file.</exception>
    public static MemoryImage Read(string path)
    {
        try
        {
            if (new FileInfo(path).Length is 0 or > MostBytes)
            {
                throw new InvalidDataException(string.Create(CultureInfo.InvariantCulture, $"it must have 1 to {MostBytes} bytes"));
            }

            byte[] bytes = File.ReadAllBytes(path);
            return new MemoryImage(
                Path.GetFileName(path),
                Path.GetExtension(path).Equals(".json", StringComparison.OrdinalIgnoreCase) ? OfJson(bytes) : OfCells(bytes));
        }
        catch (Exception e) when (e is IOException or InvalidDataException or UnauthorizedAccessException or JsonException)
        {
            throw new KernelSourceException(
                path, $"it is no memory image: {e.Message}",
                "Give a .json array of numbers, or a file of little-endian cells of 4 bytes.", e)
            {
                IsMissing = e is FileNotFoundException or DirectoryNotFoundException,
            };
        }
    }

    private static uint[] OfCells(byte[] bytes)
    {
        if (bytes.Length % 4 != 0)
        {
            throw new InvalidDataException(string.Create(CultureInfo.InvariantCulture,
                $"{bytes.Length} bytes are no whole number of cells"));
        }

        uint[] cells = new uint[bytes.Length / 4];
        for (int i = 0; i < cells.Length; i++)
        {
            cells[i] = BinaryPrimitives.ReadUInt32LittleEndian(bytes.AsSpan(4 * i));
        }

        return cells;
    }

    private static uint[] OfJson(byte[] bytes)
    {
        long[] numbers = JsonSerializer.Deserialize<long[]>(bytes) ?? [];
        return numbers.Length > 0 && Array.TrueForAll(numbers, static n => n is >= int.MinValue and <= uint.MaxValue)
            ? [.. numbers.Select(static n => unchecked((uint)n))]
            : throw new InvalidDataException("it must hold numbers from -2147483648 to 4294967295");
    }
}
