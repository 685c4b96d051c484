using Accel.Boards.Projects;
using Accel.ToolRunners;

namespace Accel.Boards.Designs;

/// <summary>The command that programs a board.</summary>
/// <param name="Board">The board.</param>
/// <param name="Tool">Who programs it.</param>
/// <param name="Arguments">With which arguments.</param>
/// <param name="Bitstream">The file that it loads.</param>
public sealed record Programming(Board Board, ToolRunner Tool, IReadOnlyList<string> Arguments, string Bitstream)
{
    /// <summary>The command as one types it.</summary>
    public string CommandText => string.Join(" ", ((string[])[Tool.Program, .. Arguments]).Select(
        static a => a.Contains(' ', StringComparison.Ordinal) ? $"'{a}'" : a));

    /// <summary>Finds the command for a board.</summary>
    /// <exception cref="BoardRequestException">The tool cannot do what was asked for.</exception>
    public static Programming Of(Board board, TransportKind? asked, string? kernel, string output, bool flash)
    {
        string folder = BoardRequest.FolderOf(output, board, BoardRequest.TransportOf(board, asked), kernel ?? board.Design.Kernel);
        if (board.Programmer.OpenFpgaLoaderBoard is not { } name)
        {
            if (flash && board.Vivado?.Flash?.Part is null)
            {
                throw new BoardRequestException($"--flash: {board.Id} has no flash that Vivado could write", "leave --flash out");
            }

            return new(
                board, new Vivado(), [.. Vivado.Arguments(Path.Combine(folder, VivadoProgramScript.Name), flash ? ["flash"] : [])],
                Path.Combine(folder, VivadoBuildScript.Bitstream));
        }

        if (board.IceStorm is not null)
        {
            // The boards of the iCE40 configure themselves from the flash, and that is what openFPGALoader writes for them.
            string bin = Path.Combine(folder, IceStormScripts.Bitstream);
            return new(board, new OpenFpgaLoader(), ["-b", name, bin], bin);
        }

        if (flash && board.Vivado?.Flash?.Interface.StartsWith("BPI", StringComparison.Ordinal) == true)
        {
            throw new BoardRequestException(
                $"--flash: openFPGALoader does not write the parallel flash of {board.Id}",
                $"Vivado's hardware manager, with {Path.Combine(folder, VivadoBuildScript.FlashImage)}; or leave --flash out");
        }

        string bit = Path.Combine(folder, VivadoBuildScript.Bitstream);
        return new(board, new OpenFpgaLoader(), ["-b", name, .. flash ? (string[])["-f"] : [], bit], bit);
    }

    /// <summary>Throws when the bitstream or the tool is missing.</summary>
    public void RequireFileAndTool()
    {
        if (!File.Exists(Bitstream))
        {
            throw new BoardRequestException($"bitstream `{Bitstream}` does not exist", $"accel build --board {Board.Id}")
                { IsMissing = true };
        }

        if (!Tool.IsAvailable)
        {
            throw new ToolMissingException(Tool.Program, Tool is Vivado ? Vivado.Source : Tool.InstallCommand);
        }
    }

    /// <summary>Runs it.</summary>
    public async Task<bool> RunAsync(TimeSpan timeout, CancellationToken cancellationToken)
    {
        string log = Path.Combine(Path.GetDirectoryName(Bitstream)!, "program.log");
        var result = await Tool.RunAsync(Arguments, new ToolRun { Timeout = timeout }, cancellationToken).ConfigureAwait(false);
        WholeFile.Write(log, result.StandardOutput + result.StandardError);
        return result.Succeeded ? true : throw new BuildFailedException(
            $"{CommandText}: it ended with {result.ExitCode}", log, new ToolFailedException(Tool.Program, "program the board", result));
    }
}
