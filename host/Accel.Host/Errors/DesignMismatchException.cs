namespace Accel.Host;

/// <summary>The device runs another design, or another version of the protocol, than the host expects.</summary>
public sealed class DesignMismatchException(string expected, string actual, string message, string? remedy = null)
    : AccelException(message, remedy)
{
    /// <summary>What the host expects: a design hash or a protocol version.</summary>
    public string Expected { get; } = expected;

    /// <summary>What the device reports.</summary>
    public string Actual { get; } = actual;
}
