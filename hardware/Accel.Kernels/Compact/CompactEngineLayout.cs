namespace Accel.Kernels;

/// <summary>
/// Memory layout of <see cref="SpikingTransformerCompactEngine"/>: a header in fixed cells, room for a result, then layers, weights, input
/// and trace wherever the header and the layers say. All of it is described in host/Accel.Host/docs/compact-program.md.
/// </summary>
public static class CompactEngineLayout
{
    /// <summary>Value of <see cref="MagicCell"/>: "ACL1".</summary>
    public const int Magic = 0x314C4341;

    /// <summary>Value of <see cref="VersionCell"/>.</summary>
    public const int Version = 4;

    /// <summary>The largest number in a cell of header and layers, which have 16 bits.</summary>
    public const int MostNumber = ushort.MaxValue;

    /// <summary>The most spikes that an engine has room for: their addresses are such numbers.</summary>
    public const int MostSpikes = MostNumber + 1;

    /// <summary>The most tokens: an element of K^T V, up to 15 from each, has 16 bits.</summary>
    public const int MostTokens = short.MaxValue / CompactSizes.MaxKey;

    /// <summary>Holds <see cref="Magic"/>.</summary>
    public const int MagicCell = 0;

    /// <summary>Holds <see cref="Version"/>.</summary>
    public const int VersionCell = 1;

    /// <summary>Holds the first cell of the input: bits, 32 a cell. May change from run to run, so that one input is sent while another is
    /// worked at.</summary>
    public const int InputPointerCell = 2;

    /// <summary>Holds the first cell of the result. May change from run to run.</summary>
    public const int ResultPointerCell = 3;

    /// <summary>Number of layers.</summary>
    public const int LayerCountCell = 4;

    /// <summary>Holds the first cell of the layers, which lie one behind the other.</summary>
    public const int LayerPointerCell = 5;

    /// <summary>Bits of the input, which becomes the spikes from address 0 on.</summary>
    public const int InputSpikesCell = 6;

    /// <summary>The last spike's address of the engine that the program was compiled for, whose spike addresses run in a circle.</summary>
    public const int LastSpikeCell = 7;

    /// <summary>N: number of tokens.</summary>
    public const int TokensCell = 8;

    /// <summary>T: number of timesteps.</summary>
    public const int TimestepsCell = 9;

    /// <summary>The neurons' rules: leak beta (0..2), bit <see cref="SoftResetBit"/> and bit <see cref="AboveThresholdBit"/>.</summary>
    public const int NeuronCell = 10;

    /// <summary>2^b - 1, the largest element of K.</summary>
    public const int KeyMaximumCell = 11;

    /// <summary>The sum of the cells from <see cref="LayerCountCell"/> to here.</summary>
    public const int SumCell = 12;

    /// <summary>The sum of all values that the sum had after each of these cells.</summary>
    public const int SumOfSumsCell = 13;

    /// <summary>Cells of the header.</summary>
    public const int HeaderCells = 14;

    /// <summary>Where the result lies unless there is a reason to put it elsewhere; a program without magic number or of another version
    /// always gets its status here.</summary>
    public const int ResultCell = 16;

    /// <summary>Of <see cref="NeuronCell"/>: the reset is soft.</summary>
    public const int SoftResetBit = 2;

    /// <summary>Of <see cref="NeuronCell"/>: fires above the threshold only.</summary>
    public const int AboveThresholdBit = 3;

    /// <summary>Of the result: the status.</summary>
    public const int StatusOffset = 0;

    /// <summary>Of the result: the class.</summary>
    public const int ClassOffset = 1;

    /// <summary>Of the result: the logits.</summary>
    public const int LogitOffset = 2;

    /// <summary>The network has run.</summary>
    public const int StatusDone = 1;

    /// <summary>The magic number is missing: no program.</summary>
    public const int StatusNoProgram = 2;

    /// <summary>A version that this engine does not know.</summary>
    public const int StatusUnknownVersion = 3;

    /// <summary>A size in the header is 0 or over this engine's limits.</summary>
    public const int StatusSizeOverLimit = 4;

    /// <summary>A layer has an unknown operation, neuron, shortcut or pool, or is a convolution and this engine is made without.</summary>
    public const int StatusUnknownLayer = 5;

    /// <summary>A layer has a size of 0 or over this engine's limits.</summary>
    public const int StatusLayerOverLimit = 6;

    /// <summary>The header or a layer does not have the sums that it says: it is damaged.</summary>
    public const int StatusDamaged = 7;
}
