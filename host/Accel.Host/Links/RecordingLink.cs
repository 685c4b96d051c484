using System.Collections.Immutable;

namespace Accel.Host;

/// <summary>A command of the link.</summary>
public enum LinkCommand
{
    /// <summary>Who are you.</summary>
    Hello,
    /// <summary>Store cells.</summary>
    Write,
    /// <summary>Fetch cells.</summary>
    Read,
    /// <summary>Begin a job.</summary>
    Start,
    /// <summary>What is the kernel doing.</summary>
    Status,
    /// <summary>Stop and go back to idle.</summary>
    Reset,
}

/// <summary>One command that went over a link and succeeded.</summary>
/// <param name="Command">Which.</param>
/// <param name="Address">First cell of a WRITE or READ, the member of a START, else 0.</param>
/// <param name="Cells">What was written or read; empty otherwise.</param>
public sealed record LinkOperation(LinkCommand Command, long Address, ImmutableArray<uint> Cells);

/// <summary>Keeps what goes over a link, for tests and for finding faults. Memory grows with the traffic.</summary>
public sealed class RecordingLink(ILink inner) : DelegatingLink(inner)
{
    private readonly Lock _lock = new();
    private readonly List<LinkOperation> _operations = [];

    /// <summary>The commands that have ended so far, in the order of their ends; a copy.</summary>
    public IReadOnlyList<LinkOperation> Operations
    {
        get
        {
            lock (_lock)
            {
                return [.. _operations];
            }
        }
    }

    /// <inheritdoc/>
    public override async ValueTask<DeviceIdentity> HelloAsync(CancellationToken cancellationToken = default)
    {
        var identity = await Inner.HelloAsync(cancellationToken).ConfigureAwait(false);
        Add(new LinkOperation(LinkCommand.Hello, 0, []));
        return identity;
    }

    /// <inheritdoc/>
    public override async ValueTask WriteAsync(long address, ReadOnlyMemory<uint> cells, CancellationToken cancellationToken = default)
    {
        await Inner.WriteAsync(address, cells, cancellationToken).ConfigureAwait(false);
        Add(new LinkOperation(LinkCommand.Write, address, [.. cells.Span]));
    }

    /// <inheritdoc/>
    public override async ValueTask ReadAsync(long address, Memory<uint> cells, CancellationToken cancellationToken = default)
    {
        await Inner.ReadAsync(address, cells, cancellationToken).ConfigureAwait(false);
        Add(new LinkOperation(LinkCommand.Read, address, [.. cells.Span]));
    }

    /// <inheritdoc/>
    public override async ValueTask StartAsync(int member, uint job, CancellationToken cancellationToken = default)
    {
        await Inner.StartAsync(member, job, cancellationToken).ConfigureAwait(false);
        Add(new LinkOperation(LinkCommand.Start, member, []));
    }

    /// <inheritdoc/>
    public override async ValueTask<DeviceStatus> StatusAsync(TimeSpan wait, CancellationToken cancellationToken = default)
    {
        var status = await Inner.StatusAsync(wait, cancellationToken).ConfigureAwait(false);
        Add(new LinkOperation(LinkCommand.Status, 0, []));
        return status;
    }

    /// <inheritdoc/>
    public override async ValueTask ResetAsync(CancellationToken cancellationToken = default)
    {
        await Inner.ResetAsync(cancellationToken).ConfigureAwait(false);
        Add(new LinkOperation(LinkCommand.Reset, 0, []));
    }

    private void Add(LinkOperation operation)
    {
        lock (_lock)
        {
            _operations.Add(operation);
        }
    }
}
