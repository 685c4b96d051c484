using Accel.Models;
using Accel.Models.Widths;

namespace Accel.Host.CompactEngine;

/// <summary>Refuses models that the engine has no room for, before anything is sent. Whether spikes have room is for
/// <see cref="SpikeSpace"/> to say.</summary>
internal static class CompactFit
{
    public static void Check(SpikingTransformerModel model, CompactEngineLimits limits)
    {
        var c = model.Configuration;
        var sizes = limits.Sizes;
        model.Validate();
        if (c.Stem is ConvolutionStem stem)
        {
            CheckMaps(c, stem, limits);
        }

        var widths = WidthProof.Check(model, sizes);
        if (c.Stem is ConvolutionStem)
        {
            RequireShortcut(c, widths.First(static row => row is { Kind: WidthKind.Accumulator, Tensor: "patch_embed.u0" }),
                sizes.ShortcutBits);
        }

        // The engine adds the bias last: the sum without it has to fit too.
        int largest = c.Input == InputKind.Image ? 255 : 1;
        foreach (var layer in model.Stem.Convolutions)
        {
            RequireSums(c, layer, layer == model.Stem.Convolutions[0] ? largest : 1, sizes.AccumulatorBits);
        }

        if (model.Stem.RelativePosition is { } position)
        {
            RequireSums(c, position, 1, sizes.AccumulatorBits);
        }

        foreach (var block in model.Blocks)
        {
            LinearLayer[] layers = [block.Query, block.Key, block.Value, block.Projection, block.Fc1, block.Fc2];
            Array.ForEach(layers, layer => RequireSums(c, layer, 1, sizes.AccumulatorBits));
        }

        RequireSums(c, model.Head, (long)c.Timesteps * model.Tokens, sizes.LogitBits);
    }

    // Maps only become smaller from stage to stage.
    private static void CheckMaps(ModelConfiguration c, ConvolutionStem stem, CompactEngineLimits limits)
    {
        if (limits.MaxSide == 0)
        {
            int side = Math.Max(c.Image.Height, c.Image.Width);
            throw new ModelDoesNotFitException(
                c.Name,
                $"a convolution stem of {stem.Stages.Length} stages",
                $"Generate the engine with Accel.CompactEngine.MaxSide={side} or more, or train the model with a linear patch embedding (accel.config: stem.type \"linear\").");
        }

        Require(c, "lines of the input", c.Image.Height, limits.MaxSide);
        Require(c, "columns of the input", c.Image.Width, limits.MaxSide);
        Require(c, "channels of the input", c.Image.Channels, limits.Sizes.MaxDim);
        for (int i = 0; i < stem.Stages.Length; i++)
        {
            Require(c, $"channels of patch_embed.stage{i + 1}", stem.Stages[i].Channels, limits.Sizes.MaxDim);
        }
    }

    private static void Require(ModelConfiguration c, string quantity, int needed, int available)
    {
        if (needed > available)
        {
            throw new ModelDoesNotFitException(c.Name, quantity, needed, available);
        }
    }

    // What the last stage leaves lies in U before the relative position embedding is added.
    private static void RequireShortcut(ModelConfiguration c, WidthRow row, int available)
    {
        if (row.Bits > available)
        {
            throw new ModelDoesNotFitException(c.Name, row.Layer, "membrane shortcut", row.Channel, row.Bits, available);
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
