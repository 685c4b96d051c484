using System.Collections.Immutable;

namespace Accel.Models;

/// <summary>
/// The stem's parameters; <see cref="Convolutions"/> has one layer for a linear stem, one a stage for a convolution stem.
/// </summary>
/// <param name="Convolutions">The embedding, or the stages in order.</param>
/// <param name="RelativePosition">rpe_conv of a convolution stem.</param>
/// <param name="Position">[N, D] row-major bias per token and channel of a linear stem, or empty.</param>
public sealed record StemParameters(ImmutableArray<LinearLayer> Convolutions, LinearLayer? RelativePosition, ImmutableArray<int> Position);

/// <summary>The parameters of one block.</summary>
public sealed record BlockParameters(
    LinearLayer Query,
    LinearLayer Key,
    LinearLayer Value,
    AttentionNeuron Attention,
    LinearLayer Projection,
    LinearLayer Fc1,
    LinearLayer Fc2);

/// <summary>The LIF over O = Q K^T V: x = O &lt;&lt; Shift, theta per channel.</summary>
public sealed record AttentionNeuron(string Name, ImmutableArray<int> Shift, ImmutableArray<int> Threshold);

/// <summary>A whole network: configuration and integer parameters, checked for shape, range and positive thresholds.</summary>
public sealed partial record SpikingTransformerModel(
    ModelConfiguration Configuration,
    StemParameters Stem,
    ImmutableArray<BlockParameters> Blocks,
    LinearLayer Head)
{
    /// <summary>N: number of tokens.</summary>
    public int Tokens => Configuration.TokenGrid.Height * Configuration.TokenGrid.Width;
}
