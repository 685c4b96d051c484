using Accel.Hast;

namespace Accel.Kernels;

/// <summary>A row of a tile of sums.</summary>
internal struct SumRow
{
    /// <summary>Column 0.</summary>
    [Width(MatrixProduct.SumBits)]
    public int First;

    /// <summary>Column 1.</summary>
    [Width(MatrixProduct.SumBits)]
    public int Second;

    /// <summary>Column 2.</summary>
    [Width(MatrixProduct.SumBits)]
    public int Third;

    /// <summary>Column 3.</summary>
    [Width(MatrixProduct.SumBits)]
    public int Fourth;
}
