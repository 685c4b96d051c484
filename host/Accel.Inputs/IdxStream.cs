using Accel.Models;

namespace Accel.Inputs;

/// <summary>The images of an IDX file one by one, as they arrive.</summary>
internal static class IdxStream
{
    /// <summary>Reads them. A file that can be read twice is checked to its end before the first image is given, so that damage is told
    /// before work is done.</summary>
    /// <exception cref="InputException">The file is not what its header says, or its images are not of the model's shape.</exception>
    public static IEnumerable<InputItem> Read(InputStream file, string path, string name, ModelConfiguration configuration)
    {
        if (KnownLength.Of(file) is not null)
        {
            Check(file, path, configuration);
        }

        return Items(file, path, name, configuration);
    }

    private static IEnumerable<InputItem> Items(InputStream file, string path, string name, ModelConfiguration configuration)
    {
        using var stream = IdxReader.Open(file, path);
        var shape = Header(stream, path, configuration);
        var labels = IdxReader.FindLabels(path) is { } labelPath ? ReadLabels(labelPath, shape[0], configuration) : null;
        int size = shape[1] * shape[2];
        long claimed = IdxReader.Elements(shape);
        for (var i = 0; i < shape[0]; i++)
        {
            var pixels = InputBytes.Read(stream, size, claimed, path, (long)i * size);
            if (i == shape[0] - 1)
            {
                InputBytes.RequireEnd(stream, claimed, path);
            }

            yield return new InputItem($"{name}[{i}]", new ImageInput(new ImageShape(1, shape[1], shape[2]), pixels), labels?[i]);
        }
    }

    private static void Check(InputStream file, string path, ModelConfiguration configuration)
    {
        var stream = IdxReader.Open(file, path);
        var claimed = IdxReader.Elements(Header(stream, path, configuration));
        InputBytes.RequireLength(stream, claimed, path);
        if (KnownLength.Of(stream) is null)
        {
            var chunk = new byte[1 << 16];
            for (long left = claimed; left > 0;)
            {
                left -= InputBytes.Read(stream, (int)Math.Min(left, chunk.Length), claimed, path, claimed - left).Length;
            }

            InputBytes.RequireEnd(stream, claimed, path);
        }

        file.Position = 0;
    }

    private static int[] Header(Stream stream, string path, ModelConfiguration configuration)
    {
        var shape = IdxReader.ReadHeader(stream, dimensions: 3, path);
        ModelShape.RequireImage(path, shape[1], shape[2], configuration, channels: 1);
        return shape;
    }

    private static byte[] ReadLabels(string path, int count, ModelConfiguration configuration)
    {
        var labels = IdxReader.ReadLabels(path, count);
        var wrong = Array.FindIndex(labels, l => l >= configuration.Classes);
        return wrong < 0
            ? labels
            : throw new InputException(
                path, $"label {wrong} is {labels[wrong]}, the model has {configuration.Classes} classes",
                "Choose a model with these classes.");
    }
}
