using Accel.Models;

namespace Accel.Host.CompactEngine;

/// <summary>
/// Brings images and spike tensors into the engine's order: [position, plane or timestep, input], a bit each; positions are those of a map,
/// or tokens with the elements of their patch in (c, py, px) order. Of an image's planes the highest comes first.
/// </summary>
internal sealed class CompactInputEncoder(ModelConfiguration configuration)
{
    /// <summary>Bit planes of a pixel.</summary>
    internal const int Planes = 8;

    private const int CellBits = 32;

    private readonly int _patch = configuration.Stem is LinearStem linear ? linear.Patch : 1;

    private ImageShape Shape => configuration.Image;

    private int Inputs => Shape.Channels * _patch * _patch;

    /// <summary>Bits of an input.</summary>
    public long Spikes => (long)Size * (configuration.Input == InputKind.Image ? Planes : configuration.Timesteps);

    /// <summary>Cells of an input.</summary>
    public long Cells => (Spikes + CellBits - 1) / CellBits;

    /// <summary>The cells of an input.</summary>
    public uint[] Encode(NetworkInput input)
    {
        switch (input)
        {
            case ImageInput image when configuration.Input == InputKind.Image && image.Shape == Shape && image.Pixels.Length == Size:
                return Encode(image.Pixels, Planes, static (pixels, size, element, plane) => (uint)pixels.Span[element] >> (Planes - 1 - plane));
            case SpikeInput spikes when configuration.Input == InputKind.Spikes && spikes.Shape == Shape && spikes.Timesteps == configuration.Timesteps
                && spikes.Spikes.Length == Size * spikes.Timesteps:
                return Encode(spikes.Spikes, spikes.Timesteps, static (elements, size, element, t) => elements.Span[(t * size) + element]);
            default:
                string wanted = configuration.Input == InputKind.Image ? "an image" : $"spikes of {configuration.Timesteps} timesteps";
                throw new ArgumentException(
                    $"model {configuration.Name} takes {wanted} of {Shape.Channels} x {Shape.Height} x {Shape.Width}, not {Describe(input)}", nameof(input));
        }
    }

    private int Size => Shape.Channels * Shape.Height * Shape.Width;

    private uint[] Encode(ReadOnlyMemory<byte> elements, int rounds, Func<ReadOnlyMemory<byte>, int, int, int, uint> bitOf)
    {
        uint[] cells = new uint[checked((int)Cells)];
        int columns = Shape.Width / _patch;
        int next = 0;
        for (int position = 0; position < Size / Inputs; position++)
        {
            for (int round = 0; round < rounds; round++)
            {
                for (int i = 0; i < Inputs; i++, next++)
                {
                    int c = i / (_patch * _patch), py = i / _patch % _patch, px = i % _patch;
                    int y = (position / columns * _patch) + py, x = (position % columns * _patch) + px;
                    int element = (((c * Shape.Height) + y) * Shape.Width) + x;
                    cells[next / CellBits] |= (bitOf(elements, Size, element, round) & 1) << (next % CellBits);
                }
            }
        }

        return cells;
    }

    private static string Describe(NetworkInput input) => input switch
    {
        ImageInput image => $"an image of {image.Shape.Channels} x {image.Shape.Height} x {image.Shape.Width} in {image.Pixels.Length} bytes",
        SpikeInput spikes => $"spikes of {spikes.Timesteps} timesteps of {spikes.Shape.Channels} x {spikes.Shape.Height} x {spikes.Shape.Width} in {spikes.Spikes.Length} bytes",
        _ => "nothing",
    };
}
