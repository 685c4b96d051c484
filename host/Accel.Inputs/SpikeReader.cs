using System.Collections.Immutable;
using Accel.Models;
using Accel.Models.Safetensors;

namespace Accel.Inputs;

/// <summary>Reads a binary spike tensor [T, C, H, W]: a .npy file, or the tensor <c>spikes</c> (U8 or BOOL) of a safetensors file.</summary>
public static class SpikeReader
{
    private const string TensorName = "spikes";

    /// <summary>Reads a spike tensor of the model's shape.</summary>
    /// <exception cref="InputShapeException">The tensor has another shape than the model takes.</exception>
    /// <exception cref="InputException">The file is damaged, or an element is neither 0 nor 1.</exception>
    /// <exception cref="ModelFormatException">A safetensors file is not well-formed.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static SpikeInput Read(string path, ModelConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(path);
        ArgumentNullException.ThrowIfNull(configuration);
        var (shape, data) = path.EndsWith(".safetensors", StringComparison.OrdinalIgnoreCase) ? ReadSafetensors(path) : ReadNpy(path);
        var image = configuration.Image;
        int[] expected = [configuration.Timesteps, image.Channels, image.Height, image.Width];
        if (configuration.Input != InputKind.Spikes || !shape.SequenceEqual(expected))
        {
            throw ModelShape.Mismatch(path, $"spikes of {ModelShape.Shape(shape.AsSpan())}", configuration);
        }

        var other = data.Span.IndexOfAnyExceptInRange((byte)0, (byte)1);
        return other < 0
            ? new SpikeInput(configuration.Timesteps, image, data)
            : throw new InputException(path, $"element {other} is {data.Span[other]}, a spike is 0 or 1", "Binarise the tensor before it is saved.");
    }

    private static (ImmutableArray<int>, ReadOnlyMemory<byte>) ReadNpy(string path)
    {
        var (shape, data) = NpyReader.Read(path);
        return (shape, data);
    }

    private static (ImmutableArray<int>, ReadOnlyMemory<byte>) ReadSafetensors(string path)
    {
        var tensor = SafetensorsFile.Read(path).Tensors.FirstOrDefault(t => t.Name == TensorName);
        return tensor is { Type: ElementType.U8 or ElementType.Bool }
            ? (tensor.Shape, tensor.Bytes)
            : throw new InputException(
                path,
                tensor is null ? $"it has no tensor \"{TensorName}\"" : $"its tensor \"{TensorName}\" is of type {tensor.Type}",
                $"Save the spikes as the tensor \"{TensorName}\" of type U8 or BOOL.");
    }
}
