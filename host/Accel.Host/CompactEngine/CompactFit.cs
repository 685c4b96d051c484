using Accel.Models;
using Accel.Models.Widths;

namespace Accel.Host.CompactEngine;

/// <summary>Refuses models that the engine has no room for, before anything is sent.</summary>
internal static class CompactFit
{
    public static void Check(SpikingTransformerModel model, ModelLimits limits)
    {
        var c = model.Configuration;
        if (c.Stem is not LinearStem)
        {
            throw new ModelDoesNotFitException(
                c.Name,
                $"a convolution stem of {((ConvolutionStem)c.Stem).Stages.Length} stages",
                "Train it with a linear patch embedding (accel.config: stem.type \"linear\"); the golden model runs this one as it is.");
        }

        WidthProof.Check(model, limits);
        RequireChannels(c, "channels of all heads, each padded to words of 16", ChannelPlacement.Grouped(c.Dim, c.Heads).Words, limits.MaxDim);
        RequireChannels(c, "channels of a token, padded to words of 16", ChannelPlacement.WordsOf(c.Dim), limits.MaxDim);
        RequireChannels(c, "inputs of the patch embedding, padded to words of 16", ChannelPlacement.WordsOf(model.Stem.Convolutions[0].Inputs), limits.MaxDim);
        RequireChannels(c, "hidden channels of the MLP, padded to words of 16", ChannelPlacement.WordsOf(c.HiddenDim), limits.MaxHiddenDim);
        RequireChannels(c, "channels of one head, padded to words of 16", ChannelPlacement.WordsOf(c.HeadDim), limits.MaxHeadDim);

        // The engine adds the bias last: the sum without it has to fit too.
        int largest = c.Input == InputKind.Image ? 255 : 1;
        RequireSums(c, model.Stem.Convolutions[0], largest, limits.AccumulatorBits);
        foreach (var block in model.Blocks)
        {
            LinearLayer[] layers = [block.Query, block.Key, block.Value, block.Projection, block.Fc1, block.Fc2];
            Array.ForEach(layers, layer => RequireSums(c, layer, 1, limits.AccumulatorBits));
        }

        RequireSums(c, model.Head, (long)c.Timesteps * model.Tokens, limits.LogitBits);
    }

    private static void RequireChannels(ModelConfiguration c, string quantity, int words, int channels)
    {
        if (words > channels / 16)
        {
            throw new ModelDoesNotFitException(c.Name, quantity, words * 16, channels / 16 * 16);
        }
    }

    private static void RequireSums(ModelConfiguration c, LinearLayer layer, long count, int available)
    {
        for (int channel = 0; channel < layer.Outputs; channel++)
        {
            long negative = 0, positive = 0;
            foreach (sbyte weight in layer.Weight.AsSpan(channel * layer.Inputs, layer.Inputs))
            {
                negative += Math.Min((int)weight, 0);
                positive += Math.Max((int)weight, 0);
            }

            // One magnitude bit more than the position of the highest bit, and the sign.
            int bits = 1 + Math.Max(Length(positive * count), Length(~(negative * count)));
            if (bits > available)
            {
                throw new ModelDoesNotFitException(c.Name, layer.Name, "sum without bias", channel, bits, available);
            }
        }
    }

    private static int Length(long value) => value <= 0 ? 0 : 64 - System.Numerics.BitOperations.LeadingZeroCount((ulong)value);
}
