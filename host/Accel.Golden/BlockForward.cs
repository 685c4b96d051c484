using Accel.Models;

namespace Accel.Golden;

/// <summary>One block: U = U + attention(S); S' = LIF(U); U = U + W2 LIF(W1 S' + b1) + b2; S = LIF(U).</summary>
internal sealed class BlockForward(SpikingTransformerModel model, int index, Neurons neurons)
{
    private readonly ModelConfiguration _c = model.Configuration;
    private readonly AttentionNeuron _attention = model.Blocks[index].Attention;
    private readonly Layer _query = new(model.Blocks[index].Query, side: 1);
    private readonly Layer _key = new(model.Blocks[index].Key, side: 1, shifts: false); // its shift is the ReLU's
    private readonly Layer _value = new(model.Blocks[index].Value, side: 1);
    private readonly Layer _projection = new(model.Blocks[index].Projection, side: 1);
    private readonly Layer _fc1 = new(model.Blocks[index].Fc1, side: 1);
    private readonly Layer _fc2 = new(model.Blocks[index].Fc2, side: 1);

    public (long[] Shortcut, sbyte[] Spikes) Run(long[] shortcut, sbyte[] spikes, Trace trace)
    {
        var (u, s) = Close(shortcut, Attend(spikes, trace), _projection, "attn", trace);
        var hidden = neurons.Binary(Currents(_fc1, s, trace), _fc1.Parameters.Threshold.AsSpan());
        trace.Add($"block.{index}.mlp.h", [_c.Timesteps, model.Tokens, _c.HiddenDim], hidden);
        return Close(u, hidden, _fc2, "mlp", trace);
    }

    private sbyte[] Attend(sbyte[] spikes, Trace trace)
    {
        int[] shape = [_c.Timesteps, model.Tokens, _c.Dim];
        var input = Spikes.Of(spikes, _c.Dim);
        var q = neurons.Binary(Currents(_query, input, trace), _query.Parameters.Threshold.AsSpan());
        trace.Add($"block.{index}.attn.q", [.. shape], q);
        var k = neurons.Relu(Currents(_key, input, trace), _key.Parameters.Shift.AsSpan());
        trace.Add($"block.{index}.attn.k", [.. shape], k);
        var v = neurons.Ternary(Currents(_value, input, trace), _value.Parameters.Threshold.AsSpan());
        trace.Add($"block.{index}.attn.v", [.. shape], v);

        var (o, gated, dense) = Attention.Of(q, k, v, _c.Timesteps, _c.Dim, _c.Heads);
        trace.Additions.Add(new LayerAdditions(_attention.Name, gated, dense));
        trace.Add($"block.{index}.attn.o", [.. shape], o);

        // O is at most 2^36: with 24 bits of shift it stays inside 64.
        var currents = GC.AllocateUninitializedArray<long>(o.Length);
        for (int i = 0, d = 0; i < o.Length; i++, d = d + 1 == _c.Dim ? 0 : d + 1)
        {
            currents[i] = o[i] << _attention.Shift[d];
        }

        var a = neurons.Binary(currents, _attention.Threshold.AsSpan());
        trace.Add($"block.{index}.attn.a", [.. shape], a);
        return a;
    }

    // The end of either half: a linear layer, the shortcut, and the LIF over it.
    private (long[] Shortcut, sbyte[] Spikes) Close(long[] shortcut, sbyte[] spikes, Layer layer, string half, Trace trace)
    {
        int[] shape = [_c.Timesteps, model.Tokens, _c.Dim];
        var u = Shortcut.Add(shortcut, Currents(layer, spikes, trace));
        trace.Add($"block.{index}.{half}.u", [.. shape], u);
        var s = neurons.Binary(u, layer.Parameters.Threshold.AsSpan());
        trace.Add($"block.{index}.{half}.s", [.. shape], s);
        return (u, s);
    }

    private long[] Currents(Layer layer, sbyte[] spikes, Trace trace) =>
        Currents(layer, Spikes.Of(spikes, spikes.Length / (_c.Timesteps * model.Tokens)), trace);

    private long[] Currents(Layer layer, Spikes spikes, Trace trace) =>
        layer.Currents(spikes, new Grid(_c.TokenGrid.Height, _c.TokenGrid.Width), [], trace.Additions);
}
