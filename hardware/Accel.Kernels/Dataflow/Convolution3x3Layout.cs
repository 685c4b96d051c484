namespace Accel.Kernels;

/// <summary>Memory layout of <see cref="Convolution3x3"/>.</summary>
public static class Convolution3x3Layout
{
    /// <summary>Pixels of a row.</summary>
    public const int Columns = 64;

    /// <summary>Most rows of a picture.</summary>
    public const int MostRows = 64;

    /// <summary>Cells of the picture: a sixteenth of its rows' pixels each; an even number of rows, from 4 on.</summary>
    public const int CellsCell = 0;

    /// <summary>First cell of the picture, four pixels of 8 bits each, row-major, the first one lowest.</summary>
    public const int PictureCell = 1024;

    /// <summary>First cell of the result, packed likewise: the pixels around which there is a whole window.</summary>
    public const int ResultCell = 2048;
}
