using Accel.Hast;
using Hast.Transformer.SimpleMemory;

namespace Accel.Kernels;

/// <summary>What the program's header says.</summary>
internal sealed class CompactNetwork
{
    public int Timesteps;
    public int Leak;
    public bool IsSoft;
    public bool IsAbove;
    public int KeyMaximum;
    public int InputSpikes;
    public int InputCell;
    public int Layers;
    public int LayerCell;
    public int ResultCell;

    /// <summary>Reads the header, cell by cell in the layout's order; returns StatusDone or what is wrong with it.</summary>
    [Range("timesteps", 1, SpikingTransformerCompactEngine.MaxTimesteps)]
    [Range("neuron", 0, 15)]
    [Range("keyMaximum", 0, CompactSizes.MaxKey)]
    [Range("inputSpikes", 0, CompactSizes.LastSpike)]
    public int Read(SimpleMemory memory, CompactReader reader)
    {
        bool isProgram = memory.ReadInt32(CompactEngineLayout.MagicCell) == CompactEngineLayout.Magic;
        bool isKnown = memory.ReadInt32(CompactEngineLayout.VersionCell) == CompactEngineLayout.Version;
        reader.Start(CompactEngineLayout.InputPointerCell);
        InputCell = CompactReader.Within(memory, reader, 0, CompactSizes.LastCell);
        ResultCell = CompactReader.Within(memory, reader, CompactEngineLayout.ResultCell, CompactSizes.LastCell);
        if (!isProgram || !isKnown)
        {
            ResultCell = CompactEngineLayout.ResultCell;
        }

        // The two pointers may change from run to run, so that the sums are without them.
        bool fits = reader.Fits;
        reader.Restart();
        Layers = CompactReader.Within(memory, reader, 0, CompactSizes.LastCell);
        LayerCell = CompactReader.Within(memory, reader, 0, CompactSizes.LastCell);
        int inputSpikes = CompactReader.Within(memory, reader, 0, CompactSizes.LastSpike);
        InputSpikes = inputSpikes;
        CompactReader.Within(memory, reader, CompactSizes.LastSpike, CompactSizes.LastSpike);
        CompactReader.Within(memory, reader, 1, SpikingTransformerCompactEngine.MaxTokens);
        int timesteps = CompactReader.Within(memory, reader, 1, SpikingTransformerCompactEngine.MaxTimesteps);
        Timesteps = timesteps;
        int neuron = CompactReader.Within(memory, reader, 0, 15);
        Leak = neuron & 3;
        IsSoft = ((neuron >> CompactEngineLayout.SoftResetBit) & 1) != 0;
        IsAbove = ((neuron >> CompactEngineLayout.AboveThresholdBit) & 1) != 0;
        int keyMaximum = CompactReader.Within(memory, reader, 0, CompactSizes.MaxKey);
        KeyMaximum = keyMaximum;
        fits = fits && reader.Fits && Leak != 3;
        bool isWhole = reader.IsWhole(memory);
        return !isProgram ? CompactEngineLayout.StatusNoProgram
            : !isKnown ? CompactEngineLayout.StatusUnknownVersion
            : !fits ? CompactEngineLayout.StatusSizeOverLimit
            : !isWhole ? CompactEngineLayout.StatusDamaged
            : CompactEngineLayout.StatusDone;
    }
}
