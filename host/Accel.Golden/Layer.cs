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
        var currents = new long[sums.Length];
        for (var i = 0; i < sums.Length; i++)
        {
            var channel = i % Outputs;
            var sum = (long)sums[i] + parameters.Bias[channel] + (position.IsEmpty ? 0 : position[i % position.Length]);

            // At most 33 bits and a few, shifted by at most 24: 64 bits hold it.
            currents[i] = shifts ? sum << parameters.Shift[channel] : sum;
        }

        return currents;
    }
}
