using System.Diagnostics.Metrics;

namespace Accel.Host;

/// <summary>
/// What a device's work is measured by. Instruments of the meter <see cref="MeterName"/>: <c>accel.link.io</c> (bytes, by <c>direction</c>:
/// upload, download), <c>accel.link.duration</c> (seconds per command, by <c>command</c>), <c>accel.job.cycles</c> (clock cycles per job),
/// <c>accel.inference.duration</c> and <c>accel.run.duration</c> (seconds from the call to the result of an inference, or of a kernel's
/// run, by <c>outcome</c>: ok, or the error's type; a run by <c>entry_point</c> too).
/// </summary>
public sealed class AccelMetrics : IDisposable
{
    /// <summary>Name of the meter.</summary>
    public const string MeterName = "Accel.Host";

    private readonly Meter? _own;
    private readonly Counter<long> _bytes;
    private readonly Histogram<double> _commands;
    private readonly Histogram<long> _cycles;
    private readonly Histogram<double> _inferences;
    private readonly Histogram<double> _runs;

    internal AccelMetrics(IMeterFactory? factory)
    {
        // A factory's meters are the factory's to dispose.
        var meter = factory?.Create(MeterName) ?? (_own = new Meter(MeterName));
        _bytes = meter.CreateCounter<long>("accel.link.io", "By", "Cells that went over the link, in bytes.");
        _commands = meter.CreateHistogram<double>("accel.link.duration", "s", "Time from a command to its answer.");
        _cycles = meter.CreateHistogram<long>("accel.job.cycles", "{cycle}", "Clock cycles of a job.");
        _inferences = meter.CreateHistogram<double>("accel.inference.duration", "s", "Time from an input to its result, the wait for the device included.");
        _runs = meter.CreateHistogram<double>(
            "accel.run.duration", "s", "Time from a call of a kernel to its result, the wait for the device included.");
    }

    /// <inheritdoc/>
    public void Dispose() => _own?.Dispose();

    internal void Moved(string direction, long cells) => _bytes.Add(cells * sizeof(uint), new KeyValuePair<string, object?>("direction", direction));

    internal void Answered(LinkCommand command, TimeSpan time) => _commands.Record(time.TotalSeconds, new KeyValuePair<string, object?>("command", command.ToString()));

    internal void JobEnded(long cycles) => _cycles.Record(cycles);

    internal void Ran(string entryPoint, TimeSpan time, Exception? error)
        => _runs.Record(
            time.TotalSeconds,
            new KeyValuePair<string, object?>("outcome", Outcome(error)),
            new KeyValuePair<string, object?>("entry_point", entryPoint));

    internal void Inferred(TimeSpan time, Exception? error)
        => _inferences.Record(time.TotalSeconds, new KeyValuePair<string, object?>("outcome", Outcome(error)));

    private static string Outcome(Exception? error) => error?.GetType().Name ?? "ok";
}
