namespace Accel.Host;

/// <summary>A link that passes every command on: the base of links that record, delay or damage. It owns the inner link.</summary>
public abstract class DelegatingLink(ILink inner) : ILink
{
    /// <summary>The link that is wrapped.</summary>
    protected ILink Inner { get; } = inner ?? throw new ArgumentNullException(nameof(inner));

    /// <inheritdoc/>
    public virtual ValueTask<DeviceIdentity> HelloAsync(CancellationToken cancellationToken = default) => Inner.HelloAsync(cancellationToken);

    /// <inheritdoc/>
    public virtual ValueTask WriteAsync(long address, ReadOnlyMemory<uint> cells, CancellationToken cancellationToken = default)
        => Inner.WriteAsync(address, cells, cancellationToken);

    /// <inheritdoc/>
    public virtual ValueTask ReadAsync(long address, Memory<uint> cells, CancellationToken cancellationToken = default)
        => Inner.ReadAsync(address, cells, cancellationToken);

    /// <inheritdoc/>
    public virtual ValueTask StartAsync(int member, uint job, CancellationToken cancellationToken = default)
        => Inner.StartAsync(member, job, cancellationToken);

    /// <inheritdoc/>
    public virtual ValueTask<DeviceStatus> StatusAsync(TimeSpan wait, CancellationToken cancellationToken = default)
        => Inner.StatusAsync(wait, cancellationToken);

    /// <inheritdoc/>
    public virtual ValueTask ResetAsync(CancellationToken cancellationToken = default) => Inner.ResetAsync(cancellationToken);

    /// <inheritdoc/>
    public virtual ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return Inner.DisposeAsync();
    }
}
