using Accel.Hast;

namespace Accel.Kernels;

/// <summary>Fills one buffer of spikes after the other with the pieces that come.</summary>
internal static class SpikeStore
{
    /// <summary>Works until nothing follows.</summary>
    /// <param name="buffers">Both buffers.</param>
    /// <param name="pieces">What is written.</param>
    /// <param name="free">Buffers to write to.</param>
    /// <param name="written">Buffers that are complete, then -1.</param>
    public static void Run(SpikeBuffers buffers, Stream<SpikePiece> pieces, Stream<int> free, Stream<int> written)
    {
        bool isEnd = false;
        while (!isEnd)
        {
            var first = pieces.Read();
            isEnd = first.IsEnd;
            if (first.Writes || first.Closes)
            {
                int own = free.Read();
                isEnd = Fill(buffers, own, first, pieces);
                written.Write(own);
            }
        }

        written.Write(-1);
    }

    [Pipeline("step", InitiationInterval = 1)]
    [Unroll("place")]
    private static bool Fill(SpikeBuffers buffers, int own, SpikePiece first, Stream<SpikePiece> pieces)
    {
        var piece = first;
        for (int step = 0; ; step++)
        {
            int index = SpikeBuffers.Index(piece.Word);
            for (int place = 0; place < EngineSizes.WordCells; place++)
            {
                if (piece.Writes && piece.Place == place)
                {
                    (own == 0 ? buffers.Even : buffers.Odd)[index + place] = piece.Bits;
                }
            }

            if (piece.Closes)
            {
                break;
            }

            piece = pieces.Read();
        }

        return piece.IsEnd;
    }
}
