using System.Globalization;
using Accel.Verification;

namespace Accel.Cli;

/// <summary>
/// Tells the progress of the ladder in the manner of VUnit: one line a vector with what became of it, the counts so far and its time.
/// </summary>
internal sealed class VerifyConsole(CliConsole console, int total) : IProgress<LadderProgress>
{
    private int _passed;
    private int _failed;
    private int _skipped;

    /// <summary>Vectors that agreed so far.</summary>
    internal int Passed => _passed;

    /// <summary>Vectors that differed so far.</summary>
    internal int Failed => _failed;

    /// <summary>Vectors left out so far.</summary>
    internal int Skipped => _skipped;

    public void Report(LadderProgress value)
    {
        _skipped += value.Skipped;
        _failed += value.Difference is null ? 0 : 1;
        _passed += value.Skipped == 0 && value.Difference is null ? 1 : 0;
        string outcome = value.Skipped > 0 ? "skip" : value.Difference is null ? "pass" : "fail";
        console.Say(string.Create(
            CultureInfo.InvariantCulture,
            $"{outcome} (P={_passed} S={_skipped} F={_failed} T={total}) {value.Rung}.{value.Kernel}: {value.Vector} ({value.Seconds:0.0} s)"));
        if (value.Difference is { } difference)
        {
            console.Say($"     {difference}");
        }
    }
}
