using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
using Accel.Generation;

namespace Accel.Cli;

/// <summary>The file of <c>--config</c>.</summary>
internal sealed record CompileConfiguration
{
    /// <summary>What a file of all kinds looks like.</summary>
    internal const string Example =
        "{\"replacements\": {\"Fir.Taps\": 8}, \"recursion\": {\"Tree.Height\": 10}, \"arrayLengths\": {\"Fir.Run.line\": 8}, "
        + "\"inlining\": {\"Fir.Multiply\": false}, \"entryPoints\": [\"Fir.\"], \"oneDesign\": \"Filters\"}";

    private static readonly JsonSerializerOptions _strict = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectNullableAnnotations = true,
        ReadCommentHandling = JsonCommentHandling.Skip,
        AllowTrailingCommas = true,
    };

    /// <summary>Values of [Replaceable] constants by key.</summary>
    public ImmutableSortedDictionary<string, JsonElement> Replacements { get; init; } =
        ImmutableSortedDictionary<string, JsonElement>.Empty;

    /// <summary>Depths of methods that call themselves.</summary>
    public ImmutableSortedDictionary<string, int> Recursion { get; init; } = ImmutableSortedDictionary<string, int>.Empty;

    /// <summary>Lengths of arrays.</summary>
    public ImmutableSortedDictionary<string, int> ArrayLengths { get; init; } = ImmutableSortedDictionary<string, int>.Empty;

    /// <summary>Whether methods are inlined, or built once.</summary>
    public ImmutableSortedDictionary<string, bool> Inlining { get; init; } = ImmutableSortedDictionary<string, bool>.Empty;

    /// <summary>Beginnings of the names of entry points.</summary>
    public ImmutableArray<string> EntryPoints { get; init; } = [];

    /// <summary>Name of the design that all chosen classes form.</summary>
    public string? OneDesign { get; init; }

    /// <summary>The values as C# literals.</summary>
    [JsonIgnore]
    public IEnumerable<KeyValuePair<string, string>> Literals => Replacements.Select(static r => KeyValuePair.Create(
        r.Key, r.Value.ValueKind == JsonValueKind.String ? r.Value.GetString()! : r.Value.GetRawText()));

    /// <summary>Reads a file.</summary>
    /// <exception cref="KernelSourceException">It is not there, or is none of that kind.</exception>
    internal static CompileConfiguration Read(string path)
    {
        try
        {
            var file = JsonSerializer.Deserialize<CompileConfiguration>(KernelSources.ReadText(path), _strict)
                ?? new CompileConfiguration();
            return file.Problem() is { } problem ? throw new JsonException(problem) : file;
        }
        catch (JsonException e)
        {
            throw new KernelSourceException(path, $"it is no configuration of a kernel: {e.Message}", Example, e);
        }
    }

    private string? Problem()
        => Recursion.FirstOrDefault(static r => r.Value < 1) is { Key: { } method } ? $"{method} has to call itself to a depth above 0"
            : ArrayLengths.FirstOrDefault(static l => l.Value < 1) is { Key: { } array } ? $"{array} has to have a length above 0"
            : EntryPoints.IsDefault || EntryPoints.Any(string.IsNullOrWhiteSpace) ? "an entry point has no name"
            : null;
}
