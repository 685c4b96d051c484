namespace Accel.Host.Serial;

/// <summary>
/// Tells when nothing has come for too long. The time runs from the last sign of the device, or from when the line will have carried what
/// was given to it; it doubles with each silence in a row and follows a device that was seen to be slow. Not for several threads at once.
/// </summary>
/// <param name="time">The clock.</param>
/// <param name="answerTimeout">The shortest time.</param>
internal sealed class AnswerTimer(TimeProvider time, TimeSpan answerTimeout)
{
    private const int BitsPerByte = 10;
    private static readonly TimeSpan _longest = TimeSpan.FromSeconds(30);

    private TimeSpan _slowest;
    private long _lastSign = time.GetTimestamp();
    private long _lineFree = time.GetTimestamp();
    private int _bytesSinceAnswer;

    /// <summary>Bytes that may come without an answer among them and still be a sign of the device; more is noise.</summary>
    internal int MostBytesOfAnswer { get; set; }

    /// <summary>The line's rate.</summary>
    internal int BaudRate { get; set; }

    /// <summary>The time that so many bytes take on the line.</summary>
    internal TimeSpan TimeOf(int bytes) => TimeSpan.FromSeconds((double)BitsPerByte * bytes / BaudRate);

    /// <summary>Bytes were given to the line; with them, maybe, an answer became due that was not before.</summary>
    internal void Sent(int bytes, bool wasDue)
    {
        long now = time.GetTimestamp();
        _lineFree = Math.Max(now, _lineFree) + (long)(TimeOf(bytes).TotalSeconds * time.TimestampFrequency);
        if (!wasDue)
        {
            _lastSign = now;
        }
    }

    /// <summary>Bytes came while an answer was due.</summary>
    internal void Came(int bytes)
    {
        _bytesSinceAnswer += bytes;
        if (_bytesSinceAnswer <= MostBytesOfAnswer)
        {
            Sign();
        }
    }

    /// <summary>An answer came.</summary>
    internal void Answered() => _bytesSinceAnswer = 0;

    /// <summary>A frame is sent again after silence: the time begins anew.</summary>
    internal void Restart() => (_lastSign, _bytesSinceAnswer) = (time.GetTimestamp(), 0);

    /// <summary>How long to wait still; zero or less when it has been too long.</summary>
    internal TimeSpan Left(int silences) => LongestSilence(silences) - Quiet();

    /// <summary>How long nothing may come, after so many silences in a row.</summary>
    internal TimeSpan LongestSilence(int silences)
    {
        var longest = TimeSpan.FromTicks(Math.Max(answerTimeout.Ticks, 2 * _slowest.Ticks)) * (1 << Math.Min(silences, 10));
        return longest < _longest ? longest : TimeSpan.FromTicks(Math.Max(_longest.Ticks, answerTimeout.Ticks));
    }

    private void Sign()
    {
        var quiet = Quiet();
        _slowest = quiet > _slowest ? quiet : _slowest * 0.9;
        _lastSign = time.GetTimestamp();
    }

    private TimeSpan Quiet() => time.GetElapsedTime(Math.Max(_lastSign, _lineFree));
}
