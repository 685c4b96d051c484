using Accel.Hast;
using Hast.Transformer.SimpleMemory;

namespace Accel.Kernels;

/// <summary>
/// The window 1 2 1, 2 4 2, 1 2 1, divided by 16, over a picture that streams by, a pixel per cycle; two rows wait in line buffers. Memory:
/// <see cref="Convolution3x3Layout"/>.
/// </summary>
[AdditionOnly]
public class Convolution3x3
{
    private const int Columns = Convolution3x3Layout.Columns;
    private const int MostCells = Columns * Convolution3x3Layout.MostRows / 4;

    // Of the first two rows nothing is sent: what a run leaves needs no clearing.
    [Persistent]
    [Memory(MemoryKind.Distributed)]
    private readonly byte[] above = new byte[Columns];

    [Persistent]
    [Memory(MemoryKind.Distributed)]
    private readonly byte[] top = new byte[Columns];

    /// <summary>Reads a picture, writes the blurred one.</summary>
    public virtual void Run(SimpleMemory memory)
    {
        var pixels = new Stream<StreamedPixel>(2);
        var sums = new Stream<StreamedPixel>(16);
        var load = Task.Run(() => Load(memory, pixels));
        var blur = Task.Run(() => Blur(pixels, sums));
        var store = Task.Run(() => Store(memory, sums));
        Task.WaitAll(load, blur, store);
    }

    [Pipeline("cell", InitiationInterval = 0)]
    [Range("cells", 0, MostCells)]
    [Range("cell", 0, MostCells)]
    [Unroll("place")]
    private static void Load(SimpleMemory memory, Stream<StreamedPixel> to)
    {
        int cells = memory.ReadInt32(Convolution3x3Layout.CellsCell);
        for (int cell = 0; cell < cells; cell++)
        {
            uint four = memory.ReadUInt32(Convolution3x3Layout.PictureCell + cell);
            for (int place = 0; place < 4; place++)
            {
                to.Write(new StreamedPixel { Value = (byte)(four >> (place << 3)), IsLast = place == 3 && cell == cells - 1 });
            }
        }
    }

    // The sums of columns are shared by the windows to their right. A row begins with what is left of the one before, of which nothing is
    // sent.
    [Pipeline("pixel", InitiationInterval = 1)]
    [Range("column", 0, Columns - 1)]
    [Range("row", 0, 2)]
    private void Blur(Stream<StreamedPixel> from, Stream<StreamedPixel> to)
    {
        int left = 0;
        int middle = 0;
        int column = 0;
        int row = 0;
        for (int pixel = 0; ; pixel++)
        {
            var next = from.Read();
            int right = (top[column] + next.Value) + (above[column] << 1);
            if (column >= 2 && row == 2)
            {
                to.Write(new StreamedPixel { Value = (byte)((left + right + (middle << 1)) >> 4), IsLast = next.IsLast });
            }

            if (next.IsLast)
            {
                break;
            }

            top[column] = above[column];
            above[column] = next.Value;
            left = middle;
            middle = right;
            row = column == Columns - 1 && row != 2 ? row + 1 : row;
            column = (column + 1) & (Columns - 1);
        }
    }

    [Pipeline("cell", InitiationInterval = 0)]
    [Range("cell", 0, MostCells)]
    private static void Store(SimpleMemory memory, Stream<StreamedPixel> from)
    {
        for (int cell = 0; ; cell++)
        {
            uint first = from.Read().Value;
            uint second = from.Read().Value;
            uint third = from.Read().Value;
            var last = from.Read();
            memory.WriteUInt32(Convolution3x3Layout.ResultCell + cell, first | (second << 8) | (third << 16) | ((uint)last.Value << 24));
            if (last.IsLast)
            {
                break;
            }
        }
    }
}
