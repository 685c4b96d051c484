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
/// <param name="Seconds">Time that this one took.</param>
/// <param name="Skipped">Vectors that are not run, for the reason that stands in the vector's place; 0 for one that was run.</param>
public sealed record LadderProgress(string Rung, string Kernel, string Vector, Difference? Difference, int Done, int Total, double Seconds, int Skipped = 0);

/// <summary>
/// Runs one set of vectors on every rung and compares each with the golden model: golden = plain C# = RTL simulation = VHDL in GHDL =
/// netlist. A rung goes on after a failure, since the count of failures tells much; it stops after <see cref="MostFailures"/> of them.
/// </summary>
public sealed class Ladder(IReadOnlyList<IRung> rungs)
{
    /// <summary>After so many failures of one kernel on one rung, the rest is skipped.</summary>
    public const int MostFailures = 10;

    private const string Stopped = "stopped";

    /// <summary>When it is cancelled, how long the vector that is being run may take to end; then the report is made without it.</summary>
    public TimeSpan Grace { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Runs the ladder.</summary>
    /// <param name="kernels">The kernels with their vectors.</param>
    /// <param name="seed">Random vector i has seed <paramref name="seed"/> + i.</param>
    /// <param name="count">Random vectors a kernel and rung, beside the recorded ones.</param>
    /// <param name="progress">Told after each vector.</param>
    /// <param name="cancellationToken">Stops between and within vectors; the report then holds what was done, and the rest as skipped. A
    /// tool that does not end is left behind after <see cref="Grace"/>.</param>
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
                reports.Add(await RunAsync(rung, kernel, seed, count(rung, kernel), progress, cancellationToken).ConfigureAwait(false));
            }
        }

        return new VerificationReport(seed, reports.ToImmutable()) { Complete = !cancellationToken.IsCancellationRequested };
    }

    /// <summary>How many vectors a rung runs of a kernel.</summary>
    /// <param name="rung">The rung.</param>
    /// <param name="kernel">The kernel.</param>
    /// <param name="count">Random vectors, beside the recorded ones.</param>
    public static int Cases(IRung rung, IKernelVectors kernel, int count)
    {
        ArgumentNullException.ThrowIfNull(rung);
        ArgumentNullException.ThrowIfNull(kernel);
        return rung.IsProof ? 1 : rung.VectorsOf(kernel).Recorded.Count + count;
    }

    private async Task<RungReport> RunAsync(
        IRung rung, IKernelVectors kernel, int seed, int count, IProgress<LadderProgress>? progress, CancellationToken cancellationToken)
    {
        int total = Cases(rung, kernel, count);
        if (cancellationToken.IsCancellationRequested)
        {
            return new RungReport(rung.Name, kernel.Kernel, total, 0, 0, total, 0, Stopped);
        }

        if ((rung.Unavailable ?? rung.Declines(kernel.Kernel)) is { } unavailable)
        {
            string why = unavailable.Remedy is null ? unavailable.Reason : $"{unavailable.Reason}: {unavailable.Remedy}";
            progress?.Report(new LadderProgress(rung.Name, kernel.Kernel, why, null, 0, total, 0, total));
            return new RungReport(rung.Name, kernel.Kernel, total, 0, 0, total, 0, unavailable.Reason, unavailable.Remedy);
        }

        long begun = Stopwatch.GetTimestamp();
        var cases = ImmutableArray.CreateBuilder<CaseReport>();
        var declined = new List<string>();
        int failed = 0;
        bool stopped = false;
        foreach (var vector in Vectors(rung, kernel, seed, count))
        {
            if (stopped = cancellationToken.IsCancellationRequested)
            {
                break;
            }

            if (rung.Declines(vector) is { } reason)
            {
                declined.Add($"{vector.Name}: {reason.Reason}");
                progress?.Report(new LadderProgress(rung.Name, kernel.Kernel, declined[^1], null, cases.Count + declined.Count, total, 0, 1));
                continue;
            }

            long caseBegun = Stopwatch.GetTimestamp();
            if (await RunAsync(rung, kernel, vector, cancellationToken).ConfigureAwait(false) is not { } run)
            {
                stopped = true;
                break;
            }

            var difference = DifferenceFinder.Find(rung.Name, kernel.Kernel, vector, run);
            failed += difference is null ? 0 : 1;
            cases.Add(new CaseReport(vector.Name, Stopwatch.GetElapsedTime(caseBegun).TotalSeconds, difference, run.Cycles));
            progress?.Report(new LadderProgress(rung.Name, kernel.Kernel, vector.Name, difference, cases.Count + declined.Count, total, cases[^1].Seconds));
            if (failed == MostFailures)
            {
                break;
            }
        }

        int skipped = total - cases.Count;
        return new RungReport(
            rung.Name,
            kernel.Kernel,
            total,
            cases.Count - failed,
            failed,
            skipped,
            Stopwatch.GetElapsedTime(begun).TotalSeconds,
            stopped ? Stopped : failed == MostFailures ? $"stopped after {MostFailures} failures" : declined.Count > 0
                ? string.Join("; ", declined) : null,
            null,
            cases.Select(static c => c.Difference).FirstOrDefault(static d => d is not null))
        {
            Cases = cases.ToImmutable(),
        };
    }

    // Null when it was stopped within the vector: what a rung says then is no result.
    private async ValueTask<RungRun?> RunAsync(IRung rung, IKernelVectors kernel, KernelCase vector,
        CancellationToken cancellationToken)
    {
        try
        {
            // On the pool: a tool that blocks, and does not look at the token, must not keep the report.
            var running = Task.Run(() => rung.RunAsync(kernel, vector, cancellationToken).AsTask(), CancellationToken.None);
            await Task.WhenAny(running, Task.Delay(Timeout.Infinite, cancellationToken)).ConfigureAwait(false);
            if (!running.IsCompleted)
            {
                await Task.WhenAny(running, Task.Delay(Grace, CancellationToken.None)).ConfigureAwait(false);
            }

            var run = running.IsCompleted ? await running.ConfigureAwait(false) : null;
            return cancellationToken.IsCancellationRequested ? null : run;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return null;
        }
    }

    private static IEnumerable<KernelCase> Vectors(IRung rung, IKernelVectors kernel, int seed, int count)
    {
        if (rung.IsProof)
        {
            return [new KernelCase { Name = "all inputs and states", Seed = 0, Memory = [], Expected = [] }];
        }

        var vectors = rung.VectorsOf(kernel);
        return vectors.Recorded.Concat(Enumerable.Range(0, count).Select(i => vectors.Random(unchecked(seed + i))));
    }
}
