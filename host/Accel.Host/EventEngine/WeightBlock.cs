using Accel.Models.Widths;

namespace Accel.Host.EventEngine;

/// <summary>The weights of a part of a tile: of its taps, one digit of the numbers, for the tile's lanes.</summary>
internal sealed class WeightBlock
{
    private readonly int _exclusiveFrom;
    private Interval[]? _sums;

    private WeightBlock(Taps taps, int digit, int lanes, int rows, int exclusiveFrom)
        => (Taps, Digit, Lanes, Rows, Values, _exclusiveFrom) = (taps, digit, lanes, rows, new sbyte[rows * lanes], exclusiveFrom);

    public Taps Taps { get; }

    /// <summary>Digit of the numbers, see <see cref="WeightDigits"/>.</summary>
    public int Digit { get; }

    public int Lanes { get; }

    public int Rows { get; }

    /// <summary>[rows, lanes].</summary>
    public sbyte[] Values { get; }

    public bool IsZero => !Values.AsSpan().ContainsAnyExcept((sbyte)0);

    /// <summary>Whether all of them have four bits.</summary>
    public bool IsNarrow => !Values.AsSpan().ContainsAnyExceptInRange((sbyte)-8, (sbyte)7);

    /// <summary>What the sum of any subset of a lane's weights can be, each once; [lanes].</summary>
    public IReadOnlyList<Interval> Sums => _sums ??= SumsOf();

    /// <summary>The weights of a tile's part.</summary>
    public static WeightBlock Of(EventLayer layer, Taps taps, int digit, int tile, int lanes)
    {
        int exclusive = layer.IsConvolution ? int.MaxValue : Math.Max(0, layer.ExclusiveFrom - taps.FirstChannel);
        var block = new WeightBlock(taps, digit, lanes, taps.Rows(layer.Rows.Inputs), exclusive);
        for (int row = 0; row < block.Rows; row++)
        {
            var (tap, input) = taps.Of(row, layer.Rows.Inputs, layer.Rows.Side);
            var numbers = layer.Rows.Row(tap, input)[(tile * lanes)..];
            for (int lane = 0; lane < Math.Min(lanes, numbers.Length); lane++)
            {
                block.Values[(row * lanes) + lane] = WeightDigits.Of(numbers[lane], digit);
            }
        }

        return block;
    }

    private Interval[] SumsOf()
    {
        int[] least = new int[Lanes], most = new int[Lanes], leastOfOne = new int[Lanes], mostOfOne = new int[Lanes];
        for (int row = 0; row < Rows; row++)
        {
            var weights = Values.AsSpan(row * Lanes, Lanes);
            for (int lane = 0; lane < Lanes; lane++)
            {
                int weight = weights[lane];
                if (row < _exclusiveFrom)
                {
                    least[lane] += Math.Min(weight, 0);
                    most[lane] += Math.Max(weight, 0);
                }
                else
                {
                    leastOfOne[lane] = Math.Min(leastOfOne[lane], weight);
                    mostOfOne[lane] = Math.Max(mostOfOne[lane], weight);
                }
            }
        }

        return [.. Enumerable.Range(0, Lanes).Select(lane => new Interval(least[lane] + leastOfOne[lane], most[lane] + mostOfOne[lane]))];
    }
}
