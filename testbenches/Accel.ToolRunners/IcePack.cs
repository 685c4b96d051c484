namespace Accel.ToolRunners;

/// <summary>icepack of Project IceStorm: the bitstream of a routed design.</summary>
public sealed class IcePack() : ToolRunner("icepack", "fpga-icestorm", "-h")
{
    /// <summary>Packs.</summary>
    /// <exception cref="ToolFailedException">The routed design cannot be read.</exception>
    public ToolResult Pack(string directory, string routed, string bitstream, CancellationToken cancellationToken = default)
        => RunOrThrow("pack the bitstream", [routed, bitstream], new ToolRun { WorkingDirectory = directory }, cancellationToken);
}
