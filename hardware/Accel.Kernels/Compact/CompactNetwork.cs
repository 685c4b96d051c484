using Accel.Hast;
using Hast.Transformer.SimpleMemory;

namespace Accel.Kernels;

/// <summary>What the program's header says.</summary>
internal sealed class CompactNetwork
{
    public bool IsTraced;
    public int Tokens;
    public int Timesteps;
    public int Leak;
    public bool IsSoft;
    public bool IsAbove;
    public int KeyMaximum;
    public bool IsImage;
    public int Inputs;
    public int InputCell;
    public int Layers;
    public int LayerCell;
    public int ResultCell;

    /// <summary>Reads the header, cell by cell in the layout's order; returns StatusDone or what is wrong with it.</summary>
    [Range("tokens", 1, SpikingTransformerCompactEngine.MaxTokens)]
    [Range("timesteps", 1, SpikingTransformerCompactEngine.MaxTimesteps)]
    [Range("leak", 0, 2)]
    [Range("keyMaximum", 0, 15)]
    [Range("inputWords", 1, CompactSizes.DimWords)]
    public int Read(SimpleMemory memory)
    {
        bool fits = true;
        bool isProgram = memory.ReadInt32(CompactEngineLayout.MagicCell) == CompactEngineLayout.Magic;
        bool isKnown = memory.ReadInt32(CompactEngineLayout.VersionCell) == CompactEngineLayout.Version;
        int cell = CompactEngineLayout.LayerCountCell;
        Layers = CompactCells.ReadWithin(memory, ref cell, 0, CompactSizes.LastCell, ref fits);
        LayerCell = CompactCells.ReadWithin(memory, ref cell, 0, CompactSizes.LastCell, ref fits);
        IsTraced = CompactCells.ReadWithin(memory, ref cell, 0, CompactSizes.LastCell, ref fits) != 0;
        int tokens = CompactCells.ReadWithin(memory, ref cell, 1, SpikingTransformerCompactEngine.MaxTokens, ref fits);
        Tokens = tokens;
        int timesteps = CompactCells.ReadWithin(memory, ref cell, 1, SpikingTransformerCompactEngine.MaxTimesteps, ref fits);
        Timesteps = timesteps;
        int leak = CompactCells.ReadWithin(memory, ref cell, 0, 2, ref fits);
        Leak = leak;
        IsSoft = CompactCells.ReadWithin(memory, ref cell, 0, CompactSizes.LastCell, ref fits) != 0;
        IsAbove = CompactCells.ReadWithin(memory, ref cell, 0, CompactSizes.LastCell, ref fits) != 0;
        int keyMaximum = CompactCells.ReadWithin(memory, ref cell, 0, 15, ref fits);
        KeyMaximum = keyMaximum;
        IsImage = CompactCells.ReadWithin(memory, ref cell, 0, CompactSizes.LastCell, ref fits) != 0;
        int inputWords = CompactCells.ReadWithin(memory, ref cell, 1, CompactSizes.DimWords, ref fits);
        Inputs = inputWords << 4;
        InputCell = CompactCells.ReadWithin(memory, ref cell, 0, CompactSizes.LastCell, ref fits);
        ResultCell = CompactCells.ReadWithin(memory, ref cell, CompactEngineLayout.ResultCell, CompactSizes.LastCell, ref fits);
        if (!isProgram || !isKnown)
        {
            ResultCell = CompactEngineLayout.ResultCell;
        }

        return !isProgram ? CompactEngineLayout.StatusNoProgram
            : !isKnown ? CompactEngineLayout.StatusUnknownVersion
            : !fits ? CompactEngineLayout.StatusSizeOverLimit
            : CompactEngineLayout.StatusDone;
    }
}
