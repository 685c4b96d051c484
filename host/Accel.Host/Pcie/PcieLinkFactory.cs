using Microsoft.Extensions.Logging;

namespace Accel.Host.Pcie;

/// <summary>Opens <c>pcie:</c>, for instance <c>pcie:/dev/xdma0</c>.</summary>
internal sealed partial class PcieLinkFactory : ILinkFactory
{
    /// <inheritdoc/>
    public string Scheme => "pcie";

    /// <inheritdoc/>
    public async ValueTask<ILink> OpenAsync(DeviceUri uri, ILogger? logger, CancellationToken cancellationToken = default)
    {
        var options = PcieLinkOptions.Parse(uri);

        // A driver may take its time over an open, and knows no cancellation.
        var opening = Task.Run(() => PcieFiles.Open(uri.Path), cancellationToken);
        var files = await Late.TakeAsync(opening, cancellationToken).ConfigureAwait(false);
        if (logger is not null)
        {
            LogOpened(logger, uri.Path, files.Events is null ? "no interrupts: jobs are asked for" : "interrupts");
        }

        return new PcieLink(uri.Path, files, options);
    }

    [LoggerMessage(Level = LogLevel.Debug, Message = "opened {Path}, {Events}")]
    private static partial void LogOpened(ILogger logger, string path, string events);
}
