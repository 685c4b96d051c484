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
        Require(c, "tokens", model.Tokens, limits.MaxSize);
        Require(c, "lines or columns of positions", Side(c), limits.MaxSize);
        Require(c, "timesteps", c.Timesteps, limits.MaxTimesteps);
        Require(c, "classes", c.Classes, limits.MaxClasses);
        Require(c, "bits of K", c.KBits, limits.KeyBits);
        Require(c, "rows of 16 keys for each attention unit", KeyRows(model, limits), limits.KeyRows);
        Require(c, "rows of 16 products for each attention unit", ProductRows(c, limits), limits.ProductRows);
    }

    /// <summary>Lines, or columns, of positions of a stem.</summary>
    public static int Side(ModelConfiguration c) => c.Stem is LinearStem ? 1 : Math.Max(c.Image.Height, c.Image.Width);

    /// <summary>Rows of 16 keys of an attention unit.</summary>
    public static long KeyRows(SpikingTransformerModel model, EventEngineLimits limits)
        => (long)model.Tokens * model.Configuration.Timesteps * UnitHeads(model.Configuration, limits) * HeadGroups(model.Configuration);

    /// <summary>Rows of 16 products of an attention unit.</summary>
    public static long ProductRows(ModelConfiguration c, EventEngineLimits limits)
        => (long)c.Timesteps * UnitHeads(c, limits) * HeadGroups(c) * HeadGroups(c) * ChannelMap.GroupChannels;

    /// <summary>Groups of 16 channels of a head.</summary>
    public static int HeadGroups(ModelConfiguration c) => ChannelMap.PadTo(c.HeadDim, ChannelMap.GroupChannels) / ChannelMap.GroupChannels;

    /// <summary>Heads of an attention unit.</summary>
    public static int UnitHeads(ModelConfiguration c, EventEngineLimits limits) => new HeadPlaces(c, limits).OfUnit;

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
                Require(model.Configuration, $"rows of the pool behind {step.Layer}", PoolRows(step), limits.PoolRows);
            }
        }
    }

    /// <summary>Rows of the OR pool that a step's spikes go through.</summary>
    public static long PoolRows(EventStep step) => 2L * step.Destination!.Width * step.Timesteps * step.Groups / 2;

    private static void Require(ModelConfiguration c, string quantity, long needed, long available)
    {
        if (needed > available)
        {
            throw new ModelDoesNotFitException(c.Name, quantity, needed, available);
        }
    }
}
