using Accel.Interfaces;

namespace Accel.Host;

/// <summary>What a device answers to STATUS.</summary>
/// <param name="State">What the kernel is doing.</param>
/// <param name="Job">Number of the job that the state is about, as given to START.</param>
/// <param name="Cycles">Clock cycles from the job's start to its end, or up to now.</param>
/// <param name="Error">Why the job was stopped.</param>
/// <param name="Detail">More about the error in words, or empty.</param>
public sealed record DeviceStatus(DeviceState State, uint Job, long Cycles, DeviceErrorCode Error = DeviceErrorCode.None, string Detail = "");
