using System.Collections.Immutable;
using System.Diagnostics;

namespace Accel.Verification;

/// <summary>One vector on one rung is done.</summary>
/// <param name="Rung">The rung.</param>
/// <param name="Kernel">The kernel.</param>
/// <param name="Vector">The vector's name.</param>
/// <param name="Difference">Null when it passed.</param>
/// <param name="Done">Vectors done on this rung and kernel.</param>
/// <param name="Total">Vectors to do.</param>
public sealed record LadderProgress(string Rung, string Kernel, string Vector, Difference? Difference, int Done, int Total);

/// <summary>
/// Runs one set of vectors on every rung and compares each with the golden model: golden = plain C# = RTL simulation = VHDL in GHDL. A rung goes on
/// after a failure, since the count of failures tells much; it stops after <see cref="MostFailures"/> of them.
/// </summary>
public sealed class Ladder(IReadOnlyList<IRung> rungs)
{
    /// <summary>After so many failures of one kernel on one rung, the rest is skipped.</summary>
    public const int MostFailures = 10;

    /// <summary>Runs the ladder.</summary>
    /// <param name="kernels">The kernels with their vectors.</param>
    /// <param name="seed">Random vector i has seed <paramref name="seed"/> + i.</param>
    /// <param name="count">Random vectors a kernel and rung, beside the recorded ones.</param>
    /// <param name="progress">Told after each vector.</param>
    /// <param name="cancellationToken">Stops between and within vectors.</param>
    public async Task<VerificationReport> RunAsync(
        IReadOnlyList<IKernelVectors> kernels, int seed, Func<IRung, IKernelVectors, int> count, IProgress<LadderProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(kernels);
        ArgumentNullException.ThrowIfNull(count);
        var reports = ImmutableArray.CreateBuilder<RungReport>();
        foreach (var kernel in kernels)
        {
            foreach (var rung in rungs)
            {
                cancellationToken.ThrowIfCancellationRequested();
                reports.Add(await RunAsync(rung, kernel, seed, count(rung, kernel), progress, cancellationToken).ConfigureAwait(false));
            }
        }

        return new VerificationReport(seed, reports.ToImmutable());
    }

    private static async Task<RungReport> RunAsync(
        IRung rung, IKernelVectors kernel, int seed, int count, IProgress<LadderProgress>? progress, CancellationToken cancellationToken)
    {
        int total = kernel.Recorded.Count + count;
        if (rung.Unavailable is { } unavailable)
        {
            return new RungReport(rung.Name, kernel.Kernel, total, 0, 0, total, 0, unavailable.Reason, unavailable.Remedy);
        }

        long begun = Stopwatch.GetTimestamp();
        int passed = 0, failed = 0;
        Difference? first = null;
        foreach (var vector in kernel.Recorded.Concat(Enumerable.Range(0, count).Select(i => kernel.Random(unchecked(seed + i)))))
        {
            cancellationToken.ThrowIfCancellationRequested();
            var run = await rung.RunAsync(kernel, vector, cancellationToken).ConfigureAwait(false);
            var difference = DifferenceFinder.Find(rung.Name, kernel.Kernel, vector, run);
            first ??= difference;
            _ = difference is null ? passed++ : failed++;
            progress?.Report(new LadderProgress(rung.Name, kernel.Kernel, vector.Name, difference, passed + failed, total));
            if (failed == MostFailures)
            {
                break;
            }
        }

        int skipped = total - passed - failed;
        return new RungReport(
            rung.Name,
            kernel.Kernel,
            total,
            passed,
            failed,
            skipped,
            Stopwatch.GetElapsedTime(begun).TotalSeconds,
            skipped > 0 ? $"stopped after {MostFailures} failures" : null,
            null,
            first);
    }
}
