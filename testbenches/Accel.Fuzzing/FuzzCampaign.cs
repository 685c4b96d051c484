using System.Diagnostics;
using Accel.Fuzzing.Generation;
using Accel.Rtl;

namespace Accel.Fuzzing;

/// <summary>What to fuzz.</summary>
public sealed record FuzzOptions
{
    /// <summary>The first program's seed; the others follow.</summary>
    public int FirstSeed { get; init; } = 1;

    /// <summary>Number of programs.</summary>
    public int Count { get; init; } = 200;

    /// <summary>How many of those that are equal are also run in GHDL, evenly spread.</summary>
    public int GhdlCount { get; init; }

    /// <summary>Whether failing programs are made small.</summary>
    public bool Shrinks { get; init; } = true;

    /// <summary>Told after each batch of programs.</summary>
    public Action<FuzzReport>? Progress { get; init; }
}

/// <summary>Random programs, checked one after the other.</summary>
public sealed class FuzzCampaign
{
    private const int BatchSize = 50;

    private readonly FuzzOptions _options;
    private readonly FuzzReport _report = new();

    private FuzzCampaign(FuzzOptions options) => _options = options;

    /// <summary>Runs the programs of some seeds.</summary>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static FuzzReport Run(FuzzOptions options, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        return new FuzzCampaign(options).Run(cancellationToken);
    }

    /// <summary>The C# of a seed.</summary>
    public static string Source(int seed) => ProgramWriter.Write(seed).Text;

    private FuzzReport Run(CancellationToken cancellationToken)
    {
        long start = Stopwatch.GetTimestamp();
        for (int done = 0; done < _options.Count; done += BatchSize)
        {
            int first = _options.FirstSeed + done;
            using ProgramBatch batch = new([.. Enumerable.Range(first, Math.Min(BatchSize, _options.Count - done)).Select(ProgramWriter.Write)]);
            foreach ((FuzzProgram program, string errors) in batch.Refused)
            {
                _report.Add(program, new Verdict(Outcome.Invalid, "C#", errors), TimeSpan.Zero, program.Text);
            }

            foreach (CompiledProgram compiled in batch.Programs)
            {
                cancellationToken.ThrowIfCancellationRequested();
                Check(compiled, cancellationToken);
            }

            _report.Seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
            _options.Progress?.Invoke(_report);
        }

        return _report;
    }

    private void Check(CompiledProgram compiled, CancellationToken cancellationToken)
    {
        FuzzProgram program = compiled.Program;
        long start = Stopwatch.GetTimestamp();
        (Module Module, IReadOnlyList<uint[]> Expected)? made = null;
        Verdict verdict = ProgramCheck.Run(compiled, (module, expected) => made = (module, expected));
        TimeSpan time = Stopwatch.GetElapsedTime(start);
        if (made is { } netlist && _report.GhdlRuns < _options.GhdlCount && (program.Seed - _options.FirstSeed) >= (long)_options.Count * _report.GhdlRuns / _options.GhdlCount)
        {
            verdict = GhdlCheck.Run(program, netlist.Module, netlist.Expected, cancellationToken);
            _report.GhdlRuns++;
        }

        bool shrinks = verdict.IsFailure && _options.Shrinks && verdict.Stage != GhdlCheck.Stage;
        FuzzProgram smallest = shrinks ? Shrinker.Shrink(program, verdict, candidate => ProgramCheck.Run(candidate)) : program;
        _report.Add(smallest, verdict, time, smallest.Text);
    }
}
