using Microsoft.Extensions.Logging;

namespace Accel.Host;

/// <summary>
/// Opens <c>serial:PATH</c>, for instance <c>serial:/dev/ttyUSB1?baud=3000000</c>. Options: <c>baud</c>, the highest rate to negotiate;
/// <c>base</c>, the rate at which the device begins; <c>timeout</c> in milliseconds; <c>retries</c>.
/// </summary>
public sealed class SerialLinkFactory : ILinkFactory
{
    private const int MostBaud = 100_000_000;

    /// <inheritdoc/>
    public string Scheme => "serial";

    /// <inheritdoc/>
    public ValueTask<ILink> OpenAsync(DeviceUri uri, ILogger? logger, CancellationToken cancellationToken = default)
    {
        var options = Parse(uri) with { Logger = logger };
        return new(new FramedLink(SerialPortTransport.Open(uri.Path, options.BaseBaudRate), options));
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
        int baseRate = (int)uri.Number("base", defaults.BaseBaudRate, 1, MostBaud);
        return new SerialLineOptions
        {
            BaseBaudRate = baseRate,
            BaudRate = (int)uri.Number("baud", Math.Max(baseRate, defaults.BaudRate), baseRate, MostBaud),
            Retries = (int)uri.Number("retries", defaults.Retries, 0, 100),
            AnswerTimeout = TimeSpan.FromMilliseconds(uri.Number("timeout", (long)defaults.AnswerTimeout.TotalMilliseconds, 1, 600_000)),
        };
    }
}
