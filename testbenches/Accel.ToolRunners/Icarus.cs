namespace Accel.ToolRunners;

/// <summary>Icarus Verilog: simulation of Verilog netlists.</summary>
public sealed class Icarus() : ToolRunner("iverilog", "iverilog", "-V")
{
    private readonly ToolRunner _runtime = new("vvp", "iverilog", "-V");

    /// <summary>Compiles files to a program for <see cref="Simulate"/>.</summary>
    /// <exception cref="ToolFailedException">There is an error in the Verilog.</exception>
    public ToolResult Compile(string directory, IEnumerable<string> files, string top, string output, CancellationToken cancellationToken = default)
        => RunOrThrow("compile", ["-g2012", "-s", top, "-o", output, .. files], new ToolRun { WorkingDirectory = directory }, cancellationToken);

    /// <summary>Runs a compiled program.</summary>
    /// <param name="directory">The working directory of <see cref="Compile"/>.</param>
    /// <param name="program">Its output.</param>
    /// <param name="arguments">What the bench asks for, for instance <c>+runs=3</c>.</param>
    /// <param name="run">Limits; the working directory is overwritten.</param>
    /// <param name="cancellationToken">Kills it.</param>
    public ToolResult Simulate(
        string directory, string program, IEnumerable<string>? arguments = null, ToolRun? run = null, CancellationToken cancellationToken = default)
        => _runtime.Run(["-n", program, .. arguments ?? []], (run ?? new ToolRun()) with { WorkingDirectory = directory }, cancellationToken);
}
