namespace Accel.ToolRunners;

/// <summary>nextpnr: place and route for the iCE40.</summary>
public sealed class Nextpnr() : ToolRunner("nextpnr-ice40", "nextpnr-ice40")
{
    /// <summary>Places and routes.</summary>
    /// <param name="directory">The working directory.</param>
    /// <param name="arguments">Device, package, files, seed.</param>
    /// <param name="run">Limits; the working directory is overwritten.</param>
    /// <param name="cancellationToken">Kills nextpnr.</param>
    /// <exception cref="ToolFailedException">The design does not fit, or the constraints are wrong.</exception>
    public ToolResult PlaceAndRoute(string directory, IEnumerable<string> arguments, ToolRun? run = null, CancellationToken cancellationToken = default)
        => RunOrThrow("place and route", arguments, (run ?? new ToolRun()) with { WorkingDirectory = directory }, cancellationToken);
}
