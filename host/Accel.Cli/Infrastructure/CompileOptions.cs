using System.Collections.Immutable;
using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Accel.Generation;
using Accel.Transformer;

namespace Accel.Cli;

/// <summary>What a kernel leaves open and Hastlayer has in its configuration: on the command line, and in a file that goes with the
/// sources.</summary>
internal sealed class CompileOptions
{
    private readonly Option<string[]> _recursion = new("--recursion")
    {
        Description = "CLASS.METHOD=N: how deep a method calls itself that does not say so with [MaxRecursionDepth]",
    };

    private readonly Option<string?> _config = new("--config")
    {
        Description = "a JSON file of the same: {\"replacements\": {\"KEY\": VALUE}, \"recursion\": {\"CLASS.METHOD\": N}}",
    };

    /// <summary><c>--set</c>.</summary>
    internal Option<string[]> Set { get; } = BoardOptions.Set();

    /// <summary>All of them.</summary>
    internal IEnumerable<Option> All => [Set, _recursion, _config];

    /// <summary>Adds them.</summary>
    internal void AddTo(Command command) => All.ToList().ForEach(command.Options.Add);

    /// <summary>Options with what the command line and its file say; the command line wins.</summary>
    /// <exception cref="KernelSourceException">The file is not there, or is none of that kind.</exception>
    /// <exception cref="UsageException">An option is not of its form.</exception>
    internal TransformOptions With(ParseResult line, TransformOptions options)
    {
        var file = line.GetValue(_config) is { } path ? Read(path) : new Document();
        return options with
        {
            Replacements = options.Replacements
                .SetItems(file.Replacements.Select(static r => KeyValuePair.Create(r.Key, Literal(r.Value))))
                .SetItems(BoardOptions.Replacements(line.GetValue(Set) ?? [])),
            RecursionDepths = options.RecursionDepths.SetItems(file.Recursion).SetItems((line.GetValue(_recursion) ?? []).Select(Depth)),
        };
    }

    private static Document Read(string path)
    {
        try
        {
            var document = JsonSerializer.Deserialize<Document>(KernelSources.ReadText(path), _strict) ?? new Document();
            return document.Recursion.FirstOrDefault(static r => r.Value < 1) is { Key: { } method }
                ? throw new JsonException($"{method} has to call itself to a depth above 0") : document;
        }
        catch (JsonException e)
        {
            throw new KernelSourceException(
                path, $"it is no configuration of a kernel: {e.Message}",
                "{\"replacements\": {\"Fir.Taps\": 8}, \"recursion\": {\"Tree.Height\": 10}}", e);
        }
    }

    private static readonly JsonSerializerOptions _strict = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectNullableAnnotations = true,
        ReadCommentHandling = JsonCommentHandling.Skip,
        AllowTrailingCommas = true,
    };

    private static string Literal(JsonElement value) => value.ValueKind == JsonValueKind.String ? value.GetString()! : value.GetRawText();

    private static KeyValuePair<string, int> Depth(string text)
        => text.Split('=') is [{ Length: > 0 } method, var number]
            && int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out int depth) && depth > 0
            ? KeyValuePair.Create(method, depth)
            : throw new UsageException($"--recursion {text}: it must be CLASS.METHOD=N with a number above 0");

    private sealed record Document
    {
        public ImmutableSortedDictionary<string, JsonElement> Replacements { get; init; } =
            ImmutableSortedDictionary<string, JsonElement>.Empty;

        public ImmutableSortedDictionary<string, int> Recursion { get; init; } = ImmutableSortedDictionary<string, int>.Empty;
    }
}
