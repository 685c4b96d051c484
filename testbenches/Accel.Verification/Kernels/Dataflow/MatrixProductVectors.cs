using Accel.Golden.Generation;
using Accel.Kernels;
using Accel.Models;
using Hast.Transformer.SimpleMemory;

namespace Accel.Verification;

/// <summary>Vectors of the matrix product, expected number by number from its definition.</summary>
internal sealed class MatrixProductVectors : IDataflowVectors
{
    private const int Size = MatrixProductLayout.TileSize;

    public string Kernel => nameof(MatrixProduct);

    public IReadOnlyList<KernelCase> Recorded =>
    [
        Make("recorded: one tile of one beat", 0, 1, 1, 4, static i => i - 5, static i => 3 - i),
        Make("recorded: the largest sums", 0, 1, 2, MatrixProductLayout.MostDepth, static _ => -128, static i => (i & 4) == 0 ? -128 : 127),
    ];

    public KernelCase Long
    {
        get
        {
            var random = new SeededRandom(1);
            return Make("long", 0, 8, 4, 64, _ => random.Between(-128, 127), _ => random.Between(-128, 127));
        }
    }

    public int LongElements => 8 * 4 * 64;

    public KernelCase Random(int seed)
    {
        var random = new SeededRandom((ulong)seed);
        return Make($"random {seed}", seed, random.Between(1, 3), random.Between(1, 3), random.Between(1, 5) * 4,
            _ => random.Between(-128, 127), _ => random.Between(-128, 127));
    }

    public void RunPlain(SimpleMemory memory, int member) => new MatrixProduct().Run(memory);

    // The first factor is [rows, depth], the second one [depth, columns].
    private static KernelCase Make(
        string name, int seed, int rowPanels, int columnPanels, int depth, Func<int, int> first, Func<int, int> second)
    {
        int rows = rowPanels * Size;
        int columns = columnPanels * Size;
        int[] a = [.. Enumerable.Range(0, rows * depth).Select(first)];
        int[] b = [.. Enumerable.Range(0, depth * columns).Select(second)];
        int[] product =
        [
            .. from row in Enumerable.Range(0, rows)
               from column in Enumerable.Range(0, columns)
               select Enumerable.Range(0, depth).Sum(k => a[(row * depth) + k] * b[(k * columns) + column]),
        ];
        var image = new CellImage(MatrixProductLayout.FirstCell);
        image.Set(MatrixProductLayout.RowPanelsCell, rowPanels);
        image.Set(MatrixProductLayout.ColumnPanelsCell, columnPanels);
        image.Set(MatrixProductLayout.QuarterDepthCell, depth / 4);
        image.Add(Panels(rowPanels, depth, (row, k) => a[(row * depth) + k]));
        image.Reserve(MatrixProductLayout.SecondCell - image.Reserve(0));
        image.Add(Panels(columnPanels, depth, (column, k) => b[(k * columns) + column]));
        image.Reserve(MatrixProductLayout.ProductCell - image.Reserve(0));
        image.Reserve(product.Length);
        return new KernelCase
        {
            Name = name,
            Seed = seed,
            Memory = image.ToArray(),
            Expected =
            [
                new ExpectedRegion(new NamedTensor("product", [rows, columns], product), MatrixProductLayout.ProductCell, product.Length,
                    cells => Rows(cells, rows, columns)),
            ],
        };
    }

    private static IEnumerable<uint> Panels(int panels, int depth, Func<int, int, int> element)
        => from panel in Enumerable.Range(0, panels)
           from k in Enumerable.Range(0, depth)
           select Enumerable.Range(0, Size)
               .Aggregate(0u, (cell, i) => cell | ((uint)(byte)element((panel * Size) + i, k) << (8 * i)));

    private static int[] Rows(uint[] cells, int rows, int columns)
        => [.. from row in Enumerable.Range(0, rows)
               from column in Enumerable.Range(0, columns)
               let tile = ((row / Size) * (columns / Size)) + (column / Size)
               select (int)cells[(tile * Size * Size) + ((row % Size) * Size) + (column % Size)]];
}
