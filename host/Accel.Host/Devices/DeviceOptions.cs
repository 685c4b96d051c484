using System.Diagnostics.CodeAnalysis;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.Logging;

namespace Accel.Host;

/// <summary>
/// How a device is opened. A value that makes no sense is refused when the device is opened, before anything else is done.
/// </summary>
public sealed record DeviceOptions
{
    /// <summary>The schemes that an address may have.</summary>
    public LinkRegistry Links { get; init; } = LinkRegistry.Default;

    /// <summary>Hash that the device's design must have; null accepts any.</summary>
    public string? ExpectedDesignHash { get; init; }

    /// <summary>
    /// Class of the kernel that the device runs; null where that is for the device to say. One that runs another kernel is refused, a
    /// simulated device (<c>sim:</c>) is made from it, and its methods are what <see cref="IKernelDevice.EntryPoints"/> names.
    /// </summary>
    [DynamicallyAccessedMembers(KernelEntryPoints.Needed)]
    public Type? Kernel { get; init; }

    /// <summary>Most cells of one WRITE or READ, at least 1; larger transfers are cut, so that they can be cancelled in between.</summary>
    public int TransferCells { get; init; } = 1 << 16;

    /// <summary>How long the opening may take, from the call to the device that is ready; above zero, at most 24 days.</summary>
    public TimeSpan OpenTimeout { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>
    /// How long one command of the link may take before it is given up; above zero, at most 24 days. Links have shorter limits of their own
    /// where the device does not answer; a WRITE or READ of <see cref="TransferCells"/> cells must end in it.
    /// </summary>
    public TimeSpan CommandTimeout { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>How long one job may take before the device is reset; above zero, at most 24 days.</summary>
    public TimeSpan JobTimeout { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>The clock of the time limits.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Who makes the meter <see cref="AccelMetrics.MeterName"/>; null for a meter of the device's own.</summary>
    public IMeterFactory? Meters { get; init; }

    /// <summary>Where to tell what is going on, or null.</summary>
    public ILogger? Logger { get; init; }

    /// <summary>Refuses values that make no sense.</summary>
    /// <exception cref="ArgumentException">One does not; it is named.</exception>
    internal void Require()
    {
        ArgumentNullException.ThrowIfNull(Links);
        ArgumentNullException.ThrowIfNull(Time);
        OptionChecks.RequireRange(TransferCells, 1, int.MaxValue);
        OptionChecks.RequireLimit(OpenTimeout);
        OptionChecks.RequireLimit(CommandTimeout);
        OptionChecks.RequireLimit(JobTimeout);
    }
}
