using Accel.Models;

namespace Accel.Host.EventEngine;

/// <summary>
/// Brings images and spike tensors into the order of a spike buffer: position by position, the planes' bits of its elements, then the
/// token's own
/// bit where tokens have biases. Elements of a patch stand in (c, py, px) order.
/// </summary>
internal sealed class EventInputEncoder(ModelConfiguration configuration, ImagePlanes planes, SpikeTensor tensor)
{
    /// <summary>Cells of a word of four timesteps.</summary>
    public const int CellsOfWord = 16;

    private readonly int _patch = configuration.Stem is LinearStem linear ? linear.Patch : 1;

    /// <summary>Whether a word has four timesteps in memory, or the first one only.</summary>
    public bool HasAllColumns => tensor.Timesteps > 1;

    /// <summary>Cells of an input.</summary>
    public long Cells => tensor.Words * (HasAllColumns ? CellsOfWord : CellsOfWord / SpikeTensor.WordTimesteps);

    private ImageShape Shape => configuration.Image;

    private int Size => Shape.Channels * Shape.Height * Shape.Width;

    /// <summary>The cells of an input.</summary>
    /// <exception cref="ArgumentException">The input is not of the model's kind or shape, or a spike is neither 0 nor 1.</exception>
    public uint[] Encode(NetworkInput input)
    {
        switch (input)
        {
            case ImageInput image when configuration.Input == InputKind.Image && image.Shape == Shape && image.Pixels.Length == Size:
                return Encode(image.Pixels.Span, frames: 1);
            case SpikeInput spikes when configuration.Input == InputKind.Spikes && spikes.Shape == Shape
                && spikes.Timesteps == configuration.Timesteps && spikes.Spikes.Length == Size * spikes.Timesteps:
                return !spikes.Spikes.Span.ContainsAnyExceptInRange((byte)0, (byte)1) ? Encode(spikes.Spikes.Span, spikes.Timesteps)
                    : throw new ArgumentException("the spike tensor has elements other than 0 and 1: binarise it first", nameof(input));
            default:
                string wanted = configuration.Input == InputKind.Image ? "an image" : $"spikes of {configuration.Timesteps} timesteps";
                throw new ArgumentException(
                    $"model {configuration.Name} takes {wanted} of {Describe(Shape)}, not {Describe(input)}",
                    nameof(input));
        }
    }

    private uint[] Encode(ReadOnlySpan<byte> elements, int frames)
    {
        uint[] cells = new uint[checked((int)Cells)];
        for (int frame = 0; frame < frames; frame++)
        {
            for (int position = 0; position < tensor.Positions; position++)
            {
                for (int i = 0; i < planes.Channels; i++)
                {
                    uint element = elements[Index(frame, position, i)];
                    for (int plane = 0; plane < planes.Planes; plane++)
                    {
                        Set(cells, frame, position, (plane * planes.Channels) + i, (element >> plane) & 1);
                    }
                }

                if (planes.Tokens > 0)
                {
                    Set(cells, frame, position, planes.FirstToken + position, 1);
                }
            }
        }

        return cells;
    }

    private int Index(int frame, int position, int element)
    {
        int columns = Shape.Width / _patch;
        int c = element / (_patch * _patch), py = element / _patch % _patch, px = element % _patch;
        int y = (position / columns * _patch) + py, x = (position % columns * _patch) + px;
        return (((((frame * Shape.Channels) + c) * Shape.Height) + y) * Shape.Width) + x;
    }

    private void Set(uint[] cells, int t, int position, int channel, uint bit)
    {
        long at = ((long)position * planes.Map.Size) + channel;
        long word = (t / SpikeTensor.WordTimesteps * tensor.GroupWords) + (at / SpikeTensor.WordBits);
        long column = HasAllColumns ? (word * SpikeTensor.WordTimesteps) + (t % SpikeTensor.WordTimesteps) : word;
        long cell = (column * 4) + (at % SpikeTensor.WordBits / ChannelMap.PieceChannels);
        cells[cell] |= bit << (int)(at % ChannelMap.PieceChannels);
    }

    private static string Describe(ImageShape shape) => $"{shape.Channels} x {shape.Height} x {shape.Width}";

    private static string Describe(NetworkInput input) => input switch
    {
        ImageInput image => $"an image of {Describe(image.Shape)} in {image.Pixels.Length} bytes",
        SpikeInput spikes => $"spikes of {spikes.Timesteps} timesteps of {Describe(spikes.Shape)} in {spikes.Spikes.Length} bytes",
        _ => "nothing",
    };
}
