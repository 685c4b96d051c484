using Accel.Generation;
using Accel.Host.Simulation;
using Accel.Rtl;
using Accel.Shell.Common;
using Accel.Shell.Pcie;
using Accel.Shell.Serial;

namespace Accel.Boards.Designs;

/// <summary>Puts a generated kernel into the shell of a transport, with the identity that the device says: board, clock,
/// memory, design hash.</summary>
public static class BoardShells
{
    // A board with fewer block RAMs than this has room for small buffers only.
    private const int SmallBoardBytes = 32 * 1024;

    /// <summary>Builds the shell.</summary>
    /// <exception cref="BoardRequestException">The kernel has a memory port that the shell does not take.</exception>
    public static Module Build(GeneratedKernel kernel, Board board, TransportKind transport)
    {
        var identity = ShellIdentities.Of(kernel);
        try
        {
            return transport == TransportKind.Serial ? Serial(kernel, board, identity) : Axi(kernel, board, transport, identity);
        }
        catch (ArgumentException e)
        {
            throw new BoardRequestException(
                $"{kernel.Kernel} does not go behind {transport} on {board.Id}: {e.Message}",
                "accel generate --board ID --kernel " + KernelGenerator.Engine);
        }
    }

    private static Module Serial(GeneratedKernel kernel, Board board, ShellIdentity identity)
    {
        var options = new SerialShellOptions
        {
            ClockHz = (int)board.Clock.KernelHz,
            MemoryCells = (int)board.Serial!.MemoryCells,
            Board = board.Id,
            BaseBaud = board.Serial.BaseBaud,
        };
        bool isSmall = board.Memories.Where(static m => m.Kind == MemoryKind.BlockRam).Sum(static m => m.Bytes) < SmallBoardBytes;
        return SerialShell.Build(kernel.Module, identity, isSmall ? options.Small() : options);
    }

    private static Module Axi(GeneratedKernel kernel, Board board, TransportKind transport, ShellIdentity identity)
    {
        long cells = Projects.BoardDesign.MemoryCellsOf(board, transport);
        identity = identity with { Board = board.Id, ClockHz = (uint)board.Clock.KernelHz };
        return PcieShell.Build(kernel.Module, identity, new AxiMasterOptions { MemoryCells = cells });
    }
}
