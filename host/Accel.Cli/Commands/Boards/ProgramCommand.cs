using System.CommandLine;
using Accel.Boards;
using Accel.Boards.Designs;

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
