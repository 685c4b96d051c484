namespace Accel.Verification;

/// <summary>What became of a kind of fault; an entry of what <c>accel bench faults --json</c> writes.</summary>
/// <param name="Fault">Which.</param>
/// <param name="Runs">Jobs, or byte streams, that met with it.</param>
/// <param name="Injected">Faults that were made.</param>
/// <param name="Detected">Frames that the host or the device dropped as broken, and silences.</param>
/// <param name="Retried">Frames that were sent again.</param>
/// <param name="Reported">Runs that ended with an error that says so; all others ended with the right result.</param>
/// <param name="WrongResults">Runs whose result is not the golden model's, and was not reported.</param>
/// <param name="Hangs">Runs that did not end.</param>
/// <param name="LeakedHandles">Lines to the board that nobody has closed afterwards.</param>
/// <param name="FirstProblem">More about the first wrong result or hang, where there is more to say.</param>
public sealed record FaultMeasurement(
    string Fault, int Runs, long Injected, long Detected, long Retried, int Reported, int WrongResults, int Hangs, int LeakedHandles, string? FirstProblem = null)
{
    internal FaultMeasurement Add(FaultRun run) => this with
    {
        Runs = Runs + 1,
        Injected = Injected + run.Injected,
        Detected = Detected + run.Statistics.FramesBroken + run.Statistics.LossesReported + run.Statistics.Silences,
        Retried = Retried + run.Statistics.FramesRepeated,
        Reported = Reported + (run.Outcome == FaultOutcome.Reported ? 1 : 0),
        WrongResults = WrongResults + (run.Outcome == FaultOutcome.Wrong ? 1 : 0),
        Hangs = Hangs + (run.Outcome == FaultOutcome.Hung ? 1 : 0),
        FirstProblem = FirstProblem ?? run.Problem,
    };
}

/// <summary>How a run ended.</summary>
internal enum FaultOutcome
{
    Right,
    Reported,
    Wrong,
    Hung,
}

/// <summary>One run; a problem is what went wrong after it.</summary>
internal sealed record FaultRun(FaultOutcome Outcome, long Injected, Host.SerialLineStatistics Statistics, string? Problem = null);
