namespace Accel.Host;

/// <summary>
/// A serial line, or what stands for one: bytes both ways, which may be lost or damaged. One caller reads and one writes, at the same time;
/// disposing it ends both.
/// </summary>
/// <remarks>A line that is gone: <see cref="ReadAsync"/> returns 0 or throws <see cref="IOException"/>, and so does
/// <see cref="WriteAsync"/>.</remarks>
public interface IByteTransport : IAsyncDisposable
{
    /// <summary>What messages call it, for instance <c>/dev/ttyUSB1</c>.</summary>
    string Name { get; }

    /// <summary>Sends bytes, in order; returns when the line has taken them, not when they have arrived.</summary>
    ValueTask WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken = default);

    /// <summary>Waits for bytes.</summary>
    /// <returns>How many came, at least one; 0 when none will ever come any more.</returns>
    ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default);

    /// <summary>Changes the rate of both directions, after everything written has left.</summary>
    /// <exception cref="NotSupportedException">The line has no such rate; the old one stays.</exception>
    ValueTask SetBaudRateAsync(int baudRate, CancellationToken cancellationToken = default);

    /// <summary>Drops bytes that came and were not read yet.</summary>
    void DiscardInput();
}
