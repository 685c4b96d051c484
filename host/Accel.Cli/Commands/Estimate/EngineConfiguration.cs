using System.Collections.Immutable;
using System.Globalization;
using System.Numerics;
using Accel.Golden.Generation;
using Accel.Host.CompactEngine;
using Accel.Host.Engine;
using Accel.Host.EventEngine;
using Accel.Host.Simulation;
using Accel.Models;

namespace Accel.Cli;

/// <summary>An engine that runs a model, and nothing larger: the [Replaceable] constants of its class.</summary>
/// <param name="Kernel">The class.</param>
/// <param name="Replacements">The constants, as the transformer takes them.</param>
internal sealed record EngineConfiguration(string Kernel, ImmutableSortedDictionary<string, string> Replacements)
{
    /// <summary>Additions side by side; 1 of the compact engine.</summary>
    public int Lanes { get; init; } = 1;

    /// <summary>Units that compute K^T V and Q (K^T V) beside the lanes.</summary>
    public int AttentionUnits { get; init; }

    /// <summary>Cycles of an image by the estimate; null where they are counted in a simulation.</summary>
    public long? EstimatedCycles { get; init; }

    /// <summary>What the largest share of the estimated cycles is waited for.</summary>
    public StepBound? BoundBy { get; init; }

    /// <summary>
    /// What is tried for a board, the fastest first: engines of 128 and 64 lanes with all limits as small as the model allows, then the compact one.
    /// </summary>
    /// <param name="model">A sound model.</param>
    /// <param name="memoryCells">Of the board's memory for the kernel.</param>
    /// <param name="portBits">Bits of its port.</param>
    /// <param name="misfit">Why the last engine that was left out cannot run the model; null when none was.</param>
    internal static ImmutableArray<EngineConfiguration> Candidates(SpikingTransformerModel model, long memoryCells, int portBits, out string? misfit)
    {
        string? reason = null;
        var input = RandomInput.Create(model.Configuration, seed: 1);
        (int Lanes, int Units)[] choices = [(128, 4), (128, 2), (128, 1), (64, 2), (64, 1)];
        var engines = new List<EngineConfiguration>();
        foreach (var (lanes, units) in choices)
        {
            Add(() =>
            {
                var limits = EventEngineSizing.Smallest([model], EventEngineLimits.Default with { Lanes = lanes, AttentionUnits = units, PortBits = portBits });
                RequireCells(model, limits, memoryCells);
                var estimate = EventEstimate.Of(model, limits, input);
                return new EngineConfiguration(KernelGenerator.Engine, limits.ToReplacements())
                {
                    Lanes = lanes, AttentionUnits = units, EstimatedCycles = estimate.Cycles, BoundBy = estimate.BoundBy,
                };
            });
        }

        engines = [.. engines.OrderBy(static e => e.EstimatedCycles)];
        Add(() =>
        {
            var limits = CompactEngineSizing.Smallest(model);
            RequireCells(model, limits, memoryCells);
            var replacements = limits.ToReplacements().Add("Accel.CompactEngine.AddressBits", AddressBits(memoryCells));
            return new EngineConfiguration(KernelGenerator.CompactEngine, replacements);
        });
        misfit = reason;
        return [.. engines];

        void Add(Func<EngineConfiguration> make)
        {
            try
            {
                engines.Add(make());
            }
            catch (ModelDoesNotFitException e)
            {
                reason = e.Message;
            }
        }
    }

    /// <summary>The options with which `accel generate` and `accel build` make it.</summary>
    public string Options => $"--kernel {Kernel} {string.Join(" ", Replacements.Select(static r => $"--set {r.Key}={r.Value}"))}";

    private static void RequireCells(SpikingTransformerModel model, EngineLimits limits, long available)
    {
        int needed = EngineProgram.Compile(model, limits, trace: false).MemoryCells;
        if (needed > available)
        {
            throw new ModelDoesNotFitException(model.Configuration.Name, "cells of program, weights and tensors", needed, available);
        }
    }

    private static string AddressBits(long cells) => (BitOperations.Log2((ulong)cells - 1) + 1).ToString(CultureInfo.InvariantCulture);
}
