using System.Diagnostics.CodeAnalysis;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Accel;

/// <summary>JSON as everything here writes it: camelCase, line feeds, nulls left out.</summary>
[UnconditionalSuppressMessage("AOT", "IL3050", Justification = "Who serialises by reflection is warned where that is done.")]
public static class JsonFormat
{
    /// <summary>A document, two spaces deep.</summary>
    public static JsonSerializerOptions Document { get; } = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        NewLine = "\n",
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    /// <summary>A document in a line.</summary>
    public static JsonSerializerOptions Line { get; } = new(Document) { WriteIndented = false };
}
