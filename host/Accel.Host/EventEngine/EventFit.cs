using System.Collections.Immutable;
using Accel.Models;

namespace Accel.Host.EventEngine;

/// <summary>Refuses models that the engine has no room for, before anything is laid out.</summary>
internal static class EventFit
{
    /// <summary>What the configuration alone says.</summary>
    public static void CheckSizes(SpikingTransformerModel model, EventEngineLimits limits)
    {
        var c = model.Configuration;
        long headGroups = HeadGroups(c), unitHeads = UnitHeads(c, limits);
        Require(c, "tokens", model.Tokens, limits.MaxSize);
        Require(c, "lines or columns of positions", c.Stem is LinearStem ? 1 : Math.Max(c.Image.Height, c.Image.Width), limits.MaxSize);
        Require(c, "timesteps", c.Timesteps, limits.MaxTimesteps);
        Require(c, "classes", c.Classes, limits.MaxClasses);
        Require(c, "bits of K", c.KBits, limits.KeyBits);
        Require(c, "rows of 16 keys for each attention unit", model.Tokens * c.Timesteps * unitHeads * headGroups, limits.KeyRows);
        Require(
            c,
            "rows of 16 products for each attention unit",
            c.Timesteps * unitHeads * headGroups * headGroups * ChannelMap.GroupChannels,
            limits.ProductRows);
    }

    /// <summary>Groups of 16 channels of a head.</summary>
    public static int HeadGroups(ModelConfiguration c) => ChannelMap.PadTo(c.HeadDim, ChannelMap.GroupChannels) / ChannelMap.GroupChannels;

    /// <summary>Heads of an attention unit.</summary>
    public static int UnitHeads(ModelConfiguration c, EventEngineLimits limits)
        => (c.Heads + limits.AttentionUnits - 1) / limits.AttentionUnits;

    /// <summary>U of the tokens.</summary>
    public static void CheckShortcut(SpikingTransformerModel model, ShortcutSpace space, EventEngineLimits limits)
        => Require(model.Configuration, "rows of U for its tokens", space.TokenRows, limits.ShortcutRows);

    /// <summary>Spike buffers and OR pools.</summary>
    public static void CheckBuffers(SpikingTransformerModel model, ImmutableArray<EventStep> steps, EventEngineLimits limits)
    {
        foreach (var step in steps)
        {
            if (step.Destination is { } spikes)
            {
                Require(model.Configuration, $"words of 128 spikes in {spikes.Name}", spikes.Words, limits.SpikeWords);
            }

            if (step.PoolsSpikes)
            {
                long rows = 2L * step.Destination!.Width * step.Timesteps * step.Groups / 2;
                Require(model.Configuration, $"rows of the pool behind {step.Layer}", rows, limits.PoolRows);
            }
        }
    }

    private static void Require(ModelConfiguration c, string quantity, long needed, long available)
    {
        if (needed > available)
        {
            throw new ModelDoesNotFitException(c.Name, quantity, needed, available);
        }
    }
}
