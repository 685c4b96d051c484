using Accel.Generation;
using Accel.Host.Engine;
using Accel.Host.EventEngine;
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
    long AddressableCells = 1L << 32)
{
    /// <summary>Makes a generated kernel, an engine or any other, ready for simulated devices.</summary>
    public static SimulatedDesign Of(GeneratedKernel kernel)
    {
        ArgumentNullException.ThrowIfNull(kernel);
        var limits = LimitsOf(kernel);
        return new SimulatedDesign(
            kernel.Kernel,
            kernel.Module.Flatten(),
            kernel.DesignHash,
            kernel.Clock.Hz,
            limits is EventEngineLimits of ? of with { PortBits = kernel.PortBits } : limits)
        {
            AddressableCells = limits is null ? 1L << 32 : EngineCapabilities.AddressableCells(kernel.Replacements, kernel.Kernel),
        };
    }

    /// <summary>What an engine was generated with; null for a kernel that is none.</summary>
    internal static EngineLimits? LimitsOf(GeneratedKernel kernel) => KernelGenerator.Engines.Contains(kernel.Kernel)
        ? EngineCapabilities.FromReplacements(kernel.Replacements, kernel.Kernel) : null;
}
