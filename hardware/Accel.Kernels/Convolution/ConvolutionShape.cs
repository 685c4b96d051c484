using System.Runtime.CompilerServices;
using Accel.Hast;
using Hast.Transformer.SimpleMemory;

namespace Accel.Kernels;

/// <summary>What the header says, and the distances that follow from it.</summary>
internal sealed class ConvolutionShape
{
    private const int Sides = SpikingConvolution.MaxHeight > SpikingConvolution.MaxLineWords
        ? SpikingConvolution.MaxHeight : SpikingConvolution.MaxLineWords;
    private const int Steps = SpikingConvolution.MaxLineSteps > SpikingConvolution.MaxInputWords
        ? SpikingConvolution.MaxLineSteps : SpikingConvolution.MaxInputWords;
    private const int SidesOrTiles = Sides > SpikingConvolution.MaxOutputTiles ? Sides : SpikingConvolution.MaxOutputTiles;
    private const int MostTimes = (SidesOrTiles > Steps ? SidesOrTiles : Steps) + 2;

    [Range(0, SpikingConvolution.MaxHeight)]
    public int Height;
    [Range(0, SpikingConvolution.MaxLineWords)]
    public int Width;
    [Range(0, SpikingConvolution.MaxLineSteps)]
    public int Timesteps;
    [Range(0, SpikingConvolution.MaxInputWords)]
    public int Words;
    [Range(0, SpikingConvolution.MaxOutputTiles)]
    public int Tiles;
    [Range(0, 3)]
    public int Leak;
    public bool IsSoft;
    public bool IsAbove;
    public bool PoolsSpikes;
    public bool PoolsMaximum;

    /// <summary>Words of a line and a timestep, in memory.</summary>
    [Range(0, SpikingConvolution.MaxInputWords * SpikingConvolution.MaxLineWords)]
    public int LineCells;

    /// <summary>Words of all lines of a timestep, in memory.</summary>
    public int FrameCells;

    /// <summary>Words of a line and a timestep on chip, with a position of zeros at either end.</summary>
    [Range(0, SpikingConvolution.MaxInputWords * (SpikingConvolution.MaxLineWords + 2))]
    public int PaddedWords;

    /// <summary>Cells from a timestep's output to the next one's.</summary>
    public int OutputFrameCells;

    /// <summary>Reads it; false when it does not fit.</summary>
    [Range("height", 0, SpikingConvolution.MaxHeight)]
    [Range("width", 0, SpikingConvolution.MaxLineWords)]
    [Range("timesteps", 0, SpikingConvolution.MaxLineSteps)]
    [Range("words", 0, SpikingConvolution.MaxInputWords)]
    [Range("tiles", 0, SpikingConvolution.MaxOutputTiles)]
    public bool Read(SimpleMemory memory)
    {
        int height = Within(memory, SpikingConvolutionLayout.HeightCell, SpikingConvolution.MaxHeight);
        int width = Within(memory, SpikingConvolutionLayout.WidthCell, SpikingConvolution.MaxLineWords);
        int timesteps = Within(memory, SpikingConvolutionLayout.TimestepsCell, SpikingConvolution.MaxLineSteps);
        int words = Within(memory, SpikingConvolutionLayout.InputWordsCell, SpikingConvolution.MaxInputWords);
        int tiles = Within(memory, SpikingConvolutionLayout.OutputTilesCell, SpikingConvolution.MaxOutputTiles);
        int pool = memory.ReadInt32(SpikingConvolutionLayout.PoolCell);
        Height = height;
        Width = width;
        Timesteps = timesteps;
        Words = words;
        Tiles = tiles;
        Leak = memory.ReadInt32(SpikingConvolutionLayout.LeakCell) & 3;
        IsSoft = memory.ReadInt32(SpikingConvolutionLayout.SoftResetCell) != 0;
        IsAbove = memory.ReadInt32(SpikingConvolutionLayout.AboveThresholdCell) != 0;
        PoolsSpikes = pool == SpikingConvolutionLayout.SpikePool;
        PoolsMaximum = pool == SpikingConvolutionLayout.MaximumPool;
        int paddedWords = Product(Product(timesteps, words), width + 2);
        int steps = Product(width, timesteps);
        bool hasSizes = height != 0 && width != 0 && timesteps != 0 && words != 0 && tiles != 0;
        bool hasRoom = paddedWords <= SpikingConvolution.MaxLineWords;
        bool hasPool = steps <= SpikingConvolution.MaxLineSteps && (PoolsSpikes || PoolsMaximum);
        SetDistances();
        return hasSizes && hasRoom && (hasPool || pool == SpikingConvolutionLayout.NoPool);
    }

    private void SetDistances()
    {
        LineCells = Product(Words, Width);
        PaddedWords = LineCells + (Words << 1);
        FrameCells = Product(LineCells, Height);
        int halved = PoolsSpikes || PoolsMaximum ? 1 : 0;
        OutputFrameCells = Product(Product((Width + halved) >> halved, (Height + halved) >> halved), Tiles);
    }

    // A size, or 0 when it is none, or too much.
    private static int Within(SimpleMemory memory, int cell, int most)
    {
        int size = memory.ReadInt32(cell);
        return size >= 1 && size <= most ? size : 0;
    }
    // By shifts and additions, a cycle or two per bit of the second.
    [MethodImpl(MethodImplOptions.NoInlining)]
    [Range("times", 0, MostTimes)]
    [Range("rest", 0, MostTimes)]
    private static int Product(int number, int times)
    {
        int product = 0;
        int shifted = number;
        for (int rest = times; rest != 0; rest >>= 1)
        {
            product += (rest & 1) != 0 ? shifted : 0;
            shifted <<= 1;
        }

        return product;
    }
}
