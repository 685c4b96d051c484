using System.Diagnostics;
using Accel.Fuzzing.Generation;
using Accel.Rtl;

namespace Accel.Fuzzing;

/// <summary>Random programs, checked by several threads; what is found depends on the seeds alone.</summary>
public sealed class FuzzCampaign
{
    private const int BatchSize = 25;

    private readonly FuzzOptions _options;
    private readonly FuzzReport _report = new();
    private readonly Lock _lock = new();
    private readonly long _start = Stopwatch.GetTimestamp();
    private int _begun;
    private bool _isOver;

    private FuzzCampaign(FuzzOptions options) => _options = options;

    /// <summary>Runs the programs of some seeds. Cancelled, it tells what was found up to then; a program that is being checked is not
    /// waited for, one that is being made small is told as it was found.</summary>
    public static FuzzReport Run(FuzzOptions options, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        return new FuzzCampaign(options).Run(cancellationToken);
    }

    /// <summary>The C# of a seed.</summary>
    /// <param name="seed">The seed.</param>
    /// <param name="isNetwork">Whether it is made of tasks that streams join, whatever the seed says.</param>
    public static string Source(int seed, bool isNetwork = false) => FuzzPrograms.Write(seed, isNetwork).Text;

    private FuzzReport Run(CancellationToken cancellationToken)
    {
        // Threads of their own: programs that call methods deeply must not meet the small stack of a pool's thread.
        var work = Task.WhenAll(Enumerable.Range(0, Math.Max(1, _options.Jobs)).Select(_ => Task.Factory.StartNew(
            () => Work(cancellationToken), cancellationToken, TaskCreationOptions.LongRunning, TaskScheduler.Default)));
        try
        {
            work.WaitAsync(cancellationToken).GetAwaiter().GetResult();
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            _ = work.ContinueWith(static w => w.Exception, TaskScheduler.Default);
        }

        lock (_lock)
        {
            _isOver = true;
            _report.Complete = work.IsCompletedSuccessfully;
            _report.Seconds = Stopwatch.GetElapsedTime(_start).TotalSeconds;
            _report.Sort();
            return _report;
        }
    }

    private void Work(CancellationToken cancellationToken)
    {
        for (int first; (first = Interlocked.Add(ref _begun, BatchSize) - BatchSize) < _options.Count;)
        {
            int count = Math.Min(BatchSize, _options.Count - first);
            using ProgramBatch batch = new([.. Enumerable.Range(_options.FirstSeed + first, count).Select(Write)]);
            foreach ((FuzzProgram program, string errors) in batch.Refused)
            {
                Add(program, new Verdict(Outcome.Invalid, "C#", errors), TimeSpan.Zero, cancellationToken);
            }

            foreach (CompiledProgram compiled in batch.Programs)
            {
                cancellationToken.ThrowIfCancellationRequested();
                Check(compiled, cancellationToken);
            }

            lock (_lock)
            {
                if (_isOver)
                {
                    return;
                }

                _report.Seconds = Stopwatch.GetElapsedTime(_start).TotalSeconds;
                _options.Progress?.Invoke(_report);
            }
        }
    }

    private FuzzProgram Write(int seed) => FuzzPrograms.Write(seed, _options.NetworksOnly);

    private void Check(CompiledProgram compiled, CancellationToken cancellationToken)
    {
        FuzzProgram program = compiled.Program;
        long start = Stopwatch.GetTimestamp();
        (Module Module, PlainResult Expected)? made = null;
        Verdict verdict = ProgramCheck.Run(compiled, (module, expected) => made = (module, expected), _options.Budget, cancellationToken);
        TimeSpan time = Stopwatch.GetElapsedTime(start);
        if (made is { } netlist && IsForGhdl())
        {
            verdict = GhdlCheck.Run(program, netlist.Module, netlist.Expected, cancellationToken);
        }

        Add(program, verdict, time, cancellationToken);
    }

    // As many as are due for the part that is done.
    private bool IsForGhdl()
    {
        lock (_lock)
        {
            bool isDue = !_isOver && _report.GhdlRuns < _options.GhdlCount
                && (long)_report.GhdlRuns * _options.Count <= (long)_options.GhdlCount * _report.Programs;
            _report.GhdlRuns += isDue ? 1 : 0;
            return isDue;
        }
    }

    private void Add(FuzzProgram program, Verdict verdict, TimeSpan time, CancellationToken cancellationToken)
    {
        bool shrinks = verdict.CanShrink && _options.Shrinks;
        lock (_lock)
        {
            if (_isOver)
            {
                return;
            }

            _report.Add(program, verdict, time);
            if (verdict.IsFailure)
            {
                Tell(program, verdict, !shrinks);
            }
        }

        if (shrinks)
        {
            FuzzProgram smallest = Shrinker.Shrink(program, verdict, cancellationToken);
            lock (_lock)
            {
                if (!_isOver)
                {
                    Tell(smallest, verdict, true);
                }
            }
        }
    }

    private void Tell(FuzzProgram program, Verdict verdict, bool isFinal)
    {
        FuzzFailure failure = new(program.Seed, verdict.Outcome, verdict.Stage, verdict.Detail, Regression.Write(program, verdict.ToString()));
        _report.Put(failure);
        _options.Found?.Invoke(failure, isFinal);
    }
}
