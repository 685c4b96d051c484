using Accel.Boards;
using Accel.Boards.Designs;
using Accel.Generation;
using Accel.Host;
using Accel.Rtl;
using Accel.Verification;

namespace Accel.Cli;

/// <summary>What commands reach out to beside files. Tests bring devices and rungs that are at fault, and small shells.</summary>
internal sealed record CliServices
{
    /// <summary>How devices are opened.</summary>
    internal DeviceOptions Devices { get; init; } = new();

    /// <summary>Where what is compiled is kept; null for nowhere.</summary>
    internal KernelCache? Cache { get; init; }

    /// <summary>What puts a kernel behind a transport of a board.</summary>
    internal Func<GeneratedKernel, Board, TransportKind, Module> Shells { get; init; } = BoardShells.Build;

    /// <summary>The same, for a device that must run the design of a manifest.</summary>
    /// <exception cref="InputMissingException">There is no such file.</exception>
    /// <exception cref="Inputs.InputException">It is no manifest.</exception>
    internal DeviceOptions DevicesOf(string? manifest)
        => manifest is null ? Devices : Devices with { ExpectedDesignHash = InputFiles.LoadDesignHash(manifest) };

    /// <summary>Makes rungs of the ladder.</summary>
    internal Func<RungRequest, Rungs> Rungs { get; init; } = static request => new Rungs(
        request.Names,
        request.Netlist,
        request.Names.Contains(Verification.Rungs.Bitstream) ? BoardBitstream.Source(request.Board, request.Console) : null);
}

/// <summary>Rungs that a command asks for.</summary>
/// <param name="Names">Which; none for all.</param>
/// <param name="Board">That a bitstream is made for.</param>
/// <param name="Console">Where what takes long tells its steps.</param>
internal sealed record RungRequest(IReadOnlyCollection<string> Names, string Board, CliConsole Console)
{
    /// <summary>From a kernel's name to its netlist; null for kernels without replacements.</summary>
    internal Func<string, Module>? Netlist { get; init; }
}
