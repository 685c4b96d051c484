using Accel.Models;

namespace Accel.Golden;

/// <summary>A linear layer or convolution, ready to run: x = (bias + gated sum) &lt;&lt; shift.</summary>
internal sealed class Layer(LinearLayer parameters, int side, bool shifts = true)
{
    private readonly GatedSums _sums = new(parameters, side);

    public LinearLayer Parameters => parameters;

    public int Outputs => parameters.Outputs;

    /// <summary>Currents [positions, outputs] of one image; position bias [positions, outputs] or empty.</summary>
    public long[] Currents(ReadOnlySpan<byte> pixels, Grid grid, ReadOnlySpan<int> position, List<LayerAdditions> additions)
    {
        var (sums, gated, dense) = _sums.Of(pixels, grid);
        additions.Add(new LayerAdditions(parameters.Name, gated, dense));
        return Scale(sums, position);
    }

    /// <summary>Currents [rows, outputs] of spikes; a position bias repeats with every timestep.</summary>
    public long[] Currents(Spikes spikes, Grid grid, ReadOnlySpan<int> position, List<LayerAdditions> additions)
    {
        var (sums, gated, dense) = _sums.Of(spikes, grid);
        additions.Add(new LayerAdditions(parameters.Name, gated, dense));
        return Scale(sums, position);
    }

    private long[] Scale(ReadOnlySpan<int> sums, ReadOnlySpan<int> position)
    {
        var currents = GC.AllocateUninitializedArray<long>(sums.Length);
        for (var first = 0; first < currents.Length; first += Outputs)
        {
            var line = sums.Slice(first, Outputs);
            var target = currents.AsSpan(first, Outputs);
            var place = position.IsEmpty ? [] : position.Slice(first % position.Length, Outputs);
            for (var c = 0; c < target.Length; c++)
            {
                // At most 34 bits, shifted by at most 24: 64 bits hold it.
                var sum = (long)line[c] + parameters.Bias[c] + (place.IsEmpty ? 0 : place[c]);
                target[c] = shifts ? sum << parameters.Shift[c] : sum;
            }
        }

        return currents;
    }
}
