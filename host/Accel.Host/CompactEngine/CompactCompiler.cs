using Accel.Models;
using Layout = Accel.Kernels.CompactLayerLayout;

namespace Accel.Host.CompactEngine;

/// <summary>Turns a model that fits into the engine's layers, in the order of computation.</summary>
internal sealed class CompactCompiler(SpikingTransformerModel model, CompactEngineLimits limits, bool trace)
{
    private readonly ModelConfiguration _c = model.Configuration;
    private readonly SpikeSpace _space = new(model.Configuration.Name, limits.SpikeRoom);

    public CompactProgram Compile()
    {
        var stem = new CompactStem(model, _space, trace);
        var tokens = stem.Plan();
        List<CompactLayerPlan> layers = [.. stem.Layers];
        for (int b = 0; b < model.Blocks.Length; b++)
        {
            AddBlock(layers, model.Blocks[b], tokens, $"block.{b}");
        }

        layers.Add(CompactLayerPlan.Linear(model.Head, tokens) with { Operation = Layout.OperationHead });
        return new CompactImage(model, limits, trace, layers).Build();
    }

    private void AddBlock(List<CompactLayerPlan> layers, BlockParameters block, SpikeMap tokens, string name)
    {
        var query = _space.Opposite(tokens with { Name = $"{name}.attn.q" }, tokens);
        var attended = _space.Opposite(tokens with { Name = $"{name}.attn.a" }, tokens, query);
        var hidden = _space.Opposite(tokens with { Name = $"{name}.mlp.h", Channels = _c.HiddenDim }, tokens);
        layers.Add(CompactLayerPlan.Linear(block.Query, tokens) with { Destination = query, Spikes = query.Name });
        layers.Add(CompactLayerPlan.Linear(block.Key, tokens) with { Neuron = Layout.NeuronRelu, Spikes = $"{name}.attn.k" });
        layers.Add(CompactLayerPlan.Linear(block.Value, tokens) with { Neuron = Layout.NeuronTernary, Spikes = $"{name}.attn.v" });
        layers.Add(new CompactLayerPlan(query, _c.Dim)
        {
            Operation = Layout.OperationAttention,
            Count = _c.HeadDim,
            Threshold = block.Attention.Threshold,
            Shift = block.Attention.Shift,
            Destination = attended,
            Numbers = $"{name}.attn.o",
            Spikes = attended.Name,
        });
        layers.Add(Shortcut(block.Projection, attended, tokens, $"{name}.attn"));
        layers.Add(CompactLayerPlan.Linear(block.Fc1, tokens) with { Destination = hidden, Spikes = hidden.Name });
        layers.Add(Shortcut(block.Fc2, hidden, tokens, $"{name}.mlp"));
    }

    private static CompactLayerPlan Shortcut(LinearLayer layer, SpikeMap source, SpikeMap tokens, string half)
        => CompactLayerPlan.Linear(layer, source) with
        {
            Destination = tokens,
            Shortcut = Layout.ShortcutAdd,
            Numbers = $"{half}.u",
            Spikes = $"{half}.s",
        };
}
