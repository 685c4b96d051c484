using System.Collections.Immutable;

namespace Accel.Boards;

/// <summary>The boards that travel with this assembly, and a user's own.</summary>
public static class BoardCatalogue
{
    private const string Folder = "boards/";

    private static readonly Lazy<ImmutableArray<Board>> _all = new(static () =>
    [
        .. typeof(BoardCatalogue).Assembly.GetManifestResourceNames()
            .Where(static name => name.StartsWith(Folder, StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)
            .Select(static name => BoardFile.Parse(Content(name), name)),
    ]);

    /// <summary>All boards, by id.</summary>
    public static ImmutableArray<Board> All => _all.Value;

    /// <summary>Finds a board: by its id, or from a file when the name ends in <c>.json</c>.</summary>
    /// <exception cref="UnknownBoardException">There is no such board.</exception>
    /// <exception cref="BoardFileException">The file is not as it must be.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static Board Find(string idOrFile)
    {
        ArgumentNullException.ThrowIfNull(idOrFile);
        return idOrFile.EndsWith(".json", StringComparison.OrdinalIgnoreCase)
            ? BoardFile.Read(idOrFile)
            : All.FirstOrDefault(b => b.Id == idOrFile) ?? throw new UnknownBoardException(idOrFile);
    }

    private static string Content(string name)
    {
        using var reader = new StreamReader(typeof(BoardCatalogue).Assembly.GetManifestResourceStream(name)!);
        return reader.ReadToEnd();
    }
}

/// <summary>There is no board of that name.</summary>
public sealed class UnknownBoardException(string name)
    : AccelException(
        $"board `{PlainText.Name(name)}` is not known",
        $"take one of {string.Join(", ", BoardCatalogue.All.Select(static b => b.Id))}, or the path of a file of your own that ends in .json");
