using Hast.Transformer.SimpleMemory;

namespace Samples;

/// <summary>Longest common subsequence of two sequences by dynamic programming, with its trace.</summary>
public class GenomeMatcher
{
    private const int InputOneLengthIndex = 0;
    private const int InputTwoLengthIndex = 1;
    private const int InputOneStartIndex = 2;

    private const ushort TopCellPointer = 0;
    private const ushort LeftCellPointer = 1;
    private const ushort DiagonalCellPointer = 2;
    private const ushort BorderDiagonalCellPointer = 3;

    public virtual void CalculateLongestCommonSubsequence(SimpleMemory memory)
    {
        FillTable(memory);
        Traceback(memory);
    }

    private void FillTable(SimpleMemory memory)
    {
        ushort columns = (ushort)memory.ReadUInt32(InputOneLengthIndex);
        ushort rows = (ushort)memory.ReadUInt32(InputTwoLengthIndex);
        ushort inputTwoStart = (ushort)(InputOneStartIndex + columns);
        ushort tableStart = (ushort)(inputTwoStart + rows);
        ushort tableLength = (ushort)(columns * rows);

        for (ushort row = 0; row < rows; row++)
        {
            for (ushort column = 0; column < columns; column++)
            {
                ushort position = (ushort)(tableStart + column + (row * columns));
                ushort topCell = 0;
                ushort leftCell = 0;
                ushort diagonalCell = 0;
                ushort currentCell;
                ushort cellPointer;

                if (row != 0) topCell = (ushort)memory.ReadUInt32(position - columns);
                if (column != 0) leftCell = (ushort)memory.ReadUInt32(position - 1);
                if (column != 0 && row != 0) diagonalCell = (ushort)memory.ReadUInt32(position - columns - 1);

                if (memory.ReadUInt32(InputOneStartIndex + column) == memory.ReadUInt32(inputTwoStart + row))
                {
                    diagonalCell++;
                }

                if (diagonalCell > leftCell && diagonalCell > topCell)
                {
                    currentCell = diagonalCell;
                    cellPointer = row == 0 || column == 0 ? BorderDiagonalCellPointer : DiagonalCellPointer;
                }
                else if (leftCell > topCell)
                {
                    currentCell = leftCell;
                    cellPointer = LeftCellPointer;
                }
                else
                {
                    currentCell = topCell;
                    cellPointer = TopCellPointer;
                }

                memory.WriteUInt32(position, currentCell);
                memory.WriteUInt32(position + tableLength, cellPointer);
            }
        }
    }

    private void Traceback(SimpleMemory memory)
    {
        ushort columns = (ushort)memory.ReadUInt32(InputOneLengthIndex);
        ushort rows = (ushort)memory.ReadUInt32(InputTwoLengthIndex);
        ushort tableStart = (ushort)(InputOneStartIndex + columns + rows);
        var tableLength = columns * rows;
        int resultStart = tableStart + (2 * tableLength);
        short column = (short)(columns - 1);
        short row = (short)(rows - 1);

        while (column >= 0 && row >= 0)
        {
            int position = tableStart + column + (row * columns);
            switch ((ushort)memory.ReadUInt32(position + tableLength))
            {
                case DiagonalCellPointer:
                case BorderDiagonalCellPointer:
                    memory.WriteUInt32(resultStart + column, memory.ReadUInt32(InputOneStartIndex + column));
                    column--;
                    row--;
                    break;
                case LeftCellPointer:
                    column--;
                    break;
                default:
                    row--;
                    break;
            }
        }
    }
}
