using System.Diagnostics;

namespace Accel.Host;

/// <summary>
/// Activities of the source <see cref="SourceName"/>, for OpenTelemetry and every other listener: <c>accel.load</c> and <c>accel.infer</c>
/// with the tags <c>accel.model</c> and <c>accel.board</c>; <c>accel.run</c> of a kernel of any kind with <c>accel.kernel</c>,
/// <c>accel.entry_point</c> and <c>accel.board</c>; and <c>accel.cycles</c> where it ended well. One that failed has the status of an
/// error and the message.
/// </summary>
public static class AccelTracing
{
    /// <summary>Name of the source.</summary>
    public const string SourceName = "Accel.Host";

    private static readonly ActivitySource _source = new(SourceName);

    internal static Activity? Start(string name, string model, string board)
        => _source.StartActivity(name)?.SetTag("accel.model", model).SetTag("accel.board", board);

    internal static Activity? StartRun(DeviceIdentity device, string entryPoint)
        => _source.StartActivity("accel.run")?.SetTag("accel.kernel", device.Kernel).SetTag("accel.entry_point", entryPoint)
            .SetTag("accel.board", device.Board);

    internal static void Failed(this Activity? activity, Exception error)
        => activity?.SetStatus(ActivityStatusCode.Error, error.Message).SetTag("error.type", error.GetType().FullName);
}
