namespace Accel.Fuzzing;

/// <summary>A program that shows a defect.</summary>
/// <param name="Seed">Its seed, from which it can be made again.</param>
/// <param name="Outcome">How it fails.</param>
/// <param name="Stage">Where.</param>
/// <param name="Detail">In words.</param>
/// <param name="Regression">The smallest program found, as a file for the folder of regressions.</param>
public sealed record FuzzFailure(int Seed, Outcome Outcome, string Stage, string Detail, string Regression);

/// <summary>Programs that are refused with a diagnostic of the same id.</summary>
/// <param name="Count">How many.</param>
/// <param name="Seed">The smallest seed of one.</param>
public sealed record FuzzRefusals(int Count, int Seed);

/// <summary>A program that takes more than a campaign has for it: it was not compared to the end.</summary>
/// <param name="Seed">Its seed.</param>
/// <param name="Stage">Where its budget was used up.</param>
/// <param name="Detail">What it takes, and the bound.</param>
public sealed record FuzzOverBudget(int Seed, string Stage, string Detail);

/// <summary>What a campaign found.</summary>
public sealed class FuzzReport
{
    private readonly SortedDictionary<Outcome, int> _outcomes = [];
    private readonly SortedDictionary<string, FuzzRefusals> _refusals = new(StringComparer.Ordinal);
    private readonly List<FuzzFailure> _failures = [];
    private readonly List<FuzzOverBudget> _overBudget = [];

    /// <summary>Whether all programs were checked: the campaign was not cancelled.</summary>
    public bool Complete { get; internal set; }

    /// <summary>Programs so far.</summary>
    public int Programs { get; private set; }

    /// <summary>Programs that were run in GHDL as well.</summary>
    public int GhdlRuns { get; internal set; }

    /// <summary>Programs whose tasks wait for each other for ever, as all ways of running them say.</summary>
    public int Deadlocks { get; private set; }

    /// <summary>Time so far, shrinking included.</summary>
    public double Seconds { get; internal set; }

    /// <summary>Programs a second.</summary>
    public double ProgramsPerSecond => Seconds > 0 ? Math.Round(Programs / Seconds, 1) : 0;

    /// <summary>Longest time that one program took to compile and to simulate, in seconds.</summary>
    public double SlowestSeconds { get; private set; }

    /// <summary>The seed of that program.</summary>
    public int SlowestSeed { get; private set; }

    /// <summary>Programs of each outcome.</summary>
    public IReadOnlyDictionary<Outcome, int> Outcomes => _outcomes;

    /// <summary>Refused programs by the id of a diagnostic; one with several ids counts for each.</summary>
    public IReadOnlyDictionary<string, FuzzRefusals> Refusals => _refusals;

    /// <summary>Programs that show a defect, as small as they could be made in the time that there was.</summary>
    public IReadOnlyList<FuzzFailure> Failures => _failures;

    /// <summary>Programs that were too large or too slow to be compared.</summary>
    public IReadOnlyList<FuzzOverBudget> OverBudget => _overBudget;

    internal void Add(FuzzProgram program, Verdict verdict, TimeSpan time)
    {
        Programs++;
        Deadlocks += verdict.IsDeadlock ? 1 : 0;
        _outcomes[verdict.Outcome] = _outcomes.GetValueOrDefault(verdict.Outcome) + 1;
        foreach (string id in verdict.Ids)
        {
            FuzzRefusals known = _refusals.GetValueOrDefault(id) ?? new FuzzRefusals(0, program.Seed);
            _refusals[id] = new FuzzRefusals(known.Count + 1, Math.Min(known.Seed, program.Seed));
        }

        if (verdict.Outcome == Outcome.OverBudget)
        {
            _overBudget.Add(new FuzzOverBudget(program.Seed, verdict.Stage, verdict.Detail));
        }

        if (time.TotalSeconds > SlowestSeconds)
        {
            (SlowestSeconds, SlowestSeed) = (Math.Round(time.TotalSeconds, 2), program.Seed);
        }
    }

    // In place of the same program before it was made small.
    internal void Put(FuzzFailure failure)
    {
        _failures.RemoveAll(known => known.Seed == failure.Seed);
        _failures.Add(failure);
    }

    internal void Sort()
    {
        _failures.Sort((one, other) => one.Seed.CompareTo(other.Seed));
        _overBudget.Sort((one, other) => one.Seed.CompareTo(other.Seed));
    }
}
