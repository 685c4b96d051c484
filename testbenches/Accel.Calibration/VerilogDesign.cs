using System.Globalization;
using System.Text.RegularExpressions;
using Accel.Rtl;
using Accel.Rtl.Vhdl;
using Accel.ToolRunners;

namespace Accel.Calibration;

/// <summary>The generated VHDL of a design as Verilog, which Yosys reads.</summary>
internal static class VerilogDesign
{
    /// <summary>What to install for this step and Yosys, or null.</summary>
    public static string? Missing => new ToolRunner[] { new Ghdl(), new Yosys() }.FirstOrDefault(t => !t.IsAvailable)?.InstallCommand;

    /// <summary>Writes top.v.</summary>
    public static void Write(Module module, ToolDirectory directory, CancellationToken cancellationToken = default)
    {
        var ghdl = new Ghdl();
        ghdl.Analyse(directory.Path, VhdlWriter.Write(module).Select(f => directory.Write(f.Name, f.Text)), cancellationToken: cancellationToken);
        ghdl.SynthesiseToVerilog(directory.Path, module.Name, "top.v", cancellationToken);
    }

    /// <summary>Cells in a report of Yosys' stat command whose type matches a pattern.</summary>
    public static int CountCells(string stat, string pattern)
        => Regex.Matches(stat, $@"^ +(?:{pattern}) +([0-9]+)$", RegexOptions.Multiline).Sum(m => int.Parse(m.Groups[1].Value, CultureInfo.InvariantCulture));
}
