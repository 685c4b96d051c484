using Accel.Fuzzing.Generation;

namespace Accel.Fuzzing.Tests;

/// <summary>No program stops a campaign, and none is dropped in silence.</summary>
public sealed class BudgetTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public void A_netlist_that_is_too_large_is_counted_and_named()
    {
        FuzzReport report = FuzzCampaign.Run(new FuzzOptions { FirstSeed = 3, Count = 2, Budget = new ProgramBudget { MostSignals = 1 } },
            Cancel);
        Assert.Equal(2, report.Programs);
        Assert.Equal(report.Outcomes[Outcome.OverBudget], report.OverBudget.Count);
        Assert.All(report.OverBudget, program => Assert.Equal("rtl", program.Stage));
        Assert.Contains("signals, more than 1", report.OverBudget[0].Detail, StringComparison.Ordinal);
        Assert.Empty(report.Failures);
    }

    [Fact]
    public void A_large_netlist_may_run_for_fewer_cycles()
    {
        ProgramBudget budget = new() { MostSignalCycles = 1000, MostCycles = 100 };
        Assert.Equal((100, 100, 10), (budget.CyclesFor(1), budget.CyclesFor(10), budget.CyclesFor(100)));
        FuzzReport report = FuzzCampaign.Run(new FuzzOptions
            { FirstSeed = 3, Count = 1, Budget = new ProgramBudget { MostSignalCycles = 1 } }, Cancel);
        Assert.Contains("cycles", Assert.Single(report.OverBudget).Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void A_kernel_that_does_not_end_is_different_and_not_over_budget()
    {
        FuzzReport report = FuzzCampaign.Run(
            new FuzzOptions { FirstSeed = 3, Count = 1, Shrinks = false, Budget = new ProgramBudget { MostCycles = 1 } }, Cancel);
        Assert.Equal(Outcome.Different, Assert.Single(report.Failures).Outcome);
    }

    [Fact]
    public void A_compiler_that_does_not_end_is_a_failure_with_its_stage()
    {
        using ManualResetEventSlim end = new();
        Verdict verdict = ProgramWatch.Run(
            TimeSpan.Zero,
            (progress, _) =>
            {
                progress.Stage = "unroll";
                end.Wait(Cancel);
                return Verdict.Equal;
            },
            Cancel,
            grace: TimeSpan.FromMilliseconds(200));
        end.Set();
        Assert.Equal((Outcome.Crashed, "unroll", true, false), (verdict.Outcome, verdict.Stage, verdict.IsFailure, verdict.CanShrink));
    }

    [Fact]
    public void A_check_that_throws_tells_whoever_waits() => Assert.IsType<InvalidOperationException>(Assert.Throws<AggregateException>(
        () => ProgramWatch.Run(TimeSpan.FromMinutes(1), (_, _) => throw new InvalidOperationException(), Cancel)).InnerException);

    [Fact]
    public void Refused_programs_count_for_each_id()
    {
        FuzzReport report = new();
        FuzzProgram program = ProgramWriter.Write(1);
        report.Add(program with { Seed = 9 }, new Verdict(Outcome.Refused, "front end", "ACC0105 ACC0301"), TimeSpan.Zero);
        report.Add(program with { Seed = 4 }, new Verdict(Outcome.Refused, "front end", "ACC0105"), TimeSpan.Zero);
        Assert.Equal(new FuzzRefusals(2, 4), report.Refusals["ACC0105"]);
        Assert.Equal(new FuzzRefusals(1, 9), report.Refusals["ACC0301"]);
        Assert.Equal(2, report.Refusals.Count);
    }
}
