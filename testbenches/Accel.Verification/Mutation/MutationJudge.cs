using System.Collections.Immutable;
using System.Globalization;
using Accel.Rtl;
using Accel.Rtl.Bench;
using Accel.Rtl.Text;

namespace Accel.Verification;

/// <summary>
/// Says whether the ladder finds a mutant. Its rtl rung runs the mutant on the ladder's vectors up to the first difference from the golden
/// model, without and then with the check of uninitialised values. A mutant that gets through is compared with the original: by
/// simplification, and cycle by cycle at the ports over more vectors, with and without stalls.
/// </summary>
public sealed class MutationJudge
{
    internal const string Proved = "simplified, it is the original's netlist";

    private const long Endless = 2_000_000_000;

    private readonly IKernelVectors _kernel;
    private readonly ImmutableArray<KernelCase> _vectors;
    private readonly ImmutableArray<(KernelCase Vector, int Stalls)> _lockStep;
    private readonly Lazy<(ImmutableArray<string> Hashes, long MostCycles)> _original;
    private readonly Lazy<string> _simplified;
    private readonly long _mostCycles;

    private MutationJudge(IKernelVectors kernel, Module sound, int count, int lockStepCount, long mostCycles)
    {
        (_kernel, _mostCycles) = (kernel, mostCycles);
        _vectors = VectorsOf(kernel, count);
        KernelCase[] further = [.. Enumerable.Range(1_000_000, lockStepCount).Select(kernel.Random)];
        _lockStep = [.. _vectors.Concat(further).SelectMany(static v => new[] { (v, 0), (v, 1000 + v.StallSeed) })];
        _simplified = new(() => TextOf(sound));
        _original = new(() =>
        {
            var traces = new PortTraces(sound, Endless);
            var runs = _lockStep.Select(l => traces.Run(l.Vector, l.Stalls, CancellationToken.None)).ToList();
            return ([.. runs.Select(static r => r.Hash)], BoundOf(runs.Max(static r => r.Run.Cycles ?? 0)));
        });
    }

    /// <summary>Prepares the vectors, and runs them on the original for the bound of cycles.</summary>
    /// <param name="kernel">The kernel with its vectors.</param>
    /// <param name="sound">Its flat netlist.</param>
    /// <param name="count">Random vectors of the ladder, with seeds from 1 on.</param>
    /// <param name="lockStepCount">Further random vectors for the comparison with the original.</param>
    /// <param name="cancellationToken">Stops within a run.</param>
    /// <exception cref="InvalidOperationException">The original fails.</exception>
    public static async Task<MutationJudge> PrepareAsync(
        IKernelVectors kernel, Module sound, int count, int lockStepCount, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(kernel);
        ArgumentNullException.ThrowIfNull(sound);
        using var rung = new RtlRung(_ => sound, options: new KernelSimulationOptions(), stalls: true);
        long cycles = 0;
        foreach (var vector in VectorsOf(kernel, count))
        {
            var run = await rung.RunAsync(kernel, vector, cancellationToken).ConfigureAwait(false);
            cycles = Math.Max(cycles, run.Cycles ?? 0);
            if (DifferenceFinder.Find(rung.Name, kernel.Kernel, vector, run) is { } difference)
            {
                throw new InvalidOperationException($"what fails has no mutants to be found: {difference}");
            }
        }

        return new MutationJudge(kernel, sound, count, lockStepCount, BoundOf(cycles));
    }

    /// <summary>Runs a mutant. Several may be judged at the same time.</summary>
    public async Task<MutantVerdict> JudgeAsync(Module mutant, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(mutant);
        var options = new KernelSimulationOptions { MostCycles = _mostCycles };
        return await FindAsync(mutant, options, cancellationToken).ConfigureAwait(false)
            ?? (TextOf(mutant) == _simplified.Value ? new MutantVerdict(MutantOutcome.Equivalent, Proved) : null)
            ?? await FindAsync(mutant, options with { CheckUninitialised = true }, cancellationToken).ConfigureAwait(false)
            ?? Compare(mutant, cancellationToken);
    }

    // Stalls make a run longer, and a mutant may be slower; one that hangs is to end soon.
    private static long BoundOf(long cycles) => (8 * cycles) + 1000;

    private static ImmutableArray<KernelCase> VectorsOf(IKernelVectors kernel, int count) => [.. kernel.Recorded, .. Enumerable.Range(1, count).Select(kernel.Random)];

    private async Task<MutantVerdict?> FindAsync(Module mutant, KernelSimulationOptions options, CancellationToken cancellationToken)
    {
        using var rung = new RtlRung(_ => mutant, options: options, stalls: true);
        foreach (var vector in _vectors)
        {
            var run = await rung.RunAsync(_kernel, vector, cancellationToken).ConfigureAwait(false);
            if (DifferenceFinder.Find(rung.Name, _kernel.Kernel, vector, run) is { } difference)
            {
                return new MutantVerdict(MutantOutcome.Killed, difference.ToString());
            }
        }

        return null;
    }

    private MutantVerdict Compare(Module mutant, CancellationToken cancellationToken)
    {
        var traces = new PortTraces(mutant, _original.Value.MostCycles);
        string? other = null;
        long cycles = 0;
        for (int i = 0; i < _lockStep.Length; i++)
        {
            var (vector, stalls) = _lockStep[i];
            var (hash, run) = traces.Run(vector, stalls, cancellationToken);
            cycles += run.Cycles ?? 0;
            if (hash == _original.Value.Hashes[i])
            {
                continue;
            }

            string where = string.Create(CultureInfo.InvariantCulture, $"{vector.Name}, stalls {stalls}");
            other ??= where;
            if (DifferenceFinder.Find("rtl", _kernel.Kernel, vector, run) is { } difference)
            {
                return new MutantVerdict(MutantOutcome.Survived, $"found in the lock step alone, {where}: {difference}");
            }
        }

        return other is null
            ? new MutantVerdict(MutantOutcome.Equivalent, string.Create(CultureInfo.InvariantCulture, $"the same at all ports in {cycles} cycles"))
            : new MutantVerdict(MutantOutcome.TimingOnly, $"the ports differ, the results do not: {other}");
    }

    // The text without ids and lines of source: of equal circuits it is equal.
    private static string TextOf(Module module)
        => string.Join('\n', NetlistText.Write(module.Simplify()).Split('\n').Select(static line => line.Split("  -- ")[0]));
}
