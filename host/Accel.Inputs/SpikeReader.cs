using Accel.Models;
using Accel.Models.Safetensors;

namespace Accel.Inputs;

/// <summary>
/// Reads a binary spike tensor [T, C, H, W]: a .npy file, or the tensor <c>spikes</c> (U8 or BOOL) of a safetensors file.
/// </summary>
public static class SpikeReader
{
    private const string TensorName = "spikes";

    /// <summary>Reads a spike tensor of the model's shape.</summary>
    /// <exception cref="InputShapeException">The tensor has another shape than the model takes, or the model takes images.</exception>
    /// <exception cref="InputException">The file is damaged, or an element is neither 0 nor 1.</exception>
    /// <exception cref="ModelFormatException">A safetensors file is not well-formed.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static SpikeInput Read(string path, ModelConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(path);
        ArgumentNullException.ThrowIfNull(configuration);
        using var file = InputStream.Open(path);
        return InputReader.FormatOf(file.Start) == InputFormat.Array
            ? ArrayReader.Read(file, path, configuration) as SpikeInput
            ?? throw ModelShape.Mismatch(path, "an array of pixels", configuration)
            : ReadSafetensors(file, path, configuration);
    }

    internal static SpikeInput ReadSafetensors(Stream stream, string path, ModelConfiguration configuration)
    {
        var tensor = SafetensorsFile.Read(stream, path).Tensors.FirstOrDefault(t => t.Name == TensorName);
        if (tensor is not { Type: ElementType.U8 or ElementType.Bool })
        {
            throw new InputException(
                path,
                tensor is null ? $"it has no tensor \"{TensorName}\"" : $"its tensor \"{TensorName}\" is of type {tensor.Type}",
                $"Save the spikes as the tensor \"{TensorName}\" of type U8 or BOOL.");
        }

        var image = configuration.Image;
        return configuration.Input == InputKind.Spikes
            && tensor.Shape.SequenceEqual([configuration.Timesteps, image.Channels, image.Height, image.Width])
            ? ToSpikes(tensor.Bytes, path, configuration)
            : throw ModelShape.Mismatch(path, $"spikes of {ModelShape.Shape(tensor.Shape.AsSpan())}", configuration);
    }

    /// <summary>Elements of the model's shape as spikes.</summary>
    internal static SpikeInput ToSpikes(ReadOnlyMemory<byte> data, string path, ModelConfiguration configuration)
    {
        var other = data.Span.IndexOfAnyExceptInRange((byte)0, (byte)1);
        return other < 0
            ? new SpikeInput(configuration.Timesteps, configuration.Image, data)
            : throw new InputException(path, $"element {other} is {data.Span[other]}, a spike is 0 or 1",
                "Binarise the tensor before it is saved.");
    }
}
