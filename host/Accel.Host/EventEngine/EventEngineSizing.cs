using System.Numerics;
using Accel.Models;

namespace Accel.Host.EventEngine;

/// <summary>The smallest engine that models run on.</summary>
public static class EventEngineSizing
{
    private const int WideBits = 32; // of all numbers of the engine
    private const int MostShiftBits = 5;
    private const int FewestBankRows = 256; // fewer take the same block RAM
    private const int MostBankRows = 4096;
    private const int FewestShortcutRows = 512; // likewise
    private const int MostShortcutRows = 1 << 18;
    private const int MostWords = 1 << 20;

    /// <summary>
    /// Limits with which every one of the models compiles: the fewest rows of banks, then the
    /// fewest rows of U, and all else as large as the largest model needs it.
    /// </summary>
    /// <param name="models">Sound models, at least one.</param>
    /// <param name="wanted">Lanes, attention units and the port's width are taken from it.</param>
    /// <exception cref="ModelDoesNotFitException">A model that no such engine runs.</exception>
    public static EventEngineLimits Smallest(IReadOnlyList<SpikingTransformerModel> models, EventEngineLimits wanted)
    {
        ArgumentNullException.ThrowIfNull(models);
        ArgumentNullException.ThrowIfNull(wanted);
        ArgumentOutOfRangeException.ThrowIfZero(models.Count);
        var wide = Sizes(models, wanted) with
        {
            AccumulatorBits = WideBits,
            ShortcutBits = WideBits,
            MembraneBits = WideBits - 1, // held against a threshold
            ProductBits = WideBits,
            LeftShiftBits = MostShiftBits,
            SpikeWords = MostWords,
            PoolRows = MostWords,
        };
        var limits = WithMemories(models, wide, out var plans);
        var widths = plans.Select(static p => p.Widths).Aggregate(static (a, b) => a.Union(b));
        var steps = plans.SelectMany(static p => p.Steps).ToList();
        var smallest = WithShortcutBits(models, limits with
        {
            AccumulatorBits = widths.Accumulator,
            ShortcutBits = widths.Shortcut,
            MembraneBits = widths.Membrane,
            ProductBits = widths.Product,
            LeftShiftBits = widths.LeftShift,
            SpikeWords = PowerOfTwo(steps.Max(static s => s.Destination?.Words ?? 0)),
            PoolRows = PowerOfTwo(steps.Where(static s => s.PoolsSpikes).Select(EventFit.PoolRows).DefaultIfEmpty(1).Max()),
        });
        smallest.RequirePossible(models[0]);
        return smallest;
    }

    // What the configurations alone say.
    private static EventEngineLimits Sizes(IReadOnlyList<SpikingTransformerModel> models, EventEngineLimits wanted) => wanted with
    {
        KeyBits = models.Max(static m => m.Configuration.KBits),
        KeyRows = PowerOfTwo(models.Max(m => EventFit.KeyRows(m, wanted))),
        ProductRows = PowerOfTwo(models.Max(m => EventFit.ProductRows(m.Configuration, wanted))),
        MaxSize = models.Max(static m => Math.Max(m.Tokens, EventFit.Side(m.Configuration))),
        MaxTimesteps = models.Max(static m => m.Configuration.Timesteps),
        MaxClasses = models.Max(static m => m.Configuration.Classes),
    };

    private static EventEngineLimits WithMemories(
        IReadOnlyList<SpikingTransformerModel> models, EventEngineLimits wide, out IReadOnlyList<EventPlan> plans)
    {
        long tokens = models.Max(m => ShortcutSpace.Of(m, wide).TokenRows);

        // Rows of U go in a circle in the engine, like words of spikes.
        int first = PowerOfTwo(Math.Clamp(tokens, FewestShortcutRows, MostShortcutRows));
        ModelDoesNotFitException? misfit = null;
        for (int bankRows = FewestBankRows; bankRows <= MostBankRows; bankRows *= 2)
        {
            for (int rows = first; rows <= Math.Min(MostShortcutRows, 4L * first); rows *= 2)
            {
                var limits = wide with { BankRows = bankRows, ShortcutRows = rows };
                try
                {
                    plans = [.. models.Select(m => EventPlan.Of(m, limits, trace: false))];
                    return limits;
                }
                catch (ModelDoesNotFitException e)
                {
                    misfit = e;
                }
            }
        }

        throw misfit!;
    }

    // The head is cut into as many ranges as the numbers of U ask for: fewer bits may do as well, or there may be no rows for the ranges.
    private static EventEngineLimits WithShortcutBits(IReadOnlyList<SpikingTransformerModel> models, EventEngineLimits limits)
    {
        while (true)
        {
            try
            {
                foreach (var model in models)
                {
                    EventPlan.Of(model, limits, trace: false);
                }

                return limits;
            }
            catch (ModelDoesNotFitException) when (limits.ShortcutBits < WideBits)
            {
                limits = limits with { ShortcutBits = limits.ShortcutBits + 1 };
            }
        }
    }

    private static int PowerOfTwo(long least) => (int)BitOperations.RoundUpToPowerOf2((ulong)Math.Max(1, least));
}
