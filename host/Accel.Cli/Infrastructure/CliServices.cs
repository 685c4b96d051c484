using Accel.Boards;
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

    /// <summary>What puts a kernel behind a transport of a board.</summary>
    internal Func<GeneratedKernel, Board, TransportKind, Module> Shells { get; init; } = BoardShells.Build;

    /// <summary>The same, for a device that must run the design of a manifest.</summary>
    /// <exception cref="InputMissingException">There is no such file.</exception>
    /// <exception cref="Inputs.InputException">It is no manifest.</exception>
    internal DeviceOptions DevicesOf(string? manifest)
        => manifest is null ? Devices : Devices with { ExpectedDesignHash = InputFiles.LoadDesignHash(manifest) };

    /// <summary>From names to rungs of the ladder; none for all. A bitstream is made for the board. What takes long tells its steps on the console.</summary>
    internal Func<IReadOnlyCollection<string>, string, CliConsole, Rungs> Rungs { get; init; } = static (names, board, console)
        => new Rungs(names, null, names.Contains(Verification.Rungs.Bitstream) ? BoardBitstream.Source(board, console) : null);
}
