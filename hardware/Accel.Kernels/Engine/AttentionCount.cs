namespace Accel.Kernels;

/// <summary>What an attention unit has added since it was asked last.</summary>
internal struct AttentionCount
{
    /// <summary>Keys, to elements of K^T V.</summary>
    public uint Keys;

    /// <summary>Rows of K^T V, to sums.</summary>
    public uint Rows;
}
