using System.Collections.Immutable;

namespace Accel.Models;

/// <summary>
/// A linear layer or convolution: acc[o] = Bias[o] + gated sum of Weight[o, i]; x[o] = acc[o] &lt;&lt; Shift[o] (numerics, Linear).
/// Convolutions keep the PyTorch order [out, in, kh, kw] in <see cref="Weight"/>, flattened to [out, fan-in].
/// </summary>
public sealed record LinearLayer
{
    /// <summary>Tensor name without the suffix, for instance <c>block.0.attn.q_conv</c>.</summary>
    public required string Name { get; init; }

    /// <summary>Output channels.</summary>
    public required int Outputs { get; init; }

    /// <summary>Fan-in: weights of one output channel.</summary>
    public required int Inputs { get; init; }

    /// <summary>[Outputs, Inputs] row-major, each within the model's weight bits.</summary>
    public required ImmutableArray<sbyte> Weight { get; init; }

    /// <summary>[Outputs], in the accumulator's scale.</summary>
    public required ImmutableArray<int> Bias { get; init; }

    /// <summary>[Outputs]. Left shift of the accumulator; for K the right shift of its ReLU.</summary>
    public required ImmutableArray<int> Shift { get; init; }

    /// <summary>[Outputs] theta of the neuron that reads the output; empty where there is none (K, head).</summary>
    public required ImmutableArray<int> Threshold { get; init; }
}
