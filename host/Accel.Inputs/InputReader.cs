using Accel.Models;

namespace Accel.Inputs;

/// <summary>Reads whatever file of inputs a user gives: IDX (with the labels beside it), PNG, JPEG, .npy or safetensors; the kind is told by the first bytes.</summary>
public static class InputReader
{
    private static readonly byte[] Png = [0x89, (byte)'P', (byte)'N', (byte)'G'];
    private static readonly byte[] Jpeg = [0xFF, 0xD8, 0xFF];
    private static readonly byte[] Gzip = [0x1F, 0x8B];
    private static readonly byte[] Idx = [0, 0];

    /// <summary>The inputs of a file, in its order, each of the model's shape.</summary>
    /// <param name="path">The file.</param>
    /// <param name="configuration">Of the model that will take them.</param>
    /// <exception cref="InputException">The file is damaged, of no known format, or of another shape than the model takes.</exception>
    /// <exception cref="ModelFormatException">A safetensors file is not well-formed.</exception>
    /// <exception cref="IOException">The file is missing or cannot be read.</exception>
    public static IReadOnlyList<InputItem> Read(string path, ModelConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(path);
        ArgumentNullException.ThrowIfNull(configuration);
        var name = Path.GetFileName(path);
        if (path.EndsWith(".safetensors", StringComparison.OrdinalIgnoreCase))
        {
            return [new InputItem(name, SpikeReader.Read(path, configuration), null)];
        }

        var start = Start(path);
        if (start.StartsWith(Png) || start.StartsWith(Jpeg))
        {
            return [new InputItem(name, PictureReader.Read(path, configuration), null)];
        }

        if (start.StartsWith(NpyReader.Magic))
        {
            return [new InputItem(name, SpikeReader.Read(path, configuration), null)];
        }

        return start.StartsWith(Gzip) || start.StartsWith(Idx)
            ? ReadIdx(path, name, configuration)
            : throw new InputException(
                path, "its first bytes are those of no known format", "Give a PNG, a JPEG, an IDX file (gzipped or not), a .npy or a .safetensors file.");
    }

    private static InputItem[] ReadIdx(string path, string name, ModelConfiguration configuration)
    {
        var images = IdxReader.ReadImages(path);
        ModelShape.RequireImage(path, images.Height, images.Width, configuration, channels: 1);
        var labels = IdxReader.FindLabels(path) is { } labelPath ? ReadLabels(labelPath, images.Count, configuration) : null;
        return [.. Enumerable.Range(0, images.Count).Select(i => new InputItem($"{name}[{i}]", images[i], labels?[i]))];
    }

    private static byte[] ReadLabels(string path, int count, ModelConfiguration configuration)
    {
        var labels = IdxReader.ReadLabels(path);
        if (labels.Length != count)
        {
            throw new InputException(path, $"it has {labels.Length} labels for {count} images", "Give the labels that belong to the images, or move them away.");
        }

        var wrong = Array.FindIndex(labels, l => l >= configuration.Classes);
        return wrong < 0
            ? labels
            : throw new InputException(
                path, $"label {wrong} is {labels[wrong]}, the model has {configuration.Classes} classes", "Choose a model with these classes.");
    }

    private static ReadOnlySpan<byte> Start(string path)
    {
        using var file = File.OpenRead(path);
        var start = new byte[8];
        return start.AsSpan(0, file.ReadAtLeast(start, start.Length, throwOnEndOfStream: false));
    }
}
