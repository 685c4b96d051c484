namespace Accel.Interfaces;

/// <summary>What the kernel of a device is doing; the numbers are those of the protocol.</summary>
public enum DeviceState
{
    /// <summary>Nothing was started since the last reset.</summary>
    Idle = 0,
    /// <summary>A job is running.</summary>
    Running = 1,
    /// <summary>The last job has ended and its results lie in memory.</summary>
    Done = 2,
    /// <summary>The last job was stopped by an error, which STATUS tells too.</summary>
    Faulted = 3,
}
