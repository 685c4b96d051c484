namespace Accel.ToolRunners;

/// <summary>openFPGALoader: programs boards over USB.</summary>
public sealed class OpenFpgaLoader() : ToolRunner("openFPGALoader", "openfpgaloader", "--Version")
{
    /// <summary>Runs it; its output, with the progress of the cable, goes to <see cref="ToolRun.OnOutputLine"/>.</summary>
    /// <exception cref="ToolFailedException">There is no board on the cable, or it did not take the bitstream.</exception>
    public Task<ToolResult> ProgramAsync(IEnumerable<string> arguments, ToolRun run, CancellationToken cancellationToken = default)
        => RunOrThrowAsync("program the board", arguments, run, cancellationToken);
}
