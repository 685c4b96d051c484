namespace Accel.Kernels;

/// <summary>Cells of a step of <see cref="SpikingTransformerEngineLayout"/>. Cells that a kind does not name are 0.</summary>
/// <remarks>
/// Kinds: <see cref="Input"/> writes spikes from memory to the destination; <see cref="Sums"/> adds the weights of the source's
/// spikes; <see cref="Empty"/>
/// visits the neurons with sums of 0 (bias, and what U holds); <see cref="Attend"/> visits them with O = Q K^T V;
/// <see cref="DumpShortcut"/> and <see cref="DumpSpikes"/> write U and
/// the source's spikes to memory; <see cref="Logits"/> adds rows of U and writes logits and class.
/// <para>Positions are visited row by row from line y0 up to, not including, line y1; at each one timestep by timestep, at each of
/// these group by group (16 lanes).</para>
/// </remarks>
public static class EngineStepLayout
{
    /// <summary>Cells of a step.</summary>
    public const int Cells = 32;

    /// <summary>One of the kinds below.</summary>
    public const int KindOffset = 0;

    /// <summary>Kind: writes <see cref="CountOffset"/> words of the input (header's pointer + <see cref="OutputPointerOffset"/>) to
    /// the destination from word 0; opens and closes it itself.
    /// With <see cref="AllColumnsBit"/> 16 cells per word (column 0's four pieces, column 1's, ...), else 4 per word, column 0.</summary>
    public const int Input = 1;

    /// <summary>Kind: sums of weights of the source's spikes.</summary>
    public const int Sums = 2;

    /// <summary>Kind: sums of 0.</summary>
    public const int Empty = 3;

    /// <summary>Kind: O = Q K^T V of groups <see cref="UnitOffset"/> on.</summary>
    public const int Attend = 4;

    /// <summary>Kind: logits and class from U. Row of class c and range r: ShortcutRow + r * RangeRows + c / 16.</summary>
    public const int Logits = 5;

    /// <summary>Kind: rows ShortcutRow .. + Count - 1 of U to memory, a number per cell, 16 cells per row.</summary>
    public const int DumpShortcut = 6;

    /// <summary>Kind: words 0 .. Count - 1 of the source to memory, 16 cells per word (column 0's four pieces, column 1's, ...).</summary>
    public const int DumpSpikes = 7;

    /// <summary>Flags, the bits below.</summary>
    public const int FlagsOffset = 1;

    /// <summary>Flag: takes the oldest spikes that are written as the source.</summary>
    public const int OpensSourceBit = 0;

    /// <summary>Flag: gives the source back behind this step.</summary>
    public const int ClosesSourceBit = 1;

    /// <summary>Flag: takes a free buffer as the destination.</summary>
    public const int OpensDestinationBit = 2;

    /// <summary>Flag: the destination is complete behind this step.</summary>
    public const int ClosesDestinationBit = 3;

    /// <summary>Flag: 4-bit weights.</summary>
    public const int NibblesBit = 4;

    /// <summary>Flag: U is added, x = U + ((sum + bias) &lt;&lt; shift).</summary>
    public const int AddsShortcutBit = 5;

    /// <summary>Flag: the current becomes U.</summary>
    public const int StoresShortcutBit = 6;

    /// <summary>Flag: U becomes the largest current of the 3x3 pool's positions (stride 2, padding 1). Without neurons, and neither
    /// Adds nor Stores.</summary>
    public const int PoolsMaximumBit = 7;

    /// <summary>Flag: the destination's spikes are the OR over the 3x3 pool (stride 2, padding 1).</summary>
    public const int PoolsSpikesBit = 8;

    /// <summary>Flag: what the neurons fire is written to memory as well: per position, timestep and group (of those written) 4 cells:
    /// spikes (+1 in bits 0..15, -1 in bits
    /// 16..31) in the first one; or keys, 8 bits each, channel 0 lowest.</summary>
    public const int TracesBit = 9;

    /// <summary>Flag of an Input step: four columns per word.</summary>
    public const int AllColumnsBit = 10;

    /// <summary>Flag of a pool: outputs of the line above an odd first line are another core's.</summary>
    public const int StartsBelowBit = 11;

    /// <summary>Flag of a pool: outputs of the line below an odd last line are another core's.</summary>
    public const int EndsAboveBit = 12;

    /// <summary>Schedule (<see cref="SharedSets"/>..) | neuron (<see cref="NoNeuron"/>..) &lt;&lt; 4 | destination
    /// (<see cref="Nowhere"/>..) &lt;&lt; 8 | core &lt;&lt; 12.</summary>
    public const int ChoicesOffset = 2;

    /// <summary>Schedule: T timesteps from T columns, what they share added once.</summary>
    public const int SharedSets = 0;

    /// <summary>Schedule: column 0 once, T visits of the same sum.</summary>
    public const int StaticSets = 1;

    /// <summary>Schedule: the columns' sums added, one visit per group of timesteps (T = 0 mod 4: four columns each).</summary>
    public const int SummedSets = 2;

    /// <summary>Neuron: none; nothing is fired.</summary>
    public const int NoNeuron = 0;

    /// <summary>Neuron: spikes 0 and 1.</summary>
    public const int BinaryNeuron = 1;

    /// <summary>Neuron: spikes -1, 0 and 1.</summary>
    public const int TernaryNeuron = 2;

    /// <summary>Neuron: numbers 0 .. 2^b - 1 (of sum + bias, shifted right).</summary>
    public const int ReluNeuron = 3;

    /// <summary>Destination: none.</summary>
    public const int Nowhere = 0;

    /// <summary>Destination: the open buffer.</summary>
    public const int ToBuffer = 1;

    /// <summary>Destination: K of the attention units.</summary>
    public const int ToKeys = 2;

    /// <summary>Destination: V of the attention units, behind all of K.</summary>
    public const int ToValues = 3;

    /// <summary>Destination: Q of the attention units.</summary>
    public const int ToQueries = 4;

    /// <summary>T of the step: timesteps read and visited. (Static: visits per position; Summed: columns that are read.)</summary>
    public const int TimestepsOffset = 3;

    /// <summary>Height H | width W &lt;&lt; 16.</summary>
    public const int SizeOffset = 4;

    /// <summary>y0 | y1 &lt;&lt; 16.</summary>
    public const int LinesOffset = 5;

    /// <summary>dy0 + 1 | (dy1 + 1) &lt;&lt; 2 | (dx0 + 1) &lt;&lt; 4 | (dx1 + 1) &lt;&lt; 6: the rectangle of taps.</summary>
    public const int TapsOffset = 6;

    /// <summary>First piece of the position (y0, 0) in the source, cFirst included, so (y0 W Cp + cFirst) / 32.</summary>
    public const int SourcePieceOffset = 7;

    /// <summary>Pieces of a position in the source, Cp / 32.</summary>
    public const int PositionPiecesOffset = 8;

    /// <summary>Pieces of a line in the source, W Cp / 32.</summary>
    public const int LinePiecesOffset = 9;

    /// <summary>Pieces of an interval: ((dx1 - dx0) Cp + cCount) / 32.</summary>
    public const int SpanPiecesOffset = 10;

    /// <summary>Pieces from one group of timesteps to the next in the source (a multiple of 4).</summary>
    public const int SourceGroupPiecesOffset = 11;

    /// <summary>Groups of 16 lanes that are visited, 4..Lanes / 16 | groups that are fired, traced, sent on, 1..visited &lt;&lt; 8.
    /// Fired ones to a buffer are even.
    /// (OR pools: visited times T at least 8.)</summary>
    public const int GroupsOffset = 12;

    /// <summary>Row of U of the position (y0, 0) (pool: of output position (y0 / 2, 0)), timestep 0, group 0.</summary>
    public const int ShortcutRowOffset = 13;

    /// <summary>Rows of U from a position to the next one.</summary>
    public const int PositionRowsOffset = 14;

    /// <summary>Rows of U from a timestep to the next one.</summary>
    public const int TimestepRowsOffset = 15;

    /// <summary>Maximum pool: rows of U from a line of outputs to the next one.</summary>
    public const int LineRowsOffset = 16;

    /// <summary>First piece of the position (y0, 0) (OR pool: of output position (y0 / 2, 0)) in the destination, that of the
    /// tile.</summary>
    public const int DestinationPieceOffset = 17;

    /// <summary>Pieces of a position in the destination.</summary>
    public const int DestinationPositionPiecesOffset = 18;

    /// <summary>OR pool: pieces of a line of outputs in the destination.</summary>
    public const int DestinationLinePiecesOffset = 19;

    /// <summary>Pieces from one group of timesteps to the next in the destination (a multiple of 4).</summary>
    public const int DestinationGroupPiecesOffset = 20;

    /// <summary>First cell of the weight image.</summary>
    public const int WeightPointerOffset = 21;

    /// <summary>Rows of the weight image, a multiple of 4, 4..4 * (BankRows - 1): (dy1 - dy0 + 1) * SpanPieces * 32.</summary>
    public const int WeightRowsOffset = 22;

    /// <summary>First cell of the parameters.</summary>
    public const int ParameterPointerOffset = 23;

    /// <summary>K, V, Q and Attend: unit of the tile's first head | its number among the unit's heads &lt;&lt; 8 | first group within
    /// the head &lt;&lt; 16.</summary>
    public const int UnitOffset = 24;

    /// <summary>First cell of what is written to memory (dumps, traces, logits); Input: added to the input's pointer.</summary>
    public const int OutputPointerOffset = 25;

    /// <summary>Rows, words or classes.</summary>
    public const int CountOffset = 26;

    /// <summary>Logits: ranges.</summary>
    public const int RangesOffset = 27;

    /// <summary>Logits: rows of U from a range to the next one.</summary>
    public const int RangeRowsOffset = 28;

    /// <summary>Pieces of an interval that are left out at either end of a line: PositionPieces, or less where several positions are
    /// worked at as one.</summary>
    public const int CutPiecesOffset = 29;

    /// <summary>
    /// The last two cells: they make 0 (mod 2^32) of the sum of all cells of the step, and of the sum of the 32 sums that are there
    /// after each
    /// cell. So no one or two damaged bits go unseen.
    /// </summary>
    public const int CheckOffset = 30;
}
