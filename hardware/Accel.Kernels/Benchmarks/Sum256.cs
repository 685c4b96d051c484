using Accel.Hast;
using Hast.Transformer.SimpleMemory;

namespace Accel.Kernels;

/// <summary>The sum of <see cref="Cells"/> cells, modulo 2^32: what the memory port can do.</summary>
[AdditionOnly]
public class Sum256
{
    /// <summary>Number of cells to add, from cell 0 on.</summary>
    public const int Cells = 256;

    /// <summary>Where the sum is written.</summary>
    public const int ResultCell = Cells;

    /// <summary>Reads the cells, writes their sum.</summary>
    [Pipeline("cell", InitiationInterval = 0)]
    public virtual void Run(SimpleMemory memory)
    {
        uint sum = 0;
        for (int cell = 0; cell < Cells; cell++)
        {
            sum += memory.ReadUInt32(cell);
        }

        memory.WriteUInt32(ResultCell, sum);
    }
}
