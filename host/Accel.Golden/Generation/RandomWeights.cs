using Accel.Models;

namespace Accel.Golden.Generation;

/// <summary>
/// Weights of a layer. Those like a trained network's are bell-shaped, as the mean of four draws: two are a weight's own, two belong to the
/// features that the two channels look for, of which there is one for eight channels. (The trained model of digits has a standard
/// deviation of 30 to 38 at 8 bits, this has 37.) Features carry over from layer to layer what stays the same in an image, which
/// independent weights lose within two layers.
/// </summary>
internal sealed class RandomWeights(ModelConfiguration c, SeededRandom random, bool isLikeTrained)
{
    private const int ChannelsPerFeature = 8;
    private readonly Dictionary<int, int[]> _features = [];

    /// <summary>[outputs, inputs, taps], row-major.</summary>
    /// <param name="outputs">Output channels.</param>
    /// <param name="inputs">Input channels.</param>
    /// <param name="taps">1 for a linear layer, 9 for a convolution.</param>
    public sbyte[] Create(int outputs, int inputs, int taps)
    {
        var most = (1 << (c.WeightBits - 1)) - 1;
        var weight = new sbyte[outputs * inputs * taps];
        if (!isLikeTrained)
        {
            for (var i = 0; i < weight.Length; i++)
            {
                weight[i] = (sbyte)random.Between(-most - 1, most);
            }

            return weight;
        }

        int TwoDraws() => random.Between(-most, most) + random.Between(-most, most);
        var (to, from) = (Features(outputs), Features(inputs));
        var width = from.Max() + 1;
        var table = new int[(to.Max() + 1) * width * taps];
        for (var i = 0; i < table.Length; i++)
        {
            table[i] = TwoDraws();
        }

        for (var i = 0; i < weight.Length; i++)
        {
            var (output, input, tap) = (i / taps / inputs, i / taps % inputs, i % taps);
            var sum = TwoDraws() + table[(((to[output] * width) + from[input]) * taps) + tap];
            weight[i] = (sbyte)((sum + (2 * Math.Sign(sum))) / 4); // rounded
        }

        return weight;
    }

    // What each channel looks for. Layers of a width share it: those that add to the shortcut must.
    private int[] Features(int channels)
    {
        if (!_features.TryGetValue(channels, out var features))
        {
            var count = channels < ChannelsPerFeature ? channels : channels / ChannelsPerFeature;
            features = [.. Enumerable.Range(0, channels).Select(i => channels < ChannelsPerFeature ? i : random.Between(0, count - 1))];
            _features.Add(channels, features);
        }

        return features;
    }
}
