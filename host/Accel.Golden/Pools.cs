namespace Accel.Golden;

/// <summary>Pools of 3x3 with stride 2 and padding 1 over maps [T, positions, channels]; the padding never wins.</summary>
internal static class Pools
{
    public static Grid Output(Grid input) => new((input.Height + 1) / 2, (input.Width + 1) / 2);

    /// <summary>A maximum; over spikes it is an OR.</summary>
    public static T[] Max<T>(T[] map, Grid grid, int channels)
        where T : struct, IComparable<T>
    {
        var pooled = Output(grid);
        var timesteps = map.Length / grid.Positions / channels;
        var result = new T[timesteps * pooled.Positions * channels];
        for (var row = 0; row < timesteps * pooled.Positions; row++)
        {
            var (t, position) = (row / pooled.Positions, row % pooled.Positions);
            var (cy, cx) = (position / pooled.Width * 2, position % pooled.Width * 2);
            var best = result.AsSpan(row * channels, channels);
            var begun = false;
            for (var y = Math.Max(cy - 1, 0); y <= Math.Min(cy + 1, grid.Height - 1); y++)
            {
                for (var x = Math.Max(cx - 1, 0); x <= Math.Min(cx + 1, grid.Width - 1); x++)
                {
                    var source = map.AsSpan(((t * grid.Positions) + (y * grid.Width) + x) * channels, channels);
                    if (!begun)
                    {
                        source.CopyTo(best);
                        begun = true;
                        continue;
                    }

                    for (var c = 0; c < channels; c++)
                    {
                        if (source[c].CompareTo(best[c]) > 0)
                        {
                            best[c] = source[c];
                        }
                    }
                }
            }
        }

        return result;
    }
}
