using System.CommandLine;
using Accel.Boards;
using Accel.Boards.Designs;

namespace Accel.Cli;

/// <summary>Options of the commands that make a project for a board.</summary>
/// <param name="Transport"><c>--transport</c>.</param>
/// <param name="Kernels"><c>--source</c> and <c>--kernel</c>.</param>
/// <param name="Output"><c>--output</c>.</param>
/// <param name="Compile"><c>--set</c> and what else a kernel leaves open.</param>
/// <param name="PortBits"><c>--port-bits</c>.</param>
internal sealed record ProjectOptions(
    Option<TransportKind?> Transport, KernelChoice Kernels, Option<string> Output, CompileOptions Compile, Option<int?> PortBits)
{
    /// <summary>What a line asks for.</summary>
    /// <param name="line">The line.</param>
    /// <param name="board">The board's id, or its file.</param>
    /// <param name="cancellationToken">Ends the reading of sources.</param>
    /// <exception cref="UsageException">There are several kernels.</exception>
    /// <exception cref="BoardRequestException">The board does not have the transport.</exception>
    internal BoardRequest Of(ParseResult line, string board, CancellationToken cancellationToken)
    {
        var found = BoardCatalogue.Find(board);
        var asked = Compile.Asked(line, cancellationToken);
        var kernels = Kernels.Several(line, [found.Design.Kernel], asked);
        if (kernels.Length > 1)
        {
            throw new UsageException($"--kernel {string.Join(" ", kernels.Select(static k => k.Kernel))}: a board runs one kernel",
                "name one, or make them one with --one-design NAME");
        }

        return BoardRequest.Of(
            found,
            BoardRequest.TransportOf(found, line.GetValue(Transport)),
            kernels[0],
            asked.Replacements,
            line.GetValue(Output)!,
            line.GetValue(PortBits)) with { Asked = asked with { CancellationToken = default } };
    }
}
