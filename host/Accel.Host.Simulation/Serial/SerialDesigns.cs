using Accel.Rtl;
using Accel.Shell.Common;
using Accel.Shell.Serial;

namespace Accel.Host.Simulation.Serial;

/// <summary>Puts designs behind a serial line.</summary>
public static class SerialDesigns
{
    /// <summary>A design in the serial shell, which says about itself what <see cref="SimulatedLink"/> says about the design.</summary>
    /// <param name="design">The kernel, with a memory port of 32 bits.</param>
    /// <param name="options">Board, clock, memory and line.</param>
    public static Module InShell(SimulatedDesign design, SerialShellOptions options)
    {
        ArgumentNullException.ThrowIfNull(design);
        var limits = design.Limits;
        int[] sizes =
        [
            limits.MaxTokens, limits.MaxDim, limits.MaxHiddenDim, limits.MaxTimesteps, limits.MaxClasses, limits.MaxHeadDim,
            limits.MaxKBits, limits.AccumulatorBits, limits.MembraneBits, limits.ShortcutBits, limits.AttentionBits, limits.LogitBits,
        ];
        var identity = new ShellIdentity { DesignHash = design.DesignHash, Kernel = design.Kernel, Limits = [.. sizes.Select(static s => (uint)s)] };
        return SerialShell.Build(design.Module, identity, options);
    }
}
