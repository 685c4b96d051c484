using Accel.Hast;
using Hast.Synthesis.Attributes;
using Hast.Transformer.SimpleMemory;

namespace Accel.Gallery.Known;

/// <summary>
/// The score of the best local alignment of two sequences of bases (Smith and Waterman 1981): 2 for a match, -1 for a mismatch, -1 for each
/// base of a gap. All bases of the query are compared with one of the text each in every cycle, each with the one that its neighbour has
/// just had. Memory: cell 0 the bases of the text, cell 1 becomes the score, cell 2 on the query, behind it the text, 16 bases of 2 bits
/// per cell, the first lowest.
/// </summary>
public class SmithWaterman
{
    /// <summary>Bases of the query.</summary>
    [Replaceable("SmithWaterman.Query"), Allowed(16, 128, MultipleOf = 16)]
    public const int Query = 32;

    private const int Match = 2;
    private const int Mismatch = -1;
    private const int Gap = -1;
    private const int ScoreCell = 1;
    private const int QueryCell = 2;
    private const int TextCell = QueryCell + (Query / 16);
    private const int MostScore = Match * Query;

    /// <summary>Aligns.</summary>
    [Pipeline("step", InitiationInterval = 0)]
    [Unroll("place")]
    [Range("score", 0, MostScore)]
    [Range("best", 0, MostScore)]
    [Range("above", 0, MostScore)]
    public virtual void Run(SimpleMemory memory)
    {
        int bases = memory.ReadInt32(0);
        byte[] query = new byte[Query];
        byte[] text = new byte[Query];
        bool[] isText = new bool[Query];
        int[] score = new int[Query];
        int[] above = new int[Query];
        int[] best = new int[Query];
        for (int place = 0; place < Query; place++)
        {
            query[place] = (byte)((memory.ReadUInt32(QueryCell + (place >> 4)) >> ((place & 15) * 2)) & 3);
        }

        uint cell = 0;
        for (int step = 0; step < bases + Query - 1; step++)
        {
            cell = (step & 15) == 0 && step < bases ? memory.ReadUInt32(TextCell + (step >> 4)) : cell >> 2;

            // From the last base of the query to the first one, so that each sees what its neighbour was in the step before.
            for (int place = Query - 1; place >= 0; place--)
            {
                text[place] = place == 0 ? (byte)(cell & 3) : text[place - 1];
                isText[place] = place == 0 ? step < bases : isText[place - 1];
                int diagonal = above[place] + (text[place] == query[place] ? Match : Mismatch);
                above[place] = place == 0 ? 0 : score[place - 1];
                int gapped = Math.Max(above[place], score[place]) + Gap;
                int next = Math.Max(Math.Max(diagonal, gapped), 0);
                score[place] = isText[place] ? next : 0;
                best[place] = Math.Max(best[place], score[place]);
            }
        }

        int most = 0;
        for (int place = 0; place < Query; place++)
        {
            most = Math.Max(most, best[place]);
        }

        memory.WriteInt32(ScoreCell, most);
    }
}
