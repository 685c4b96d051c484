namespace Accel.Kernels;

/// <summary>Memory layout of <see cref="MembraneShortcut"/>. All tensors are [T, C], one element a cell.</summary>
public static class MembraneShortcutLayout
{
    /// <summary>C: number of channels.</summary>
    public const int ChannelsCell = 0;

    /// <summary>T: number of timesteps.</summary>
    public const int TimestepsCell = 1;

    /// <summary>beta, 0..2.</summary>
    public const int LeakCell = 2;

    /// <summary>1: soft reset; 0: hard.</summary>
    public const int SoftResetCell = 3;

    /// <summary>1: fires above the threshold only; 0: at it too.</summary>
    public const int AboveThresholdCell = 4;

    /// <summary>Holds the first cell of theta [C].</summary>
    public const int ThresholdPointerCell = 5;

    /// <summary>Holds the first cell of the left shifts [C], each 0..24.</summary>
    public const int ShiftPointerCell = 6;

    /// <summary>Holds the first cell of x [T, C].</summary>
    public const int CurrentPointerCell = 7;

    /// <summary>Holds the first cell of U [T, C], read and written.</summary>
    public const int ShortcutPointerCell = 8;

    /// <summary>Holds the first cell of the spikes [T, C].</summary>
    public const int SpikePointerCell = 9;

    /// <summary>Cells before the first that data may use.</summary>
    public const int HeaderCells = 10;
}
