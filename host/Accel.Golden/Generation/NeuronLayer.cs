using Accel.Models;

namespace Accel.Golden.Generation;

/// <summary>One layer of neurons.</summary>
/// <param name="HasBias">Whether a layer with a bias makes its currents; the attention's products have none, and of V the signs are to
/// balance.</param>
/// <param name="Pool">The map before the OR pool that follows, or null.</param>
/// <param name="IsEmbedding">Whether the layer that makes its currents is the first that adds to the shortcut.</param>
internal sealed record NeuronLayer(bool HasBias, Grid? Pool = null, bool IsEmbedding = false)
{
    /// <summary>All of a network, in the order in which the forward pass meets them.</summary>
    public static IEnumerable<NeuronLayer> Of(ModelConfiguration c)
    {
        if (c.Stem is ConvolutionStem convolution)
        {
            var size = (c.Image.Height, c.Image.Width);
            foreach (var stage in convolution.Stages.SkipLast(1))
            {
                yield return new NeuronLayer(true, stage.Pool ? new Grid(size.Height, size.Width) : null);
                size = stage.OutputSize(size);
            }

            yield return new NeuronLayer(true, IsEmbedding: true); // over u, before the relative position
        }

        yield return new NeuronLayer(true, IsEmbedding: c.Stem is LinearStem); // over U
        for (var b = 0; b < c.Depth; b++)
        {
            yield return new NeuronLayer(true); // Q
            yield return new NeuronLayer(false); // K
            yield return new NeuronLayer(false); // V
            yield return new NeuronLayer(false); // attention
            yield return new NeuronLayer(true); // over U
            yield return new NeuronLayer(true); // hidden
            yield return new NeuronLayer(true); // over U
        }
    }
}
