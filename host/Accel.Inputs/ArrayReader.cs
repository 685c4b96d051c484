using System.Collections.Immutable;
using Accel.Models;

namespace Accel.Inputs;

/// <summary>Reads a .npy file for a model: pixels [C, H, W] (or [H, W], where the model takes grey images) or spikes [T, C, H, W],
/// whichever it takes.</summary>
internal static class ArrayReader
{
    public static NetworkInput Read(Stream stream, string file, ModelConfiguration configuration)
    {
        var (_, data) = NpyReader.Read(stream, file, shape => RequireShape(shape, file, configuration));
        return configuration.Input == InputKind.Image
            ? new ImageInput(configuration.Image, data)
            : SpikeReader.ToSpikes(data, file, configuration);
    }

    private static void RequireShape(ImmutableArray<int> shape, string file, ModelConfiguration c)
    {
        int[] pixels = [c.Image.Channels, c.Image.Height, c.Image.Width];
        bool fits = c.Input == InputKind.Image
            ? shape.SequenceEqual(pixels) || (c.Image.Channels == 1 && shape.SequenceEqual(pixels[1..]))
            : shape.SequenceEqual([c.Timesteps, .. pixels]);
        if (!fits)
        {
            throw ModelShape.Mismatch(file, $"an array of {ModelShape.Shape(shape.AsSpan())}", c);
        }
    }
}
