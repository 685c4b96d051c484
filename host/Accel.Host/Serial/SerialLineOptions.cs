using Microsoft.Extensions.Logging;

namespace Accel.Host;

/// <summary>How a serial line is used. A value that makes no sense is refused when the link is made, before the line is touched.</summary>
public sealed record SerialLineOptions
{
    internal const int MostBaud = 100_000_000;
    internal const int MostRetries = 100;

    /// <summary>The rate at which the device begins, in baud, from 1 to 100,000,000.</summary>
    public int BaseBaudRate { get; init; } = 115_200;

    /// <summary>The highest rate to negotiate, in baud; the base rate for none. Where it does not work, lower ones are tried.</summary>
    public int BaudRate { get; init; } = 3_000_000;

    /// <summary>
    /// How long nothing may come while an answer is due, above zero; doubled each time in a row, and longer where the device was seen to be
    /// slow.
    /// </summary>
    public TimeSpan AnswerTimeout { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>How often in a row nothing comes before the device is reported as silent, from 0 to 100.</summary>
    public int Retries { get; init; } = 3;

    /// <summary>The clock of the time-outs.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Where to tell what is going on, or null.</summary>
    public ILogger? Logger { get; init; }

    /// <summary>Refuses values that make no sense.</summary>
    /// <exception cref="ArgumentException">One does not; it is named.</exception>
    internal void Require()
    {
        ArgumentNullException.ThrowIfNull(Time);
        OptionChecks.RequireRange(BaseBaudRate, 1, MostBaud);
        OptionChecks.RequireRange(BaudRate, BaseBaudRate, MostBaud);
        OptionChecks.RequireRange(Retries, 0, MostRetries);
        OptionChecks.RequireLimit(AnswerTimeout);
    }
}

/// <summary>What happened on a serial line so far.</summary>
/// <param name="FramesSent">Frames sent, repetitions included.</param>
/// <param name="FramesRepeated">Of those, repetitions.</param>
/// <param name="FramesBroken">Frames that came damaged and were dropped.</param>
/// <param name="LossesReported">Times that the device said it dropped a broken frame or had no room for one.</param>
/// <param name="Silences">Times that an answer was due and nothing came.</param>
/// <param name="FallBacks">Times that the line went back to its base rate after silence.</param>
/// <param name="BaudRate">The rate now.</param>
public readonly record struct SerialLineStatistics(
    long FramesSent, long FramesRepeated, long FramesBroken, long LossesReported, long Silences, long FallBacks, int BaudRate);
