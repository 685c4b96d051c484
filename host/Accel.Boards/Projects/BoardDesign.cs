using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Accel.Rtl;
using Accel.Rtl.Vhdl;

namespace Accel.Boards.Projects;

/// <summary>
/// A device for a board: a kernel within the shell that speaks to the host, and the board and way to the host that it was made for.
/// </summary>
/// <param name="Board">The board.</param>
/// <param name="Transport">One that the board has.</param>
/// <param name="Shell">The shell around the kernel.</param>
/// <param name="Vhdl">Of shell and kernel, in the order in which the files must be analysed.</param>
/// <param name="Identity">What the manifest says of it, and the running device in HELLO.</param>
public sealed record BoardDesign(Board Board, TransportKind Transport, Module Shell, ImmutableArray<VhdlFile> Vhdl, DesignIdentity Identity)
{
    private const string ShellPrefix = "accel_";

    /// <summary>A design with its VHDL. Behind AXI it is a block that may lie beside others in one project of Vivado: the entities of its
    /// shell have the kernel's name in theirs.</summary>
    /// <param name="board">The board.</param>
    /// <param name="transport">One that it has.</param>
    /// <param name="shell">The kernel in its shell.</param>
    /// <param name="identity">What the device says of itself.</param>
    public static BoardDesign Of(Board board, TransportKind transport, Module shell, DesignIdentity identity)
    {
        var vhdl = VhdlWriter.Write(shell);
        return new BoardDesign(board, transport, shell, transport == TransportKind.Serial ? vhdl : Owned(vhdl, identity.Kernel), identity);
    }

    /// <summary>The entity of the shell.</summary>
    public string ShellEntity => Transport == TransportKind.Serial ? Shell.Name : Owned(Shell.Name, Identity.Kernel);

    /// <summary>The block of a design behind AXI: the entity, and the name of its IP.</summary>
    public string BlockEntity => Owned("accel_device", Identity.Kernel);

    private static string Owned(string entity, string kernel) => entity.StartsWith(ShellPrefix, StringComparison.Ordinal)
        ? $"{ShellPrefix}{HardwareNames.Entity(kernel)}_{entity[ShellPrefix.Length..]}" : entity;

    private static ImmutableArray<VhdlFile> Owned(ImmutableArray<VhdlFile> vhdl, string kernel)
    {
        string[] entities = [.. vhdl.Select(static f => Path.GetFileNameWithoutExtension(f.Name))
            .Where(static name => name.StartsWith(ShellPrefix, StringComparison.Ordinal))];
        var names = new Regex($@"\b(?:{string.Join('|', entities)})\b");
        return entities.Length == 0 ? vhdl : [.. vhdl.Select(f => new VhdlFile(
            $"{Owned(Path.GetFileNameWithoutExtension(f.Name), kernel)}.vhd", names.Replace(f.Text, name => Owned(name.Value, kernel))))];
    }

    /// <summary>Cells of the memory that the kernel gets.</summary>
    public long MemoryCells => MemoryCellsOf(Board, Transport);

    /// <summary>Bits of the memory port that a board wants a kernel to have; null for a kernel that is not that of its design.</summary>
    /// <exception cref="ArgumentException">The board does not have this way to a host.</exception>
    public static int? PortBitsOf(Board board, TransportKind transport, string kernel)
    {
        int bits = MemoryOf(board, transport).PortBits;
        return kernel == board.Design.Kernel ? bits : null;
    }

    /// <summary>Cells of the memory that a kernel gets on a board.</summary>
    /// <exception cref="ArgumentException">The board does not have this way to a host.</exception>
    public static long MemoryCellsOf(Board board, TransportKind transport) => MemoryOf(board, transport).Cells;

    private static (long Cells, int PortBits) MemoryOf(Board board, TransportKind transport)
    {
        ArgumentNullException.ThrowIfNull(board);
        return transport switch
        {
            TransportKind.Serial when board.Serial is { } serial => (serial.MemoryCells, serial.PortBits),
            TransportKind.Pcie when board.Pcie is { } pcie => (pcie.MemoryCells, pcie.PortBits),
            TransportKind.Processor when board.Processor is { } processor => (processor.MemoryCells, processor.PortBits),
            _ => throw new ArgumentException($"{board.Id} has no {transport}", nameof(transport)),
        };
    }
}

/// <summary>What a design is.</summary>
/// <param name="Kernel">Class name of the kernel.</param>
/// <param name="DesignHash">SHA-256 of the kernel's VHDL, as its manifest has it.</param>
/// <param name="Version">Of the program that made it.</param>
/// <param name="Replacements">Values that were given for [Replaceable] constants.</param>
public sealed record DesignIdentity(string Kernel, string DesignHash, string Version, ImmutableSortedDictionary<string,
    string> Replacements)
{
    /// <summary>Bits of the kernel's memory port.</summary>
    public int PortBits { get; init; } = 32;

    /// <summary>The kernel's C# methods in the order of their member numbers.</summary>
    public ImmutableArray<string> Members { get; init; } = [];
}

/// <summary>A file of a project.</summary>
/// <param name="Name">Path from the project's folder, with slashes.</param>
/// <param name="Text">Content, with LF line ends.</param>
public sealed record ProjectFile(string Name, string Text);
