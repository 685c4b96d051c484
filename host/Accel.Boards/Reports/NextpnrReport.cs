using System.Text.Json;

namespace Accel.Boards.Reports;

/// <summary>Reads the JSON that nextpnr writes with <c>--report</c>.</summary>
public static class NextpnrReport
{
    /// <summary>Reads the cells that were used.</summary>
    /// <exception cref="ReportException">They are missing.</exception>
    public static ResourceUse Utilisation(string report)
    {
        var cells = Section(report, "utilization");
        long Used(string cell) => cells.TryGetProperty(cell, out var c) ? c.GetProperty("used").GetInt64() : 0;
        return cells.TryGetProperty("ICESTORM_LC", out _)
            ? new ResourceUse(Used("ICESTORM_LC"), null, Used("ICESTORM_RAM"), Used("ICESTORM_DSP"))
            : throw new ReportException("nextpnr's report", "cell ICESTORM_LC");
    }

    /// <summary>Reads the frequency of the slowest clock against what was asked for.</summary>
    /// <exception cref="ReportException">There is no clock.</exception>
    public static TimingResult Timing(string report)
    {
        var clocks = Section(report, "fmax").EnumerateObject()
            .Select(static c => (Achieved: c.Value.GetProperty("achieved").GetDouble(), Wanted: c.Value.GetProperty("constraint").GetDouble()))
            .ToList();
        if (clocks.Count == 0)
        {
            throw new ReportException("nextpnr's report", "clock");
        }

        var worst = clocks.MinBy(static c => c.Achieved / c.Wanted);
        double slack = (1000 / worst.Wanted) - (1000 / worst.Achieved);
        return new TimingResult(slack, null, slack < 0 ? 1 : 0, worst.Achieved);
    }

    private static JsonElement Section(string report, string name)
    {
        using var document = JsonDocument.Parse(report);
        return document.RootElement.TryGetProperty(name, out var section) ? section.Clone() : throw new ReportException("nextpnr's report", name);
    }
}
