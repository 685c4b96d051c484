using Accel.Host;

namespace Accel.Verification;

/// <summary>
/// A line whose device stops for good at some moment: nothing arrives there any more, and nothing comes. Owns the inner line.
/// </summary>
internal sealed class FrozenTransport(IByteTransport inner) : IByteTransport
{
    private volatile bool _isFrozen;

    public string Name => inner.Name;

    internal void Freeze() => _isFrozen = true;

    public ValueTask WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken = default)
        => _isFrozen ? ValueTask.CompletedTask : inner.WriteAsync(bytes, cancellationToken);

    public async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        while (true)
        {
            int count = await inner.ReadAsync(buffer, cancellationToken).ConfigureAwait(false);
            if (!_isFrozen || count == 0)
            {
                return count;
            }
        }
    }

    public ValueTask SetBaudRateAsync(int baudRate, CancellationToken cancellationToken = default)
        => _isFrozen ? ValueTask.CompletedTask : inner.SetBaudRateAsync(baudRate, cancellationToken);

    public void DiscardInput() => inner.DiscardInput();

    public ValueTask DisposeAsync() => inner.DisposeAsync();
}
