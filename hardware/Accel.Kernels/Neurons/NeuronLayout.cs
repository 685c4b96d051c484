namespace Accel.Kernels;

/// <summary>Memory layout of <see cref="BinaryNeuron"/> and <see cref="TernaryNeuron"/>. All tensors are [T, C], one element a cell.</summary>
public static class NeuronLayout
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

    /// <summary>Holds the first cell of the currents [T, C].</summary>
    public const int CurrentPointerCell = 6;

    /// <summary>Holds the first cell of the spikes [T, C]: 1, 0 and, for ternary neurons, -1.</summary>
    public const int SpikePointerCell = 7;

    /// <summary>Cells before the first that data may use.</summary>
    public const int HeaderCells = 8;
}
