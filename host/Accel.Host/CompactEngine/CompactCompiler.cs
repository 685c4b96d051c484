using Accel.Models;
using Layout = Accel.Kernels.CompactEngineLayout;

namespace Accel.Host.CompactEngine;

/// <summary>Turns a model that fits into the engine's layers, in the order of computation.</summary>
internal sealed class CompactCompiler(SpikingTransformerModel model, bool trace)
{
    private readonly ModelConfiguration _c = model.Configuration;
    private readonly ChannelPlacement _tokens = ChannelPlacement.Dense(model.Configuration.Dim);
    private readonly ChannelPlacement _heads = ChannelPlacement.Grouped(model.Configuration.Dim, model.Configuration.Heads);
    private readonly ChannelPlacement _hidden = ChannelPlacement.Dense(model.Configuration.HiddenDim);

    public CompactProgram Compile()
    {
        var encoder = new CompactInputEncoder(_c);
        List<CompactLayerPlan> layers = [.. Layers()];
        var image = new CompactImage(model, trace, layers, encoder);
        return image.Build();
    }

    private IEnumerable<CompactLayerPlan> Layers()
    {
        var embedding = model.Stem.Convolutions[0];
        yield return Linear(embedding, ChannelPlacement.Dense(embedding.Inputs), _tokens, Layout.PlaceHidden, Layout.PlaceTokens, "patch_embed.s") with
        {
            Shortcut = Layout.ShortcutStore,
            Numbers = "patch_embed.u",
            IsImage = _c.Input == InputKind.Image,
            Position = model.Stem.Position.IsDefault ? [] : model.Stem.Position,
        };
        for (int b = 0; b < model.Blocks.Length; b++)
        {
            foreach (var layer in Block(model.Blocks[b], $"block.{b}"))
            {
                yield return layer;
            }
        }

        yield return Linear(model.Head, _tokens, ChannelPlacement.Dense(_c.Classes), Layout.PlaceTokens, Layout.PlaceTokens, "logits") with
        {
            Operation = Layout.OperationHead,
        };
    }

    private IEnumerable<CompactLayerPlan> Block(BlockParameters block, string name)
    {
        yield return Linear(block.Query, _tokens, _heads, Layout.PlaceTokens, Layout.PlaceQuery, $"{name}.attn.q");
        yield return Linear(block.Key, _tokens, _heads, Layout.PlaceTokens, Layout.PlaceQuery, $"{name}.attn.k") with { Neuron = Layout.NeuronRelu };
        yield return Linear(block.Value, _tokens, _heads, Layout.PlaceTokens, Layout.PlaceQuery, $"{name}.attn.v") with { Neuron = Layout.NeuronTernary };
        yield return new CompactLayerPlan(null, [], block.Attention.Threshold, block.Attention.Shift, _heads, _heads, Layout.PlaceQuery, Layout.PlaceAttended, $"{name}.attn.a")
        {
            Operation = Layout.OperationAttention,
            Numbers = $"{name}.attn.o",
            HeadWords = ChannelPlacement.WordsOf(_c.HeadDim),
        };
        yield return Linear(block.Projection, _heads, _tokens, Layout.PlaceAttended, Layout.PlaceTokens, $"{name}.attn.s") with
        {
            Shortcut = Layout.ShortcutAdd,
            Numbers = $"{name}.attn.u",
        };
        yield return Linear(block.Fc1, _tokens, _hidden, Layout.PlaceTokens, Layout.PlaceHidden, $"{name}.mlp.h");
        yield return Linear(block.Fc2, _hidden, _tokens, Layout.PlaceHidden, Layout.PlaceTokens, $"{name}.mlp.s") with
        {
            Shortcut = Layout.ShortcutAdd,
            Numbers = $"{name}.mlp.u",
        };
    }

    private static CompactLayerPlan Linear(LinearLayer layer, ChannelPlacement inputs, ChannelPlacement outputs, int source, int destination, string spikes)
        => new(layer, layer.Bias, layer.Threshold, layer.Shift, inputs, outputs, source, destination, spikes);
}
