using Accel.Host.Engine;
using Accel.Rtl;

namespace Accel.Host.Simulation;

/// <summary>A generated design, ready to be put into any number of simulated devices.</summary>
/// <param name="Kernel">Class name of the kernel.</param>
/// <param name="Module">The netlist, flat.</param>
/// <param name="DesignHash">SHA-256 of the VHDL that the same netlist is written as, lower-case hexadecimal.</param>
/// <param name="ClockHz">The clock that it may run at.</param>
/// <param name="Limits">Sizes and widths fixed when it was generated; null for a kernel that is no engine.</param>
/// <param name="AddressableCells">Cells that it can address: a device with it has no more.</param>
public sealed record SimulatedDesign(string Kernel, Module Module, string DesignHash, long ClockHz, EngineLimits? Limits,
    long AddressableCells = 1L << 32);
