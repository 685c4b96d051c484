using Accel.Models;

namespace Accel.Host.EventEngine;

/// <summary>
/// The weights of a layer as the lanes see them: a row of numbers, one for each place of an output, for every tap and place of an input.
/// </summary>
internal sealed class RowTable
{
    private readonly int[] _values; // [tap, input place, output place]

    private RowTable(int side, int inputs, int outputs)
        => (Side, Inputs, Outputs, _values) = (side, inputs, outputs, new int[side * side * inputs * outputs]);

    /// <summary>1 for a linear layer, 3 for a convolution.</summary>
    public int Side { get; }

    /// <summary>Places of inputs, padding included.</summary>
    public int Inputs { get; }

    /// <summary>Places of outputs, padding included.</summary>
    public int Outputs { get; }

    /// <summary>All numbers, [taps, inputs, outputs].</summary>
    public ReadOnlySpan<int> All => _values;

    /// <summary>The numbers of all outputs for an input behind a tap, taps row by row.</summary>
    public ReadOnlySpan<int> Row(int tap, int input) => _values.AsSpan(((tap * Inputs) + input) * Outputs, Outputs);

    /// <summary>A layer over spikes.</summary>
    public static RowTable Of(LinearLayer layer, int side, ChannelMap inputs, ChannelMap outputs)
    {
        var table = new RowTable(side, inputs.Size, outputs.Size);
        table.Fill(layer, inputs.Positions.Length, c => inputs.Positions[c], outputs, shift: 0);
        return table;
    }

    /// <summary>
    /// The first layer: plane b (of an image 8, of spikes 1) of channel c is the input at b * channels + c, with 2^b times the channel's
    /// weight. Behind the
    /// planes lies a bit for each token, 1 for the token itself: its numbers are the position's bias.
    /// </summary>
    public static RowTable OfInput(LinearLayer layer, int side, ImagePlanes planes, ReadOnlySpan<int> position, ChannelMap outputs)
    {
        var table = new RowTable(side, planes.Map.Size, outputs.Size);
        for (int b = 0; b < planes.Planes; b++)
        {
            int first = b * planes.Channels;
            table.Fill(layer, planes.Channels, c => first + c, outputs, shift: b);
        }

        for (int i = 0; i < position.Length; i++)
        {
            int input = planes.FirstToken + (i / layer.Outputs);
            table._values[(input * outputs.Size) + outputs.Positions[i % layer.Outputs]] = position[i];
        }

        return table;
    }

    /// <summary>
    /// A convolution that makes several positions of a line at a time, seen as one over positions that are so many of its own side by side:
    /// output j of a position takes the input q of the position dx beside it by the tap dx * copies + q - j.
    /// </summary>
    public RowTable Repeated(int copies)
    {
        var table = new RowTable(Side, copies * Inputs, copies * Outputs);
        for (int tap = 0; tap < Side * Side; tap++)
        {
            for (int input = 0; input < table.Inputs; input++)
            {
                for (int j = 0; j < copies; j++)
                {
                    int dx = (((tap % Side) - 1) * copies) + (input / Inputs) - j;
                    if (Math.Abs(dx) <= 1)
                    {
                        Row((tap / Side * Side) + dx + 1, input % Inputs)
                            .CopyTo(table._values.AsSpan((((tap * table.Inputs) + input) * table.Outputs) + (j * Outputs)));
                    }
                }
            }
        }

        return table;
    }

    private void Fill(LinearLayer layer, int channels, Func<int, int> place, ChannelMap outputs, int shift)
    {
        int taps = Side * Side;
        for (int tap = 0; tap < taps; tap++)
        {
            for (int c = 0; c < channels; c++)
            {
                var row = _values.AsSpan(((tap * Inputs) + place(c)) * Outputs, Outputs);
                for (int o = 0; o < layer.Outputs; o++)
                {
                    row[outputs.Positions[o]] = layer.Weight[(((o * channels) + c) * taps) + tap] << shift;
                }
            }
        }
    }
}
