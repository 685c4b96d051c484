using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Accel.Cli;

/// <summary>One JSON document on the output: camelCase, two spaces, line feeds, nulls left out.</summary>
internal static class JsonOutput
{
    internal static JsonSerializerOptions Options { get; } = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        NewLine = "\n",
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    private static JsonSerializerOptions Line { get; } = new(Options) { WriteIndented = false };

    /// <summary>One line of JSON, for outputs of one document a line.</summary>
    internal static void WriteJsonLine<T>(this CliConsole console, T document) =>
        console.Output.WriteLine(JsonSerializer.Serialize(document, Line));

    internal static void WriteJson<T>(this CliConsole console, T document) => console.Output.WriteLine(JsonSerializer.Serialize(document, Options));
}
