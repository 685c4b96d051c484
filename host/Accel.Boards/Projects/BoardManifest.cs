using System.Collections.Immutable;

namespace Accel.Boards.Projects;

/// <summary>
/// What lies beside a project. Board, design hash and kernel are those that the running device says in HELLO; nothing depends on the
/// machine.
/// </summary>
/// <param name="Board">The board's id.</param>
/// <param name="Part">Its FPGA.</param>
/// <param name="Transport">The way to the host.</param>
/// <param name="Kernel">Class name of the kernel.</param>
/// <param name="DesignHash">SHA-256 of the kernel's VHDL.</param>
/// <param name="Version">Of the program that made it.</param>
/// <param name="ClockHz">The kernel's clock.</param>
/// <param name="MemoryCells">The kernel's memory.</param>
/// <param name="PortBits">Bits of the kernel's memory port.</param>
/// <param name="Top">The top entity.</param>
/// <param name="Replacements">Values that were given for [Replaceable] constants.</param>
/// <param name="Files">All other files with the SHA-256 of their texts, by name.</param>
public sealed record BoardManifest(
    string Board,
    string Part,
    TransportKind Transport,
    string Kernel,
    string DesignHash,
    string Version,
    long ClockHz,
    long MemoryCells,
    int PortBits,
    string Top,
    ImmutableSortedDictionary<string, string> Replacements,
    ImmutableSortedDictionary<string, string> Files)
{
    /// <summary>The kernel's C# methods, <c>Class.Method</c>: the place of one is the member number that runs it.</summary>
    public required ImmutableArray<string> Members { get; init; }

    internal static BoardManifest Of(BoardDesign design, IEnumerable<ProjectFile> files) => new(
        design.Board.Id,
        design.Board.Part,
        design.Transport,
        design.Identity.Kernel,
        design.Identity.DesignHash,
        design.Identity.Version,
        design.Board.Clock.KernelHz,
        design.MemoryCells,
        design.Identity.PortBits,
        design.Transport == TransportKind.Serial ? SerialTop.Entity : BlockDesignScript.Wrapper,
        design.Identity.Replacements,
        files.ToImmutableSortedDictionary(static f => f.Name, static f => BoardProject.Hash(f.Text), StringComparer.Ordinal))
    {
        Members = design.Identity.Members,
    };
}
