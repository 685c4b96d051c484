using System.Text.Json;
using System.Text.Json.Serialization;

namespace Accel.Boards;

/// <summary>Reads board files strictly: what is not understood is an error, and so is what cannot be.</summary>
public static class BoardFile
{
    private static readonly JsonSerializerOptions _options = new(JsonSerializerDefaults.Web)
    {
        PropertyNameCaseInsensitive = false,
        NumberHandling = JsonNumberHandling.Strict,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        AllowDuplicateProperties = false,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false) },
    };

    /// <summary>Reads a file.</summary>
    /// <exception cref="BoardFileException">It is not a board file.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static Board Read(string path) => Parse(File.ReadAllText(path), path);

    /// <summary>Reads a text.</summary>
    /// <param name="text">The content.</param>
    /// <param name="file">What the errors call it.</param>
    /// <exception cref="BoardFileException">It is not a board file.</exception>
    public static Board Parse(string text, string file)
    {
        Board board;
        try
        {
            board = JsonSerializer.Deserialize<Board>(text, _options)
                ?? throw new BoardFileException(file, "$", "the file says null", "write an object; boards/arty-a7-35.json is an example");
        }
        catch (JsonException e)
        {
            throw new BoardFileException(
                file,
                string.IsNullOrEmpty(e.Path) ? "$" : e.Path,
                Sentence(e),
                "compare with a file of boards/; the fields are those of the record Accel.Boards.Board",
                e);
        }

        BoardChecks.Run(board, file);
        return board;
    }

    // The serializer repeats path and position, which the message has already, behind the sentence.
    private static string Sentence(JsonException e)
    {
        int path = e.Message.IndexOf(" Path: ", StringComparison.Ordinal);
        string place = e.LineNumber is { } line ? FormattableString.Invariant($" (line {line + 1})") : "";
        return (path < 0 ? e.Message : e.Message[..path]).TrimEnd('.') + place;
    }
}
