using Accel.Models;

namespace Accel.Host.EventEngine;

/// <summary>A block: K, V and Q into the attention units, A out of them, the projection and the MLP.</summary>
internal sealed class BlockPlanner(SpikingTransformerModel model, int index, EventEngineLimits limits, StepList steps)
{
    private readonly ModelConfiguration _c = model.Configuration;
    private readonly BlockParameters _block = model.Blocks[index];
    private readonly string _name = $"block.{index}";
    private readonly ChannelMap _tokens = ChannelMap.Dense(model.Configuration.Dim);
    private readonly ChannelMap _heads = ChannelMap.Heads(model.Configuration.Dim, model.Configuration.Heads);
    private readonly ChannelMap _hidden = ChannelMap.Dense(model.Configuration.HiddenDim);

    /// <summary>Adds the block's steps.</summary>
    /// <param name="spikes">The tokens' spikes.</param>
    /// <returns>The tokens' spikes behind the block.</returns>
    public SpikeTensor Plan(SpikeTensor spikes)
    {
        var attended = Attend(spikes);
        var closed = Tensor("attn.s", _tokens);
        steps.Add(Layer(_block.Projection, attended, closed) with { Shortcut = ShortcutUse.Add }, $"{_name}.attn.u");
        var hidden = Tensor("mlp.h", _hidden);
        steps.Add(Layer(_block.Fc1, closed, hidden));
        var output = Tensor("mlp.s", _tokens);
        steps.Add(Layer(_block.Fc2, hidden, output) with { Shortcut = ShortcutUse.Add }, $"{_name}.mlp.u");
        return output;
    }

    private SpikeTensor Attend(SpikeTensor spikes)
    {
        // Computed in the order K, V, Q, shown in that of the golden model.
        Declare("attn.q", TraceElement.Spike);
        Declare("attn.k", TraceElement.Key);
        Declare("attn.v", TraceElement.Spike);
        steps.AddTraced(ToUnits(_block.Key, spikes, NeuronKind.Relu, SpikeTarget.Keys), $"{_name}.attn.k");
        steps.AddTraced(ToUnits(_block.Value, spikes, NeuronKind.Ternary, SpikeTarget.Values), $"{_name}.attn.v");
        steps.AddTraced(ToUnits(_block.Query, spikes, NeuronKind.Binary, SpikeTarget.Queries), $"{_name}.attn.q");
        var attended = Tensor("attn.a", _heads);
        int tiles = ShortcutSpace.Tiles(_heads, limits);
        TraceProducts(tiles);
        steps.Steps.AddRange(Enumerable.Range(0, tiles).Select(tile => Products(tile) with
        {
            Neuron = NeuronKind.Binary,
            Target = SpikeTarget.Buffer,
            Destination = attended,
            Parameters = LaneParameters.OfThreshold(_heads, _block.Attention.Threshold, _block.Attention.Shift, tile, limits.Lanes),
        }));
        steps.TraceSpikes(attended);
        return attended;
    }

    // O passes through scratch rows of U; where there are none, a trace lacks it.
    private void TraceProducts(int tiles)
    {
        int tokens = steps.Space.ScratchRows / (_c.Timesteps * limits.LaneGroups);
        if (tokens == 0 || !Declare("attn.o", TraceElement.ShortcutRow))
        {
            return;
        }

        for (int tile = 0; tile < tiles; tile++)
        {
            for (int first = 0; first < model.Tokens; first += tokens)
            {
                var step = Products(tile);
                int rows = _c.Timesteps * step.Visited;
                step = step with
                {
                    FirstRow = first,
                    RowCount = Math.Min(tokens, model.Tokens - first),
                    Stores = new ShortcutRows("scratch", steps.Space.ScratchFirst, rows, step.Visited),
                };
                steps.Steps.Add(step);
                steps.TraceRows($"{_name}.attn.o", step, step.Stores, step.RowCount * rows);
            }
        }
    }

    private EventStep Products(int tile)
    {
        int groups = ShortcutSpace.GroupsOf(_heads, tile, limits);
        return new EventStep(StepKind.Attend, _block.Attention.Name)
        {
            Tile = tile,
            Core = new HeadPlaces(_c, limits).Core(tile),
            Groups = groups,
            Visited = steps.Space.Visited(groups),
            Height = model.Tokens,
            RowCount = model.Tokens,
            Timesteps = _c.Timesteps,
            Parameters = LaneParameters.OfThreshold(_heads, [], [], tile, limits.Lanes),
        };
    }

    private bool Declare(string tensor, TraceElement element)
        => steps.Declare(new TraceTensor($"{_name}.{tensor}", element, _heads, model.Tokens, _c.Timesteps));

    private EventLayer ToUnits(LinearLayer layer, SpikeTensor source, NeuronKind neuron, SpikeTarget target)
        => Layer(layer, source, _heads) with { Neuron = neuron, Target = target };

    private EventLayer Layer(LinearLayer layer, SpikeTensor source, SpikeTensor destination)
        => Layer(layer, source, destination.Channels) with
        {
            Neuron = NeuronKind.Binary,
            Target = SpikeTarget.Buffer,
            Destination = destination,
        };

    private EventLayer Layer(LinearLayer layer, SpikeTensor source, ChannelMap outputs) => new()
    {
        Name = layer.Name,
        Source = source,
        Rows = RowTable.Of(layer, 1, source.Channels, outputs),
        Outputs = outputs,
        Bias = layer.Bias,
        Shift = layer.Shift,
        Threshold = layer.Threshold,
        Timesteps = _c.Timesteps,
        WeightBits = _c.WeightBits,
    };

    private SpikeTensor Tensor(string name, ChannelMap channels) => new($"{_name}.{name}", model.Tokens, 1, channels, _c.Timesteps);
}
