using System.Text.Json.Nodes;
using Accel.Boards.Projects;
using Accel.Boards.Tests.Projects;

namespace Accel.Boards.Tests.Files;

/// <summary>
/// Each field of a board's file with values that cannot be, one at a time: the file is refused with what, where and remedy, or its projects
/// are written, and no text of it leaves its place in a script.
/// </summary>
public sealed class ImpossibleValueTests
{
    private const string Foreign = "a [exec b]; \"c\"\nd";

    private static readonly string[] _values =
    [
        "null", "-1", "0", "1", "7", "61000001", "4611686018427387904", "true", "[null]", "[]", "{}", "\"\"", "\"hbm\"",
        "\"singlePortRam\"",
        JsonValue.Create(Foreign).ToJsonString(),
    ];

    [Theory]
    [InlineData("ice40-hx8k")]
    [InlineData("arty-a7-35")]
    [InlineData("kc705")]
    [InlineData("kv260")]
    [InlineData("alveo-u50")]
    [InlineData("alveo-u250")]
    public void A_value_that_cannot_be_is_refused_or_harmless(string id)
    {
        string text = BoardTexts.Of(id);
        foreach (string path in Paths(JsonNode.Parse(text)!, ""))
        {
            foreach (string value in _values)
            {
                string changed = Changed(text, path, value);
                try
                {
                    WriteProjects(BoardFile.Parse(changed, "mine.json"));
                }
                catch (BoardFileException e)
                {
                    Assert.True(e.Field.Length > 0 && e.Remedy is { Length: > 0 }, $"{id}: {path} = {value}: {e.Message}");
                }
                catch (Exception e) when (e is not Xunit.Sdk.XunitException)
                {
                    Assert.Fail($"{id}: {path} = {value}: {e}");
                }
            }
        }
    }

    private static void WriteProjects(Board board)
    {
        foreach (var transport in board.Transports)
        {
            foreach (var file in BoardProject.Create(TestDesigns.Of(board, transport)))
            {
                bool isScript = !file.Name.EndsWith(".json", StringComparison.Ordinal);
                Assert.False(isScript && file.Text.Contains("[exec b]", StringComparison.Ordinal), file.Name);
            }
        }
    }

    // Every object, list and number or text, by the names and indices that lead to it.
    private static IEnumerable<string> Paths(JsonNode node, string path) => node switch
    {
        JsonObject inner => inner.SelectMany(p => Of(p.Value, $"{path}/{p.Key}")),
        JsonArray inner => inner.SelectMany((n, i) => Of(n, $"{path}/{i}")),
        _ => [],
    };

    private static IEnumerable<string> Of(JsonNode? node, string path) => node is null ? [path] : [path, .. Paths(node, path)];

    private static string Changed(string text, string path, string value)
    {
        var root = JsonNode.Parse(text)!;
        string[] names = path[1..].Split('/');
        var parent = names[..^1].Aggregate(root, static (node, name) => node is JsonArray list ? list[Index(name)]! : node[name]!);
        if (parent is JsonArray array)
        {
            array[Index(names[^1])] = JsonNode.Parse(value);
        }
        else
        {
            parent[names[^1]] = JsonNode.Parse(value);
        }

        return root.ToJsonString();
    }

    private static int Index(string name) => int.Parse(name, System.Globalization.CultureInfo.InvariantCulture);
}
