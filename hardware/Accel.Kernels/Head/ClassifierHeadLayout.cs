namespace Accel.Kernels;

/// <summary>
/// Memory layout of <see cref="ClassifierHead"/>. Channels are padded to words of 16 with zero weights. A class's parameters lie one after the
/// other: its bias, then 4 cells per word of 16 channels, four signed bytes per cell, the first in the lowest byte.
/// </summary>
public static class ClassifierHeadLayout
{
    /// <summary>Number of rows (timesteps times tokens).</summary>
    public const int RowsCell = 0;

    /// <summary>Words of 16 channels per row.</summary>
    public const int InputWordsCell = 1;

    /// <summary>Number of classes.</summary>
    public const int ClassesCell = 2;

    /// <summary>Holds the first cell of the spikes [rows, words], 16 a cell, the first channel in bit 0.</summary>
    public const int SpikePointerCell = 3;

    /// <summary>Holds the first cell of the classes' parameters.</summary>
    public const int WeightPointerCell = 4;

    /// <summary>Holds the first cell of the logits [classes].</summary>
    public const int LogitPointerCell = 5;

    /// <summary>Written: the class.</summary>
    public const int ClassCell = 6;

    /// <summary>Written when the kernel ends.</summary>
    public const int StatusCell = 7;

    /// <summary>Cells before the first that data may use.</summary>
    public const int HeaderCells = 8;

    /// <summary>Logits and class are written.</summary>
    public const int StatusDone = 1;

    /// <summary>No words of channels, or more than the weight memory has room for.</summary>
    public const int StatusTooManyInputs = 2;
}
