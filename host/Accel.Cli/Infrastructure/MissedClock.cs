using System.CommandLine;
using System.Globalization;
using Accel.Rtl.Estimation;

namespace Accel.Cli;

/// <summary>A design that misses the clock that was asked for: it is told, and ends with <see cref="ExitCode.DoesNotFit"/> unless that is
/// allowed.</summary>
internal static class MissedClock
{
    internal static Option<bool> Allow() => new("--allow-missed-clock")
        { Description = "end with 0 although a path is longer than the clock's period; it is told all the same" };

    /// <summary>Tells of a clock that an estimate misses.</summary>
    /// <param name="console">Where.</param>
    /// <param name="design">The kernel, and its board.</param>
    /// <param name="clock">The clock.</param>
    /// <param name="remedy">What helps.</param>
    internal static void Say(CliConsole console, string design, AllowedClock clock, string remedy)
    {
        console.Say(string.Create(
            CultureInfo.InvariantCulture,
            $"{design}: warning: the longest path is estimated at {clock.PathNs:0.00} ns, longer than the {clock.PeriodNs:0.00} ns of {clock.WantedMHz:0.###} MHz: at most {clock.MHz:0.0} MHz"));
        console.Say($"       try: {remedy}");
    }

    /// <summary>The exit code of a design that may have missed its clock.</summary>
    internal static int Code(bool isMet, bool isAllowed) => isMet || isAllowed ? ExitCode.Ok : ExitCode.DoesNotFit;
}
