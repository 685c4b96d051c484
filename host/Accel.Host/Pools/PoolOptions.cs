using Microsoft.Extensions.Logging;

namespace Accel.Host;

/// <summary>How the devices of a pool are opened, and opened again after they were lost.</summary>
public sealed record PoolOptions
{
    /// <summary>How a device is opened, where it is given by its address.</summary>
    public DeviceOptions Device { get; init; } = new();

    /// <summary>How the model is loaded, where a device is given by its address.</summary>
    public SessionOptions Session { get; init; } = new();

    /// <summary>How long after its loss a device is tried to be opened again; doubled with each time that it does not open.</summary>
    public TimeSpan FirstRetry { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>The longest time between two tries.</summary>
    public TimeSpan LongestRetry { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>How long work waits for a device to come back when all are lost, before it fails.</summary>
    public TimeSpan ReturnTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>The clock of these times.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Where to tell of devices that are lost and come back, or null.</summary>
    public ILogger? Logger { get; init; }

    /// <summary>Refuses values that make no sense.</summary>
    /// <exception cref="ArgumentException">One does not; it is named.</exception>
    internal void Require()
    {
        ArgumentNullException.ThrowIfNull(Device);
        ArgumentNullException.ThrowIfNull(Session);
        ArgumentNullException.ThrowIfNull(Time);
        Device.Require();
        OptionChecks.RequireLimit(FirstRetry);
        OptionChecks.RequireLimit(LongestRetry);
        OptionChecks.RequireLimit(ReturnTimeout);
    }
}

/// <summary>How a device of a pool is doing.</summary>
/// <param name="Index">Its place among those that the pool was made of.</param>
/// <param name="IsAlive">Whether it takes work.</param>
/// <param name="InFlight">Inferences or runs that it works on.</param>
/// <param name="Inferred">Inferences or runs that it has done.</param>
/// <param name="Losses">How often it was lost.</param>
/// <param name="LastError">What was said when it was lost last, or when it did not open again; null when nothing was.</param>
public sealed record PoolMemberStatus(int Index, bool IsAlive, int InFlight, long Inferred, int Losses, string? LastError);
