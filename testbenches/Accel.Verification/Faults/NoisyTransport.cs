using System.Diagnostics;
using Accel.Host;

namespace Accel.Verification;

/// <summary>A line on which nothing but noise comes, at a rate; what is sent arrives. Owns the inner line.</summary>
/// <param name="inner">The line.</param>
/// <param name="bytesPerSecond">How much noise.</param>
/// <param name="seed">Of the noise.</param>
internal sealed class NoisyTransport(IByteTransport inner, int bytesPerSecond, int seed) : IByteTransport
{
    private readonly Random _random = new(seed);
    private readonly long _begun = Stopwatch.GetTimestamp();
    private long _bytes;

    public string Name => inner.Name;

    public ValueTask WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken = default)
        => inner.WriteAsync(bytes, cancellationToken);

    public async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        await Task.Delay(1, cancellationToken).ConfigureAwait(false);
        int count = (int)Math.Clamp((long)(Stopwatch.GetElapsedTime(_begun).TotalSeconds * bytesPerSecond) - _bytes, 1, buffer.Length);
        _random.NextBytes(buffer.Span[..count]);
        _bytes += count;
        return count;
    }

    // An adapter takes its time, for what was sent must have left before.
    public async ValueTask SetBaudRateAsync(int baudRate, CancellationToken cancellationToken = default)
    {
        await Task.Delay(10, cancellationToken).ConfigureAwait(false);
        await inner.SetBaudRateAsync(baudRate, cancellationToken).ConfigureAwait(false);
    }

    public void DiscardInput() => inner.DiscardInput();

    public ValueTask DisposeAsync() => inner.DisposeAsync();
}
