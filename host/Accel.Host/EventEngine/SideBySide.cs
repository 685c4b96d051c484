using System.Collections.Immutable;

namespace Accel.Host.EventEngine;

/// <summary>
/// A convolution of few outputs leaves most lanes idle: so two or four positions of a line, or more, are worked at as one, each by lanes of
/// its own. Their windows overlap: a visit reads copies + 2 columns in place of 3 * copies, and the neurons of all of them.
/// </summary>
internal static class SideBySide
{
    /// <summary>The layer over as many positions side by side as its lines, the lanes and the rows of weights have room for.</summary>
    public static EventLayer Of(EventLayer layer, EventEngineLimits limits)
    {
        bool isPlain = layer is { IsConvolution: true, PoolsSpikes: false, PoolsMaximum: false, Destination: not null }
            && layer.Shortcut == ShortcutUse.None;
        int copies = 1;
        while (isPlain && layer.Source.Width % (2 * copies) == 0 && 2 * copies * layer.Outputs.Size <= limits.Lanes
            && TapsOf(2 * copies, layer.Source.Channels.Size).Rows(2 * copies * layer.Source.Channels.Size) <= limits.TileRows)
        {
            copies *= 2;
        }

        return copies == 1 ? layer : layer with
        {
            Copies = copies,
            Source = View(layer.Source, copies),
            Destination = View(layer.Destination!, copies),
            Rows = layer.Rows.Repeated(copies),
            Outputs = layer.Outputs.Repeated(copies),
            Bias = Repeated(layer.Bias, copies),
            Shift = Repeated(layer.Shift, copies),
            Threshold = Repeated(layer.Threshold, copies),
        };
    }

    /// <summary>Three lines, and of each the last column of the position before, all of the position, one of the next one.</summary>
    /// <param name="copies">Columns of a position.</param>
    /// <param name="channels">Places of a column.</param>
    public static Taps TapsOf(int copies, int channels)
        => new(-1, 1, -1, 1, (copies - 1) * channels, (2 - copies) * channels) { Cut = channels };

    private static SpikeTensor View(SpikeTensor tensor, int copies) => tensor with
    {
        ViewOf = tensor.Stored,
        Width = tensor.Width / copies,
        Channels = tensor.Channels.Repeated(copies),
    };

    private static ImmutableArray<int> Repeated(ImmutableArray<int> values, int copies)
        => [.. Enumerable.Repeat(values, copies).SelectMany(static v => v)];
}
