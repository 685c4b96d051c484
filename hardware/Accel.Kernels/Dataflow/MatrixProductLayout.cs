namespace Accel.Kernels;

/// <summary>
/// Memory layout of <see cref="MatrixProduct"/>. Both factors lie in panels, as blocked products pack them: four rows of the first, four
/// columns of the second factor, for each place of the sum that they share a cell of four signed bytes, the first row or column lowest.
/// </summary>
public static class MatrixProductLayout
{
    /// <summary>Rows and columns of a tile of the product.</summary>
    public const int TileSize = 4;

    /// <summary>Most panels of a factor.</summary>
    public const int MostPanels = 16;

    /// <summary>Most products of a sum.</summary>
    public const int MostDepth = 128;

    /// <summary>Panels of the first factor: a quarter of its rows, from 1 on.</summary>
    public const int RowPanelsCell = 0;

    /// <summary>Panels of the second factor: a quarter of its columns, from 1 on.</summary>
    public const int ColumnPanelsCell = 1;

    /// <summary>A quarter of the products of a sum, from 1 on.</summary>
    public const int QuarterDepthCell = 2;

    /// <summary>First cell of the first factor.</summary>
    public const int FirstCell = 4;

    /// <summary>First cell of the second factor.</summary>
    public const int SecondCell = FirstCell + (MostPanels * MostDepth);

    /// <summary>First cell of the product: a tile's 16 sums row by row, a cell each; tiles row by row.</summary>
    public const int ProductCell = SecondCell + (MostPanels * MostDepth);
}
