namespace Accel.Host.Proxies;

/// <summary>What a call of a proxy does.</summary>
public sealed record ProxyOptions
{
    /// <summary>Runs the plain C# beside the device, on a copy of the memory, and compares all cells.</summary>
    public bool Verify { get; init; }

    /// <summary>Told of each run that has ended well: its cycles, and the times of device and plain C#; or null.</summary>
    public Action<DeviceRun>? Ran { get; init; }
}
