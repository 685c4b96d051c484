using Accel.Host;

namespace Accel.Verification;

/// <summary>Does something once, when so many bytes have gone over a line, both ways counted.</summary>
internal sealed class TriggerTransport(IByteTransport inner, long bytes, Action action) : IByteTransport
{
    private long _left = bytes;

    public string Name => inner.Name;

    internal bool HasFired => Volatile.Read(ref _left) <= 0;

    public ValueTask WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken = default)
    {
        Count(bytes.Length);
        return inner.WriteAsync(bytes, cancellationToken);
    }

    public async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        int count = await inner.ReadAsync(buffer, cancellationToken).ConfigureAwait(false);
        Count(count);
        return count;
    }

    public ValueTask SetBaudRateAsync(int baudRate, CancellationToken cancellationToken = default) => inner.SetBaudRateAsync(baudRate, cancellationToken);

    public void DiscardInput() => inner.DiscardInput();

    public ValueTask DisposeAsync() => inner.DisposeAsync();

    private void Count(int count)
    {
        if (Interlocked.Add(ref _left, -count) is var left && left <= 0 && left + count > 0)
        {
            action();
        }
    }
}
