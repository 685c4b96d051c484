using Accel.Models;

namespace Accel.Golden;

/// <summary>
/// The managed golden model: a spiking transformer with addition-only attention in exact integers, in whole tensors. What it
/// computes is the definition that every generated circuit must meet bit for bit. It may be used by several threads.
/// </summary>
/// <remarks>
/// Tensors, in order, with N tokens, D channels and H hidden channels; [T, N, D] where nothing else stands:
/// for a convolution stem <c>patch_embed.stage{i}.s</c> [T, C, positions] (spikes that the next stage reads, after the pool),
/// <c>patch_embed.u0</c> and <c>patch_embed.s0</c> (before the relative position);
/// <c>patch_embed.u</c>, <c>patch_embed.s</c>; for each block <c>block.{b}.attn.q</c>, <c>.k</c>, <c>.v</c>, <c>.o</c> (integers of Q K^T
/// V), <c>.a</c>,
/// <c>.u</c>, <c>.s</c>, <c>block.{b}.mlp.h</c> [T, N, H], <c>.u</c>, <c>.s</c>; <c>logits</c> [classes].
/// </remarks>
public sealed class GoldenModel
{
    private readonly SpikingTransformerModel _model;
    private readonly Neurons _neurons;
    private readonly StemForward _stem;
    private readonly BlockForward[] _blocks;
    private readonly ClassifierForward _classifier;

    /// <summary>Prepares a model; worth keeping when many inputs follow.</summary>
    /// <exception cref="ModelFormatException">The model is not sound.</exception>
    public GoldenModel(SpikingTransformerModel model)
        : this(model, new Neurons((model ?? throw new ArgumentNullException(nameof(model))).Configuration))
    {
    }

    // Neurons of another make choose their own thresholds: that is how random models are calibrated.
    internal GoldenModel(SpikingTransformerModel model, Neurons neurons)
    {
        model.Validate();
        _model = model;
        _neurons = neurons;
        _stem = new StemForward(model, _neurons);
        _blocks = [.. Enumerable.Range(0, model.Blocks.Length).Select(b => new BlockForward(model, b, _neurons))];
        _classifier = new ClassifierForward(model.Head);
    }

    /// <summary>Prepares a model and runs it once.</summary>
    /// <inheritdoc cref="Run(NetworkInput)"/>
    public static GoldenResult Run(SpikingTransformerModel model, NetworkInput input) => new GoldenModel(model).Run(input);

    /// <summary>Runs the network on one input.</summary>
    /// <exception cref="GoldenInputException">The input is not of the model's kind or shape.</exception>
    /// <exception cref="GoldenRangeException">A value is wider than the tensors that are handed out.</exception>
    public GoldenResult Run(NetworkInput input)
    {
        ArgumentNullException.ThrowIfNull(input);
        var trace = new Trace(_model.Configuration.Name);
        try
        {
            var logits = Forward(input, trace);
            return new GoldenResult(ClassifierForward.Largest(logits), [.. logits], trace.Tensors, trace.Additions);
        }
        catch (OverflowException e)
        {
            throw new GoldenRangeException(_model.Configuration.Name, trace.Additions.Count == 0 ? "stem" : trace.Additions[^1].Layer, e);
        }
    }

    private long[] Forward(NetworkInput input, Trace trace)
    {
        int[] shape = [_model.Configuration.Timesteps, _model.Tokens, _model.Configuration.Dim];
        var shortcut = _stem.Run(input, trace);
        trace.Add("patch_embed.u", [.. shape], shortcut);
        var spikes = _neurons.Binary(shortcut, _stem.Threshold);
        trace.Add("patch_embed.s", [.. shape], spikes);
        foreach (var block in _blocks)
        {
            (shortcut, spikes) = block.Run(shortcut, spikes, trace);
        }

        return _classifier.Run(spikes, trace);
    }
}
