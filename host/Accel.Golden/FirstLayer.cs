using System.Runtime.InteropServices;
using Accel.Models;

namespace Accel.Golden;

/// <summary>The layer that reads the input: pixels by bit planes, or spikes as every other layer.</summary>
internal sealed class FirstLayer(SpikingTransformerModel model, Layer layer)
{
    private readonly ModelConfiguration _c = model.Configuration;

    /// <summary>Currents [T, positions, outputs].</summary>
    /// <exception cref="GoldenInputException">The input is not of the model's kind or shape.</exception>
    public long[] Currents(NetworkInput input, Grid grid, Trace trace)
    {
        var position = model.Stem.Position.IsDefault ? [] : model.Stem.Position.AsSpan();
        switch (input)
        {
            case ImageInput image when _c.Input == InputKind.Image && image.Shape == _c.Image && image.Pixels.Length == Elements:
                // A static image is the same in every timestep: computed once, presented T times.
                var once = layer.Currents(Rows(image.Pixels.Span), grid, position, trace.Additions);
                var repeated = new long[once.Length * _c.Timesteps];
                for (var t = 0; t < _c.Timesteps; t++)
                {
                    once.CopyTo(repeated, t * once.Length);
                }

                return repeated;
            case SpikeInput spikes when _c.Input == InputKind.Spikes && spikes.Timesteps == _c.Timesteps && spikes.Shape == _c.Image
                && spikes.Spikes.Length == Elements * _c.Timesteps:
                if (spikes.Spikes.Span.ContainsAnyExceptInRange((byte)0, (byte)1))
                {
                    throw new GoldenInputException("the spike tensor has elements other than 0 and 1", "Binarise it before it is given to the model.");
                }

                var rows = MemoryMarshal.Cast<byte, sbyte>(Rows(spikes.Spikes.Span));
                return layer.Currents(Spikes.Of(rows, rows.Length / (grid.Positions * _c.Timesteps)), grid, position, trace.Additions);
            default:
                throw new GoldenInputException(
                    $"the input is {Describe(input)}, model {_c.Name} takes {Expected}", "Bring the input into the model's shape, or choose another model.");
        }
    }

    private int Elements => _c.Image.Channels * _c.Image.Height * _c.Image.Width;

    private string Expected => _c.Input == InputKind.Image
        ? $"an image of {_c.Image.Channels} x {_c.Image.Height} x {_c.Image.Width}"
        : $"spikes of {_c.Timesteps} x {_c.Image.Channels} x {_c.Image.Height} x {_c.Image.Width}";

    private byte[] Rows(ReadOnlySpan<byte> frames) =>
        _c.Stem is LinearStem linear ? InputLayout.Patches(frames, _c.Image, linear.Patch) : InputLayout.Positions(frames, _c.Image);

    private static string Describe(NetworkInput input) => input switch
    {
        ImageInput i => $"an image of {i.Shape.Channels} x {i.Shape.Height} x {i.Shape.Width} with {i.Pixels.Length} pixels",
        SpikeInput s => $"spikes of {s.Timesteps} x {s.Shape.Channels} x {s.Shape.Height} x {s.Shape.Width} with {s.Spikes.Length} elements",
        _ => "of an unknown kind",
    };
}
