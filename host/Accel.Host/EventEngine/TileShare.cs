using System.Collections.Immutable;

namespace Accel.Host.EventEngine;

/// <summary>What a core does of a layer: lines of a tile.</summary>
/// <param name="Tile">The tile.</param>
/// <param name="Core">The core.</param>
/// <param name="FirstLine">First line of positions.</param>
/// <param name="Lines">How many.</param>
internal readonly record struct TileShare(int Tile, int Core, int FirstLine, int Lines)
{
    /// <summary>
    /// Each core a tile in turn. Where fewer tiles are left than there are cores, several of them share the lines of each.
    /// </summary>
    public static ImmutableArray<TileShare> Of(int tiles, int lines, int cores)
    {
        int whole = tiles / cores * cores;
        int ways = tiles > whole ? Math.Min(cores / (tiles - whole), lines) : 1;
        return
        [
            .. Enumerable.Range(0, whole).Select(tile => new TileShare(tile, tile % cores, 0, lines)),
            .. from tile in Enumerable.Range(whole, tiles - whole)
               from way in Enumerable.Range(0, ways)
               let first = way * lines / ways
               select new TileShare(tile, ((tile - whole) * ways) + way, first, ((way + 1) * lines / ways) - first),
        ];
    }

    /// <summary>The lines in front of a pool (3x3, stride 2, padding 1) whose outputs these lines are.</summary>
    /// <param name="height">Lines in front of it.</param>
    public TileShare BeforePool(int height)
    {
        int first = Math.Max(0, (2 * FirstLine) - 1);
        return this with { FirstLine = first, Lines = Math.Min(height, 2 * (FirstLine + Lines)) - first };
    }

    /// <summary>The same of a layer whose lines are that many times shorter.</summary>
    public TileShare Times(int factor) => this with { FirstLine = FirstLine * factor, Lines = Lines * factor };
}
