using System.Collections.Immutable;

namespace Accel.Host.EventEngine;

/// <summary>What each lane of a tile has for itself: current = (sum + bias) &lt;&lt; shift (K: without a shift, and its numbers shifted
/// right), threshold. Lanes without a channel have
/// bias 0 and threshold 1, so they never fire.</summary>
/// <param name="Channels">The layer's channel of each lane, -1 for none; [lanes].</param>
/// <param name="Bias">[lanes].</param>
/// <param name="Shift">[lanes].</param>
/// <param name="Threshold">[lanes].</param>
internal sealed record LaneParameters(
    ImmutableArray<int> Channels, ImmutableArray<int> Bias, ImmutableArray<int> Shift, ImmutableArray<int> Threshold)
{
    // From here on nothing is left of any sum that the engine has room for.
    private const int LargestRightShift = 24;

    /// <summary>Those of a part of a tile.</summary>
    /// <param name="layer">The layer.</param>
    /// <param name="tile">The tile.</param>
    /// <param name="lanes">Lanes of a tile.</param>
    /// <param name="hasBias">Whether the part adds the bias.</param>
    /// <param name="digit">Digit of the part's weights.</param>
    /// <param name="fires">Whether the part fires.</param>
    public static LaneParameters Of(EventLayer layer, int tile, int lanes, bool hasBias, int digit, bool fires)
    {
        bool relu = layer.Neuron == NeuronKind.Relu;
        ImmutableArray<int> shift = relu
            ? [.. layer.Shift.Select(s => fires ? Math.Min(s, LargestRightShift) : 0)]
            : [.. layer.Shift.Select(s => s + (digit * WeightDigits.Shift))];
        var channels = Places(layer.Outputs, tile, lanes);
        int real = layer.Bias.Length / layer.Copies;
        return new(
            [.. channels.Select(c => c < 0 ? c : c % real)],
            Lanes(channels, hasBias ? layer.Bias : [], 0),
            Lanes(channels, shift, 0),
            Lanes(channels, layer.Threshold, 1));
    }

    /// <summary>Those of neurons without sums of weights.</summary>
    public static LaneParameters OfThreshold(
        ChannelMap outputs, ImmutableArray<int> threshold, ImmutableArray<int> shift, int tile, int lanes)
    {
        var channels = Places(outputs, tile, lanes);
        return new(channels, Lanes(channels, [], 0), Lanes(channels, shift, 0), Lanes(channels, threshold, 1));
    }

    private static ImmutableArray<int> Places(ChannelMap outputs, int tile, int lanes)
    {
        int[] channels = outputs.Inverse();
        return [.. Enumerable.Range(tile * lanes, lanes).Select(place => place < channels.Length ? channels[place] : -1)];
    }

    private static ImmutableArray<int> Lanes(ImmutableArray<int> channels, ImmutableArray<int> values, int otherwise)
        => [.. channels.Select(c => c < 0 || values.IsDefaultOrEmpty ? otherwise : values[c])];
}
