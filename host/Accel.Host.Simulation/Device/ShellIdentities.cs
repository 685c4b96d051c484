using Accel.Generation;
using Accel.Host.Engine;
using Accel.Interfaces;
using Accel.Shell.Common;

namespace Accel.Host.Simulation;

/// <summary>What a design says about itself in a shell. Board and clock, and what the shell knows by itself, are left open.</summary>
public static class ShellIdentities
{
    /// <summary>Of a generated kernel: its limits are those that it was generated with, where it runs programs.</summary>
    public static ShellIdentity Of(GeneratedKernel kernel)
    {
        ArgumentNullException.ThrowIfNull(kernel);
        return Of(kernel.DesignHash, kernel.Kernel, SimulatedDesign.LimitsOf(kernel));
    }

    /// <summary>Makes it.</summary>
    /// <param name="designHash">SHA-256 of the kernel's VHDL, 64 hexadecimal digits.</param>
    /// <param name="kernel">Class name of the kernel.</param>
    /// <param name="limits">Sizes and widths of the engine, or null for a kernel that is none.</param>
    public static ShellIdentity Of(string designHash, string kernel, EngineLimits? limits)
        => new() { DesignHash = designHash, Kernel = IdentityCell.KernelName(kernel), Limits = limits?.Cells ?? [] };
}
