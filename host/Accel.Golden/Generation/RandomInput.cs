using Accel.Models;

namespace Accel.Golden.Generation;

/// <summary>Inputs for tests and verification.</summary>
public static class RandomInput
{
    private const double DarkShare = 0.4;
    private const double SpikeRate = 0.3;

    /// <summary>
    /// An input of the configuration's kind and shape: an image of which 2 in 5 pixels are 0 and the others anything, or for models like
    /// trained ones a smooth image; or spikes at a rate of 0.3.
    /// </summary>
    /// <param name="configuration">Of the model that will take it.</param>
    /// <param name="seed">The same seed gives the same input on every machine.</param>
    /// <param name="profile">What the model is like; by default lively.</param>
    public static NetworkInput Create(ModelConfiguration configuration, int seed, ActivityProfile? profile = null)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        var random = new SeededRandom((ulong)seed ^ 0x1D0F_1A6E);
        var shape = configuration.Image;
        var frame = shape.Channels * shape.Height * shape.Width;
        if (configuration.Input == InputKind.Image)
        {
            if (profile?.IsLikeTrained == true)
            {
                return new ImageInput(shape, SmoothImage.Create(shape, random));
            }

            var pixels = new byte[frame];
            for (var i = 0; i < pixels.Length; i++)
            {
                pixels[i] = random.Chance(DarkShare) ? (byte)0 : (byte)random.Between(0, 255);
            }

            return new ImageInput(shape, pixels);
        }

        var spikes = new byte[frame * configuration.Timesteps];
        for (var i = 0; i < spikes.Length; i++)
        {
            spikes[i] = random.Chance(SpikeRate) ? (byte)1 : (byte)0;
        }

        return new SpikeInput(configuration.Timesteps, shape, spikes);
    }
}
