namespace Accel.Golden;

/// <summary>What one layer reads, does and makes fire; of one input, or summed over several.</summary>
/// <param name="Layer">As in <see cref="LayerAdditions"/>.</param>
/// <param name="Read">The spikes that gate its additions; of an image the bits of its pixels. Of attention those of Q and V.</param>
/// <param name="Fired">The neurons that read its sums, behind their pool where one follows; of K its values other than 0. Nothing for the
/// head.</param>
/// <param name="Gated">Additions whose gate is open.</param>
/// <param name="Shared">
/// The same when sums that timesteps have in common are added once, exactly: of four timesteps those spikes that all have, then those that
/// a pair of neighbours has, then each timestep's own. The first layer, attention and the head have no such sums: <paramref name="Gated"/>.
/// </param>
/// <param name="Dense">Additions with all gates open.</param>
public sealed record LayerActivity(string Layer, SpikeCount Read, SpikeCount Fired, long Gated, long Shared, long Dense)
{
    /// <summary>The temporal sharing factor: how many times fewer additions there are with sharing; null where there are none.</summary>
    public double? Sharing => Shared == 0 ? null : Gated / (double)Shared;

    /// <summary>The sum of the same layer over inputs, or of all layers of a network.</summary>
    /// <param name="layer">The name of the sum.</param>
    /// <param name="activities">At least one.</param>
    public static LayerActivity Sum(string layer, IEnumerable<LayerActivity> activities) => activities.Aggregate(
        new LayerActivity(layer, default, default, 0, 0, 0),
        static (a, b) => a with
        {
            Read = a.Read + b.Read,
            Fired = a.Fired + b.Fired,
            Gated = a.Gated + b.Gated,
            Shared = a.Shared + b.Shared,
            Dense = a.Dense + b.Dense,
        });
}
