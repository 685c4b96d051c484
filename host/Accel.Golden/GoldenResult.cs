using System.Collections.Immutable;
using Accel.Models;

namespace Accel.Golden;

/// <summary>What a network computes for one input.</summary>
/// <param name="Class">The smallest index among the largest logits.</param>
/// <param name="Logits">[classes].</param>
/// <param name="Tensors">Every intermediate tensor, in the order of computation, and <c>logits</c>; names and shapes are listed at
/// <see cref="GoldenModel"/>.</param>
/// <param name="Layers">Additions by layer, in the order of computation.</param>
public sealed record GoldenResult(
    int Class,
    ImmutableArray<long> Logits,
    IReadOnlyList<NamedTensor> Tensors,
    IReadOnlyList<LayerAdditions> Layers)
{
    /// <summary>Additions whose gate is open, over the whole input; see <see cref="LayerAdditions"/>.</summary>
    public long GatedAdditions => Layers.Sum(static l => l.Gated);

    /// <summary>The same with all gates open.</summary>
    public long DenseAdditions => Layers.Sum(static l => l.Dense);

    /// <summary>The tensor of a name.</summary>
    /// <exception cref="KeyNotFoundException">There is none.</exception>
    public NamedTensor Tensor(string name) =>
        Tensors.FirstOrDefault(t => t.Name == name) ?? throw new KeyNotFoundException($"the network has no tensor {name}");
}

/// <summary>
/// The additions of one layer over all timesteps and tokens. An addition is gated by a spike (for the first layer on an image: by one bit
/// of one pixel, eight bit planes, computed once for all timesteps) and adds one weight, or one partial product of attention, to one sum.
/// Attention counts both products in the cheaper order: (Q K^T) V adds N numbers a spike of Q and a non-zero of V, Q (K^T V) adds Dh.
/// Biases, positions, shortcuts, membranes and the padding around an image are not counted: they have no gate.
/// </summary>
/// <param name="Layer">For instance <c>block.0.mlp.fc1_conv</c>; the products of attention stand under
/// <c>block.0.attn.attn_lif</c>.</param>
/// <param name="Gated">Additions whose gate is open.</param>
/// <param name="Dense">The same with all gates open.</param>
public sealed record LayerAdditions(string Layer, long Gated, long Dense);
