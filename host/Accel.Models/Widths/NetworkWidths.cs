using System.Collections.Immutable;

namespace Accel.Models.Widths;

/// <summary>Walks a network as the engine does, with a range for each channel in place of a value.</summary>
internal sealed class NetworkWidths(SpikingTransformerModel model)
{
    private const int LargestPixel = 255;
    private readonly ModelConfiguration _c = model.Configuration;
    private readonly ImmutableArray<WidthRow>.Builder _rows = ImmutableArray.CreateBuilder<WidthRow>();

    public ImmutableArray<WidthRow> Prove()
    {
        var shortcut = Stem();
        for (var b = 0; b < model.Blocks.Length; b++)
        {
            shortcut = Block(model.Blocks[b], $"block.{b}", shortcut);
        }

        var presentations = (long)_c.Timesteps * model.Tokens;
        Worst(WidthKind.Logit, model.Head.Name, "logits", _c.Classes, c => LayerRange.Accumulator(model.Head, c, presentations));
        return _rows.ToImmutable();
    }

    private Interval[] Stem()
    {
        var largest = _c.Input == InputKind.Image ? LargestPixel : 1;
        if (_c.Stem is LinearStem)
        {
            var embedding = model.Stem.Convolutions[0];
            var u = Currents(embedding, "patch_embed.u", largest, model.Stem.Position.IsDefault ? [] : model.Stem.Position);
            Worst(WidthKind.Shortcut, embedding.Name, "patch_embed.u", _c.Dim, c => u[c]);
            Membranes(embedding.Name, "patch_embed.s", u, embedding.Threshold, ternary: false);
            return u;
        }

        Interval[] currents = [];
        for (var i = 0; i < model.Stem.Convolutions.Length; i++)
        {
            var stage = model.Stem.Convolutions[i];
            var last = i == model.Stem.Convolutions.Length - 1;
            currents = Currents(stage, last ? "patch_embed.u0" : $"patch_embed.stage{i + 1}.s", i == 0 ? largest : 1, []);
            Membranes(stage.Name, last ? "patch_embed.s0" : $"patch_embed.stage{i + 1}.s", currents, stage.Threshold, ternary: false);
        }

        return Shortcut(model.Stem.RelativePosition!, "patch_embed", currents);
    }

    private Interval[] Block(BlockParameters block, string name, Interval[] shortcut)
    {
        Membranes(block.Query.Name, $"{name}.attn.q", Currents(block.Query, $"{name}.attn.q"), block.Query.Threshold, ternary: false);
        var keys = Keys(block.Key, $"{name}.attn.k");
        Membranes(block.Value.Name, $"{name}.attn.v", Currents(block.Value, $"{name}.attn.v"), block.Value.Threshold, ternary: true);

        // Every Q and V may be on and every K at its most; then O is larger than any partial product, in either order.
        var output = new Interval[_c.Dim];
        for (var c = 0; c < output.Length; c++)
        {
            var head = keys.AsSpan(c / _c.HeadDim * _c.HeadDim, _c.HeadDim);
            long most = 0;
            foreach (var key in head)
            {
                most += key;
            }

            output[c] = new Interval(-most, most).Times(model.Tokens);
        }

        Worst(WidthKind.Attention, block.Attention.Name, $"{name}.attn.o", _c.Dim, c => output[c]);
        Interval[] currents = [.. output.Select((o, c) => o.ShiftLeft(block.Attention.Shift[c]))];
        Membranes(block.Attention.Name, $"{name}.attn.a", currents, block.Attention.Threshold, ternary: false);

        shortcut = Shortcut(block.Projection, $"{name}.attn", shortcut);
        Membranes(block.Fc1.Name, $"{name}.mlp.h", Currents(block.Fc1, $"{name}.mlp.h"), block.Fc1.Threshold, ternary: false);
        return Shortcut(block.Fc2, $"{name}.mlp", shortcut);
    }

    // A linear layer whose currents are added to U, and the LIF over U.
    private Interval[] Shortcut(LinearLayer layer, string half, Interval[] shortcut)
    {
        var currents = Currents(layer, $"{half}.u");
        Interval[] sum = [.. shortcut.Zip(currents, static (u, x) => u.Plus(x))];
        Worst(WidthKind.Shortcut, layer.Name, $"{half}.u", _c.Dim, c => sum[c]);
        Membranes(layer.Name, $"{half}.s", sum, layer.Threshold, ternary: false);
        return sum;
    }

    private Interval[] Currents(LinearLayer layer, string tensor) => Currents(layer, tensor, largest: 1, []);

    private Interval[] Currents(LinearLayer layer, string tensor, int largest, ImmutableArray<int> position)
    {
        var currents = new Interval[layer.Outputs];
        var widest = new Interval[layer.Outputs];
        for (var c = 0; c < layer.Outputs; c++)
        {
            var accumulator = LayerRange.Accumulator(layer, c, largest);
            var placed = position.IsEmpty ? accumulator : accumulator.Plus(Positions(position, c));
            currents[c] = placed.ShiftLeft(layer.Shift[c]);
            widest[c] = accumulator.Union(placed).Union(currents[c]);
        }

        Worst(WidthKind.Accumulator, layer.Name, tensor, layer.Outputs, c => widest[c]);
        return currents;
    }

    private Interval Positions(ImmutableArray<int> position, int channel)
    {
        var range = new Interval(position[channel], position[channel]);
        for (var i = channel; i < position.Length; i += _c.Dim)
        {
            range = range.Union(new Interval(position[i], position[i]));
        }

        return range;
    }

    private int[] Keys(LinearLayer layer, string tensor)
    {
        var largest = new int[layer.Outputs];
        var widest = new Interval[layer.Outputs];
        for (var c = 0; c < layer.Outputs; c++)
        {
            (widest[c], largest[c]) = LayerRange.Relu(LayerRange.Accumulator(layer, c, count: 1), layer.Shift[c], _c.KBits);
        }

        Worst(WidthKind.Accumulator, layer.Name, tensor, layer.Outputs, c => widest[c]);
        return largest;
    }

    private void Membranes(string layer, string tensor, Interval[] currents, ImmutableArray<int> theta, bool ternary) =>
        Worst(WidthKind.Membrane, layer, tensor, currents.Length, c => MembraneRange.Of(currents[c], theta[c], _c, ternary));

    private void Worst(WidthKind kind, string layer, string tensor, int channels, Func<int, Interval> range)
    {
        WidthRow? worst = null;
        for (var c = 0; c < channels; c++)
        {
            var row = new WidthRow(kind, layer, tensor, c, range(c));
            if (worst is null || row.Bits > worst.Bits)
            {
                worst = row;
            }
        }

        _rows.Add(worst!);
    }
}
