using Accel.Rtl;
using Accel.Shell.Serial;

namespace Accel.Host.Simulation.Serial;

/// <summary>Puts designs behind a serial line.</summary>
public static class SerialDesigns
{
    /// <summary>A design in the serial shell, which says about itself what <see cref="SimulatedLink"/> says about the design.</summary>
    /// <param name="design">The kernel; the memory is as wide as its port.</param>
    /// <param name="options">Board, clock, memory and line.</param>
    public static Module InShell(SimulatedDesign design, SerialShellOptions options)
    {
        ArgumentNullException.ThrowIfNull(design);
        return SerialShell.Build(design.Module, ShellIdentities.Of(design.DesignHash, design.Kernel, design.Limits), options);
    }
}
