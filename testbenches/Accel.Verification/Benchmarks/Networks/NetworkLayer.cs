using Accel.Golden;

namespace Accel.Verification;

/// <summary>A layer of a <see cref="MeasuredNetwork"/>.</summary>
/// <param name="Layer">Its name.</param>
/// <param name="Reads">The share of its inputs that are set: what its gated additions follow from.</param>
/// <param name="Kept">The share of a timestep's spikes among them that stay set in the next.</param>
/// <param name="Fires">The share of its neurons' outputs that are set, behind the pool where one follows.</param>
/// <param name="Gated">Additions of an image whose gate is open.</param>
/// <param name="Shared">The same when timesteps share sums.</param>
/// <param name="Sharing">The temporal sharing factor, the first by the second.</param>
/// <param name="Dense">Additions of an image with all gates open.</param>
public sealed record NetworkLayer(
    string Layer, double Reads, double? Kept, double? Fires, long Gated, long Shared, double? Sharing, long Dense)
{
    /// <summary>The averages of so many images.</summary>
    public static NetworkLayer Of(LayerActivity a, int images) => new(
        a.Layer, Round(a.Read.Rate), a.Read.KeptShare is { } kept ? Round(kept) : null, a.Fired.Elements == 0 ? null : Round(a.Fired.Rate),
        a.Gated / images, a.Shared / images, a.Sharing is { } sharing ? Round(sharing) : null, a.Dense / images);

    private static double Round(double value) => Math.Round(value, 4);
}
