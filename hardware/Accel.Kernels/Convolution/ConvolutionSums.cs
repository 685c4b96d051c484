using Accel.Hast;
using Hast.Transformer.SimpleMemory;

namespace Accel.Kernels;

/// <summary>The sums of 16 outputs over a window: one weight each for every spike that is set, and nothing for the others.</summary>
internal sealed class ConvolutionSums
{
    /// <summary>Taps of a window.</summary>
    public const int Taps = 9;

    // Words without spikes that come before the first one of a window, while that is on its way; the rows of weights begin behind theirs.
    private const int Lead = 2;
    private const int LeadRows = Lead * GatedSum.SpikesPerWord;
    private const int Rows = Taps * GatedSum.SpikesPerWord * SpikingConvolution.MaxInputWords;

    /// <summary>Sums of the lanes.</summary>
    [Memory(MemoryKind.Registers)]
    [Range(-128 * Rows, 127 * Rows)]
    public readonly int[] Lanes = new int[WeightTile.Lanes];

    // Four lanes each; those of a row are elements 4 (LeadRows + row) and the three behind it.
    [Banked(Banks = 4)]
    [Memory(MemoryKind.Block)]
    private readonly uint[] weights = new uint[(LeadRows + Rows) << 2];

    /// <summary>Reads a tile's weights; a cycle per cell.</summary>
    [Pipeline("element", InitiationInterval = 1)]
    [Range("element", 0, (LeadRows + Rows) << 2)]
    [Range("end", 0, (LeadRows + Rows) << 2)]
    public void Load(SimpleMemory memory, int cell, int words)
    {
        int end = (LeadRows << 2) + (((words << 3) + words) << 6);
        int from = cell;
        for (int element = LeadRows << 2; element < end; element++)
        {
            weights[element] = memory.ReadUInt32(from);
            from++;
        }
    }

    /// <summary>
    /// Adds up a window, whose lines begin at an offset in each of the three: a cycle per spike, one per word without any, and
    /// what the pipeline needs to start and to end.
    /// </summary>
    [Pipeline("step", InitiationInterval = 1)]
    [Unroll("lane")]
    [Range("left", 0, (3 * SpikingConvolution.MaxInputWords) - 1)]
    [Width("spikes", 16)]
    [Width("next", 16)]
    [Range("word", 0, (Taps * SpikingConvolution.MaxInputWords) + Lead)]
    [Range("address", 0, ConvolutionLines.Count * SpikingConvolution.MaxLineWords)]
    public void Add(ConvolutionLines lines, int offset, int words)
    {
        int lineWords = (words << 1) + words;
        int last = (lineWords << 1) + lineWords + Lead - 1;
        for (int lane = 0; lane < WeightTile.Lanes; lane++)
        {
            Lanes[lane] = 0;
        }

        // A word is read ahead, so that it is there when the last spike of the one before it is taken.
        int address = lines.Above + offset;
        int second = lines.Middle + offset;
        int third = lines.Below + offset;
        int left = lineWords - 1;
        int word = 0;
        uint next = 0;
        uint spikes = 0;
        for (int step = 0; ; step++)
        {
            uint ahead = lines.Spikes[address];
            uint rest = spikes & (spikes - 1);
            int row = (word << 4) + LowestBit.IndexOf16(spikes);
            for (int lane = 0; lane < WeightTile.Lanes; lane++)
            {
                int weight = (sbyte)(weights[(row << 2) + (lane >> 2)] >> ((lane & 3) << 3));
                Lanes[lane] += spikes != 0 ? weight : 0;
            }

            spikes = rest;
            if (rest == 0)
            {
                if (word == last)
                {
                    break;
                }

                spikes = next;
                next = ahead;
                word++;
                bool endsLine = left == 0;
                address = endsLine ? second : address + 1;
                second = endsLine ? third : second;
                left = endsLine ? lineWords - 1 : left - 1;
            }
        }
    }

    /// <summary>Brings the sums of the next group to the first lanes.</summary>
    [Unroll("lane")]
    public void Rotate()
    {
        for (int lane = 0; lane < WeightTile.Lanes - ConvolutionNeurons.Group; lane++)
        {
            Lanes[lane] = Lanes[lane + ConvolutionNeurons.Group];
        }
    }
}
