using Hast.Transformer.SimpleMemory;

namespace Accel.Kernels;

/// <summary>What the program's header says.</summary>
internal sealed class EngineNetwork
{
    public bool IsTraced;
    public int Tokens;
    public int Timesteps;
    public int Leak;
    public bool IsSoft;
    public bool IsAbove;
    public int KeyMaximum;
    public bool IsImage;
    public int InputWords;
    public int ResultCell;

    /// <summary>Reads the header; returns StatusDone or what is wrong with it.</summary>
    public int Read(SimpleMemory memory)
    {
        int magic = memory.ReadInt32(SpikingTransformerEngineLayout.MagicCell);
        int version = memory.ReadInt32(SpikingTransformerEngineLayout.VersionCell);
        IsTraced = memory.ReadInt32(SpikingTransformerEngineLayout.TraceCell) != 0;
        int tokens = memory.ReadInt32(SpikingTransformerEngineLayout.TokensCell);
        int timesteps = memory.ReadInt32(SpikingTransformerEngineLayout.TimestepsCell);
        int leak = memory.ReadInt32(SpikingTransformerEngineLayout.LeakCell);
        IsSoft = memory.ReadInt32(SpikingTransformerEngineLayout.SoftResetCell) != 0;
        IsAbove = memory.ReadInt32(SpikingTransformerEngineLayout.AboveThresholdCell) != 0;
        int keyMaximum = memory.ReadInt32(SpikingTransformerEngineLayout.KeyMaximumCell);
        IsImage = memory.ReadInt32(SpikingTransformerEngineLayout.ImageCell) != 0;
        int inputWords = memory.ReadInt32(SpikingTransformerEngineLayout.InputWordsCell);
        int resultCell = memory.ReadInt32(SpikingTransformerEngineLayout.ResultPointerCell);

        bool isKnown = magic == SpikingTransformerEngineLayout.Magic && version == SpikingTransformerEngineLayout.Version;
        ResultCell = isKnown ? resultCell : SpikingTransformerEngineLayout.ResultCell;
        bool fits = EngineLayer.IsWithin(tokens, 1, SpikingTransformerEngine.MaxTokens)
            && EngineLayer.IsWithin(timesteps, 1, SpikingTransformerEngine.MaxTimesteps)
            && EngineLayer.IsWithin(leak, 0, 2)
            && EngineLayer.IsWithin(keyMaximum, 0, 15)
            && EngineLayer.IsWithin(inputWords, 1, EngineSizes.DimWords);
        Tokens = fits ? tokens : 0;
        Timesteps = fits ? timesteps : 0;
        Leak = leak & 3;
        KeyMaximum = keyMaximum & 15;
        InputWords = fits ? inputWords : 0;
        return magic != SpikingTransformerEngineLayout.Magic ? SpikingTransformerEngineLayout.StatusNoProgram
            : version != SpikingTransformerEngineLayout.Version ? SpikingTransformerEngineLayout.StatusUnknownVersion
            : !fits ? SpikingTransformerEngineLayout.StatusSizeOverLimit
            : SpikingTransformerEngineLayout.StatusDone;
    }
}
