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

    /// <summary>Reads the header; returns StatusDone or what is wrong with it.</summary>
    [Range("tokens", 1, SpikingTransformerCompactEngine.MaxTokens)]
    [Range("timesteps", 1, SpikingTransformerCompactEngine.MaxTimesteps)]
    [Range("leak", 0, 2)]
    [Range("keyMaximum", 0, 15)]
    [Range("inputWords", 1, CompactSizes.DimWords)]
    public int Read(SimpleMemory memory)
    {
        bool fits = true;
        bool isProgram = memory.ReadInt32(SpikingTransformerEngineLayout.MagicCell) == SpikingTransformerEngineLayout.Magic;
        bool isKnown = memory.ReadInt32(SpikingTransformerEngineLayout.VersionCell) == SpikingTransformerEngineLayout.Version;
        Layers = CompactCells.ReadWithin(memory, SpikingTransformerEngineLayout.LayerCountCell, 0, CompactSizes.LastCell, ref fits);
        LayerCell = CompactCells.ReadWithin(memory, SpikingTransformerEngineLayout.LayerPointerCell, 0, CompactSizes.LastCell, ref fits);
        IsTraced = memory.ReadInt32(SpikingTransformerEngineLayout.TraceCell) != 0;
        int tokens = CompactCells.ReadWithin(memory, SpikingTransformerEngineLayout.TokensCell, 1, SpikingTransformerCompactEngine.MaxTokens, ref fits);
        int timesteps = CompactCells.ReadWithin(memory, SpikingTransformerEngineLayout.TimestepsCell, 1, SpikingTransformerCompactEngine.MaxTimesteps, ref fits);
        int leak = CompactCells.ReadWithin(memory, SpikingTransformerEngineLayout.LeakCell, 0, 2, ref fits);
        IsSoft = memory.ReadInt32(SpikingTransformerEngineLayout.SoftResetCell) != 0;
        IsAbove = memory.ReadInt32(SpikingTransformerEngineLayout.AboveThresholdCell) != 0;
        int keyMaximum = CompactCells.ReadWithin(memory, SpikingTransformerEngineLayout.KeyMaximumCell, 0, 15, ref fits);
        IsImage = memory.ReadInt32(SpikingTransformerEngineLayout.ImageCell) != 0;
        int inputWords = CompactCells.ReadWithin(memory, SpikingTransformerEngineLayout.InputWordsCell, 1, CompactSizes.DimWords, ref fits);
        InputCell = CompactCells.ReadWithin(memory, SpikingTransformerEngineLayout.InputPointerCell, 0, CompactSizes.LastCell, ref fits);
        int resultCell = CompactCells.ReadWithin(
            memory, SpikingTransformerEngineLayout.ResultPointerCell, SpikingTransformerEngineLayout.ResultCell, CompactSizes.LastCell, ref fits);
        ResultCell = isProgram && isKnown ? resultCell : SpikingTransformerEngineLayout.ResultCell;
        Tokens = tokens;
        Timesteps = timesteps;
        Leak = leak;
        KeyMaximum = keyMaximum;
        Inputs = inputWords << 4;
        return !isProgram ? SpikingTransformerEngineLayout.StatusNoProgram
            : !isKnown ? SpikingTransformerEngineLayout.StatusUnknownVersion
            : !fits ? SpikingTransformerEngineLayout.StatusSizeOverLimit
            : SpikingTransformerEngineLayout.StatusDone;
    }
}
