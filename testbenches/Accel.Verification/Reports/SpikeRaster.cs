using System.Globalization;
using Accel.Models;

namespace Accel.Verification;

/// <summary>Draws spike tensors [T, N, C]: a panel per timestep, a row per token, a column per channel; +1 dark, -1 red.</summary>
internal static class SpikeRaster
{
    private const int NameWidth = 150, Gap = 14, LineHeight = 18, MostPixels = 1400;

    /// <summary>Tensors of three axes whose values are -1, 0 and 1 alone, with a spike among them.</summary>
    internal static bool IsSpikes(NamedTensor tensor)
        => tensor.Shape.Length == 3 && tensor.Values.All(static v => v is >= -1 and <= 1) && tensor.Values.Contains(1);

    /// <summary>One picture of all tensors, one below the other; null when there is none.</summary>
    internal static string? Draw(IReadOnlyList<NamedTensor> tensors)
    {
        var spikes = tensors.Where(IsSpikes).ToList();
        if (spikes.Count == 0)
        {
            return null;
        }

        int Size(NamedTensor t) => Math.Clamp((MostPixels - NameWidth) / (t.Shape[0] * (t.Shape[2] + 2)), 1, 8);
        int Width(NamedTensor t) => NameWidth + (t.Shape[0] * ((t.Shape[2] * Size(t)) + Gap));
        var picture = new SvgPicture(spikes.Max(Width), spikes.Sum(t => Height(t, Size(t))) + LineHeight);
        int top = LineHeight;
        foreach (var tensor in spikes)
        {
            Draw(picture, tensor, top, Size(tensor));
            top += Height(tensor, Size(tensor));
        }

        return picture.ToString();
    }

    private static int Height(NamedTensor tensor, int size) => Math.Max(tensor.Shape[1] * size, LineHeight) + LineHeight + Gap;

    private static void Draw(SvgPicture picture, NamedTensor tensor, int top, int size)
    {
        var (timesteps, tokens, channels) = (tensor.Shape[0], tensor.Shape[1], tensor.Shape[2]);
        picture.Text(0, top + LineHeight - 4, tensor.Name);
        for (int t = 0; t < timesteps; t++)
        {
            int left = NameWidth + (t * ((channels * size) + Gap));
            picture.Text(left, top - 4, string.Create(CultureInfo.InvariantCulture, $"t = {t}"));
            picture.Rectangle(left, top, channels * size, tokens * size, "panel");
            foreach (var (value, cssClass) in new[] { (1, "on"), (-1, "minus") })
            {
                picture.Squares(
                    Enumerable.Range(0, tokens * channels)
                        .Where(i => tensor.Values[(t * tokens * channels) + i] == value)
                        .Select(i => (i % channels, i / channels)),
                    size, left, top, cssClass);
            }
        }
    }
}
