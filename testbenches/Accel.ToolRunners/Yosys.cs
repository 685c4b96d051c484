namespace Accel.ToolRunners;

/// <summary>Yosys: synthesis of Verilog.</summary>
public sealed class Yosys() : ToolRunner("yosys", "yosys", "-V")
{
    /// <summary>Where its models of cells lie: ../share/yosys beside the program's directory.</summary>
    /// <exception cref="ToolMissingException">It is not installed.</exception>
    public string ShareDirectory => System.IO.Path.GetFullPath(
        System.IO.Path.Combine(System.IO.Path.GetDirectoryName(Path ?? throw new ToolMissingException(Program, InstallCommand))!, "..", "share", "yosys"));

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
