using System.Collections.Immutable;

namespace Accel.Host.EventEngine;

/// <summary>Ways to split the inputs of a layer into rectangles, from one part on to ever more.</summary>
internal static class TapPartition
{
    private const int Piece = ChannelMap.PieceChannels;

    /// <summary>The ways, the fewest parts first; the last one has pieces of 32 channels of one tap each.</summary>
    /// <param name="side">1 or 3.</param>
    /// <param name="inputs">Places of channels, a multiple of 32.</param>
    public static IEnumerable<ImmutableArray<Taps>> Of(int side, int inputs)
    {
        if (side == 3)
        {
            yield return [new(-1, 1, -1, 1, 0, inputs)];
            yield return [new(-1, 0, -1, 1, 0, inputs), new(1, 1, -1, 1, 0, inputs)];
            yield return [.. Each(dy => new Taps(dy, dy, -1, 1, 0, inputs))];
            yield return [.. Each(dx => new Taps(-1, 0, dx, dx, 0, inputs)), .. Each(dx => new Taps(1, 1, dx, dx, 0, inputs))];
        }

        int pieces = inputs / Piece;
        for (int parts = 1; parts <= pieces; parts++)
        {
            // Other numbers of parts have as large a largest one.
            if (parts > 1 && Largest(pieces, parts) == Largest(pieces, parts - 1))
            {
                continue;
            }

            var ranges = Ranges(pieces, parts);
            yield return side == 1
                ? [.. ranges.Select(static r => new Taps(0, 0, 0, 0, r.First, r.Count))]
                : [.. Each(static dy => dy).SelectMany(dy => Each(dx => dx).SelectMany(
                    dx => ranges.Select(r => new Taps(dy, dy, dx, dx, r.First, r.Count))))];
        }
    }

    private static int Largest(int pieces, int parts) => (pieces + parts - 1) / parts;

    private static ImmutableArray<(int First, int Count)> Ranges(int pieces, int parts)
        => [.. Enumerable.Range(0, parts).Select(i =>
        {
            int first = pieces * i / parts, end = pieces * (i + 1) / parts;
            return (Piece * first, Piece * (end - first));
        })];

    private static IEnumerable<T> Each<T>(Func<int, T> tap) => [tap(-1), tap(0), tap(1)];
}
