namespace Accel.Host;

/// <summary>Something that goes wrong on a line, here and there.</summary>
public enum LineFault
{
    /// <summary>A byte is lost.</summary>
    Lost,
    /// <summary>A byte comes twice.</summary>
    Doubled,
    /// <summary>A bit of a byte is turned over.</summary>
    Flipped,
    /// <summary>The rest of a frame is lost.</summary>
    Cut,
}

/// <summary>
/// Damages what goes over a line, both ways, at random from a seed, so that tests and benchmarks can show that damage is found. Owns the
/// inner transport.
/// </summary>
/// <param name="inner">The line.</param>
/// <param name="fault">What goes wrong; null for nothing.</param>
/// <param name="meanBytes">Bytes between two faults on average, at least 1.</param>
/// <param name="seed">Of the random numbers: the same bytes are damaged in the same way.</param>
public sealed class FaultInjectionTransport(IByteTransport inner, LineFault? fault, int meanBytes, int seed) : IByteTransport
{
    private readonly IByteTransport _inner = inner ?? throw new ArgumentNullException(nameof(inner));
    private readonly Direction _toDevice = new(fault, meanBytes, new Random(seed)), _toHost = new(fault, meanBytes, new Random(~seed));
    private readonly CancellationTokenSource _unplugged = new();

    /// <inheritdoc/>
    public string Name => _inner.Name;

    /// <summary>Faults so far.</summary>
    public int Injected => _toDevice.Injected + _toHost.Injected;

    /// <summary>From now on the line is gone.</summary>
    public void Unplug() => _unplugged.Cancel();

    /// <inheritdoc/>
    public ValueTask WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken = default)
        => _unplugged.IsCancellationRequested ? throw Gone() : _inner.WriteAsync(_toDevice.Damage(bytes.Span), cancellationToken);

    /// <inheritdoc/>
    public async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        // A byte may become two.
        byte[] bytes = new byte[Math.Max(1, buffer.Length / 2)];
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _unplugged.Token);
        while (true)
        {
            int count;
            try
            {
                count = await _inner.ReadAsync(bytes, stop.Token).ConfigureAwait(false);
            }
            catch (OperationCanceledException) when (_unplugged.IsCancellationRequested)
            {
                throw Gone();
            }

            byte[] damaged = _toHost.Damage(bytes.AsSpan(0, count));
            if (damaged.Length > 0 || count == 0)
            {
                damaged.CopyTo(buffer);
                return damaged.Length;
            }
        }
    }

    /// <inheritdoc/>
    public ValueTask SetBaudRateAsync(int baudRate, CancellationToken cancellationToken = default)
        => _unplugged.IsCancellationRequested ? throw Gone() : _inner.SetBaudRateAsync(baudRate, cancellationToken);

    /// <inheritdoc/>
    public void DiscardInput() => _inner.DiscardInput();

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _inner.DisposeAsync();

    private static IOException Gone() => new("unplugged");

    private sealed class Direction(LineFault? fault, int meanBytes, Random random)
    {
        private readonly int _meanBytes =
            meanBytes >= 1 ? meanBytes : throw new ArgumentOutOfRangeException(nameof(meanBytes), meanBytes, "it must be at least 1");
        private bool _isCutting;

        internal int Injected { get; private set; }

        internal byte[] Damage(ReadOnlySpan<byte> bytes)
        {
            var result = new List<byte>(2 * bytes.Length);
            foreach (byte b in bytes)
            {
                if (_isCutting && b != 0)
                {
                    continue;
                }

                _isCutting = false;
                if (fault is null || random.Next(_meanBytes) != 0)
                {
                    result.Add(b);
                    continue;
                }

                Injected++;
                _isCutting = fault == LineFault.Cut;
                result.AddRange(fault switch
                {
                    LineFault.Doubled => [b, b],
                    LineFault.Flipped => [(byte)(b ^ (1 << random.Next(8)))],
                    _ => [],
                });
            }

            return [.. result];
        }
    }
}
