namespace Accel.Golden;

/// <summary>
/// Spikes of [T, positions, channels], kept as the list of active channels of each row (a row is a timestep and a position): networks are
/// sparse, and a layer's work is then the number of spikes.
/// </summary>
internal sealed class Spikes
{
    private readonly int[] _start;
    private readonly int[] _active;

    private Spikes(int channels, int[] start, int[] active) => (Channels, _start, _active) = (channels, start, active);

    public int Channels { get; }

    public int Rows => _start.Length - 1;

    /// <summary>Number of spikes.</summary>
    public long Count => _active.Length;

    /// <summary>The active channels of a row, ascending.</summary>
    public ReadOnlySpan<int> Row(int row) => _active.AsSpan(_start[row].._start[row + 1]);

    /// <summary>Of values [rows, channels]: what is not 0 is a spike.</summary>
    public static Spikes Of(ReadOnlySpan<sbyte> values, int channels)
    {
        var rows = values.Length / channels;
        var start = new int[rows + 1];
        var active = new int[values.Length - System.MemoryExtensions.Count(values, (sbyte)0)];
        var count = 0;
        for (var row = 0; row < rows; row++)
        {
            var line = values.Slice(row * channels, channels);
            for (var c = line.IndexOfAnyExcept((sbyte)0); c >= 0 && c < channels;)
            {
                active[count++] = c;
                var next = line[(c + 1)..].IndexOfAnyExcept((sbyte)0);
                c = next < 0 ? channels : c + 1 + next;
            }

            start[row + 1] = count;
        }

        return new Spikes(channels, start, active);
    }
}
