using Accel.Models;

namespace Accel.Host.CompactEngine;

/// <summary>Brings images and spike tensors into the engine's order: token by token, patch elements in (c, py, px) order, padded to words of 16.</summary>
internal sealed class CompactInputEncoder(ModelConfiguration configuration)
{
    private const int WordInputs = 16;
    private readonly int _patch = ((LinearStem)configuration.Stem).Patch;

    private ImageShape Shape => configuration.Image;

    private int Inputs => Shape.Channels * _patch * _patch;

    private int Tokens => Shape.Height / _patch * (Shape.Width / _patch);

    /// <summary>Words of 16 inputs of a patch.</summary>
    public int Words => ChannelPlacement.WordsOf(Inputs);

    /// <summary>Cells of an input.</summary>
    public long Cells => (long)Tokens * Words * (configuration.Input == InputKind.Image ? 4 : configuration.Timesteps);

    /// <summary>The cells of an input.</summary>
    public uint[] Encode(NetworkInput input)
    {
        switch (input)
        {
            case ImageInput image when configuration.Input == InputKind.Image && image.Shape == Shape && image.Pixels.Length == Size:
                return Encode(image.Pixels.Span, frames: 1, inputsPerCell: 4, bits: 8);
            case SpikeInput spikes when configuration.Input == InputKind.Spikes && spikes.Shape == Shape && spikes.Timesteps == configuration.Timesteps
                && spikes.Spikes.Length == Size * spikes.Timesteps:
                return Encode(spikes.Spikes.Span, spikes.Timesteps, inputsPerCell: WordInputs, bits: 1);
            default:
                string wanted = configuration.Input == InputKind.Image ? "an image" : $"spikes of {configuration.Timesteps} timesteps";
                throw new ArgumentException(
                    $"model {configuration.Name} takes {wanted} of {Shape.Channels} x {Shape.Height} x {Shape.Width}, not {Describe(input)}", nameof(input));
        }
    }

    private int Size => Shape.Channels * Shape.Height * Shape.Width;

    private uint[] Encode(ReadOnlySpan<byte> elements, int frames, int inputsPerCell, int bits)
    {
        uint[] cells = new uint[checked((int)Cells)];
        int cellsPerFrame = Words * WordInputs / inputsPerCell;
        int columns = Shape.Width / _patch;
        for (int token = 0; token < Tokens; token++)
        {
            for (int frame = 0; frame < frames; frame++)
            {
                int first = ((token * frames) + frame) * cellsPerFrame;
                for (int i = 0; i < Inputs; i++)
                {
                    int c = i / (_patch * _patch), py = i / _patch % _patch, px = i % _patch;
                    int y = (token / columns * _patch) + py, x = (token % columns * _patch) + px;
                    uint element = elements[(((((frame * Shape.Channels) + c) * Shape.Height) + y) * Shape.Width) + x];
                    cells[first + (i / inputsPerCell)] |= element << (i % inputsPerCell * bits);
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
