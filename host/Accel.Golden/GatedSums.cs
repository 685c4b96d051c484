using System.Numerics;
using System.Runtime.InteropServices;
using Accel.Models;

namespace Accel.Golden;

/// <summary>
/// The sums of a linear layer or convolution: for every row, the sum of the weights whose input spikes, many output channels at a time.
/// Sums have no bias yet; 32 bits hold them, since a fan-in is at most 65536 pixels, or 9 * 8192 spikes, and a weight has 8 bits.
/// </summary>
internal sealed class GatedSums
{
    private const int Block = 4; // vectors of outputs that are kept in registers while the inputs of a row go by
    private readonly Vector<int>[] _weight; // [tap, input, output / lanes]: the outputs of one input lie side by side
    private readonly int _stride; // vectors of one input
    private readonly int _outputs;
    private readonly int _inputs;
    private readonly int _side;

    /// <param name="layer">Weights [output, input, side, side].</param>
    /// <param name="side">1 for a linear layer, 3 for a convolution with padding 1.</param>
    public GatedSums(LinearLayer layer, int side)
    {
        var taps = side * side;
        (_outputs, _inputs, _side) = (layer.Outputs, layer.Inputs / taps, side);
        var blocks = (_outputs + (Block * Vector<int>.Count) - 1) / (Block * Vector<int>.Count);
        _stride = blocks * Block;
        _weight = new Vector<int>[taps * _inputs * _stride];
        var weight = MemoryMarshal.Cast<Vector<int>, int>(_weight.AsSpan());
        for (var o = 0; o < _outputs; o++)
        {
            for (var i = 0; i < _inputs; i++)
            {
                for (var tap = 0; tap < taps; tap++)
                {
                    weight[(((tap * _inputs) + i) * _stride * Vector<int>.Count) + o] = layer.Weight[(((o * _inputs) + i) * taps) + tap];
                }
            }
        }
    }

    /// <summary>
    /// Sums [rows, outputs] of spikes [T * grid positions, inputs], and the number of gates that were open and that exist.
    /// </summary>
    public (int[] Sums, long Gated, long Dense) Of(Spikes spikes, Grid grid)
    {
        var sums = GC.AllocateUninitializedArray<int>(spikes.Rows * _outputs);
        var sum = new Vector<int>[_stride];
        long gated = 0;
        long taps = 0;
        for (var row = 0; row < spikes.Rows; row++)
        {
            Array.Clear(sum);
            for (var tap = 0; tap < _side * _side; tap++)
            {
                if (Neighbour(row, tap, grid) is { } source)
                {
                    var active = spikes.Row(source);
                    Add(sum, active, tap);
                    gated += active.Length;
                    taps++;
                }
            }

            MemoryMarshal.Cast<Vector<int>, int>(sum.AsSpan())[.._outputs].CopyTo(sums.AsSpan(row * _outputs));
        }

        return (sums, gated * _outputs, taps * _inputs * _outputs);
    }

    /// <summary>
    /// Sums [positions, outputs] of one image's pixels [positions, inputs]. Eight binary passes over the bit planes, shifted and added, are
    /// the same integers as pixel times weight; the gates are the set bits.
    /// </summary>
    public (int[] Sums, long Gated, long Dense) Of(ReadOnlySpan<byte> pixels, Grid grid)
    {
        const int planes = 8;
        var rows = pixels.Length / _inputs;
        var sums = GC.AllocateUninitializedArray<int>(rows * _outputs);
        var sum = new Vector<int>[_stride];
        long gated = 0;
        long taps = 0;
        for (var row = 0; row < rows; row++)
        {
            Array.Clear(sum);
            for (var tap = 0; tap < _side * _side; tap++)
            {
                if (Neighbour(row, tap, grid) is { } source)
                {
                    gated += AddTimes(sum, pixels.Slice(source * _inputs, _inputs), tap);
                    taps++;
                }
            }

            MemoryMarshal.Cast<Vector<int>, int>(sum.AsSpan())[.._outputs].CopyTo(sums.AsSpan(row * _outputs));
        }

        return (sums, gated * _outputs, taps * _inputs * _outputs * planes);
    }

    // The row that a tap reads; null where it lies in the padding. Rows run over timesteps, then positions.
    private int? Neighbour(int row, int tap, Grid grid)
    {
        if (_side == 1)
        {
            return row;
        }

        var position = row % grid.Positions;
        var (y, x) = ((position / grid.Width) + (tap / _side) - 1, (position % grid.Width) + (tap % _side) - 1);
        return y >= 0 && y < grid.Height && x >= 0 && x < grid.Width ? row - position + (y * grid.Width) + x : null;
    }

    private void Add(Span<Vector<int>> sum, ReadOnlySpan<int> active, int tap)
    {
        var first = tap * _inputs * _stride;
        for (var block = 0; block < sum.Length; block += Block)
        {
            var target = sum.Slice(block, Block);
            var (a, b, c, d) = (target[0], target[1], target[2], target[3]);
            foreach (var input in active)
            {
                var weights = _weight.AsSpan(first + (input * _stride) + block, Block);
                a += weights[0];
                b += weights[1];
                c += weights[2];
                d += weights[3];
            }

            (target[0], target[1], target[2], target[3]) = (a, b, c, d);
        }
    }

    private long AddTimes(Span<Vector<int>> sum, ReadOnlySpan<byte> pixels, int tap)
    {
        long bits = 0;
        for (var input = 0; input < pixels.Length; input++)
        {
            if (pixels[input] == 0)
            {
                continue;
            }

            bits += BitOperations.PopCount(pixels[input]);
            var factor = new Vector<int>(pixels[input]);
            var weights = _weight.AsSpan(((tap * _inputs) + input) * _stride, _stride);
            for (var i = 0; i < weights.Length; i++)
            {
                sum[i] += weights[i] * factor;
            }
        }

        return bits;
    }
}
