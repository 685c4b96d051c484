using Accel.Hast;
using Hast.Transformer.SimpleMemory;

namespace Accel.Kernels;

/// <summary>
/// The product of two matrices of signed bytes, a tile of 4 x 4 sums at a time, 16 products per cycle. While a tile's panels are
/// multiplied, those of the next one are loaded into the other buffer. Memory: <see cref="MatrixProductLayout"/>.
/// </summary>
public class MatrixProduct
{
    /// <summary>Bits of a sum of <see cref="MatrixProductLayout.MostDepth"/> products.</summary>
    internal const int SumBits = 23;

    private const int Size = MatrixProductLayout.TileSize;
    private const int MostBeats = MatrixProductLayout.MostDepth / 4;
    private const int MostTiles = MatrixProductLayout.MostPanels * MatrixProductLayout.MostPanels;

    // A tile's panels are loaded before they are multiplied: what is in a buffer before needs no clearing.
    [Persistent]
    [Memory(MemoryKind.Block)]
    private readonly WeightBeat[] evenFirst = new WeightBeat[MostBeats];

    [Persistent]
    [Memory(MemoryKind.Block)]
    private readonly WeightBeat[] oddFirst = new WeightBeat[MostBeats];

    [Persistent]
    [Memory(MemoryKind.Block)]
    private readonly WeightBeat[] evenSecond = new WeightBeat[MostBeats];

    [Persistent]
    [Memory(MemoryKind.Block)]
    private readonly WeightBeat[] oddSecond = new WeightBeat[MostBeats];

    /// <summary>Multiplies.</summary>
    public virtual void Run(SimpleMemory memory)
    {
        WeightBeat[][] firsts = { evenFirst, oddFirst };
        WeightBeat[][] seconds = { evenSecond, oddSecond };
        var free = new Stream<int>(2);
        var full = new Stream<int>(2);
        var sizes = new Stream<int>(2);
        var counts = new Stream<int>(1);
        var sums = new Stream<SumRow>[Size];
        for (int row = 0; row < Size; row++)
        {
            sums[row] = new Stream<SumRow>(1);
        }

        free.Write(0);
        free.Write(1);
        var load = Task.Run(() => Load(memory, sizes, counts, firsts, seconds, free, full));
        var multiply = Task.Run(() =>
        {
            int tiles = sizes.Read();
            Multiply(tiles, sizes.Read(), firsts, seconds, full, free, sums);
        });
        var store = Task.Run(() => Store(memory, counts.Read(), sums));
        Task.WaitAll(load, multiply, store);
    }

    [Range("row", 0, MatrixProductLayout.MostPanels)]
    [Range("rows", 0, MatrixProductLayout.MostPanels)]
    [Range("column", 0, MatrixProductLayout.MostPanels)]
    [Range("columns", 0, MatrixProductLayout.MostPanels)]
    [Range("beats", 0, MostBeats)]
    [Range("tiles", 0, MostTiles)]
    [Range("first", 0, MatrixProductLayout.MostPanels * MostBeats)]
    [Range("second", 0, MatrixProductLayout.MostPanels * MostBeats)]
    private static void Load(
        SimpleMemory memory, Stream<int> sizes, Stream<int> counts, WeightBeat[][] firsts, WeightBeat[][] seconds, Stream<int> free,
        Stream<int> full)
    {
        int rows = memory.ReadInt32(MatrixProductLayout.RowPanelsCell);
        int columns = memory.ReadInt32(MatrixProductLayout.ColumnPanelsCell);
        int beats = memory.ReadInt32(MatrixProductLayout.QuarterDepthCell);
        int tiles = 0;
        for (int row = 0; row < rows; row++)
        {
            tiles += columns;
        }

        sizes.Write(tiles);
        sizes.Write(beats);
        counts.Write(tiles);
        int first = 0;
        for (int row = 0; row < rows; row++)
        {
            int second = 0;
            for (int column = 0; column < columns; column++)
            {
                int own = free.Read();
                LoadPanel(memory, (MatrixProductLayout.FirstCell >> 2) + first, beats, firsts[own]);
                LoadPanel(memory, (MatrixProductLayout.SecondCell >> 2) + second, beats, seconds[own]);
                full.Write(own);
                second += beats;
            }

            first += beats;
        }
    }

    [Pipeline("beat", InitiationInterval = 0)]
    [Range("beat", 0, MostBeats)]
    [Range("beats", 0, MostBeats)]
    [Range("from", 0, MatrixProductLayout.ProductCell / 4)]
    private static void LoadPanel(SimpleMemory memory, int from, int beats, WeightBeat[] to)
    {
        for (int beat = 0; beat < beats; beat++)
        {
            int cell = (from + beat) << 2;
            to[beat] = new WeightBeat
            {
                Low = memory.ReadUInt32(cell) | ((ulong)memory.ReadUInt32(cell + 1) << 32),
                High = memory.ReadUInt32(cell + 2) | ((ulong)memory.ReadUInt32(cell + 3) << 32),
            };
        }
    }

    [Pipeline("place", InitiationInterval = 1)]
    [Unroll("row")]
    [Unroll("column")]
    [Memory("totals", MemoryKind.Registers)]
    [Width("totals", SumBits)]
    [Range("tile", 0, MostTiles)]
    [Range("tiles", 0, MostTiles)]
    [Range("place", 0, MatrixProductLayout.MostDepth)]
    [Range("beats", 0, MostBeats)]
    private static void Multiply(
        int tiles, int beats, WeightBeat[][] firsts, WeightBeat[][] seconds, Stream<int> full, Stream<int> free, Stream<SumRow>[] sums)
    {
        int[] totals = new int[Size * Size];
        for (int tile = 0; tile < tiles; tile++)
        {
            int own = full.Read();
            for (int place = 0; place < beats << 2; place++)
            {
                uint first = Four(firsts[own][place >> 2], place & 3);
                uint second = Four(seconds[own][place >> 2], place & 3);
                for (int row = 0; row < Size; row++)
                {
                    for (int column = 0; column < Size; column++)
                    {
                        int product = (sbyte)(first >> (row << 3)) * (sbyte)(second >> (column << 3));
                        totals[(row * Size) + column] = (place == 0 ? 0 : totals[(row * Size) + column]) + product;
                    }
                }
            }

            free.Write(own);
            for (int row = 0; row < Size; row++)
            {
                int at = row * Size;
                sums[row].Write(new SumRow { First = totals[at], Second = totals[at + 1], Third = totals[at + 2],
                    Fourth = totals[at + 3] });
            }
        }
    }

    private static uint Four(WeightBeat beat, int place)
    {
        ulong half = (place & 2) == 0 ? beat.Low : beat.High;
        return (uint)((place & 1) == 0 ? half : half >> 32);
    }

    [Pipeline("tile", InitiationInterval = 0)]
    [Unroll("row")]
    [Range("tile", 0, MostTiles)]
    [Range("tiles", 0, MostTiles)]
    private static void Store(SimpleMemory memory, int tiles, Stream<SumRow>[] sums)
    {
        for (int tile = 0; tile < tiles; tile++)
        {
            for (int row = 0; row < Size; row++)
            {
                int cell = MatrixProductLayout.ProductCell + (tile << 4) + (row << 2);
                var next = sums[row].Read();
                memory.WriteInt32(cell, next.First);
                memory.WriteInt32(cell + 1, next.Second);
                memory.WriteInt32(cell + 2, next.Third);
                memory.WriteInt32(cell + 3, next.Fourth);
            }
        }
    }
}
