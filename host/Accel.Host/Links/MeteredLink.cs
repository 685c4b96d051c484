using System.Diagnostics;

namespace Accel.Host;

/// <summary>Measures what goes over a link.</summary>
internal sealed class MeteredLink(ILink inner, AccelMetrics metrics) : DelegatingLink(inner)
{
    /// <inheritdoc/>
    public override async ValueTask WriteAsync(long address, ReadOnlyMemory<uint> cells, CancellationToken cancellationToken = default)
    {
        long begun = Stopwatch.GetTimestamp();
        await Inner.WriteAsync(address, cells, cancellationToken).ConfigureAwait(false);
        metrics.Answered(LinkCommand.Write, Stopwatch.GetElapsedTime(begun));
        metrics.Moved("upload", cells.Length);
    }

    /// <inheritdoc/>
    public override async ValueTask ReadAsync(long address, Memory<uint> cells, CancellationToken cancellationToken = default)
    {
        long begun = Stopwatch.GetTimestamp();
        await Inner.ReadAsync(address, cells, cancellationToken).ConfigureAwait(false);
        metrics.Answered(LinkCommand.Read, Stopwatch.GetElapsedTime(begun));
        metrics.Moved("download", cells.Length);
    }

    /// <inheritdoc/>
    public override async ValueTask StartAsync(int member, uint job, CancellationToken cancellationToken = default)
    {
        long begun = Stopwatch.GetTimestamp();
        await Inner.StartAsync(member, job, cancellationToken).ConfigureAwait(false);
        metrics.Answered(LinkCommand.Start, Stopwatch.GetElapsedTime(begun));
    }
}
