using Accel.Hast;
using Hast.Transformer.SimpleMemory;

namespace Accel.Gallery.Known;

/// <summary>
/// How often each byte occurs. Memory: cell 0 the number of bytes, cells 1 to 256 the counts, cell 257 on the bytes, the first of a cell
/// lowest.
/// </summary>
public class Histogram
{
    private const int Bins = 256;
    private const int CountCell = 1;
    private const int DataCell = CountCell + Bins;

    /// <summary>Counts: a byte of each cell has a histogram of its own, which are added up at the end.</summary>
    [Pipeline("cell", InitiationInterval = 0)]
    [Pipeline("bin", InitiationInterval = 0)]
    [Unroll("place")]
    [Banked("counts", Banks = 4)]
    public virtual void Run(SimpleMemory memory)
    {
        int bytes = memory.ReadInt32(0);
        int[] counts = new int[Bins * 4];
        for (int cell = 0; cell < (bytes + 3) >> 2; cell++)
        {
            uint four = memory.ReadUInt32(DataCell + cell);
            for (int place = 0; place < 4; place++)
            {
                if ((cell << 2) + place < bytes)
                {
                    counts[((int)((four >> (place << 3)) & 255) << 2) + place]++;
                }
            }
        }

        for (int bin = 0; bin < Bins; bin++)
        {
            int sum = 0;
            for (int place = 0; place < 4; place++)
            {
                sum += counts[(bin << 2) + place];
            }

            memory.WriteInt32(CountCell + bin, sum);
        }
    }
}
