using System.Collections.Immutable;
using System.Text.Json;

namespace Accel.Models.Files;

/// <summary>
/// The fields of one JSON object, each asked for by name and type; what was never asked for is refused, so that a misspelt field is not
/// silently ignored. Errors name the field by its path from the root, for instance <c>accel.config.stem.patch</c>.
/// </summary>
internal sealed class JsonFields
{
    private readonly JsonElement _element;
    private readonly string _path;
    private readonly string _file;
    private readonly HashSet<string> _known = new(StringComparer.Ordinal);

    public JsonFields(JsonElement element, string path, string file)
    {
        (_element, _path, _file) = (element, path, file);
        if (element.ValueKind != JsonValueKind.Object)
        {
            throw new ModelFormatException(file, path, "it must be a JSON object", "Export the model again.");
        }
    }

    public int Integer(string name)
    {
        var value = Value(name);
        return value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var number)
            ? number
            : throw WrongType(name, "a whole number of 32 bits");
    }

    public bool Boolean(string name)
    {
        var value = Value(name);
        return value.ValueKind is JsonValueKind.True or JsonValueKind.False ? value.GetBoolean() : throw WrongType(name, "true or false");
    }

    public string Text(string name)
    {
        var value = Value(name);
        return value.ValueKind == JsonValueKind.String ? value.GetString()! : throw WrongType(name, "a string");
    }

    public T Choice<T>(string name, params ReadOnlySpan<(string Text, T Value)> choices)
    {
        var text = Text(name);
        foreach (var choice in choices)
        {
            if (choice.Text == text)
            {
                return choice.Value;
            }
        }

        var allowed = string.Join(" or ", choices.ToArray().Select(c => $"\"{c.Text}\""));
        throw Error(name, $"it is \"{text}\"", $"Use {allowed}.");
    }

    public JsonFields Object(string name) => new(Value(name), $"{_path}.{name}", _file);

    public ImmutableArray<JsonFields> Objects(string name)
    {
        var value = Value(name);
        return value.ValueKind == JsonValueKind.Array
            ? [.. value.EnumerateArray().Select((item, i) => new JsonFields(item, $"{_path}.{name}[{i}]", _file))]
            : throw WrongType(name, "a list of objects");
    }

    public ImmutableArray<string> OptionalTexts(string name)
    {
        _known.Add(name);
        if (!_element.TryGetProperty(name, out var value))
        {
            return [];
        }

        return value.ValueKind == JsonValueKind.Array && value.EnumerateArray().All(v => v.ValueKind == JsonValueKind.String)
            ? [.. value.EnumerateArray().Select(v => v.GetString()!)]
            : throw WrongType(name, "a list of strings");
    }

    public string? OptionalObjectText(string name)
    {
        _known.Add(name);
        if (!_element.TryGetProperty(name, out var value))
        {
            return null;
        }

        return value.ValueKind == JsonValueKind.Object ? value.GetRawText() : throw WrongType(name, "an object");
    }

    /// <summary>To be called last.</summary>
    public void RefuseOthers()
    {
        foreach (var property in _element.EnumerateObject())
        {
            if (!_known.Contains(property.Name))
            {
                throw Error(property.Name, "the field is unknown", $"Remove it, or correct its spelling; known are {string.Join(", ", _known)}.");
            }
        }
    }

    public ModelFormatException Error(string name, string problem, string remedy) => new(_file, $"{_path}.{name}", problem, remedy);

    private JsonElement Value(string name)
    {
        _known.Add(name);
        return _element.TryGetProperty(name, out var value)
            ? value
            : throw Error(name, "the field is missing", "Add it; docs/model-format.md lists every field.");
    }

    private ModelFormatException WrongType(string name, string expected) =>
        Error(name, $"it is {_element.GetProperty(name).GetRawText() switch { { Length: > 40 } text => text[..40] + "...", var text => text }}", $"It must be {expected}.");
}
