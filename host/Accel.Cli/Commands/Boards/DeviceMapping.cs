using System.Collections.Immutable;
using Accel.Boards.Reports;
using Accel.Rtl.Vhdl;
using Accel.ToolRunners;

namespace Accel.Cli;

/// <summary>A device in the cells of the 7-series, by Yosys; UltraScale+ has the same LUTs, flip-flops and block RAMs.</summary>
internal static class DeviceMapping
{
    /// <summary>Maps it, and leaves what Yosys counts in the directory's <see cref="CountsOf"/>.</summary>
    /// <exception cref="ToolFailedException">A tool refuses the text, or does not end in time.</exception>
    internal static ResourceUse Run(
        Series7Synthesis synthesis, ToolDirectory directory, ImmutableArray<VhdlFile> vhdl, string entity, CancellationToken cancellationToken)
    {
        var mapped = synthesis.Run(directory, vhdl.Select(f => directory.Write(f.Name, f.Text)), entity, cancellationToken).Mapped;
        return new ResourceUse(mapped.Luts, mapped.FlipFlops, mapped.BlockRams, mapped.Dsps);
    }

    /// <summary>The file with Yosys's counts.</summary>
    internal static string CountsOf(string entity) => entity + "_mapped.txt";
}
