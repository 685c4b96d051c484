namespace Accel.Kernels;

/// <summary>What the lanes added in a tile.</summary>
internal struct RowCount
{
    /// <summary>Rows that were added.</summary>
    public int Rows;

    /// <summary>The same, each as many times as there are timesteps that share it.</summary>
    public int Covered;
}
