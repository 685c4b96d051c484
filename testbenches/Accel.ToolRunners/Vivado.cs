namespace Accel.ToolRunners;

/// <summary>AMD Vivado in batch mode. It is installed by hand, so what to install is no package.</summary>
public sealed class Vivado() : ToolRunner("vivado", "", "-version")
{
    /// <summary>Where it comes from.</summary>
    public const string Source = "install AMD Vivado and source its settings64.sh, so that `vivado` is on PATH: https://www.amd.com/en/products/software/adaptive-socs-and-fpgas/vivado.html";

    /// <summary>Sources a script.</summary>
    /// <param name="directory">The working directory.</param>
    /// <param name="script">The script, relative to it.</param>
    /// <param name="arguments">What the script finds in argv.</param>
    /// <param name="run">Limits; the working directory is overwritten.</param>
    /// <param name="cancellationToken">Kills Vivado.</param>
    /// <exception cref="ToolFailedException">A command of the script failed.</exception>
    public Task<ToolResult> SourceAsync(
        string directory, string script, IReadOnlyCollection<string> arguments, ToolRun run, CancellationToken cancellationToken = default)
        => RunOrThrowAsync("run " + script, Arguments(script, arguments), (run ?? new ToolRun()) with { WorkingDirectory = directory }, cancellationToken);

    /// <summary>
    /// The arguments with which a script is sourced: without a journal, for the script says all; the log is the standard output.
    /// </summary>
    public static IEnumerable<string> Arguments(string script, IReadOnlyCollection<string> arguments)
    {
        ArgumentNullException.ThrowIfNull(arguments);
        return ["-mode", "batch", "-nojournal", "-nolog", "-notrace", "-source", script, .. arguments.Count > 0 ? ["-tclargs", .. arguments] : Array.Empty<string>()];
    }
}
