using Accel.Hast;
using Hast.Synthesis.Attributes;
using Hast.Transformer.SimpleMemory;

namespace Accel.Kernels;

/// <summary>
/// Runs spiking transformers with one addition at a time, for devices that are too small for the event-driven engine: a few thousand
/// LUTs of 4 inputs, and block RAM alone. Output channels are computed one after the other, each for all positions and timesteps while its
/// weights are on chip, timesteps innermost, so that its membrane is a register. Memory: <see cref="CompactEngineLayout"/>, all of it
/// within the reach of <see cref="AddressBits"/>.
/// </summary>
/// <remarks>
/// O = Q K^T V is computed as Q (K^T V): the T Dh numbers of K^T V that one channel needs take the place of its weights, so that attention is a
/// gated sum like any other.
/// </remarks>
[AdditionOnly]
public class SpikingTransformerCompactEngine
{
    /// <summary>Largest number of tokens N.</summary>
    [Replaceable("Accel.CompactEngine.MaxTokens")]
    [Allowed(1, CompactEngineLayout.MostTokens)]
    [Requires(
        3L * MaxTokens * MaxTimesteps * MaxDim <= CompactEngineLayout.MostSpikes, "the tokens' spikes, Q and A are 65,536 spikes at most")]
    [Requires(
        (long)MaxTokens * MaxTimesteps * (MaxDim + MaxHiddenDim) <= CompactEngineLayout.MostSpikes,
        "the tokens' spikes and those of their hidden channels are 65,536 at most")]
    [Requires(
        (long)MaxTokens * MaxDim * (MaxTimesteps + CompactSizes.Planes) <= CompactEngineLayout.MostSpikes,
        "the tokens' spikes and an image's bit planes are 65,536 at most")]
    public const int MaxTokens = 16;

    /// <summary>Largest number of channels of a token, of a map, and of inputs of a patch.</summary>
    [Replaceable("Accel.CompactEngine.MaxDim")]
    [Allowed(1, CompactEngineLayout.MostNumber)]
    [Requires(
        MaxSide == 0 || (long)CompactSizes.Taps * MaxDim <= CompactEngineLayout.MostNumber,
        "a convolution's nine taps have 65,535 inputs at most")]
    public const int MaxDim = 16;

    /// <summary>Largest number of hidden channels of the MLP.</summary>
    [Replaceable("Accel.CompactEngine.MaxHiddenDim")]
    [Allowed(1, CompactEngineLayout.MostNumber)]
    public const int MaxHiddenDim = 32;

    /// <summary>Largest number of timesteps T.</summary>
    [Replaceable("Accel.CompactEngine.MaxTimesteps")]
    [Allowed(1, 256)]
    [Requires(
        (long)MaxTimesteps * MaxHeadDim <= CompactEngineLayout.MostNumber && (long)MaxTimesteps * MaxDim <= CompactEngineLayout.MostNumber
            && (long)MaxTimesteps * MaxHiddenDim <= CompactEngineLayout.MostNumber
            && (long)MaxTimesteps * MaxClasses <= CompactEngineLayout.MostNumber,
        "channels of all timesteps, of a head, a position or the classes, are 65,535 at most")]
    public const int MaxTimesteps = 4;

    /// <summary>Largest number of channels of one head.</summary>
    [Replaceable("Accel.CompactEngine.MaxHeadDim")]
    [Allowed(1, CompactEngineLayout.MostNumber)]
    public const int MaxHeadDim = 16;

    /// <summary>Bits of a linear layer's accumulator, sign included.</summary>
    [Replaceable("Accel.CompactEngine.AccumulatorBits")]
    [Allowed(2, 32)]
    public const int AccumulatorBits = 20;

    /// <summary>Bits of a neuron's membrane and of its threshold, sign included.</summary>
    [Replaceable("Accel.CompactEngine.MembraneBits")]
    [Allowed(2, 31)]
    public const int MembraneBits = 20;

    /// <summary>Bits of the membrane shortcut U, sign included.</summary>
    [Replaceable("Accel.CompactEngine.ShortcutBits")]
    [Allowed(2, 32)]
    public const int ShortcutBits = 20;

    /// <summary>Bits of the address of a cell; program, weights, input and traces lie in the 2^bits cells that they reach. At most 16.</summary>
    [Replaceable("Accel.CompactEngine.AddressBits")]
    [Allowed(5, 16)]
    public const int AddressBits = 16;

    /// <summary>Largest number of classes.</summary>
    [Replaceable("Accel.CompactEngine.MaxClasses")]
    [Allowed(1, CompactEngineLayout.MostNumber)]
    public const int MaxClasses = 16;

    /// <summary>Largest height and width of an image, and of a map, of a convolution stem; 0: without convolutions.</summary>
    [Replaceable("Accel.CompactEngine.MaxSide")]
    [Allowed(0, CompactEngineLayout.MostNumber)]
    public const int MaxSide = 8;

    /// <summary>
    /// Spikes of a convolution's source and destination together, bit planes of an image included, that there is room for in any case: as
    /// many as linear layers need there always are, and the next power of two is what the engine has.
    /// </summary>
    [Replaceable("Accel.CompactEngine.MaxMapSpikes")]
    [Allowed(0, CompactEngineLayout.MostSpikes)]
    public const int MaxMapSpikes = 0;

    /// <summary>Bits of K.</summary>
    public const int KeyBits = 4;

    /// <summary>Runs the program; ends with a status in any case.</summary>
    public virtual void Run(SimpleMemory memory)
    {
        var network = new CompactNetwork();
        var reader = new CompactReader();
        int status = network.Read(memory, reader);
        if (status == CompactEngineLayout.StatusDone)
        {
            status = RunLayers(memory, network, reader);
        }

        memory.WriteInt32(network.ResultCell + CompactEngineLayout.StatusOffset, status);
    }

    [Memory("spikes", MemoryKind.Block)]
    [Memory("keys", MemoryKind.Block)]
    [Memory("values", MemoryKind.Block)]
    [Memory("shortcut", MemoryKind.Block)]
    [Memory("row", MemoryKind.Block)]
    [Range("spikes", 0, 1)]
    [Range("keys", 0, CompactSizes.MaxKey)]
    [Range("values", -1, 1)]
    [Width("shortcut", ShortcutBits)]
    [Range("row", CompactSizes.LeastInRow, CompactSizes.MostInRow)]
    private static int RunLayers(SimpleMemory memory, CompactNetwork network, CompactReader reader)
    {
        byte[] spikes = new byte[CompactSizes.LastSpike + 1];
        byte[] keys = new byte[CompactSizes.TokenChannels];
        sbyte[] values = new sbyte[CompactSizes.TokenChannels];
        int[] shortcut = new int[CompactSizes.TokenChannels];
        short[] row = new short[CompactSizes.Row];
        var layer = new CompactLayer();
        var word = new CompactWord();

        CompactInput.Load(memory, network, word, spikes);
        reader.Cell = network.LayerCell;
        int status = CompactEngineLayout.StatusDone;
        for (int index = 0; index < network.Layers && status == CompactEngineLayout.StatusDone; index++)
        {
            status = layer.Read(memory, reader);
            if (status == CompactEngineLayout.StatusDone)
            {
                CompactChannels.Run(memory, network, layer, word, spikes, keys, values, shortcut, row);
            }
        }

        return status;
    }
}
