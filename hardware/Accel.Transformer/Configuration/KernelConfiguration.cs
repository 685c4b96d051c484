using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Accel.Transformer.Configuration;

/// <summary>What is said beside the sources of kernels: the file of <c>--config</c>, which the analyser reads too.</summary>
public sealed record KernelConfiguration
{
    /// <summary>How the names of files end that the analyser takes for such: <c>accel.json</c>, <c>fir.accel.json</c>.</summary>
    public const string FileName = "accel.json";

    /// <summary>What a file of all kinds looks like.</summary>
    public const string Example =
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

    /// <summary>Reads the text of a file.</summary>
    /// <exception cref="JsonException">It is none of that kind; the message says why.</exception>
    public static KernelConfiguration Parse(string text)
    {
        var file = JsonSerializer.Deserialize<KernelConfiguration>(text, _strict) ?? new KernelConfiguration();
        return file.Problem() is { } problem ? throw new JsonException(problem) : file;
    }

    /// <summary>Options with what the file says; it wins over them.</summary>
    public TransformOptions With(TransformOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return options with
        {
            // As C# literals.
            Replacements = options.Replacements.SetItems(Replacements.Select(static r => KeyValuePair.Create(
                r.Key, r.Value.ValueKind == JsonValueKind.String ? r.Value.GetString()! : r.Value.GetRawText()))),
            RecursionDepths = options.RecursionDepths.SetItems(Recursion),
            ArrayLengths = options.ArrayLengths.SetItems(ArrayLengths),
            Inlining = options.Inlining.SetItems(Inlining),
            EntryPoints = EntryPoints.IsEmpty ? options.EntryPoints : EntryPoints,
            OneDesign = OneDesign ?? options.OneDesign,
        };
    }

    private string? Problem()
        => Recursion.FirstOrDefault(static r => r.Value < 1) is { Key: { } method } ? $"{method} has to call itself to a depth above 0"
            : ArrayLengths.FirstOrDefault(static l => l.Value < 1) is { Key: { } array } ? $"{array} has to have a length above 0"
            : EntryPoints.IsDefault || EntryPoints.Any(string.IsNullOrWhiteSpace) ? "an entry point has no name"
            : null;
}
