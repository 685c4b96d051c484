using Accel.Rtl.Estimation;
using Accel.Rtl.Vhdl;
using Accel.ToolRunners;

namespace Accel.Verification;

/// <summary>A design in the cells of the 7-series, by Yosys, in a directory of its own.</summary>
public sealed class MappedDesign : IDisposable
{
    private readonly ToolDirectory _directory;
    private readonly SynthesisReport _report;
    private readonly string _top;
    private readonly TimeSpan _timeLimit;

    private MappedDesign(ToolDirectory directory, SynthesisReport report, string top, TimeSpan timeLimit) =>
        (_directory, _report, _top, _timeLimit) = (directory, report, top, timeLimit);

    /// <summary>Its cells.</summary>
    public CellCounts Cells => _report.Mapped;

    /// <summary>Maps generated VHDL.</summary>
    /// <exception cref="ToolFailedException">A tool refuses the text, or does not end in time.</exception>
    public static MappedDesign OfVhdl(Series7Synthesis synthesis, IEnumerable<VhdlFile> files, string top,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(synthesis);
        ArgumentNullException.ThrowIfNull(files);
        return Make(
            directory => synthesis.Run(directory, [.. files.Select(f => directory.Write(f.Name, f.Text))], top, cancellationToken),
            top,
            synthesis.TimeLimit);
    }

    /// <summary>Maps a module of Verilog.</summary>
    /// <exception cref="ToolFailedException">Yosys refuses the text, or does not end in time.</exception>
    public static MappedDesign OfVerilog(Series7Synthesis synthesis, string text, string top, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(synthesis);
        return Make(
            directory =>
            {
                directory.Write(top + ".v", text);
                return synthesis.RunVerilog(directory, top, cancellationToken);
            },
            top,
            synthesis.TimeLimit);
    }

    /// <summary>The longest path from clock edge to clock edge, in nanoseconds, by Yosys's sta with the family's nets; null when nothing is
    /// timed.</summary>
    /// <exception cref="ToolFailedException">Yosys refuses the netlist, or does not end in time.</exception>
    public double? LongestPathNs(CancellationToken cancellationToken = default)
    {
        var table = DelayTable.Of(DeviceFamily.Series7);
        return new Series7Timing(table.NetNs, table.CellFactor) { TimeLimit = _timeLimit }
            .Run(_directory, _report, _top, cancellationToken)?.Ns;
    }

    /// <inheritdoc/>
    public void Dispose() => _directory.Dispose();

    private static MappedDesign Make(Func<ToolDirectory, SynthesisReport> map, string top, TimeSpan timeLimit)
    {
        var directory = new ToolDirectory();
        try
        {
            return new MappedDesign(directory, map(directory), top, timeLimit);
        }
        catch
        {
            directory.Dispose();
            throw;
        }
    }
}
