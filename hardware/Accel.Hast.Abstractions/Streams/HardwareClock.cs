namespace Accel.Hast;

/// <summary>
/// Time in clock cycles, for counters that tell where it goes. In hardware it counts every cycle; plain C# takes no cycles, so that it is
/// always 0. What a kernel computes must not depend on it. Not portable to Hastlayer.
/// </summary>
public static class HardwareClock
{
    /// <summary>
    /// Cycles from the reset to the one in which it is read, mod 2^32: only differences mean anything. In the order of the program it
    /// stands like a read of a stream: behind what waits before it, and before what stands behind it.
    /// </summary>
    public static uint Cycles => 0;
}
