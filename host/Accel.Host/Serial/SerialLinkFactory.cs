using Microsoft.Extensions.Logging;

namespace Accel.Host;

/// <summary>
/// Opens <c>serial:PATH</c>, for instance <c>serial:/dev/ttyUSB1?baud=3000000</c>. Options: <c>baud</c>, the highest rate to negotiate;
/// <c>base</c>, the rate at which the device begins; <c>timeout</c> in milliseconds; <c>retries</c>.
/// </summary>
public sealed class SerialLinkFactory : ILinkFactory
{
    /// <inheritdoc/>
    public string Scheme => "serial";

    /// <inheritdoc/>
    public async ValueTask<ILink> OpenAsync(DeviceUri uri, ILogger? logger, CancellationToken cancellationToken = default)
    {
        var options = Parse(uri) with { Logger = logger };

        // A driver may take its time over an open, and knows no cancellation.
        var opening = Task.Run(() => SerialPortTransport.Open(uri.Path, options.BaseBaudRate), cancellationToken);
        return new FramedLink(await Late.TakeAsync(opening, cancellationToken).ConfigureAwait(false), options);
    }

    /// <summary>Reads the options of an address.</summary>
    /// <exception cref="DeviceUnavailableException">There is no path, or an option is unknown or out of range.</exception>
    internal static SerialLineOptions Parse(DeviceUri uri)
    {
        ArgumentNullException.ThrowIfNull(uri);
        uri.RequireKnownOptions("base", "baud", "retries", "timeout");
        if (uri.Path.Length == 0)
        {
            throw new DeviceUnavailableException($"device `{uri}`: the port is missing", "for instance `serial:/dev/ttyUSB1`");
        }

        var defaults = new SerialLineOptions();
        int baseRate = (int)uri.Number("base", defaults.BaseBaudRate, 1, SerialLineOptions.MostBaud);
        return new SerialLineOptions
        {
            BaseBaudRate = baseRate,
            BaudRate = (int)uri.Number("baud", Math.Max(baseRate, defaults.BaudRate), baseRate, SerialLineOptions.MostBaud),
            Retries = (int)uri.Number("retries", defaults.Retries, 0, SerialLineOptions.MostRetries),
            AnswerTimeout = TimeSpan.FromMilliseconds(uri.Number("timeout", (long)defaults.AnswerTimeout.TotalMilliseconds, 1, 600_000)),
        };
    }
}
