using Accel.Models;

namespace Accel.Host.EventEngine;

/// <summary>The steps of a network as they come to be, and the tensors that a trace shows.</summary>
internal sealed class StepList(SpikingTransformerModel model, EventEngineLimits limits, ShortcutSpace space, bool traces)
{
    public List<EventStep> Steps { get; } = [];

    public List<TraceTensor> Tensors { get; } = [];

    public ShortcutSpace Space => space;

    /// <summary>Adds a layer and traces the spikes that it writes to a buffer.</summary>
    public void Add(EventLayer layer, string? numbers = null)
    {
        Steps.AddRange(new LayerTiler(SideBySide.Of(layer, limits), limits, space, model.Configuration).Steps());
        if (numbers is not null)
        {
            TraceShortcut(numbers, layer.Outputs);
        }

        if (layer.Destination is { } spikes)
        {
            TraceSpikes(spikes);
        }
    }

    /// <summary>Adds a layer whose spikes go to the attention units, and traces them.</summary>
    public void AddTraced(EventLayer layer, string name)
    {
        var steps = new LayerTiler(layer, limits, space, model.Configuration).Steps();
        Steps.AddRange(steps.Select(step => traces && step.Neuron != NeuronKind.None ? step with { Traces = name } : step));
    }

    /// <summary>The spikes of a buffer, once they are written.</summary>
    public void TraceSpikes(SpikeTensor spikes)
    {
        if (traces)
        {
            Steps.Add(new EventStep(StepKind.DumpSpikes, spikes.Name) { Source = spikes, Traces = spikes.Name });
            Declare(new TraceTensor(spikes.Name, TraceElement.SpikeWord, spikes.Channels, spikes.Positions, spikes.Timesteps)
            {
                ChannelsFirst = spikes.IsMap,
            });
        }
    }

    /// <summary>Rows of U that a step has stored.</summary>
    public void TraceRows(string name, EventStep of, ShortcutRows rows, int count)
        => Steps.Add(new EventStep(StepKind.DumpShortcut, of.Layer)
        {
            Tile = of.Tile,
            Core = of.Core,
            Groups = of.Groups,
            Visited = of.Visited,
            Stores = rows,
            Count = count,
            Traces = name,
        });

    /// <summary>U of all tokens as it is now.</summary>
    public void TraceShortcut(string name, ChannelMap channels)
    {
        if (traces)
        {
            foreach (var share in space.Shares)
            {
                var step = new EventStep(StepKind.DumpShortcut, name) { Tile = share.Tile, Core = share.Core };
                TraceRows(name, step, space.OfTokens(share), (int)space.Rows(share));
            }

            Declare(new TraceTensor(name, TraceElement.ShortcutRow, channels, model.Tokens, model.Configuration.Timesteps));
        }
    }

    /// <summary>A tensor of a trace, in the order in which a trace shows them.</summary>
    /// <returns>Whether there is a trace.</returns>
    public bool Declare(TraceTensor tensor)
    {
        if (traces)
        {
            Tensors.Add(tensor);
        }

        return traces;
    }
}
