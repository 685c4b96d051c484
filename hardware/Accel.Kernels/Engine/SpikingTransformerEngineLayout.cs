namespace Accel.Kernels;

/// <summary>
/// Memory layout of <see cref="SpikingTransformerEngine"/>: a header in fixed cells, then a flat list of steps, weights, parameters, input
/// and results wherever
/// the header and the steps say (every pointer is a multiple of 4 cells, those of steps, weights and parameters of 16). A step is one tile
/// of output channels (or a part of its input) of one layer.
/// </summary>
/// <remarks>
/// On chip a tensor of spikes is one vector of bits: bit = position * Cp + channel, Cp being the channels padded to a multiple of 32.
/// 32 bits are a piece;
/// 128 bits of four timesteps are a word: piece p lies in word p / 4, timestep t in column t % 4 of group t / 4. Numbers of a membrane
/// shortcut U
/// lie in rows of 16 channels. A layer opens its source and destination with its first step and closes them with its last one.
/// <para>A weight image is rows of signed bytes, lane 0 first, <see cref="SpikingTransformerEngine.Lanes"/> bytes each (4-bit weights: half
/// as many, low nibble first).
/// Parameters of a step are two cells per lane, lane 0 first: bias (24 bits, signed) | shift &lt;&lt; 24, then theta.</para>
/// <para>The input is written as an Input step says: pieces of 32 bits, four of a word together (a beat), column by column.</para>
/// </remarks>
public static class SpikingTransformerEngineLayout
{
    /// <summary>Value of <see cref="MagicCell"/>: "ACL2".</summary>
    public const int Magic = 0x324C4341;

    /// <summary>Value of <see cref="VersionCell"/>.</summary>
    public const int Version = 2;

    /// <summary>Holds <see cref="Magic"/>.</summary>
    public const int MagicCell = 0;

    /// <summary>Holds <see cref="Version"/>.</summary>
    public const int VersionCell = 1;

    /// <summary>Holds the first cell of the steps, <see cref="EngineStepLayout.Cells"/> each.</summary>
    public const int StepPointerCell = 2;

    /// <summary>Number of steps, at least 1.</summary>
    public const int StepCountCell = 3;

    /// <summary>Holds the first cell of the input; it may change from run to run.</summary>
    public const int InputPointerCell = 4;

    /// <summary>Holds the first cell of the result, at least <see cref="HeaderCells"/>; it may change from run to run.</summary>
    public const int ResultPointerCell = 5;

    /// <summary>Neurons: beta (0..2) in bits 0..1; bit <see cref="SoftResetBit"/>; bit <see cref="AboveThresholdBit"/>.</summary>
    public const int NeuronCell = 6;

    /// <summary>Of <see cref="NeuronCell"/>: 1 for a soft reset, 0 for a hard one.</summary>
    public const int SoftResetBit = 2;

    /// <summary>Of <see cref="NeuronCell"/>: 1 to fire above the threshold only, 0 at it too.</summary>
    public const int AboveThresholdBit = 3;

    /// <summary>2^b - 1, the largest element of K.</summary>
    public const int KeyMaximumCell = 7;

    /// <summary>T: number of timesteps.</summary>
    public const int TimestepsCell = 8;

    /// <summary>Groups of 16 channels of a head (its channels padded to a multiple of 16), at least 1.</summary>
    public const int HeadGroupsCell = 9;

    /// <summary>Heads of each attention unit: heads of a core / AttentionUnits, rounded up; head h of a core belongs to unit h %
    /// AttentionUnits and is its head h / AttentionUnits.</summary>
    public const int UnitHeadsCell = 10;

    /// <summary>N: tokens of the attention.</summary>
    public const int TokensCell = 11;

    /// <summary>Cells of the whole memory: what the steps point to lies below, and nothing is written from here on.</summary>
    public const int MemoryCellsCell = 12;

    /// <summary>Holds a fingerprint of the engine that the program was compiled for: a polynomial of its parameters (see the program's
    /// document).</summary>
    public const int LimitsCell = 13;

    /// <summary>Holds the first cell of the counters (<see cref="EngineCountLayout"/>), at least <see cref="HeaderCells"/>; 0: none are
    /// written.</summary>
    public const int CountPointerCell = 14;

    /// <summary>The last two cells: as those of a step (<see cref="EngineStepLayout.CheckOffset"/>), the two pointers that may change
    /// taken as 0.</summary>
    public const int CheckCell = 18;

    /// <summary>Cells of the header.</summary>
    public const int HeaderCells = 20;

    /// <summary>Where the status goes when the header does not say (no program, unknown version): cell <see cref="HeaderCells"/>.</summary>
    public const int ResultCell = HeaderCells;

    /// <summary>Of the result: the status.</summary>
    public const int StatusOffset = 0;

    /// <summary>Of the result: the class.</summary>
    public const int ClassOffset = 1;

    /// <summary>Of the result: the step that the status is about (number of steps when done).</summary>
    public const int StepOffset = 2;

    /// <summary>Cells of the result. Logits lie where the Logits step's output pointer says.</summary>
    public const int ResultCells = 4;

    /// <summary>The network has run.</summary>
    public const int StatusDone = 1;

    /// <summary>The magic number is missing: no program.</summary>
    public const int StatusNoProgram = 2;

    /// <summary>A version that this engine does not know.</summary>
    public const int StatusUnknownVersion = 3;

    /// <summary>A size in the header is 0 or over this engine's limits.</summary>
    public const int StatusHeaderOverLimit = 4;

    /// <summary>A step of unknown kind or with an unknown choice.</summary>
    public const int StatusUnknownStep = 5;

    /// <summary>A step has a size of 0 or over this engine's limits.</summary>
    public const int StatusStepOverLimit = 6;

    /// <summary>A step opens or closes, reads or writes spikes out of turn.</summary>
    public const int StatusOutOfTurn = 7;

    /// <summary>The cells of the header or of a step do not add up: it is damaged.</summary>
    public const int StatusDamaged = 8;
}
