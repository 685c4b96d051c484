using System.Collections.Immutable;
using System.Globalization;
using System.Numerics;
using Accel.Generation;
using Accel.Golden;
using Accel.Golden.Generation;
using Accel.Host.CompactEngine;
using Accel.Host.Engine;
using Accel.Host.EventEngine;
using Accel.Models;

namespace Accel.Boards.Designs;

/// <summary>The engines that are tried for a model on boards. What does not depend on a board's memory is computed once for each width of a
/// port.</summary>
/// <param name="model">A sound model.</param>
public sealed class EngineCandidates(SpikingTransformerModel model)
{
    private static readonly (int Cores, int Lanes, int Units)[] _choices =
    [
        (16, 64, 2), (8, 128, 4), (8, 64, 2), (4, 128, 4), (4, 64, 2), (2, 128, 4), (2, 64, 4), (2, 64, 2),
        (1, 128, 4), (1, 128, 2), (1, 128, 1), (1, 64, 4), (1, 64, 2), (1, 64, 1),
    ];

    private readonly Lazy<(NetworkInput Input, GoldenResult Run)> _activity = new(() =>
    {
        var input = RandomInput.Create(model.Configuration, seed: 1);
        return (input, GoldenModel.Run(model, input));
    });

    private readonly Dictionary<(int PortBits, MemoryTiming Timing), List<Sized>> _engines = [];
    private Sized? _compact;

    /// <summary>
    /// What is tried for a board, the fastest first: engines of 1 to 16 cores of 128 and 64 lanes with all limits as small as the model
    /// allows, then the compact one.
    /// </summary>
    /// <param name="memoryCells">Of the board's memory for the kernel.</param>
    /// <param name="portBits">Bits of its port.</param>
    /// <param name="misfit">Why the last engine that was left out cannot run the model; null when none was.</param>
    /// <param name="timing">Of the memory.</param>
    public ImmutableArray<EngineConfiguration> Of(long memoryCells, int portBits, out string? misfit, MemoryTiming? timing = null)
    {
        var memory = timing ?? MemoryTiming.OnChip;
        if (!_engines.TryGetValue((portBits, memory), out var engines))
        {
            _engines[(portBits, memory)] = engines =
                [.. _choices.Select(c => Size(() => Engine((c.Cores, c.Lanes, c.Units), portBits, memory)))];
        }

        _compact ??= Size(Compact);
        List<Sized> all =
        [
            .. engines.OrderBy(static e => e.Configuration?.EstimatedCycles).ThenBy(static e => e.Configuration?.Cores),
            _compact with { Configuration = _compact.Configuration is { } c
                ? c with { Replacements = c.Replacements.Add(AddressKey, AddressBits(memoryCells)) } : null },
        ];
        misfit = all.Select(e => e.Misfit(model.Configuration.Name, memoryCells)).LastOrDefault(static m => m is not null);
        return [.. all.Where(e => e.Misfit(model.Configuration.Name, memoryCells) is null).Select(static e => e.Configuration!)];
    }

    private const string AddressKey = "Accel.CompactEngine.AddressBits";

    private Sized Engine((int Cores, int Lanes, int Units) choice, int portBits, MemoryTiming timing)
    {
        var (cores, lanes, units) = choice;
        var limits = EventEngineSizing.Smallest([model],
            EventEngineLimits.Default with { Cores = cores, Lanes = lanes, AttentionUnits = units, PortBits = portBits });
        var placed = limits with { MemoryLatency = timing.LatencyCycles, MemoryBytesPerCycle = timing.BytesPerCycle };
        var estimate = EventEstimate.Of(model, placed, _activity.Value.Input, _activity.Value.Run);
        return Sized.Of(model, limits, new EngineConfiguration(KernelGenerator.Engine, limits.ToReplacements())
        {
            Cores = cores, Lanes = lanes, AttentionUnits = units, EstimatedCycles = estimate.Cycles, BoundBy = estimate.BoundBy,
            Energy = estimate.Energy(isMemoryOnChip: timing.BytesPerCycle is null),
        });
    }

    private Sized Compact()
    {
        var limits = CompactEngineSizing.Smallest(model);
        return Sized.Of(model, limits, new EngineConfiguration(KernelGenerator.CompactEngine, limits.ToReplacements()));
    }

    private static Sized Size(Func<Sized> size)
    {
        try
        {
            return size();
        }
        catch (ModelDoesNotFitException e)
        {
            return new Sized(null, 0, e.Message);
        }
    }

    private static string AddressBits(long cells) => (BitOperations.Log2((ulong)cells - 1) + 1).ToString(CultureInfo.InvariantCulture);

    // An engine, and the cells of the model's program; or why no engine of this kind runs the model.
    private sealed record Sized(EngineConfiguration? Configuration, int Cells, string? Reason)
    {
        public static Sized Of(SpikingTransformerModel model, EngineLimits limits, EngineConfiguration configuration)
            => new(configuration, EngineProgram.Compile(model, limits, trace: false).MemoryCells, null);

        public string? Misfit(string model, long available) => Reason
            ?? (Cells > available ? new ModelDoesNotFitException(model, "cells of program, weights and tensors", Cells, available).Message
            : null);
    }
}
