using Accel.Models;

namespace Accel.Golden;

/// <summary>
/// Brings an input's [frames, C, H, W] into rows: one a patch, or one a pixel position. A static image is one frame, spikes are T.
/// </summary>
internal static class InputLayout
{
    /// <summary>[frames, N, C * P * P]: patches row-major, elements in (c, py, px) order.</summary>
    public static byte[] Patches(ReadOnlySpan<byte> input, ImageShape shape, int patch)
    {
        var rows = new byte[input.Length];
        var next = 0;
        var frameSize = shape.Channels * shape.Height * shape.Width;
        for (var frame = 0; frame < input.Length; frame += frameSize)
        {
            for (var y = 0; y < shape.Height; y += patch)
            {
                for (var x = 0; x < shape.Width; x += patch)
                {
                    for (var line = 0; line < shape.Channels * patch; line++)
                    {
                        var (c, py) = (line / patch, line % patch);
                        input.Slice(frame + (((c * shape.Height) + y + py) * shape.Width) + x, patch).CopyTo(rows.AsSpan(next));
                        next += patch;
                    }
                }
            }
        }

        return rows;
    }

    /// <summary>[frames, H * W, C].</summary>
    public static byte[] Positions(ReadOnlySpan<byte> input, ImageShape shape)
    {
        var positions = shape.Height * shape.Width;
        var rows = new byte[input.Length];
        for (var i = 0; i < input.Length; i++)
        {
            var (plane, position) = (i / positions, i % positions);
            var (frame, c) = (plane / shape.Channels, plane % shape.Channels);
            rows[(((frame * positions) + position) * shape.Channels) + c] = input[i];
        }

        return rows;
    }

    /// <summary>From [T, positions, C] to [T, C, positions].</summary>
    public static sbyte[] ChannelsFirst(sbyte[] values, int timesteps, int channels)
    {
        var positions = values.Length / timesteps / channels;
        var result = new sbyte[values.Length];
        for (var i = 0; i < values.Length; i++)
        {
            var (row, c) = (i / channels, i % channels);
            var (t, position) = (row / positions, row % positions);
            result[(((t * channels) + c) * positions) + position] = values[i];
        }

        return result;
    }
}
