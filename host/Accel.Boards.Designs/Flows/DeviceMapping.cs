using System.Collections.Immutable;
using Accel.Boards.Reports;
using Accel.Rtl.Estimation;
using Accel.Rtl.Vhdl;
using Accel.ToolRunners;

namespace Accel.Boards.Designs;

/// <summary>A device in the cells of the 7-series, by Yosys; UltraScale+ has the same LUTs, flip-flops and block RAMs.</summary>
public static class DeviceMapping
{
    /// <summary>Maps it, and leaves what Yosys counts in the directory's <see cref="CountsOf"/>.</summary>
    /// <exception cref="ToolFailedException">A tool refuses the text, or does not end in time.</exception>
    public static SynthesisReport Run(
        Series7Synthesis synthesis, ToolDirectory directory, ImmutableArray<VhdlFile> vhdl, string entity,
        CancellationToken cancellationToken)
        => synthesis.Run(directory, vhdl.Select(f => directory.Write(f.Name, f.Text)), entity, cancellationToken);

    /// <summary>What it takes.</summary>
    public static ResourceUse Use(this SynthesisReport synthesis)
        => new(synthesis.Mapped.Luts, synthesis.Mapped.FlipFlops, synthesis.Mapped.BlockRams, synthesis.Mapped.Dsps);

    /// <summary>The longest path of what was mapped, by Yosys, with the family's nets; null when nothing is timed.</summary>
    /// <exception cref="ToolFailedException">Yosys does not end in time.</exception>
    public static CellPath? Time(
        ToolDirectory directory, SynthesisReport synthesis, string entity, DeviceFamily family, CancellationToken cancellationToken)
    {
        var table = DelayTable.Of(family);
        return new Series7Timing(table.NetNs, table.CellFactor).Run(directory, synthesis, entity, cancellationToken);
    }

    /// <summary>The file with Yosys's counts.</summary>
    public static string CountsOf(string entity) => entity + "_mapped.txt";
}
