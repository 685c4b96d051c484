using System.Collections.Immutable;

namespace Accel.Verification;

/// <summary>What became of the mutants of one kernel.</summary>
public sealed record KernelMutants
{
    /// <summary>The kernel's class.</summary>
    public required string Kernel { get; init; }

    /// <summary>What was changed: netlist or csharp.</summary>
    public required string Level { get; init; }

    /// <summary>Mutants that can be made; those that were made are chosen among them at random.</summary>
    public required int Possible { get; init; }

    /// <summary>Mutants that were made.</summary>
    public required int Mutants { get; init; }

    /// <summary>Found by a vector of the ladder.</summary>
    public required int Killed { get; init; }

    /// <summary>C# that the compiler does not take.</summary>
    public required int Refused { get; init; }

    /// <summary>No change of behaviour, shown by simplification to the original's netlist.</summary>
    public required int ProvedEquivalent { get; init; }

    /// <summary>No change of behaviour at any port on any cycle of the lock step.</summary>
    public required int LockStepEquivalent { get; init; }

    /// <summary>Right results at another time.</summary>
    public required int TimingOnly { get; init; }

    /// <summary>Wrong in a way that the ladder's vectors do not show.</summary>
    public required int Survived { get; init; }

    /// <summary>Of the mutants that change results, those that were found, in percent; 100 when there is none.</summary>
    public double CaughtPercent => Percent(Killed, Killed + Survived);

    /// <summary>Of the mutants that change anything at a port, those that were found, in percent.</summary>
    public double CaughtPercentWithTiming => Percent(Killed, Killed + Survived + TimingOnly);

    /// <summary>Timing and survivors, in the order of the places.</summary>
    public required ImmutableArray<SurvivingMutant> NotCaught { get; init; }

    /// <summary>Time for all of it.</summary>
    public required double Seconds { get; init; }

    internal static double Percent(int part, int whole) => whole == 0 ? 100 : Math.Floor(10_000.0 * part / whole) / 100;
}

/// <summary>What became of the mutants of several kernels.</summary>
/// <param name="Seed">Of the choice among the mutants.</param>
/// <param name="RandomVectors">Random vectors of the ladder, with seeds from 1 on, beside the recorded ones.</param>
/// <param name="Kernels">One entry a kernel and level.</param>
public sealed record MutationReport(int Seed, int RandomVectors, ImmutableArray<KernelMutants> Kernels)
{
    /// <summary>Of all mutants that change results, those that were found, in percent.</summary>
    public double CaughtPercent => KernelMutants.Percent(Kernels.Sum(static k => k.Killed), Kernels.Sum(static k => k.Killed + k.Survived));

    /// <summary>Of all mutants that change anything at a port, those that were found, in percent.</summary>
    public double CaughtPercentWithTiming => KernelMutants.Percent(Kernels.Sum(static k => k.Killed), Kernels.Sum(static k => k.Killed + k.Survived + k.TimingOnly));
}
