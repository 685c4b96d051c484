using System.Globalization;
using System.Text;
using Accel.Rtl.Bench;

namespace Accel.Verification;

/// <summary>The files and lines that the memory benches read and write, whatever their language.</summary>
internal static class MemoryBenchFiles
{
    /// <summary>A memory image: a cell per line, hexadecimal.</summary>
    internal static string Hex(uint[] cells)
    {
        var text = new StringBuilder(cells.Length * 9);
        foreach (uint cell in cells)
        {
            text.Append(cell.ToString("x8", CultureInfo.InvariantCulture)).Append('\n');
        }

        return text.ToString();
    }

    /// <summary>The image that a bench wrote.</summary>
    /// <exception cref="InvalidDataException">It is not one of so many cells.</exception>
    internal static uint[] ParseMemory(string text, int cells)
    {
        uint[] memory = [.. text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(static l => uint.Parse(l, NumberStyles.HexNumber, CultureInfo.InvariantCulture))];
        return memory.Length == cells ? memory : throw new InvalidDataException($"the bench wrote {memory.Length} cells instead of {cells}");
    }

    /// <summary>The writes that a bench recorded.</summary>
    internal static List<KernelWrite> ParseWrites(string text)
        => [.. text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(static l => l.Split(' ')).Select(static f => new KernelWrite(
            long.Parse(f[0], CultureInfo.InvariantCulture),
            int.Parse(f[1], CultureInfo.InvariantCulture),
            uint.Parse(f[2], NumberStyles.HexNumber, CultureInfo.InvariantCulture)))];

    /// <summary>The number behind a word at the beginning of a line, or null when no line begins so.</summary>
    internal static long? Number(string output, string word)
        => output.Split('\n').FirstOrDefault(l => l.StartsWith(word + " ", StringComparison.Ordinal)) is { } line
            ? long.Parse(line[(word.Length + 1)..], CultureInfo.InvariantCulture)
            : null;
}
