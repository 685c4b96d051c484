using Accel.Hast;
using Hast.Synthesis.Attributes;
using Hast.Transformer.SimpleMemory;

namespace Accel.Gallery.Known;

/// <summary>
/// Sobel's edges of a grey picture, |x| + |y| of both gradients, 255 at most; the picture's border is 0. Memory: cell 0 the number of rows,
/// cell <see cref="PictureCell"/> on the picture row by row, four pixels per cell, the first lowest; cell <see cref="EdgeCell"/> on the
/// edges likewise.
/// </summary>
public class Sobel
{
    /// <summary>Pixels in a row.</summary>
    [Replaceable("Sobel.Columns"), Allowed(8, 1024, MultipleOf = 4)]
    public const int Columns = 128;

    /// <summary>Most rows of a picture.</summary>
    public const int MostRows = 128;

    /// <summary>First cell of the picture.</summary>
    public const int PictureCell = 1;

    /// <summary>First cell of the edges.</summary>
    public const int EdgeCell = PictureCell + (Cells * MostRows);

    private const int Cells = Columns / 4;

    /// <summary>Finds edges. The two rows above the one that is read wait in line buffers; a cell is written a row and a cell
    /// later.</summary>
    [Pipeline("cell", InitiationInterval = 0)]
    [Range("rows", 0, MostRows)]
    [Range("column", 0, Cells - 1)]
    [Range("row", 0, MostRows + 1)]
    public virtual void Run(SimpleMemory memory)
    {
        int rows = memory.ReadInt32(0);
        uint[] above = new uint[Cells];
        uint[] middle = new uint[Cells];
        ulong top = 0, centre = 0, bottom = 0;
        int row = 0, column = 0;
        for (int cell = 0; cell < ((rows + 1) * Cells) + 1; cell++)
        {
            uint highest = above[column];
            uint higher = middle[column];
            uint next = cell < rows * Cells ? memory.ReadUInt32(PictureCell + cell) : 0;
            if (cell > Cells)
            {
                // Of the cell to the left; in column 0 that is the last one of the row before.
                bool isBorder = column == 0 ? row == 2 || row == rows + 1 : row == 1 || row == rows;
                uint edges = Edges(Window(top, highest), Window(centre, higher), Window(bottom, next));
                edges &= column == 1 ? 0xFFFFFF00 : column == 0 ? 0x00FFFFFF : 0xFFFFFFFF;
                memory.WriteUInt32(EdgeCell + cell - Cells - 1, isBorder ? 0 : edges);
            }

            top = Keep(top, highest);
            centre = Keep(centre, higher);
            bottom = Keep(bottom, next);
            above[column] = higher;
            middle[column] = next;
            row = column == Cells - 1 ? row + 1 : row;
            column = column == Cells - 1 ? 0 : column + 1;
        }
    }

    // Five pixels are kept, the last one of a cell and all of the next one; with the first one of the cell behind it that is the window.
    private static ulong Keep(ulong kept, uint next) => (kept >> 32) | ((ulong)next << 8);

    private static ulong Window(ulong kept, uint next) => kept | ((ulong)(next & 255) << 40);

    [Unroll("place")]
    private static uint Edges(ulong top, ulong centre, ulong bottom)
    {
        uint edges = 0;
        for (int place = 0; place < 4; place++)
        {
            int right = Pixel(top, place + 2) + (2 * Pixel(centre, place + 2)) + Pixel(bottom, place + 2);
            int left = Pixel(top, place) + (2 * Pixel(centre, place)) + Pixel(bottom, place);
            int lower = Pixel(bottom, place) + (2 * Pixel(bottom, place + 1)) + Pixel(bottom, place + 2);
            int upper = Pixel(top, place) + (2 * Pixel(top, place + 1)) + Pixel(top, place + 2);
            int sum = Math.Abs(right - left) + Math.Abs(lower - upper);
            edges |= (uint)Math.Min(sum, 255) << (place * 8);
        }

        return edges;
    }

    private static int Pixel(ulong row, int place) => (int)(row >> (place * 8)) & 255;
}
