using System.Collections.Immutable;
using System.Globalization;
using Accel.Boards.Projects;
using Accel.Generation;
using Accel.Rtl;
using Accel.Transformer;

namespace Accel.Boards.Designs;

/// <summary>What is to be made for a board.</summary>
/// <param name="Board">The board.</param>
/// <param name="Transport">One that it has.</param>
/// <param name="Design">The kernel.</param>
/// <param name="Replacements">Values for [Replaceable] constants.</param>
/// <param name="Output">The folder that holds one folder a project.</param>
public sealed record BoardRequest(
    Board Board, TransportKind Transport, KernelDesign Design, ImmutableSortedDictionary<string, string> Replacements, string Output)
{
    /// <summary>The kernel's class name.</summary>
    public string Kernel => Design.Kernel;

    /// <summary>Where the project lies: another kernel than that of the board's design does not lie in the design's folder.</summary>
    public string Folder => FolderOf(Output, Board, Transport, Kernel);

    /// <summary>What of the command line names the kernel, for commands that come next.</summary>
    public string Named => Design with { Cache = null } == KernelDesign.OfAccel(Kernel)
        ? Kernel == Board.Design.Kernel ? "" : $" --kernel {Kernel}" : " --source ...";

    /// <summary>Where the project of a board lies.</summary>
    public static string FolderOf(string output, Board board, TransportKind transport, string kernel)
        => Path.GetFullPath(Path.Combine(output, $"{board.Id}-{transport.ToString().ToLowerInvariant()}"
            + (kernel == board.Design.Kernel ? "" : $"-{HardwareNames.Entity(kernel)}")));

    /// <summary>Bits of the kernel's memory port.</summary>
    public required int PortBits { get; init; }

    /// <summary>What else the kernel leaves open.</summary>
    public TransformOptions Asked { get; init; } = new();

    /// <summary>The options with which the kernel is generated.</summary>
    public TransformOptions KernelOptions => Asked with
    {
        ClockPeriodNs = Board.ScheduledPeriodNs,
        Family = Board.Family,
        Replacements = Replacements,
        PortBits = PortBits,
    };

    /// <summary>The board's own design, or another one.</summary>
    /// <param name="board">The board.</param>
    /// <param name="transport">One that it has.</param>
    /// <param name="kernel">The kernel; null for that of the board's design.</param>
    /// <param name="replacements">Values for constants; the others of the design's kernel stay as the design has them.</param>
    /// <param name="output">The folder that holds one folder a project.</param>
    /// <param name="portBits">Bits of the memory port; null for those of the board's design, and for another kernel its own.</param>
    public static BoardRequest Of(
        Board board, TransportKind transport, KernelDesign? kernel, ImmutableSortedDictionary<string, string> replacements, string output,
        int? portBits = null)
    {
        var design = board.Design;
        kernel ??= KernelDesign.OfAccel(design.Kernel);
        var constants = kernel with { Cache = null } == KernelDesign.OfAccel(design.Kernel)
            ? design.Constants.ToImmutableSortedDictionary(
                static c => c.Key, static c => c.Value.ToString(CultureInfo.InvariantCulture), StringComparer.Ordinal)
            : ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal);
        return new BoardRequest(board, transport, kernel, constants.SetItems(replacements), output)
        {
            PortBits = portBits ?? BoardDesign.PortBitsOf(board, transport, kernel.Kernel) ?? kernel.PortBits,
        };
    }

    /// <summary>The transport that was asked for, or the board's first.</summary>
    /// <exception cref="BoardRequestException">The board does not have it.</exception>
    public static TransportKind TransportOf(Board board, TransportKind? asked)
    {
        var first = board.Transports.First();
        return asked is not { } kind ? first
            : board.Transports.Contains(kind) ? kind
            : throw new BoardRequestException(
                $"--transport {kind.ToString().ToLowerInvariant()}: {board.Id} does not have it",
                $"--transport {first.ToString().ToLowerInvariant()}, or accel generate --board ID --help");
    }
}
