using System.Diagnostics.Metrics;
using Microsoft.Extensions.Logging;

namespace Accel.Host;

/// <summary>How a device is opened.</summary>
public sealed record DeviceOptions
{
    /// <summary>The schemes that an address may have.</summary>
    public LinkRegistry Links { get; init; } = LinkRegistry.Default;

    /// <summary>Hash that the device's design must have; null accepts any.</summary>
    public string? ExpectedDesignHash { get; init; }

    /// <summary>Most cells of one WRITE or READ; larger transfers are cut, so that they can be cancelled in between.</summary>
    public int TransferCells { get; init; } = 1 << 16;

    /// <summary>How long one job may take before the device is reset.</summary>
    public TimeSpan JobTimeout { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>Who makes the meter <see cref="AccelMetrics.MeterName"/>; null for a meter of the device's own.</summary>
    public IMeterFactory? Meters { get; init; }

    /// <summary>Where to tell what is going on, or null.</summary>
    public ILogger? Logger { get; init; }
}
