using System.Collections.Immutable;

namespace Accel.Host;

/// <summary>Something that goes wrong on a link.</summary>
public abstract record LinkFault
{
    /// <summary>A bit of a cell is turned over on its way into the device's memory.</summary>
    /// <param name="Address">The cell.</param>
    /// <param name="Bit">0..31.</param>
    public sealed record FlipWrite(long Address, int Bit) : LinkFault;

    /// <summary>A bit of a cell is turned over on its way back from the device's memory.</summary>
    /// <param name="Address">The cell.</param>
    /// <param name="Bit">0..31.</param>
    public sealed record FlipRead(long Address, int Bit) : LinkFault;

    /// <summary>From the given command of a kind on, counted from 0, the device is gone.</summary>
    public sealed record Unplug(LinkCommand Command, int Occurrence) : LinkFault;
}

/// <summary>Damages what goes over a link in ways told beforehand, so that a test can show that damage is found.</summary>
public sealed class FaultInjectionLink(ILink inner, params ImmutableArray<LinkFault> faults) : DelegatingLink(inner)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<LinkCommand, int> _counts = [];
    private int _injected;
    private bool _unplugged;

    /// <summary>How many bits were turned over.</summary>
    public int Injected => Volatile.Read(ref _injected);

    /// <inheritdoc/>
    public override ValueTask<DeviceIdentity> HelloAsync(CancellationToken cancellationToken = default)
    {
        Count(LinkCommand.Hello);
        return Inner.HelloAsync(cancellationToken);
    }

    /// <inheritdoc/>
    public override ValueTask WriteAsync(long address, ReadOnlyMemory<uint> cells, CancellationToken cancellationToken = default)
    {
        Count(LinkCommand.Write);
        uint[]? damaged = null;
        foreach (var flip in faults.OfType<LinkFault.FlipWrite>())
        {
            if (flip.Address >= address && flip.Address < address + cells.Length)
            {
                damaged ??= cells.ToArray();
                damaged[flip.Address - address] ^= 1u << flip.Bit;
                Interlocked.Increment(ref _injected);
            }
        }

        return Inner.WriteAsync(address, damaged ?? cells, cancellationToken);
    }

    /// <inheritdoc/>
    public override async ValueTask ReadAsync(long address, Memory<uint> cells, CancellationToken cancellationToken = default)
    {
        Count(LinkCommand.Read);
        await Inner.ReadAsync(address, cells, cancellationToken).ConfigureAwait(false);
        foreach (var flip in faults.OfType<LinkFault.FlipRead>())
        {
            if (flip.Address >= address && flip.Address < address + cells.Length)
            {
                cells.Span[(int)(flip.Address - address)] ^= 1u << flip.Bit;
                Interlocked.Increment(ref _injected);
            }
        }
    }

    /// <inheritdoc/>
    public override ValueTask StartAsync(int member, uint job, CancellationToken cancellationToken = default)
    {
        Count(LinkCommand.Start);
        return Inner.StartAsync(member, job, cancellationToken);
    }

    /// <inheritdoc/>
    public override ValueTask<DeviceStatus> StatusAsync(TimeSpan wait, CancellationToken cancellationToken = default)
    {
        Count(LinkCommand.Status);
        return Inner.StatusAsync(wait, cancellationToken);
    }

    /// <inheritdoc/>
    public override ValueTask ResetAsync(CancellationToken cancellationToken = default)
    {
        Count(LinkCommand.Reset);
        return Inner.ResetAsync(cancellationToken);
    }

    private void Count(LinkCommand command)
    {
        lock (_lock)
        {
            int occurrence = _counts.GetValueOrDefault(command);
            _counts[command] = occurrence + 1;
            _unplugged |= faults.OfType<LinkFault.Unplug>().Any(f => f.Command == command && occurrence >= f.Occurrence);
            if (!_unplugged)
            {
                return;
            }
        }

        throw new DeviceUnavailableException($"the device is gone: it did not take {command}", "plug it in again and open it anew");
    }
}
