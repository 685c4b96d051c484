using Accel.Hast;

namespace Accel.Kernels;

/// <summary>Brings the pieces of spikes of all cores to all cores: two and two come together, the last ones go to everybody.</summary>
internal static class SpikeExchange
{
    private const int Cores = SpikingTransformerEngine.Cores;

    // So that a core may be ahead of another one by some positions.
    private const int Places = 64;

    /// <summary>
    /// Streams that meet: i is what comes of 2 i + 1 and 2 i + 2 together, the last ones are the cores'. A single core's has no other to
    /// meet.
    /// </summary>
    public static Stream<SpikePiece>[] Streams()
    {
        var streams = new Stream<SpikePiece>[(2 * Cores) - 1];
        for (int stream = 0; stream < (2 * Cores) - 1; stream++)
        {
            streams[stream] = new Stream<SpikePiece>(Cores > 1 && stream >= Cores - 1 ? Places : 2);
        }

        return streams;
    }

    /// <summary>
    /// Takes a piece of either in turn, until one has closed its buffer. A buffer is closed, and the program ended, when both have done
    /// so.
    /// </summary>
    [Pipeline("step", InitiationInterval = 1)]
    public static void Merge(Stream<SpikePiece> left, Stream<SpikePiece> right, Stream<SpikePiece> to)
    {
        bool isRight = false;
        bool isOtherClosed = false;
        for (int step = 0; ; step++)
        {
            SpikePiece piece;
            if (isRight)
            {
                piece = right.Read();
            }
            else
            {
                piece = left.Read();
            }

            bool closes = piece.Closes || piece.IsEnd;
            piece.Closes = piece.Closes && isOtherClosed;
            piece.IsEnd = piece.IsEnd && isOtherClosed;
            if (piece.Writes || (closes && isOtherClosed))
            {
                to.Write(piece);
            }

            if (piece.IsEnd)
            {
                break;
            }

            isRight = isOtherClosed ? isRight && !closes : !isRight;
            isOtherClosed = closes != isOtherClosed;
        }
    }

    /// <summary>Sends what comes to all cores.</summary>
    [Pipeline("step", InitiationInterval = 1)]
    [Unroll("core")]
    public static void Send(Stream<SpikePiece> from, Stream<SpikePiece>[] to)
    {
        for (int step = 0; ; step++)
        {
            var piece = from.Read();
            for (int core = 0; core < Cores; core++)
            {
                to[core].Write(piece);
            }

            if (piece.IsEnd)
            {
                break;
            }
        }
    }
}
