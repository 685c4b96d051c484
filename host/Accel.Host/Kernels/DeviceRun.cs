namespace Accel.Host;

/// <summary>A run of a kernel that has ended well.</summary>
/// <param name="Kernel">The class, as the device names it.</param>
/// <param name="EntryPoint">The method; its number where nobody has told the device's class.</param>
/// <param name="Cycles">Clock cycles from the start to the end.</param>
/// <param name="ClockHz">The clock of the device's design in hertz, also where the device is simulated.</param>
/// <param name="TotalTime">From the call to the result: with the wait for the device, and both transfers.</param>
public sealed record DeviceRun(string Kernel, string EntryPoint, long Cycles, long ClockHz, TimeSpan TotalTime)
{
    /// <summary>The cycles as time, to 100 ns: what it takes on a board, also where it is simulated.</summary>
    public TimeSpan DeviceTime => TimeSpan.FromSeconds((double)Cycles / ClockHz);

    /// <summary>What the same took as plain C#; null where it was not verified.</summary>
    public TimeSpan? CpuTime { get; init; }
}
