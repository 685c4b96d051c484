using Accel.Golden.Generation;
using Accel.Kernels;
using Accel.Models;
using Hast.Transformer.SimpleMemory;

namespace Accel.Verification;

/// <summary>Vectors of the convolution, expected pixel by pixel from the window's nine weights.</summary>
internal sealed class ConvolutionVectors : IDataflowVectors
{
    private const int Columns = Convolution3x3Layout.Columns;
    private static readonly int[] _window = [1, 2, 1, 2, 4, 2, 1, 2, 1];

    public string Kernel => nameof(Convolution3x3);

    public IReadOnlyList<KernelCase> Recorded =>
    [
        Make("recorded: white", 0, 4, static (_, _) => 255),
        Make("recorded: a point in each window's corner, and a ramp", 0, 4, static (x, y) => x == 9 && y == 1 ? 255 : x == 60 ? y * 16 : 0),
    ];

    public KernelCase Long
    {
        get
        {
            var random = new SeededRandom(1);
            return Make("long", 0, Convolution3x3Layout.MostRows, (_, _) => random.Between(0, 255));
        }
    }

    public int LongElements => Columns * Convolution3x3Layout.MostRows;

    public KernelCase Random(int seed)
    {
        var random = new SeededRandom((ulong)seed);
        return Make($"random {seed}", seed, random.Between(2, 3) * 2, (_, _) => random.Between(0, 255));
    }

    public void RunPlain(SimpleMemory memory, int member) => new Convolution3x3().Run(memory);

    private static KernelCase Make(string name, int seed, int rows, Func<int, int, int> pixel)
    {
        int[] picture = [.. Enumerable.Range(0, rows * Columns).Select(i => pixel(i % Columns, i / Columns))];
        int[] blurred =
        [
            .. from y in Enumerable.Range(0, rows - 2)
               from x in Enumerable.Range(0, Columns - 2)
               select _window.Select((weight, i) => weight * picture[((y + (i / 3)) * Columns) + x + (i % 3)]).Sum() / 16,
        ];
        var image = new CellImage(Convolution3x3Layout.PictureCell);
        image.Set(Convolution3x3Layout.CellsCell, picture.Length / 4);
        image.Add(picture.Chunk(4).Select(static four => (uint)(four[0] | (four[1] << 8) | (four[2] << 16) | (four[3] << 24))));
        image.Reserve(Convolution3x3Layout.ResultCell + (blurred.Length / 4) - image.Reserve(0));
        var expected = new NamedTensor("blurred", [rows - 2, Columns - 2], blurred);
        return new KernelCase
        {
            Name = name,
            Seed = seed,
            Memory = image.ToArray(),
            Expected =
            [
                new ExpectedRegion(expected, Convolution3x3Layout.ResultCell, blurred.Length / 4, static cells =>
                    [.. cells.SelectMany(static c =>
                        new[] { (int)(c & 255), (int)((c >> 8) & 255), (int)((c >> 16) & 255), (int)(c >> 24) })]),
            ],
        };
    }
}
