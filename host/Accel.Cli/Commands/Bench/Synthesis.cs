using Accel.ToolRunners;

namespace Accel.Cli;

/// <summary>Synthesis for the measurements, where its tools are installed.</summary>
internal static class Synthesis
{
    /// <summary>Yosys for the 7 series; null, after saying so, where a tool is missing.</summary>
    internal static Series7Synthesis? OfSeries7(CliConsole console) => OfSeries7(console, Series7Synthesis.DefaultTimeLimit);

    /// <summary>The same with another time limit.</summary>
    internal static Series7Synthesis? OfSeries7(CliConsole console, TimeSpan timeLimit)
    {
        var synthesis = new Series7Synthesis { TimeLimit = timeLimit };
        if (synthesis.Missing is { } missing)
        {
            console.Say($"{missing.Program} is not installed: LUTs, flip-flops and DSPs are left out");
            console.Say($"       try: {missing.InstallCommand}");
            return null;
        }

        return synthesis;
    }
}
