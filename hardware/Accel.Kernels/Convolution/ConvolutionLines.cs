using Accel.Hast;
using Hast.Transformer.SimpleMemory;

namespace Accel.Kernels;

/// <summary>
/// The three lines of spikes that a line's windows reach, all timesteps of each: at timestep t, column x and word w, element
/// t * PaddedWords + (x + 1) * Words + w of the line. The positions beside a line are never written and stay 0.
/// </summary>
internal sealed class ConvolutionLines
{
    /// <summary>Lines in the order of their windows.</summary>
    public const int Count = 3;

    /// <summary>Spikes of 16 inputs.</summary>
    [Memory(MemoryKind.Distributed)]
    public readonly ushort[] Spikes = new ushort[Count * SpikingConvolution.MaxLineWords];

    /// <summary>First element of the line above.</summary>
    [Range(0, (Count - 1) * SpikingConvolution.MaxLineWords)]
    public int Above;

    /// <summary>First element of the line itself.</summary>
    [Range(0, (Count - 1) * SpikingConvolution.MaxLineWords)]
    public int Middle;

    /// <summary>First element of the line below.</summary>
    [Range(0, (Count - 1) * SpikingConvolution.MaxLineWords)]
    public int Below;

    private int cell;

    /// <summary>Begins with the first line in the middle.</summary>
    public void Start(SimpleMemory memory, ConvolutionShape shape, int firstCell)
    {
        cell = firstCell;
        Above = 0;
        Middle = SpikingConvolution.MaxLineWords;
        Below = 2 * SpikingConvolution.MaxLineWords;
        Load(memory, shape, isInside: false);
        Step(memory, shape, isInside: true);
        Step(memory, shape, isInside: shape.Height != 1);
    }

    /// <summary>Goes a line down; there is one below that or there is not.</summary>
    public void Step(SimpleMemory memory, ConvolutionShape shape, bool isInside)
    {
        int free = Above;
        Above = Middle;
        Middle = Below;
        Below = free;
        Load(memory, shape, isInside);
    }

    private void Load(SimpleMemory memory, ConvolutionShape shape, bool isInside)
    {
        int first = Below + shape.Words;
        int from = cell;
        for (int t = 0; t < shape.Timesteps; t++)
        {
            if (isInside)
            {
                Copy(memory, from, first, shape.LineCells);
            }
            else
            {
                Clear(first, shape.LineCells);
            }

            from += shape.FrameCells;
            first += shape.PaddedWords;
        }

        cell = isInside ? cell + shape.LineCells : cell;
    }

    [Pipeline("word", InitiationInterval = 0)]
    [Range("word", 0, SpikingConvolution.MaxLineWords)]
    private void Copy(SimpleMemory memory, int from, int to, int words)
    {
        for (int word = 0; word < words; word++)
        {
            Spikes[to + word] = (ushort)memory.ReadUInt32(from + word);
        }
    }

    [Pipeline("word", InitiationInterval = 0)]
    [Range("word", 0, SpikingConvolution.MaxLineWords)]
    private void Clear(int to, int words)
    {
        for (int word = 0; word < words; word++)
        {
            Spikes[to + word] = 0;
        }
    }
}
