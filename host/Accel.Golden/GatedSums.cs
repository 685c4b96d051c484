using System.Numerics;
using System.Runtime.InteropServices;
using Accel.Models;

namespace Accel.Golden;

/// <summary>
/// The sums of a linear layer or convolution: for every row, the sum of the weights whose input spikes, all output channels at a time.
/// Sums have no bias yet; 32 bits hold them, since a fan-in is at most 65536 * 9 weights of 8 bits.
/// </summary>
internal sealed class GatedSums
{
    private readonly int[] _weight; // [tap, input, output]: the outputs of one input lie side by side
    private readonly int _outputs;
    private readonly int _inputs;
    private readonly int _side;

    /// <param name="layer">Weights [output, input, side, side].</param>
    /// <param name="side">1 for a linear layer, 3 for a convolution with padding 1.</param>
    public GatedSums(LinearLayer layer, int side)
    {
        var taps = side * side;
        (_outputs, _inputs, _side) = (layer.Outputs, layer.Inputs / taps, side);
        _weight = new int[layer.Weight.Length];
        for (var o = 0; o < _outputs; o++)
        {
            for (var i = 0; i < _inputs; i++)
            {
                for (var tap = 0; tap < taps; tap++)
                {
                    _weight[(((tap * _inputs) + i) * _outputs) + o] = layer.Weight[(((o * _inputs) + i) * taps) + tap];
                }
            }
        }
    }

    /// <summary>Sums [rows, outputs] of spikes [T * grid positions, inputs], and the number of gates that were open and that exist.</summary>
    public (int[] Sums, long Gated, long Dense) Of(Spikes spikes, Grid grid)
    {
        var sums = new int[spikes.Rows * _outputs];
        long gated = 0;
        long taps = 0;
        for (var row = 0; row < spikes.Rows; row++)
        {
            var sum = sums.AsSpan(row * _outputs, _outputs);
            if (_side == 1)
            {
                gated += AddActive(sum, spikes.Row(row), tap: 0);
                taps++;
                continue;
            }

            var position = row % grid.Positions;
            var (y, x) = (position / grid.Width, position % grid.Width);
            for (var tap = 0; tap < _side * _side; tap++)
            {
                var (ty, tx) = (y + (tap / _side) - 1, x + (tap % _side) - 1);
                if (ty >= 0 && ty < grid.Height && tx >= 0 && tx < grid.Width)
                {
                    gated += AddActive(sum, spikes.Row(row - position + (ty * grid.Width) + tx), tap);
                    taps++;
                }
            }
        }

        return (sums, gated * _outputs, taps * _inputs * _outputs);
    }

    /// <summary>
    /// Sums [positions, outputs] of one image's pixels [positions, inputs]. Eight binary passes over the bit planes, shifted and added, are the same integers as
    /// pixel times weight; the gates are the set bits.
    /// </summary>
    public (int[] Sums, long Gated, long Dense) Of(ReadOnlySpan<byte> pixels, Grid grid)
    {
        const int planes = 8;
        var rows = pixels.Length / _inputs;
        var sums = new int[rows * _outputs];
        long gated = 0;
        long taps = 0;
        for (var row = 0; row < rows; row++)
        {
            var sum = sums.AsSpan(row * _outputs, _outputs);
            var (y, x) = (row / grid.Width, row % grid.Width);
            for (var tap = 0; tap < _side * _side; tap++)
            {
                var (ty, tx) = _side == 1 ? (y, x) : (y + (tap / _side) - 1, x + (tap % _side) - 1);
                if (ty < 0 || ty >= grid.Height || tx < 0 || tx >= grid.Width)
                {
                    continue;
                }

                var line = pixels.Slice(((ty * grid.Width) + tx) * _inputs, _inputs);
                for (var i = 0; i < _inputs; i++)
                {
                    if (line[i] != 0)
                    {
                        gated += BitOperations.PopCount(line[i]);
                        AddTimes(sum, Weights(tap, i), line[i]);
                    }
                }

                taps++;
            }
        }

        return (sums, gated * _outputs, taps * _inputs * _outputs * planes);
    }

    private int AddActive(Span<int> sum, ReadOnlySpan<int> active, int tap)
    {
        foreach (var input in active)
        {
            Add(sum, Weights(tap, input));
        }

        return active.Length;
    }

    private ReadOnlySpan<int> Weights(int tap, int input) => _weight.AsSpan(((tap * _inputs) + input) * _outputs, _outputs);

    private static void Add(Span<int> sum, ReadOnlySpan<int> weights)
    {
        var vectors = MemoryMarshal.Cast<int, Vector<int>>(sum);
        var added = MemoryMarshal.Cast<int, Vector<int>>(weights);
        for (var i = 0; i < vectors.Length && i < added.Length; i++)
        {
            vectors[i] += added[i];
        }

        for (var i = vectors.Length * Vector<int>.Count; i < sum.Length; i++)
        {
            sum[i] += weights[i];
        }
    }

    private static void AddTimes(Span<int> sum, ReadOnlySpan<int> weights, int factor)
    {
        for (var i = 0; i < sum.Length; i++)
        {
            sum[i] += weights[i] * factor;
        }
    }
}
