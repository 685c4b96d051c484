using System.Globalization;
using System.Text.RegularExpressions;
using Accel.Rtl;
using Accel.ToolRunners;

namespace Accel.Calibration;

/// <summary>
/// GHDL, Yosys' synth_xilinx and its static timing analysis: the cells of the path with the delays that Yosys ships (taken by Project
/// X-Ray from Artix-7), without nets. Yosys has no delays of its own for UltraScale+ cells: where the mapping is to other cells
/// (products, memories), the 7-series ones are measured.
/// </summary>
/// <param name="family">What synth_xilinx calls the family.</param>
internal sealed partial class XilinxFlow(string family) : IFlow
{
    // The cell library is read again, because synthesis leaves the timing arcs of carry chains and wide multiplexers behind.
    private const string Script =
        """
        read_verilog top.v
        synth_xilinx -family {0} -flatten -noiopad -noclkbuf -nosrl -top measured -run begin:map_memory
        {1}
        synth_xilinx -family {0} -flatten -noiopad -noclkbuf -nosrl -top measured -run map_memory:
        clean -purge
        tee -o stat.txt stat
        write_verilog -noattr mapped.v
        design -reset
        read_verilog -lib -specify +/xilinx/cells_sim.v
        read_verilog mapped.v
        hierarchy -top measured
        tee -o sta.txt sta
        """;

    /// <inheritdoc/>
    public string? Missing => VerilogDesign.Missing;

    /// <inheritdoc/>
    public bool IsPlaced => false;

    /// <inheritdoc/>
    public IReadOnlyList<int> SizesOf(MeasuredOperator op) => op switch
    {
        MeasuredOperator.Register => [8],
        MeasuredOperator.Logic => [1],
        MeasuredOperator.Multiply => [12, 16, 24, 32, 48, 64],
        MeasuredOperator.Choose => [2, 4, 8, 16, 32, 64],
        MeasuredOperator.Shift => [8, 16, 32, 64],
        MeasuredOperator.DistributedRead => [16, 32, 64, 128, 256, 512, 1024, 4096],
        MeasuredOperator.BlockRead => [1024],
        _ => [4, 8, 16, 24, 32, 48, 64],
    };

    /// <inheritdoc/>
    public PathTiming Measure(Module module, MeasuredOperator op)
    {
        using var directory = new ToolDirectory();
        VerilogDesign.Write(module, directory);
        string target = op is MeasuredOperator.Multiply or MeasuredOperator.BlockRead or MeasuredOperator.DistributedRead ? "xc7" : family;

        // The wish for LUT RAM gets lost on the way through GHDL; without it, Yosys takes the register in front of the address into a block
        // RAM.
        string memories = op == MeasuredOperator.DistributedRead ? "setattr -set ram_style \"distributed\" t:$mem_v2" : "";
        new Yosys().RunScript(directory.Path, Script.Replace("{0}", target, StringComparison.Ordinal).Replace("{1}", memories, StringComparison.Ordinal));
        return Read(directory.Read("sta.txt"), VerilogDesign.CountCells(directory.Read("stat.txt"), "LUT[1-6]"));
    }

    /// <summary>Reads the report of the sta command: the path from its end to its start, with arrival times in picoseconds.</summary>
    internal static PathTiming Read(string report, int luts)
    {
        var steps = PathStep().Matches(report)
            .Select(m => (Ns: int.Parse(m.Groups[1].Value, CultureInfo.InvariantCulture) / 1000.0, Cell: m.Groups[2].Value, Input: m.Groups[3].Value))
            .Reverse().ToList();
        // Of a path from a LUT RAM straight to a flip-flop, the end is not reported.
        if (steps.Count < (steps is [(_, _, "WCLK"), ..] ? 1 : 2) || steps[0].Input is not ("C" or "WCLK" or "CLK" or "CLKARDCLK" or "CLKBWRCLK"))
        {
            throw new InvalidDataException("the timing report has no path between registers:\n" + report);
        }

        // A LUT RAM's path from its clock is the slowest by cells alone; the address comes through a net as well.
        int nets = (steps[0].Input == "WCLK" ? 1 : 0) + Enumerable.Range(1, steps.Count - 1).Count(i => IsRouted(steps[i - 1].Cell, steps[i].Cell, steps[i].Input));
        return new PathTiming(steps[0].Ns, steps[^1].Ns - steps[0].Ns, nets, 0, luts);
    }

    // Inside a slice, a look-up table reaches its carry bit, its wide multiplexer and its flip-flop without routing, and carry chains are
    // wired.
    private static bool IsRouted(string from, string to, string input)
    {
        bool fromSlice = from is "CARRY4" or "MUXF7" or "MUXF8" || LutOrLutRam().IsMatch(from);
        return to switch
        {
            "CARRY4" => !(from == "CARRY4" && input == "CI") && !from.StartsWith("LUT", StringComparison.Ordinal),
            "MUXF7" or "MUXF8" => input == "S" || !fromSlice,
            _ when to.StartsWith("FD", StringComparison.Ordinal) => !(input == "D" && fromSlice),
            _ => true,
        };
    }

    [GeneratedRegex("^(LUT|RAM[0-9])")]
    private static partial Regex LutOrLutRam();

    [GeneratedRegex(@"^ +([0-9]+) \S+ \(([A-Z0-9]+)\.([A-Z0-9]+)(?:->[A-Z0-9]+)?\)", RegexOptions.Multiline)]
    private static partial Regex PathStep();
}
