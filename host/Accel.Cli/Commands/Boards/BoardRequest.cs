using System.Collections.Immutable;
using System.CommandLine;
using System.Globalization;
using Accel.Boards;

namespace Accel.Cli;

/// <summary>What is to be made for a board.</summary>
/// <param name="Board">The board.</param>
/// <param name="Transport">One that it has.</param>
/// <param name="Kernel">The kernel.</param>
/// <param name="Replacements">Values for [Replaceable] constants.</param>
/// <param name="Output">The folder that holds one folder a project.</param>
internal sealed record BoardRequest(Board Board, TransportKind Transport, string Kernel, ImmutableSortedDictionary<string, string> Replacements, string Output)
{
    /// <summary>Where the project lies.</summary>
    internal string Folder => FolderOf(Output, Board, Transport);

    /// <summary>Where the project of a board lies.</summary>
    internal static string FolderOf(string output, Board board, TransportKind transport)
        => Path.GetFullPath(Path.Combine(output, $"{board.Id}-{transport.ToString().ToLowerInvariant()}"));

    /// <summary>Reads the options.</summary>
    /// <exception cref="UsageException">The board does not have the transport, or there are several kernels.</exception>
    internal static BoardRequest Of(ParseResult line, string board, Option<TransportKind?> transport, Option<string[]> kernel, Option<string> output, Option<string[]> set)
    {
        var found = BoardCatalogue.Find(board);
        string[] kernels = line.GetValue(kernel) ?? [];
        if (kernels.Length > 1)
        {
            throw new UsageException($"--kernel {string.Join(" ", kernels)}: a board runs one kernel");
        }

        return Of(found, TransportOf(found, line.GetValue(transport)), kernels.SingleOrDefault(), BoardOptions.Replacements(line.GetValue(set) ?? []), line.GetValue(output)!);
    }

    /// <summary>The board's own design, or another one.</summary>
    /// <param name="board">The board.</param>
    /// <param name="transport">One that it has.</param>
    /// <param name="kernel">The kernel; null for that of the board's design.</param>
    /// <param name="replacements">Values for constants; the others of the design's kernel stay as the design has them.</param>
    /// <param name="output">The folder that holds one folder a project.</param>
    internal static BoardRequest Of(
        Board board, TransportKind transport, string? kernel, ImmutableSortedDictionary<string, string> replacements, string output)
    {
        var design = board.Design;
        var constants = kernel is null || kernel == design.Kernel
            ? design.Constants.ToImmutableSortedDictionary(static c => c.Key, static c => c.Value.ToString(CultureInfo.InvariantCulture), StringComparer.Ordinal)
            : ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal);
        return new BoardRequest(board, transport, kernel ?? design.Kernel, constants.SetItems(replacements), output);
    }

    /// <summary>The transport that was asked for, or the board's first.</summary>
    /// <exception cref="UsageException">The board does not have it.</exception>
    internal static TransportKind TransportOf(Board board, TransportKind? asked)
    {
        var first = board.Transports.First();
        return asked is not { } kind ? first
            : board.Transports.Contains(kind) ? kind
            : throw new UsageException(
                $"--transport {kind.ToString().ToLowerInvariant()}: {board.Id} does not have it", $"--transport {first.ToString().ToLowerInvariant()}, or accel generate --board ID --help");
    }
}
