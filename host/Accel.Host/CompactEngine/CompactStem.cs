using System.Collections.Immutable;
using Accel.Models;
using Layout = Accel.Kernels.CompactLayerLayout;

namespace Accel.Host.CompactEngine;

/// <summary>The stem's layers: from the input's spikes or bit planes to the tokens' U and spikes.</summary>
internal sealed class CompactStem(SpikingTransformerModel model, SpikeSpace space, bool trace)
{
    private const sbyte LargestWeight = 127;
    private readonly ModelConfiguration _c = model.Configuration;
    private readonly List<CompactLayerPlan> _layers = [];

    private bool IsImage => _c.Input == InputKind.Image;

    private int Timesteps => _c.Timesteps;

    /// <summary>The layers, in the order of computation.</summary>
    public IReadOnlyList<CompactLayerPlan> Layers => _layers;

    /// <summary>Plans the layers; returns the tokens' spikes.</summary>
    public SpikeMap Plan()
    {
        int rounds = IsImage ? CompactInputEncoder.Planes : Timesteps;
        return _c.Stem is ConvolutionStem convolution
            ? Stages(new SpikeMap("the input", _c.Image.Height, _c.Image.Width, rounds, _c.Image.Channels), convolution.Stages)
            : Embedding(new SpikeMap("the input", 1, model.Tokens, rounds, model.Stem.Convolutions[0].Inputs));
    }

    private SpikeMap Embedding(SpikeMap input)
    {
        var tokens = space.Opposite(new SpikeMap("patch_embed.s", 1, model.Tokens, Timesteps, _c.Dim), input);
        _layers.Add(CompactLayerPlan.Linear(model.Stem.Convolutions[0], input) with
        {
            Destination = tokens,
            Shortcut = Layout.ShortcutStore,
            Numbers = "patch_embed.u",
            Spikes = tokens.Name,
            IsImage = IsImage,
            Position = model.Stem.Position.IsDefault ? [] : model.Stem.Position,
        });
        return tokens;
    }

    private SpikeMap Stages(SpikeMap source, ImmutableArray<ConvolutionStage> stages)
    {
        for (int i = 0; i < stages.Length - 1; i++)
        {
            var written = source with { Name = $"patch_embed.stage{i + 1}.s", Rounds = Timesteps, Channels = stages[i].Channels };
            source = Stage(i, source, stages[i].Pool ? written.Pooled : written, stages[i].Pool);
        }

        source = LastStage(stages.Length - 1, source, stages[^1].Pool);
        var tokens = space.Opposite(source with { Name = "patch_embed.s" }, source);
        _layers.Add(CompactLayerPlan.Convolution(model.Stem.RelativePosition!, source) with
        {
            Destination = tokens,
            Shortcut = Layout.ShortcutAdd,
            Numbers = "patch_embed.u",
            Spikes = tokens.Name,
        });
        return tokens.Flat;
    }

    private SpikeMap Stage(int index, SpikeMap source, SpikeMap written, bool pools)
    {
        written = space.Opposite(written, source);
        var layer = CompactLayerPlan.Convolution(model.Stem.Convolutions[index], source) with
            { Destination = written, IsImage = index == 0 && IsImage };
        _layers.Add(pools ? layer with { Pool = Layout.PoolSpikes } : layer with { Spikes = written.Name, IsMap = true });
        if (pools && trace)
        {
            _layers.Add(Copy(written));
        }

        return written;
    }

    // The last stage pools its currents into U; the neurons then read U in a layer without inputs.
    private SpikeMap LastStage(int index, SpikeMap source, bool pools)
    {
        var map = source with { Name = "patch_embed.s0", Rounds = Timesteps, Channels = _c.Dim };
        var written = space.Opposite(pools ? map.Pooled : map, source);
        var layer = CompactLayerPlan.Convolution(model.Stem.Convolutions[index], source) with
        {
            IsImage = index == 0 && IsImage,
            Shortcut = Layout.ShortcutStore,
        };
        if (pools)
        {
            _layers.Add(layer with { Pool = Layout.PoolMaximum, Destination = written });
            layer = new CompactLayerPlan(written, _c.Dim)
            {
                Weight = static (_, _) => 0,
                Threshold = layer.Threshold,
                Shortcut = Layout.ShortcutAdd,
            };
        }

        _layers.Add(layer with { Destination = written, Numbers = "patch_embed.u0", Spikes = written.Name });
        return written;
    }

    // A pooled map is traced by a layer that fires what it reads and writes it where it lies: what a spike leaves of its current, at most 1
    // in each timestep, never makes a spike of its own.
    private CompactLayerPlan Copy(SpikeMap map)
    {
        int shift = 0;
        while (LargestWeight << shift <= Timesteps)
        {
            shift++;
        }

        int threshold = (LargestWeight << shift) - (_c.Firing == FiringRule.AboveThreshold ? 1 : 0);
        return new CompactLayerPlan(map, map.Channels)
        {
            Weight = static (o, i) => o == i ? LargestWeight : (sbyte)0,
            Count = map.Channels,
            Threshold = [.. Enumerable.Repeat(threshold, map.Channels)],
            Shift = [.. Enumerable.Repeat(shift, map.Channels)],
            Destination = map,
            Spikes = map.Name,
            IsMap = true,
        };
    }
}
