namespace Accel.ToolRunners;

/// <summary>iceunpack and icebox_vlog of Project IceStorm: from a bitstream back to a netlist in Verilog.</summary>
public sealed class IceBox() : ToolRunner("icebox_vlog", Packages, "--help")
{
    private const string Packages = "fpga-icestorm";
    private readonly ToolRunner _unpack = new("iceunpack", Packages, "-h");

    /// <summary>
    /// Turns a bitstream into Verilog: LUTs and carries as assignments, flip-flops as processes, block RAMs as instances of SB_RAM40_4K.
    /// </summary>
    /// <param name="directory">The working directory.</param>
    /// <param name="bitstream">As icepack writes it.</param>
    /// <param name="package">Of the chip, as <paramref name="pinFile"/> numbers its pins.</param>
    /// <param name="pinFile">Lines <c>set_io NAME PIN</c>, without options: the ports.</param>
    /// <param name="module">The module's name.</param>
    /// <param name="verilogFile">Written in the directory.</param>
    /// <param name="cancellationToken">Kills the tools.</param>
    /// <exception cref="ToolFailedException">The file is no bitstream, or a pin has no such name.</exception>
    public void WriteVerilog(
        string directory, string bitstream, string package, string pinFile, string module, string verilogFile, CancellationToken cancellationToken = default)
    {
        const string Unpacked = "unpacked.asc";
        var unpacked = _unpack.Run([bitstream, Unpacked], new ToolRun { WorkingDirectory = directory }, cancellationToken);
        if (!unpacked.Succeeded)
        {
            throw new ToolFailedException(_unpack.Program, "unpack the bitstream", unpacked);
        }

        RunOrThrow(
            "turn the bitstream into Verilog",
            ["-s", "-c", "-d", package, "-p", pinFile, "-n", module, Unpacked],
            new ToolRun { WorkingDirectory = directory, StandardOutputFile = verilogFile, MaximumCharacters = 1 << 16 },
            cancellationToken);
    }
}
