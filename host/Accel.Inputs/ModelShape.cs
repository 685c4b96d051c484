using Accel.Models;

namespace Accel.Inputs;

/// <summary>What a model takes, in the words of the error messages.</summary>
internal static class ModelShape
{
    private const string Remedy = "Scale or convert the input to the model's shape, or choose another model.";

    public static string Text(ModelConfiguration c) => c.Input == InputKind.Image
        ? Image(c.Image.Channels, c.Image.Height, c.Image.Width)
        : $"spikes of [T, C, H, W] = {Shape([c.Timesteps, c.Image.Channels, c.Image.Height, c.Image.Width])}";

    public static string Image(int channels, int height, int width) =>
        $"{(channels == 1 ? "a grey image" : channels == 3 ? "a colour image" : $"an image with {channels} channels")} of {width} x {height} pixels";

    public static string Shape(ReadOnlySpan<int> shape) => $"[{string.Join(", ", shape.ToArray())}]";

    public static InputShapeException Mismatch(string file, string actual, ModelConfiguration c) => new(file, actual, Text(c), Remedy);

    /// <exception cref="InputShapeException">The model does not take images of this size.</exception>
    public static void RequireImage(string file, int height, int width, ModelConfiguration c, int? channels = null)
    {
        if (c.Input != InputKind.Image || c.Image.Height != height || c.Image.Width != width || (channels is { } n && n != c.Image.Channels))
        {
            throw Mismatch(file, channels is { } known ? Image(known, height, width) : $"an image of {width} x {height} pixels", c);
        }
    }
}
