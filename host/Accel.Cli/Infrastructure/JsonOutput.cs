using System.Text.Json;

namespace Accel.Cli;

/// <summary>JSON on the output.</summary>
internal static class JsonOutput
{
    /// <summary>One line of JSON, for outputs of one document a line.</summary>
    internal static void WriteJsonLine<T>(this CliConsole console, T document) =>
        console.Output.WriteLine(JsonSerializer.Serialize(document, JsonFormat.Line));

    internal static void WriteJson<T>(this CliConsole console, T document)
        => console.Output.WriteLine(JsonSerializer.Serialize(document, JsonFormat.Document));
}
