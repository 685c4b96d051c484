using System.Text.Json;
using Accel.Rtl;
using Accel.ToolRunners;

namespace Accel.Calibration;

/// <summary>
/// GHDL, Yosys' synth_ice40 and place and route by nextpnr for the HX8K, the median of some seeds: cells and nets as they lie on the
/// device.
/// </summary>
internal sealed class Ice40Flow : IFlow
{
    private const int Seeds = 3;

    private readonly Nextpnr _nextpnr = new();

    /// <inheritdoc/>
    public string? Missing => VerilogDesign.Missing ?? (_nextpnr.IsAvailable ? null : _nextpnr.InstallCommand);

    /// <inheritdoc/>
    public bool IsPlaced => true;

    /// <inheritdoc/>
    public IReadOnlyList<int> SizesOf(MeasuredOperator op) => op switch
    {
        MeasuredOperator.Register => [8],
        MeasuredOperator.Logic => [1],
        MeasuredOperator.Multiply => [8, 12, 16, 24, 32],
        MeasuredOperator.Choose => [2, 4, 8, 16, 32, 64],
        MeasuredOperator.Shift => [8, 16, 32, 64],
        // There is no LUT RAM: such a memory becomes flip-flops with a tree of multiplexers.
        MeasuredOperator.DistributedRead => [16, 32, 64],
        MeasuredOperator.BlockRead => [256],
        _ => [4, 8, 16, 24, 32, 48, 64],
    };

    /// <inheritdoc/>
    public PathTiming Measure(Module module, MeasuredOperator op)
    {
        using var directory = new ToolDirectory();
        VerilogDesign.Write(module, directory);
        new Yosys().RunScript(directory.Path, "read_verilog top.v; synth_ice40 -top measured -json mapped.json; tee -o stat.txt stat");
        int luts = VerilogDesign.CountCells(directory.Read("stat.txt"), "SB_LUT4");
        var timings = Enumerable.Range(1, Seeds)
            .Select(seed => Read(Report(directory, seed), luts))
            .OrderBy(t => t.ClockToOutputNs + t.CellsNs + t.NetsNs);
        return timings.ElementAt(Seeds / 2);
    }

    /// <summary>Reads nextpnr's report: the path that starts and ends at the clock.</summary>
    internal static PathTiming Read(string report, int luts)
    {
        using var json = JsonDocument.Parse(report);
        var steps = json.RootElement.GetProperty("critical_paths").EnumerateArray()
            .First(p => IsClock(p, "from") && IsClock(p, "to")).GetProperty("path").EnumerateArray()
            .Select(s => (Type: s.GetProperty("type").GetString(), Ns: s.GetProperty("delay").GetDouble())).ToList();
        var nets = steps.Where(s => s.Type == "routing" && s.Ns > 0.3).ToList();
        double clockToOutput = steps.Where(s => s.Type == "clk-to-q").Sum(s => s.Ns);
        double routing = steps.Where(s => s.Type == "routing").Sum(s => s.Ns);
        return new PathTiming(clockToOutput, steps.Sum(s => s.Ns) - clockToOutput - routing, nets.Count, routing, luts);
    }

    private static bool IsClock(JsonElement path, string end) => path.GetProperty(end).GetString()!.StartsWith("posedge", StringComparison.Ordinal);

    private string Report(ToolDirectory directory, int seed)
    {
        string name = $"report{seed}.json";
        _nextpnr.PlaceAndRoute(
            directory.Path, ["--quiet", "--hx8k", "--package", "ct256", "--seed", $"{seed}", "--freq", "200", "--timing-allow-fail", "--json", "mapped.json", "--report", name]);
        return directory.Read(name);
    }
}
