namespace Accel.Kernels;

/// <summary>The cells of a layer in a program of <see cref="SpikingTransformerCompactEngine"/>: those of every layer, those of a
/// convolution, two sums.</summary>
public static class CompactLayerLayout
{
    /// <summary>The layer's kind: the choices below, each from its bit on.</summary>
    public const int ChoicesOffset = 0;

    /// <summary>Positions of a line of the source: of a map its width, else N.</summary>
    public const int WidthOffset = 1;

    /// <summary>Lines of the source: of a map its height, else 1.</summary>
    public const int HeightOffset = 2;

    /// <summary>Channels of a position of the source.</summary>
    public const int InputsOffset = 3;

    /// <summary>Inputs that one sum adds: the channels, nine times as many of a convolution, those of one head, or 0.</summary>
    public const int CountOffset = 4;

    /// <summary>From the spike behind a sum's last input to the first input of the next sum.</summary>
    public const int BackOffset = 5;

    /// <summary>Channels of a position of the destination.</summary>
    public const int OutputsOffset = 6;

    /// <summary>T times the outputs: from a position of the destination to the next.</summary>
    public const int StrideOffset = 7;

    /// <summary>Spike address of the first sum's first input.</summary>
    public const int SourceOffset = 8;

    /// <summary>Spike address of the first output. Ternary ones always become V, numbers K.</summary>
    public const int DestinationOffset = 9;

    /// <summary>First cell of the channels' parameters.</summary>
    public const int WeightOffset = 10;

    /// <summary>First cell of the biases of each channel and token, which include the layer's.</summary>
    public const int PositionPointerOffset = 11;

    /// <summary>First cell of the trace.</summary>
    public const int TraceOffset = 12;

    /// <summary>Of a convolution: from a tap's last input to the first of the tap beside it.</summary>
    public const int TapOffset = 13;

    /// <summary>Of a convolution: from a line of taps' last input to the first of the line below.</summary>
    public const int TapLineOffset = 14;

    /// <summary>Of a convolution that pools: from a line of the destination to the next.</summary>
    public const int OutputLineOffset = 15;

    /// <summary>Sum of the cells of a layer, and behind it the sum of all values that the sum had; of a convolution three cells further
    /// on.</summary>
    public const int SumOffset = TapOffset;

    /// <summary>Cells of a layer that is no convolution.</summary>
    public const int LinearCells = SumOffset + 2;

    /// <summary>Cells of a convolution.</summary>
    public const int ConvolutionCells = LinearCells + 3;

    /// <summary>Bias plus gated sums of weights, then neurons.</summary>
    public const int OperationLinear = 0;

    /// <summary>O = Q K^T V from Q at the source, K and V, then neurons.</summary>
    public const int OperationAttention = 1;

    /// <summary>Logits and class.</summary>
    public const int OperationHead = 2;

    /// <summary>The neuron's first bit.</summary>
    public const int NeuronBit = 2;

    /// <summary>Spikes 0 and 1.</summary>
    public const int NeuronBinary = 0;

    /// <summary>Spikes -1, 0 and 1.</summary>
    public const int NeuronTernary = 1;

    /// <summary>Numbers 0..2^b - 1.</summary>
    public const int NeuronRelu = 2;

    /// <summary>The shortcut's first bit.</summary>
    public const int ShortcutBit = 4;

    /// <summary>The neurons read the layer's output.</summary>
    public const int ShortcutNone = 0;

    /// <summary>The layer's output becomes U, and the neurons read it.</summary>
    public const int ShortcutStore = 1;

    /// <summary>U grows by the layer's output, and the neurons read it.</summary>
    public const int ShortcutAdd = 2;

    /// <summary>The pool's first bit.</summary>
    public const int PoolBit = 6;

    /// <summary>No pool.</summary>
    public const int PoolNone = 0;

    /// <summary>Spikes are pooled on their way to the destination: an OR.</summary>
    public const int PoolSpikes = 1;

    /// <summary>The layer's output is pooled into U, a maximum; no neuron reads it.</summary>
    public const int PoolMaximum = 2;

    /// <summary>The input is an image's bit planes, computed once and presented in every timestep.</summary>
    public const int ImageBit = 8;

    /// <summary>Each token has biases of its own.</summary>
    public const int PositionBit = 9;

    /// <summary>The layer also writes its outputs to its trace.</summary>
    public const int TraceBit = 10;

    /// <summary>The layer is a convolution of 3x3 taps.</summary>
    public const int ConvolutionBit = 11;

    /// <summary>Bits of the choices.</summary>
    public const int ChoiceBits = 12;
}
