namespace Accel.Kernels;

/// <summary>
/// Memory layout of <see cref="SpikingLinear"/>. Inputs and outputs are padded to multiples of 16 with zero weights. A tile's parameters lie
/// one after the other: bias [16], left shift [16], then for each word of 16 inputs 64 cells of four signed bytes, output-major
/// (output l's inputs 4q..4q+3 in cell 4 l + q, the first in the lowest byte).
/// </summary>
public static class SpikingLinearLayout
{
    /// <summary>Number of rows (timesteps times tokens).</summary>
    public const int RowsCell = 0;

    /// <summary>Words of 16 inputs a row.</summary>
    public const int InputWordsCell = 1;

    /// <summary>Tiles of 16 outputs.</summary>
    public const int OutputTilesCell = 2;

    /// <summary>Holds the first cell of the spikes [rows, words], 16 a cell, the first input in bit 0.</summary>
    public const int SpikePointerCell = 3;

    /// <summary>Holds the first cell of the tiles' parameters.</summary>
    public const int WeightPointerCell = 4;

    /// <summary>Holds the first cell of the currents [tiles, rows, 16].</summary>
    public const int OutputPointerCell = 5;

    /// <summary>Written when the kernel ends.</summary>
    public const int StatusCell = 6;

    /// <summary>Cells before the first that data may use.</summary>
    public const int HeaderCells = 8;

    /// <summary>All currents are written.</summary>
    public const int StatusDone = 1;

    /// <summary>No words of inputs, or more than the weight memory has room for.</summary>
    public const int StatusTooManyInputs = 2;
}
