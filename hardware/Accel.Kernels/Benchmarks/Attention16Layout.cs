namespace Accel.Kernels;

/// <summary>Memory layout of <see cref="Attention16"/>; all matrices have 16 rows of 16 columns.</summary>
public static class Attention16Layout
{
    /// <summary>Tokens, and channels of the head.</summary>
    public const int Size = 16;

    /// <summary>First cell of Q, a row per cell: column c in bit c.</summary>
    public const int QueryCell = 0;

    /// <summary>First cell of K, row-major, a number 0..15 a cell.</summary>
    public const int KeyCell = 16;

    /// <summary>First cell of V: the +1 of its rows, a row per cell, column c in bit c; then the -1 likewise.</summary>
    public const int ValueCell = 272;

    /// <summary>First cell of O, row-major, a signed number a cell.</summary>
    public const int OutputCell = 304;

    /// <summary>Cells in all.</summary>
    public const int Cells = OutputCell + (Size * Size);
}
