using Accel.Hast;
using Hast.Transformer.SimpleMemory;

namespace Accel.Kernels;

/// <summary>
/// The weights and parameters of 16 output channels (lanes), on chip. Weights lie in rows of 16 inputs: lane l's inputs 4q..4q+3 of row r
/// are element 64 r + 4 l + q, so that the 64 words of a row lie in 64 memories and are read in one cycle.
/// </summary>
internal static class WeightTile
{
    /// <summary>Output channels of a tile.</summary>
    public const int Lanes = 16;

    /// <summary>Words of a row: <see cref="Lanes"/> times 4.</summary>
    public const int RowWords = 64;

    /// <summary>The most rows that are filled.</summary>
    public const int MostRows = 255;

    /// <summary>Fills one lane-wise parameter from 16 cells.</summary>
    [Unroll("lane")]
    [Range("index", 0, Lanes)]
    public static void LoadParameter(SimpleMemory memory, int cell, int[] parameter)
    {
        for (int index = 0; index < Lanes; index++)
        {
            int number = memory.ReadInt32(cell + index);
            for (int lane = 0; lane < Lanes; lane++)
            {
                if (index == lane)
                {
                    parameter[lane] = number;
                }
            }
        }
    }

    /// <summary>Fills rows of weights from 64 cells per row, 4 signed bytes per cell, lane-major.</summary>
    [Unroll("slot")]
    [Range("word", 0, RowWords - 1)]
    [Range("row", 0, MostRows)]
    [Range("rows", 0, MostRows)]
    public static void LoadWeights(SimpleMemory memory, int cell, int rows, uint[] weights)
    {
        int word = 0;
        int row = 0;
        while (row < rows)
        {
            uint four = memory.ReadUInt32(cell);
            cell++;
            for (int slot = 0; slot < RowWords; slot++)
            {
                if (word == slot)
                {
                    weights[(row << 6) + slot] = four;
                }
            }

            row = word == RowWords - 1 ? row + 1 : row;
            word = (word + 1) & (RowWords - 1);
        }
    }
}
