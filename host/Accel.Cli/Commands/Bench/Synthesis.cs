using Accel.ToolRunners;

namespace Accel.Cli;

/// <summary>Synthesis for the measurements, where its tools are installed.</summary>
internal static class Synthesis
{
    /// <summary>Yosys for the 7 series; null, after saying so, where a tool is missing.</summary>
    internal static Series7Synthesis? OfSeries7(CliConsole console)
    {
        var synthesis = new Series7Synthesis();
        if (synthesis.Missing is { } missing)
        {
            console.Say($"{missing.Program} is not installed: LUTs, flip-flops and DSPs are left out");
            console.Say($"       try: {missing.InstallCommand}");
            return null;
        }

        return synthesis;
    }
}
