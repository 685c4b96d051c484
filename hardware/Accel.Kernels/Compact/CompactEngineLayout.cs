namespace Accel.Kernels;

/// <summary>
/// Memory layout of <see cref="SpikingTransformerEngine"/>: a header in fixed cells, room for a result, then layers, weights, input and
/// trace wherever the header and the layers say. Channels are padded to words of 16; padded weights, biases and shifts are 0 and padded
/// thresholds are positive, so padded channels never fire. With several heads each head is padded on its own (Q, K, V, O, A only).
/// On-chip spikes of one layer are ordered [token, timestep, word], of an image's bit planes [token, plane, word], highest plane first.
/// </summary>
public static class CompactEngineLayout
{
    /// <summary>Value of <see cref="MagicCell"/>: "ACL1".</summary>
    public const int Magic = 0x314C4341;

    /// <summary>Value of <see cref="VersionCell"/>.</summary>
    public const int Version = 3;

    /// <summary>Holds <see cref="Magic"/>.</summary>
    public const int MagicCell = 0;

    /// <summary>Holds <see cref="Version"/>.</summary>
    public const int VersionCell = 1;

    /// <summary>Number of layers.</summary>
    public const int LayerCountCell = 2;

    /// <summary>Holds the first cell of the layers, <see cref="LayerCells"/> each.</summary>
    public const int LayerPointerCell = 3;

    /// <summary>1: every layer also writes its outputs to its trace cells.</summary>
    public const int TraceCell = 4;

    /// <summary>N: number of tokens.</summary>
    public const int TokensCell = 5;

    /// <summary>T: number of timesteps.</summary>
    public const int TimestepsCell = 6;

    /// <summary>beta, 0..2.</summary>
    public const int LeakCell = 7;

    /// <summary>1: soft reset; 0: hard.</summary>
    public const int SoftResetCell = 8;

    /// <summary>1: fires above the threshold only; 0: at it too.</summary>
    public const int AboveThresholdCell = 9;

    /// <summary>2^b - 1, the largest element of K, at most 15.</summary>
    public const int KeyMaximumCell = 10;

    /// <summary>1: the input is an image; 0: spikes.</summary>
    public const int ImageCell = 11;

    /// <summary>Words of 16 inputs of a patch.</summary>
    public const int InputWordsCell = 12;

    /// <summary>
    /// Holds the first cell of the input. An image: [N, words, 4], four pixels a cell, the first in the lowest byte. Spikes: [N, T, words],
    /// 16 a cell, the first in bit 0.
    /// </summary>
    public const int InputPointerCell = 13;

    /// <summary>
    /// Holds the first cell of the result: what the engine writes besides traces. With the input's it changes from run to run, so that one
    /// input can be sent and one result fetched while the engine works on a third.
    /// </summary>
    public const int ResultPointerCell = 14;

    /// <summary>Where the result is expected to lie unless there is a reason to put it elsewhere; a program without magic number or of another version always gets its status here.</summary>
    public const int ResultCell = 16;

    /// <summary>Of the result: the status.</summary>
    public const int StatusOffset = 0;

    /// <summary>Of the result: the class.</summary>
    public const int ClassOffset = 1;

    /// <summary>Of the result: 16 logits, the unused ones 0.</summary>
    public const int LogitOffset = 2;

    /// <summary>Cells of the result.</summary>
    public const int ResultCells = 18;

    /// <summary>Cells of the header and of the result behind it.</summary>
    public const int HeaderCells = ResultCell + ResultCells;

    /// <summary>The network has run.</summary>
    public const int StatusDone = 1;

    /// <summary>The magic number is missing: no program.</summary>
    public const int StatusNoProgram = 2;

    /// <summary>A version that this engine does not know.</summary>
    public const int StatusUnknownVersion = 3;

    /// <summary>A size in the header is 0 or over this engine's limits.</summary>
    public const int StatusSizeOverLimit = 4;

    /// <summary>A layer has an unknown operation, neuron, shortcut or place.</summary>
    public const int StatusUnknownLayer = 5;

    /// <summary>A layer has a size of 0 or over this engine's limits.</summary>
    public const int StatusLayerOverLimit = 6;

    /// <summary>Cells of a layer.</summary>
    public const int LayerCells = ClassesOffset + 1;

    /// <summary>Of a layer: <see cref="OperationLinear"/>, <see cref="OperationAttention"/> or <see cref="OperationHead"/>.</summary>
    public const int OperationOffset = 0;

    /// <summary>Of a layer: <see cref="NeuronBinary"/>, <see cref="NeuronTernary"/> or <see cref="NeuronRelu"/>.</summary>
    public const int NeuronOffset = 1;

    /// <summary>Of a layer: <see cref="ShortcutNone"/>, <see cref="ShortcutStore"/> or <see cref="ShortcutAdd"/>.</summary>
    public const int ShortcutOffset = 2;

    /// <summary>Of a layer: where its input spikes lie on chip, one of the Place constants.</summary>
    public const int SourceOffset = 3;

    /// <summary>Of a layer: where its binary output spikes go, one of the Place constants. Ternary ones always become V, numbers K.</summary>
    public const int DestinationOffset = 4;

    /// <summary>Of a layer: words of 16 inputs.</summary>
    public const int InputWordsOffset = 5;

    /// <summary>Of a layer: tiles of 16 outputs.</summary>
    public const int OutputTilesOffset = 6;

    /// <summary>
    /// Of a layer: first cell of its tiles' parameters, one tile after the other: bias [16], theta [16], shift [16] and, but for attention, 64 cells
    /// a word of inputs with four signed bytes each, output-major.
    /// </summary>
    public const int WeightOffset = 7;

    /// <summary>Of a layer: 1 when its input is the image's bit planes, computed once and presented in every timestep.</summary>
    public const int ImageOffset = 8;

    /// <summary>Of a layer: 1 when each token has biases of its own.</summary>
    public const int PositionOffset = 9;

    /// <summary>Of a layer: first cell of the tokens' biases [tiles, N, 16], which include the layer's.</summary>
    public const int PositionPointerOffset = 10;

    /// <summary>
    /// Of a layer: first cell of its trace. For each tile, token, timestep: 16 numbers (U of a layer with a shortcut, O of attention), then its
    /// spikes: 1 cell (binary; ternary with -1 in the upper half) or 2 (K: 8 numbers of 4 bits each).
    /// </summary>
    public const int TraceOffset = 11;

    /// <summary>Of an attention layer: words of 16 channels of one head.</summary>
    public const int HeadWordsOffset = 12;

    /// <summary>Of the head: number of classes, at most 16.</summary>
    public const int ClassesOffset = 13;

    /// <summary>Bias plus gated sums of weights, then neurons.</summary>
    public const int OperationLinear = 0;

    /// <summary>O = Q K^T V from Q at the source, K and V, then neurons.</summary>
    public const int OperationAttention = 1;

    /// <summary>Logits and class.</summary>
    public const int OperationHead = 2;

    /// <summary>Spikes 0 and 1.</summary>
    public const int NeuronBinary = 0;

    /// <summary>Spikes -1, 0 and 1.</summary>
    public const int NeuronTernary = 1;

    /// <summary>Numbers 0..2^b - 1.</summary>
    public const int NeuronRelu = 2;

    /// <summary>The neurons read the layer's output.</summary>
    public const int ShortcutNone = 0;

    /// <summary>The layer's output becomes U, and the neurons read it.</summary>
    public const int ShortcutStore = 1;

    /// <summary>U grows by the layer's output, and the neurons read it.</summary>
    public const int ShortcutAdd = 2;

    /// <summary>Spikes of the tokens between layers.</summary>
    public const int PlaceTokens = 0;

    /// <summary>Spikes of the MLP's hidden channels; before the first layer, the input.</summary>
    public const int PlaceHidden = 1;

    /// <summary>Q; overlaps the hidden channels.</summary>
    public const int PlaceQuery = 2;

    /// <summary>A; overlaps the hidden channels, not Q.</summary>
    public const int PlaceAttended = 3;
}
