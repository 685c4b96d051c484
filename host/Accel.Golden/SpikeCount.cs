namespace Accel.Golden;

/// <summary>How many neurons of a tensor spike, and for how long.</summary>
/// <param name="Spikes">Values other than 0.</param>
/// <param name="Elements">All values.</param>
/// <param name="Earlier">Spikes of all timesteps but the last.</param>
/// <param name="Kept">Those of them whose neuron spikes in the next timestep too.</param>
public readonly record struct SpikeCount(long Spikes, long Elements, long Earlier = 0, long Kept = 0)
{
    /// <summary>The share of values with a spike; NaN of nothing.</summary>
    public double Rate => Spikes / (double)Elements;

    /// <summary>The share of a timestep's spikes that stay set in the next; null where no spike has a next timestep.</summary>
    public double? KeptShare => Earlier == 0 ? null : Kept / (double)Earlier;

    /// <summary>Of both tensors.</summary>
    public static SpikeCount operator +(SpikeCount a, SpikeCount b) =>
        new(a.Spikes + b.Spikes, a.Elements + b.Elements, a.Earlier + b.Earlier, a.Kept + b.Kept);

    /// <summary>Of both tensors.</summary>
    public static SpikeCount Add(SpikeCount left, SpikeCount right) => left + right;

    /// <summary>Of values [T, ...].</summary>
    public static SpikeCount Of(ReadOnlySpan<int> values, int timesteps)
    {
        var size = values.Length / timesteps;
        var count = new SpikeCount(values.Length - values.Count(0), values.Length);
        var (earlier, kept) = (0L, 0L);
        for (var i = size; i < values.Length; i++)
        {
            var was = values[i - size] != 0;
            earlier += was ? 1 : 0;
            kept += was && values[i] != 0 ? 1 : 0;
        }

        return count with { Earlier = earlier, Kept = kept };
    }
}
