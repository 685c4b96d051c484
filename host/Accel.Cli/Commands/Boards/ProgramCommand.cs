using System.CommandLine;
using Accel.Boards;
using Accel.Boards.Projects;
using Accel.ToolRunners;

namespace Accel.Cli;

/// <summary><c>accel program</c>: the bitstream of a build into the board, by openFPGALoader or Vivado's hardware server.</summary>
internal static class ProgramCommand
{
    private static readonly TimeSpan _timeout = TimeSpan.FromMinutes(30);

    internal static Command Create(CliConsole console)
    {
        var (board, transport) = (BoardOptions.RequiredBoard(), BoardOptions.Transport());
        var kernel = new Option<string?>("--kernel") { Description = "the kernel that was built; default that of the board's design" };
        var output = new Option<string>("--output") { Description = "the folder that accel build wrote into", DefaultValueFactory = _ => CommonOptions.OutputFolder };
        var flash = new Option<bool>("--flash") { Description = "into the flash, which configures the FPGA at power-up; default into the FPGA, until power-off" };
        var dry = new Option<bool>("--dry-run") { Description = "print the command and do nothing" };
        var command = new Command("program", "Loads the bitstream of `accel build` into a board.")
        {
            board, transport, kernel, output, flash, dry,
        };
        return CliCommand.With(command, console, (invocation, cancellationToken) => RunAsync(
            invocation,
            Programming.Of(
                BoardCatalogue.Find(invocation.Line.GetValue(board)!),
                invocation.Line.GetValue(transport),
                invocation.Line.GetValue(kernel),
                invocation.Line.GetValue(output)!, invocation.Line.GetValue(flash)),
            invocation.Line.GetValue(dry),
            cancellationToken));
    }

    private static async Task<int> RunAsync(Invocation invocation, Programming programming, bool isDry, CancellationToken cancellationToken)
    {
        if (!isDry)
        {
            programming.RequireFileAndTool();
            var steps = new Steps(invocation.Console, 1);
            await steps.RunAsync($"program {programming.Board.Id}", () => programming.RunAsync(_timeout, cancellationToken)).ConfigureAwait(false);
        }

        if (invocation.Json)
        {
            invocation.Console.WriteJson(new { Board = programming.Board.Id, Command = (string[])[programming.Tool.Program, .. programming.Arguments], programming.Bitstream, DryRun = isDry });
        }
        else if (isDry)
        {
            invocation.Console.Output.WriteLine(programming.CommandText);
        }

        return ExitCode.Ok;
    }
}

/// <summary>The command that programs a board.</summary>
/// <param name="Board">The board.</param>
/// <param name="Tool">Who programs it.</param>
/// <param name="Arguments">With which arguments.</param>
/// <param name="Bitstream">The file that it loads.</param>
internal sealed record Programming(Board Board, ToolRunner Tool, IReadOnlyList<string> Arguments, string Bitstream)
{
    /// <summary>The command as one types it.</summary>
    internal string CommandText => string.Join(" ", ((string[])[Tool.Program, .. Arguments]).Select(static a => a.Contains(' ', StringComparison.Ordinal) ? $"'{a}'" : a));

    /// <summary>Finds the command for a board.</summary>
    /// <exception cref="UsageException">The tool cannot do what was asked for.</exception>
    internal static Programming Of(Board board, TransportKind? asked, string? kernel, string output, bool flash)
    {
        string folder = BoardRequest.FolderOf(output, board, BoardRequest.TransportOf(board, asked), kernel ?? board.Design.Kernel);
        if (board.Programmer.OpenFpgaLoaderBoard is not { } name)
        {
            if (flash && board.Vivado?.Flash?.Part is null)
            {
                throw new UsageException($"--flash: {board.Id} has no flash that Vivado could write", "leave --flash out");
            }

            return new(board, new Vivado(), [.. Vivado.Arguments(Path.Combine(folder, VivadoProgramScript.Name), flash ? ["flash"] : [])], Path.Combine(folder, VivadoBuildScript.Bitstream));
        }

        if (board.IceStorm is not null)
        {
            // The boards of the iCE40 configure themselves from the flash, and that is what openFPGALoader writes for them.
            string bin = Path.Combine(folder, IceStormScripts.Bitstream);
            return new(board, new OpenFpgaLoader(), ["-b", name, bin], bin);
        }

        if (flash && board.Vivado?.Flash?.Interface.StartsWith("BPI", StringComparison.Ordinal) == true)
        {
            throw new UsageException(
                $"--flash: openFPGALoader does not write the parallel flash of {board.Id}", $"Vivado's hardware manager, with {Path.Combine(folder, VivadoBuildScript.FlashImage)}; or leave --flash out");
        }

        string bit = Path.Combine(folder, VivadoBuildScript.Bitstream);
        return new(board, new OpenFpgaLoader(), ["-b", name, .. flash ? (string[])["-f"] : [], bit], bit);
    }

    /// <summary>Throws when the bitstream or the tool is missing.</summary>
    internal void RequireFileAndTool()
    {
        if (!File.Exists(Bitstream))
        {
            throw new InputMissingException($"bitstream `{Bitstream}` does not exist", $"accel build --board {Board.Id}");
        }

        if (!Tool.IsAvailable)
        {
            throw new ToolMissingException(Tool.Program, Tool is Vivado ? Vivado.Source : Tool.InstallCommand);
        }
    }

    /// <summary>Runs it.</summary>
    internal async Task<bool> RunAsync(TimeSpan timeout, CancellationToken cancellationToken)
    {
        string log = Path.Combine(Path.GetDirectoryName(Bitstream)!, "program.log");
        var result = await Tool.RunAsync(Arguments, new ToolRun { Timeout = timeout }, cancellationToken).ConfigureAwait(false);
        WholeFile.Write(log, result.StandardOutput + result.StandardError);
        return result.Succeeded ? true : throw new BuildFailedException(
            $"{CommandText}: it ended with {result.ExitCode}", log, new ToolFailedException(Tool.Program, "program the board", result));
    }
}
