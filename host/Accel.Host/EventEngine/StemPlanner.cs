using System.Collections.Immutable;
using Accel.Models;

namespace Accel.Host.EventEngine;

/// <summary>The stem: from the input's bits to the tokens' U and spikes.</summary>
internal sealed class StemPlanner(SpikingTransformerModel model, StepList steps)
{
    private readonly ModelConfiguration _c = model.Configuration;
    private readonly StemParameters _stem = model.Stem;

    private bool IsImage => _c.Input == InputKind.Image;

    /// <summary>The bits of a position of the input.</summary>
    public static ImagePlanes PlanesOf(SpikingTransformerModel model)
    {
        var c = model.Configuration;
        int planes = c.Input == InputKind.Image ? 8 : 1;
        return c.Stem is LinearStem linear
            ? new(c.Image.Channels * linear.Patch * linear.Patch, planes, model.Stem.Position.IsDefaultOrEmpty ? 0 : model.Tokens)
            : new(c.Image.Channels, planes, 0);
    }

    /// <summary>The input as it lies in a spike buffer.</summary>
    public static SpikeTensor InputOf(SpikingTransformerModel model)
    {
        var c = model.Configuration;
        var (height, width) = c.Stem is LinearStem ? (model.Tokens, 1) : (c.Image.Height, c.Image.Width);
        return new("input", height, width, PlanesOf(model).Map, c.Input == InputKind.Image ? 1 : c.Timesteps);
    }

    /// <summary>Adds the stem's steps.</summary>
    /// <returns>The tokens' spikes.</returns>
    public SpikeTensor Plan()
    {
        var input = InputOf(model);
        steps.Steps.Add(new EventStep(StepKind.Input, input.Name) { Destination = input });
        var tokens = new SpikeTensor("patch_embed.s", model.Tokens, 1, ChannelMap.Dense(_c.Dim), _c.Timesteps);
        if (_c.Stem is LinearStem)
        {
            steps.Space.IsLive = true;
            steps.Add(First(_stem.Convolutions[0], input, tokens) with { Shortcut = ShortcutUse.Store }, "patch_embed.u");
            return tokens;
        }

        var last = Stages(input, ((ConvolutionStem)_c.Stem).Stages);
        var position = _stem.RelativePosition!;
        steps.Add(
            Layer(position, last, RowTable.Of(position, 3, last.Channels, tokens.Channels), tokens) with { Shortcut = ShortcutUse.Add },
            "patch_embed.u");
        return tokens;
    }

    private SpikeTensor Stages(SpikeTensor source, ImmutableArray<ConvolutionStage> stages)
    {
        for (int i = 0; i < stages.Length; i++)
        {
            bool last = i == stages.Length - 1;
            var (height, width) = stages[i].OutputSize((source.Height, source.Width));
            string name = last ? "patch_embed.s0" : $"patch_embed.stage{i + 1}.s";
            var spikes = new SpikeTensor(name, height, width, ChannelMap.Dense(stages[i].Channels), _c.Timesteps) { IsMap = !last };
            var parameters = _stem.Convolutions[i];
            var layer = i == 0
                ? First(parameters, source, spikes)
                : Layer(parameters, source, RowTable.Of(parameters, 3, source.Channels, spikes.Channels), spikes);
            steps.Space.IsLive = last;
            steps.Add(
                layer with
                {
                    Shortcut = last ? ShortcutUse.Store : ShortcutUse.None,
                    PoolsMaximum = last && stages[i].Pool,
                    PoolsSpikes = !last && stages[i].Pool,
                },
                last ? "patch_embed.u0" : null);
            source = spikes;
        }

        return source;
    }

    private EventLayer First(LinearLayer parameters, SpikeTensor input, SpikeTensor spikes)
    {
        var planes = PlanesOf(model);
        var position = _stem.Position.IsDefault ? [] : _stem.Position.AsSpan();
        var rows = RowTable.OfInput(parameters, _c.Stem is LinearStem ? 1 : 3, planes, position, spikes.Channels);
        return Layer(parameters, input, rows, spikes) with
        {
            Schedule = IsImage ? SetSchedule.Static : SetSchedule.Shared,
            ExclusiveFrom = planes.FirstToken,
        };
    }

    private EventLayer Layer(LinearLayer parameters, SpikeTensor source, RowTable rows, SpikeTensor spikes) => new()
    {
        Name = parameters.Name,
        Source = source,
        Rows = rows,
        Outputs = spikes.Channels,
        Bias = parameters.Bias,
        Shift = parameters.Shift,
        Threshold = parameters.Threshold,
        Timesteps = _c.Timesteps,
        Neuron = NeuronKind.Binary,
        Target = SpikeTarget.Buffer,
        Destination = spikes,
        WeightBits = _c.WeightBits,
    };
}
