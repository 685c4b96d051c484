using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Diagnostics;
using Accel.Generation;
using Accel.Golden.Generation;
using Accel.Rtl;
using Accel.Transformer;

namespace Accel.Verification;

/// <summary>Makes mutants of a kernel, and has them judged.</summary>
/// <param name="source">The C#.</param>
/// <param name="kernel">The kernel with its vectors.</param>
/// <param name="options">How many of what.</param>
public sealed class MutationCampaign(KernelSource source, IKernelVectors kernel, MutationOptions options)
{
    private readonly TransformResult _sound = KernelCompiler.Compile(source, kernel.Kernel, options.Transform);

    /// <summary>Changes of the generated netlist.</summary>
    public async Task<KernelMutants> NetlistAsync(CancellationToken cancellationToken = default)
    {
        var netlist = Sound().Flatten();
        return await RunAsync("netlist", [.. NetlistChange.All(netlist)], c => (NetlistMutator.Apply(netlist, c), null), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Changes of those lines of C# that are hardware of the kernel, compiled again.</summary>
    public async Task<KernelMutants> SourceAsync(CancellationToken cancellationToken = default)
    {
        var covers = KernelCompiler.Compile(source, kernel.Kernel, options.Transform with { Covers = true }).CoverPoints;
        var lines = covers.Select(static p => p.Source).OfType<SourceLocation>().ToHashSet();
        return await RunAsync(
            "csharp", [.. SourceMutator.All(source, (file, line) => lines.Contains(new SourceLocation(file, line)))], Compile, cancellationToken).ConfigureAwait(false);
    }

    private Module Sound() => _sound.Module ?? throw new GenerationException(kernel.Kernel, _sound.Diagnostics);

    private (Module? Mutant, string? Refusal) Compile(SourceMutation mutation)
    {
        try
        {
            var result = KernelCompiler.Compile(mutation.Apply(source), kernel.Kernel, options.Transform);
            return (result.Module, result.Diagnostics.Count == 0 ? null : result.Diagnostics[0].ToString());
        }
        catch (CompilerDefectException defect)
        {
            return (null, $"defect of the compiler: {defect.Message}");
        }
    }

    private async Task<KernelMutants> RunAsync<T>(
        string level, ImmutableArray<T> possible, Func<T, (Module? Mutant, string? Refusal)> make, CancellationToken cancellationToken)
        where T : notnull
    {
        KernelStateException.ThrowIfKept(kernel);
        long begun = Stopwatch.GetTimestamp();
        var judge = await MutationJudge.PrepareAsync(kernel, Sound().Flatten(), options.RandomVectors, options.LockStepVectors, cancellationToken).ConfigureAwait(false);
        int[] chosen = Choose(possible.Length);
        var verdicts = new ConcurrentDictionary<int, MutantVerdict>();
        await Parallel.ForEachAsync(
            chosen,
            new ParallelOptions { CancellationToken = cancellationToken, MaxDegreeOfParallelism = options.Jobs },
            async (place, token) =>
            {
                var (mutant, refusal) = make(possible[place]);
                verdicts[place] = mutant is null
                    ? new MutantVerdict(MutantOutcome.Refused, refusal ?? "")
                    : await judge.JudgeAsync(mutant, token).ConfigureAwait(false);
                options.Judged?.Invoke(possible[place].ToString()!, verdicts[place]);
            }).ConfigureAwait(false);
        int Count(MutantOutcome outcome) => verdicts.Values.Count(v => v.Outcome == outcome);
        int proved = verdicts.Values.Count(static v => v is { Outcome: MutantOutcome.Equivalent, Reason: MutationJudge.Proved });
        return new KernelMutants
        {
            Kernel = kernel.Kernel,
            Level = level,
            Possible = possible.Length,
            Mutants = chosen.Length,
            Killed = Count(MutantOutcome.Killed),
            Refused = Count(MutantOutcome.Refused),
            ProvedEquivalent = proved,
            LockStepEquivalent = Count(MutantOutcome.Equivalent) - proved,
            TimingOnly = Count(MutantOutcome.TimingOnly),
            Survived = Count(MutantOutcome.Survived),
            NotCaught =
            [
                .. verdicts.Where(static v => v.Value.Outcome is MutantOutcome.TimingOnly or MutantOutcome.Survived).OrderBy(static v => v.Key)
                    .Select(v => new SurvivingMutant(possible[v.Key].ToString()!, v.Value.Outcome, v.Value.Reason)),
            ],
            Seconds = Stopwatch.GetElapsedTime(begun).TotalSeconds,
        };
    }

    private int[] Choose(int possible)
    {
        var random = new SeededRandom((ulong)options.Seed);
        int[] places = [.. Enumerable.Range(0, possible)];
        for (int i = 0; i < places.Length - 1; i++)
        {
            int other = random.Between(i, places.Length - 1);
            (places[i], places[other]) = (places[other], places[i]);
        }

        return places[..Math.Min(options.Count, places.Length)];
    }
}
