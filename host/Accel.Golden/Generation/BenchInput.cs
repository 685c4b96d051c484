using Accel.Models;

namespace Accel.Golden.Generation;

/// <summary>What a <see cref="BenchNetwork"/> reads, in the sizes of the data sets that spiking transformers are published on.</summary>
/// <param name="Name">For command lines and reports.</param>
/// <param name="Kind">Pixels, or spikes of each timestep.</param>
/// <param name="Image">Channels, lines and columns.</param>
/// <param name="Timesteps">T.</param>
/// <param name="Pools">Stages of the stem behind which lines and columns are halved, counted from its end.</param>
/// <param name="Classes">Outputs of the head.</param>
public sealed record BenchInput(string Name, InputKind Kind, ImageShape Image, int Timesteps, int Pools, int Classes)
{
    /// <summary>Colour pictures of 32 x 32 pixels: 8 x 8 tokens.</summary>
    public static BenchInput Cifar { get; } = new("cifar", InputKind.Image, new ImageShape(3, 32, 32), 4, 2, 10);

    /// <summary>Colour pictures of 224 x 224 pixels: 14 x 14 tokens, 1,000 classes.</summary>
    public static BenchInput ImageNet { get; } = new("imagenet", InputKind.Image, new ImageShape(3, 224, 224), 4, 4, 1000);

    /// <summary>Frames of an event camera, two polarities of 64 x 64 pixels in 16 timesteps: 8 x 8 tokens, 11 gestures.</summary>
    public static BenchInput Events { get; } = new("events", InputKind.Spikes, new ImageShape(2, 64, 64), 16, 3, 11);

    /// <summary>All of them.</summary>
    public static IReadOnlyList<BenchInput> All { get; } = [Cifar, ImageNet, Events];
}
