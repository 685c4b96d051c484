namespace Accel.ToolRunners;

/// <summary>Yosys: synthesis of Verilog.</summary>
public sealed class Yosys() : ToolRunner("yosys", "yosys", "-V")
{
    /// <summary>Runs a script.</summary>
    /// <param name="directory">The working directory.</param>
    /// <param name="script">Commands, separated by semicolons or lines.</param>
    /// <param name="run">Limits; the working directory is overwritten.</param>
    /// <param name="cancellationToken">Kills Yosys.</param>
    /// <exception cref="ToolFailedException">A command failed, for instance an assertion of select.</exception>
    public ToolResult RunScript(string directory, string script, ToolRun? run = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(script);
        return RunOrThrow("run its script", ["-p", script], (run ?? new ToolRun()) with { WorkingDirectory = directory }, cancellationToken);
    }
}
