using System.Globalization;
using System.Text.RegularExpressions;

namespace Accel.Verification;

/// <summary>The first output that differs when a recorded trace is replayed.</summary>
/// <param name="Signal">The output port.</param>
/// <param name="Cycle">Clock edges before it, from the first of the trace on: reset comes first.</param>
/// <param name="Expected">The RTL simulation's value, hexadecimal.</param>
/// <param name="Actual">What was there instead, hexadecimal; digits that are not known are X, U or Z.</param>
public sealed partial record TraceMismatch(string Signal, long Cycle, string Expected, string Actual)
{
    /// <summary>Reads the first line <c>MISMATCH signal=...</c> of what a bench has printed; null when there is none.</summary>
    public static TraceMismatch? Parse(string output) => Line().Match(output) is { Success: true } m
        ? new TraceMismatch(m.Groups[1].Value, long.Parse(m.Groups[2].ValueSpan, CultureInfo.InvariantCulture), m.Groups[3].Value, m.Groups[4].Value)
        : null;

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"signal {Signal}, cycle {Cycle} of the trace: expected {Expected}, actual {Actual}");

    [GeneratedRegex(@"^MISMATCH signal=(\S+) cycle=(\d+) expected=(\S+) actual=(\S+)", RegexOptions.Multiline)]
    private static partial Regex Line();
}
