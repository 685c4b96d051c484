using Accel.Models;

namespace Accel.Verification;

/// <summary>Where a tensor lies in a kernel's memory after it has run, and what it must hold.</summary>
/// <param name="Expected">Layer name, shape and values, from the golden model.</param>
/// <param name="Cell">First cell of the region.</param>
/// <param name="Cells">Number of cells.</param>
/// <param name="Decode">From the region's cells to the elements, in the order of <paramref name="Expected"/>; pure, and never throws on any
/// content.</param>
public sealed record ExpectedRegion(NamedTensor Expected, int Cell, int Cells, Func<uint[], int[]> Decode)
{
    /// <summary>A region of one signed 32-bit element a cell.</summary>
    public static ExpectedRegion OfCells(NamedTensor expected, int cell)
    {
        ArgumentNullException.ThrowIfNull(expected);
        return new ExpectedRegion(expected, cell, expected.Values.Length, static cells => Array.ConvertAll(cells, static c => unchecked((int)c)));
    }

    /// <summary>Cells that a kernel leaves as they are.</summary>
    public static ExpectedRegion OfUntouched(uint[] memory, int cell, int cells)
        => OfCells(new NamedTensor("untouched", [cells], [.. memory.Skip(cell).Take(cells).Select(static c => unchecked((int)c))]), cell);

    /// <summary>The cell in which a kernel says how its run ended.</summary>
    public static ExpectedRegion OfStatus(int cell, int status) => OfCells(new NamedTensor("status", [1], [status]), cell);
}
