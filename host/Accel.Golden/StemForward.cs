using Accel.Models;

namespace Accel.Golden;

/// <summary>From an input to the tokens' membrane shortcut U [T, N, D], before the LIF that makes the first block's spikes.</summary>
internal sealed class StemForward
{
    private readonly ModelConfiguration _c;
    private readonly Neurons _neurons;
    private readonly Layer[] _stages;
    private readonly Layer? _relativePosition;
    private readonly FirstLayer _first;

    public StemForward(SpikingTransformerModel model, Neurons neurons)
    {
        _c = model.Configuration;
        _neurons = neurons;
        _stages = [.. model.Stem.Convolutions.Select(l => new Layer(l, side: _c.Stem is LinearStem ? 1 : 3))];
        _relativePosition = model.Stem.RelativePosition is { } rpe ? new Layer(rpe, side: 3) : null;
        _first = new FirstLayer(model, _stages[0]);
    }

    /// <summary>theta of the LIF over U.</summary>
    public ReadOnlySpan<int> Threshold => (_relativePosition ?? _stages[0]).Parameters.Threshold.AsSpan();

    public long[] Run(NetworkInput input, Trace trace)
    {
        if (_c.Stem is not ConvolutionStem convolution)
        {
            return _first.Currents(input, new Grid(_c.TokenGrid.Height, _c.TokenGrid.Width), trace);
        }

        var stages = convolution.Stages;
        var grid = new Grid(_c.Image.Height, _c.Image.Width);
        var currents = _first.Currents(input, grid, trace);
        for (var i = 0; i < stages.Length - 1; i++)
        {
            var spikes = _neurons.Binary(currents, _stages[i].Parameters.Threshold.AsSpan());
            if (stages[i].Pool)
            {
                spikes = Pools.Max(spikes, grid, stages[i].Channels);
                grid = Pools.Output(grid);
            }

            trace.Add(
                $"patch_embed.stage{i + 1}.s",
                [_c.Timesteps, stages[i].Channels, grid.Positions],
                InputLayout.ChannelsFirst(spikes, _c.Timesteps, stages[i].Channels));
            currents = _stages[i + 1].Currents(Spikes.Of(spikes, stages[i].Channels), grid, [], trace.Additions);
        }

        if (stages[^1].Pool)
        {
            // The last stage pools its currents, before its LIF: each token keeps its strongest.
            currents = Pools.Max(currents, grid, _c.Dim);
            grid = Pools.Output(grid);
        }

        return AddRelativePosition(currents, grid, trace);
    }

    private long[] AddRelativePosition(long[] currents, Grid grid, Trace trace)
    {
        var spikes = _neurons.Binary(currents, _stages[^1].Parameters.Threshold.AsSpan());
        trace.Add("patch_embed.u0", [_c.Timesteps, grid.Positions, _c.Dim], currents);
        trace.Add("patch_embed.s0", [_c.Timesteps, grid.Positions, _c.Dim], spikes);
        var position = _relativePosition!.Currents(Spikes.Of(spikes, _c.Dim), grid, [], trace.Additions);
        return Shortcut.Add(currents, position);
    }
}
