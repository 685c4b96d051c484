namespace Accel.Kernels;

/// <summary>
/// Memory layout of <see cref="SpikingConvolution"/>. Channels are padded to multiples of 16 with zero weights. A tile's parameters lie one
/// after the other: bias [16], left shift [16], theta [16], then for each tap (line by line), word of 16 inputs and input 4 cells of four
/// signed bytes: the weights of outputs 4q..4q+3 in cell q, the first in the lowest byte.
/// </summary>
public static class SpikingConvolutionLayout
{
    /// <summary>H: lines of the map.</summary>
    public const int HeightCell = 0;

    /// <summary>W: columns of the map.</summary>
    public const int WidthCell = 1;

    /// <summary>T: number of timesteps.</summary>
    public const int TimestepsCell = 2;

    /// <summary>Words of 16 inputs per position.</summary>
    public const int InputWordsCell = 3;

    /// <summary>Tiles of 16 outputs.</summary>
    public const int OutputTilesCell = 4;

    /// <summary>Which pool follows.</summary>
    public const int PoolCell = 5;

    /// <summary>beta, 0..2.</summary>
    public const int LeakCell = 6;

    /// <summary>1: soft reset; 0: hard.</summary>
    public const int SoftResetCell = 7;

    /// <summary>1: fires above the threshold only; 0: at it too.</summary>
    public const int AboveThresholdCell = 8;

    /// <summary>Holds the first cell of the spikes [T, H, W, words], 16 per cell, the first input in bit 0.</summary>
    public const int SpikePointerCell = 9;

    /// <summary>Holds the first cell of the tiles' parameters.</summary>
    public const int WeightPointerCell = 10;

    /// <summary>Holds the first cell of what fires [T, H', W', tiles], in the same form; H' = (H + 1) / 2 and W' = (W + 1) / 2 behind a
    /// pool.</summary>
    public const int OutputPointerCell = 11;

    /// <summary>Holds the first cell of the currents of the neurons [tiles, H', W', T, 16], or 0: they are not wanted.</summary>
    public const int CurrentPointerCell = 12;

    /// <summary>Written when the kernel ends.</summary>
    public const int StatusCell = 13;

    /// <summary>Cells before the first that data may use.</summary>
    public const int HeaderCells = 16;

    /// <summary>No pool.</summary>
    public const int NoPool = 0;

    /// <summary>A 3x3 pool, stride 2, padding 1, of what fired: an OR. Currents are those in front of it: [tiles, H, W, T, 16].</summary>
    public const int SpikePool = 1;

    /// <summary>The same of the currents, in front of the neurons: a maximum.</summary>
    public const int MaximumPool = 2;

    /// <summary>Everything is written.</summary>
    public const int StatusDone = 1;

    /// <summary>A size is 0, negative or more than there is room for, or the pool is unknown; nothing else was written.</summary>
    public const int StatusRefused = 2;
}
