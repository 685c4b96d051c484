using System.Collections.Immutable;
using Accel.Host.EventEngine;

namespace Accel.Boards.Designs;

/// <summary>An engine that runs a model, and nothing larger: the [Replaceable] constants of its class.</summary>
/// <param name="Kernel">The class.</param>
/// <param name="Replacements">The constants, as the transformer takes them.</param>
public sealed record EngineConfiguration(string Kernel, ImmutableSortedDictionary<string, string> Replacements)
{
    /// <summary>Cores.</summary>
    public int Cores { get; init; } = 1;

    /// <summary>Additions of a core side by side; 1 of the compact engine.</summary>
    public int Lanes { get; init; } = 1;

    /// <summary>Units of a core that compute K^T V and Q (K^T V) beside the lanes.</summary>
    public int AttentionUnits { get; init; }

    /// <summary>Cycles of an image by the estimate; null where they are counted in a simulation.</summary>
    public long? EstimatedCycles { get; init; }

    /// <summary>What the largest share of the estimated cycles is waited for.</summary>
    public StepBound? BoundBy { get; init; }

    /// <summary>Of an image, by a stated model; null where cycles are counted in a simulation.</summary>
    public EnergyEstimate? Energy { get; init; }

    /// <summary>The same with other cores, and memories as they are.</summary>
    public EngineConfiguration WithCores(int cores) => this with
    {
        Cores = cores,
        Replacements = Replacements.SetItem(CoresKey, cores.ToString(System.Globalization.CultureInfo.InvariantCulture)),
    };

    private const string CoresKey = "Accel.Engine.Cores";

    /// <summary>The options with which `accel generate` and `accel build` make it.</summary>
    public string Options => $"--kernel {Kernel} {string.Join(" ", Replacements.Select(static r => $"--set {r.Key}={r.Value}"))}";
}
