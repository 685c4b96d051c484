using Accel.Hast;
using Hast.Synthesis.Attributes;
using Hast.Transformer.SimpleMemory;

namespace Accel.Kernels;

/// <summary>
/// Runs a whole spiking transformer from a program: a list of layers, executed one after the other, whose weights lie in memory.
/// Activations of all timesteps stay on chip; each tile of 16 output channels is computed for all tokens and timesteps while its weights
/// are on chip, timesteps innermost, so that its membranes are registers. Memory: <see cref="SpikingTransformerEngineLayout"/>.
/// </summary>
/// <remarks>
/// O = Q K^T V is computed as Q (K^T V): with 64 additions a cycle for K^T V and 256 for Q times it, the other order would have to reach N
/// below Dh / 4 to be quicker. <see cref="AdditionOnlyAttention"/> has both.
/// </remarks>
[AdditionOnly]
public class SpikingTransformerEngine
{
    /// <summary>Largest number of tokens N, at most 1024.</summary>
    [Replaceable("Accel.Engine.MaxTokens")]
    public const int MaxTokens = 64;

    /// <summary>Largest number of channels of a token, and of inputs of a patch; a multiple of 16.</summary>
    [Replaceable("Accel.Engine.MaxDim")]
    public const int MaxDim = 64;

    /// <summary>Largest number of hidden channels of the MLP; a multiple of 16.</summary>
    [Replaceable("Accel.Engine.MaxHiddenDim")]
    public const int MaxHiddenDim = 256;

    /// <summary>Largest number of timesteps T.</summary>
    [Replaceable("Accel.Engine.MaxTimesteps")]
    public const int MaxTimesteps = 4;

    /// <summary>Largest number of channels of one head; a multiple of 16.</summary>
    [Replaceable("Accel.Engine.MaxHeadDim")]
    public const int MaxHeadDim = 32;

    /// <summary>Bits of a linear layer's accumulator, sign included.</summary>
    [Replaceable("Accel.Engine.AccumulatorBits")]
    public const int AccumulatorBits = 24;

    /// <summary>Bits of a neuron's membrane and of its threshold, sign included.</summary>
    [Replaceable("Accel.Engine.MembraneBits")]
    public const int MembraneBits = 24;

    /// <summary>Bits of the membrane shortcut U, sign included.</summary>
    [Replaceable("Accel.Engine.ShortcutBits")]
    public const int ShortcutBits = 24;

    /// <summary>Largest number of classes: the lanes of one tile.</summary>
    public const int MaxClasses = 16;

    /// <summary>Bits of K.</summary>
    public const int KeyBits = 4;

    /// <summary>Runs the program; ends with a status in any case.</summary>
    public virtual void Run(SimpleMemory memory)
    {
        var network = new EngineNetwork();
        int status = network.Read(memory);
        if (status == SpikingTransformerEngineLayout.StatusDone)
        {
            status = RunLayers(memory, network);
        }

        memory.WriteInt32(network.ResultCell + SpikingTransformerEngineLayout.StatusOffset, status);
    }

    [Memory("spikes", MemoryKind.Distributed)]
    [Memory("keys", MemoryKind.Distributed)]
    [Memory("values", MemoryKind.Distributed)]
    [Banked("shortcut", Banks = WeightTile.Lanes)]
    [Memory("shortcut", MemoryKind.Block)]
    [Banked("weights", Banks = WeightTile.RowWords)]
    [Memory("weights", MemoryKind.Distributed)]
    [Memory("bias", MemoryKind.Registers)]
    [Memory("theta", MemoryKind.Registers)]
    [Memory("shift", MemoryKind.Registers)]
    [Memory("acc", MemoryKind.Registers)]
    [Memory("sum", MemoryKind.Registers)]
    [Memory("membrane", MemoryKind.Registers)]
    [Memory("number", MemoryKind.Registers)]
    [Width("shortcut", ShortcutBits)]
    [Width("bias", AccumulatorBits)]
    [Width("theta", MembraneBits)]
    [Range("shift", 0, 31)]
    [Width("acc", AccumulatorBits)]
    [Width("sum", 12)]
    [Width("membrane", MembraneBits)]
    private static int RunLayers(SimpleMemory memory, EngineNetwork network)
    {
        ushort[] spikes = new ushort[EngineSizes.SpikeWords];
        ulong[] keys = new ulong[EngineSizes.KeyWords];
        uint[] values = new uint[EngineSizes.KeyWords];
        int[] shortcut = new int[EngineSizes.TokenWords * WeightTile.Lanes];
        uint[] weights = new uint[EngineSizes.WeightRows * WeightTile.RowWords];
        int[] bias = new int[WeightTile.Lanes];
        int[] theta = new int[WeightTile.Lanes];
        int[] shift = new int[WeightTile.Lanes];
        int[] acc = new int[WeightTile.Lanes];
        int[] sum = new int[WeightTile.Lanes];
        int[] membrane = new int[WeightTile.Lanes];
        int[] number = new int[WeightTile.Lanes];
        var layer = new EngineLayer();

        int inputCell = memory.ReadInt32(SpikingTransformerEngineLayout.InputPointerCell);
        EngineInput.Load(memory, inputCell, network.IsImage, network.Tokens, network.Timesteps, network.InputWords, spikes);

        int layers = memory.ReadInt32(SpikingTransformerEngineLayout.LayerCountCell);
        int cell = memory.ReadInt32(SpikingTransformerEngineLayout.LayerPointerCell);
        int status = SpikingTransformerEngineLayout.StatusDone;
        for (int index = 0; index < layers && status == SpikingTransformerEngineLayout.StatusDone; index++)
        {
            status = layer.Read(memory, cell);
            cell += SpikingTransformerEngineLayout.LayerCells;
            if (status == SpikingTransformerEngineLayout.StatusDone)
            {
                int headStart = 0;
                int tilesOfHead = 0;
                for (int tile = 0; tile < layer.OutputTiles; tile++)
                {
                    WeightTile.LoadParameter(memory, layer.WeightCell, bias);
                    WeightTile.LoadParameter(memory, layer.WeightCell + WeightTile.Lanes, theta);
                    WeightTile.LoadParameter(memory, layer.WeightCell + (2 * WeightTile.Lanes), shift);
                    layer.WeightCell += 3 * WeightTile.Lanes;
                    int rows = layer.InputWords;
                    if (layer.IsAttention)
                    {
                        rows = KeyValueProduct.Fill(
                            keys, values, weights, network.Tokens, network.Timesteps, layer.InputWords, layer.HeadWords, headStart, tile);
                    }
                    else
                    {
                        WeightTile.LoadWeights(memory, layer.WeightCell, rows, weights);
                        layer.WeightCell += rows << 6;
                    }

                    TilePass.Run(
                        memory, network, layer, tile, layer.IsAttention ? headStart : 0, rows,
                        spikes, keys, values, shortcut, weights, bias, theta, shift, acc, sum, membrane, number);

                    tilesOfHead++;
                    if (tilesOfHead == layer.HeadWords)
                    {
                        tilesOfHead = 0;
                        headStart += layer.HeadWords;
                    }
                }
            }
        }

        return status;
    }
}
