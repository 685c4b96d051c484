namespace Accel.Kernels;

/// <summary>Memory layout of <see cref="ReluNeuron"/>. All tensors are [T, C], one element a cell.</summary>
public static class ReluNeuronLayout
{
    /// <summary>C: number of channels.</summary>
    public const int ChannelsCell = 0;

    /// <summary>T: number of timesteps.</summary>
    public const int TimestepsCell = 1;

    /// <summary>2^b - 1, the largest key.</summary>
    public const int MaximumCell = 2;

    /// <summary>Holds the first cell of the right shifts [C], each 0..31.</summary>
    public const int ShiftPointerCell = 3;

    /// <summary>Holds the first cell of the currents [T, C].</summary>
    public const int CurrentPointerCell = 4;

    /// <summary>Holds the first cell of the keys [T, C].</summary>
    public const int KeyPointerCell = 5;

    /// <summary>Cells before the first that data may use.</summary>
    public const int HeaderCells = 8;
}
