namespace Accel.Host;

/// <summary>What the kernel of a device is doing.</summary>
public enum DeviceState
{
    /// <summary>Nothing was started since the last reset.</summary>
    Idle,
    /// <summary>A job is running.</summary>
    Running,
    /// <summary>The last job has ended and its results lie in memory.</summary>
    Done,
    /// <summary>The last job was stopped by an error; <see cref="DeviceStatus.Error"/> tells which.</summary>
    Faulted,
}

/// <summary>What a device answers to STATUS.</summary>
/// <param name="State">What the kernel is doing.</param>
/// <param name="Job">Number of the job that the state is about, as given to START.</param>
/// <param name="Cycles">Clock cycles from the job's start to its end, or up to now.</param>
/// <param name="Error">Why the job was stopped.</param>
/// <param name="Detail">More about the error in words, or empty.</param>
public sealed record DeviceStatus(DeviceState State, uint Job, long Cycles, DeviceErrorCode Error = DeviceErrorCode.None, string Detail = "");
