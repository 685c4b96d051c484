using System.Buffers;
using System.Collections.Immutable;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Accel.Models.Safetensors;

/// <summary>The JSON header: tensor name to {dtype, shape, data_offsets}, and <c>__metadata__</c>.</summary>
internal static class SafetensorsHeader
{
    private const string MetadataKey = "__metadata__";
    private const int MaxRank = 8;
    private const int Alignment = 8;

    /// <summary>A tensor's entry; offsets are bytes from the start of the data.</summary>
    internal sealed record Entry(string Name, ElementType Type, ImmutableArray<int> Shape, long Begin, long End);

    public static (ImmutableSortedDictionary<string, string> Metadata, ImmutableArray<Entry> Entries) Parse(ReadOnlyMemory<byte> header, string file)
    {
        if (header.IsEmpty || header.Span[0] != (byte)'{')
        {
            throw Broken(file, "header", "it does not begin with {");
        }

        try
        {
            using var document = JsonDocument.Parse(header, new JsonDocumentOptions { AllowDuplicateProperties = false, MaxDepth = 8 });
            return Parse(document.RootElement, file);
        }
        catch (JsonException e)
        {
            throw Broken(file, "header", $"it is not valid JSON without duplicate keys ({PlainText.Name(e.Message)})", e);
        }
        catch (InvalidOperationException e)
        {
            // A string that is no text (invalid UTF-8, a lone surrogate) is found only when it is read.
            throw Broken(file, "header", "a string in it is not valid text", e);
        }
    }

    /// <summary>How many bytes of data the tensors claim, so that a file's length can be compared before they are read.</summary>
    public static long DataBytes(ImmutableArray<Entry> entries, string file)
    {
        long bytes = entries.IsEmpty ? 0 : entries.Max(static e => e.End);
        return bytes <= SafetensorsFile.MaxFileBytes
            ? bytes
            : throw Broken(file, null, $"its tensors claim {bytes} bytes, the most accepted is {SafetensorsFile.MaxFileBytes}");
    }

    /// <summary>The tensors must fill the data from its first byte to its last, without gap or overlap.</summary>
    public static void CheckOffsets(ImmutableArray<Entry> entries, long dataLength, string file)
    {
        long end = 0;
        foreach (var entry in entries)
        {
            if (entry.Begin != end)
            {
                throw Broken(file, entry.Name, entry.Begin < end
                    ? $"its data begins at byte {entry.Begin}, inside the tensor before it, which ends at {end}"
                    : $"its data begins at byte {entry.Begin}, but the tensor before it ends at {end}: a gap");
            }

            end = entry.End;
            if (end > dataLength)
            {
                throw Broken(file, entry.Name, $"its data ends at byte {end}, but the file holds {dataLength} bytes of data: it is truncated");
            }
        }

        if (end != dataLength)
        {
            throw Broken(file, null, $"the tensors take {end} bytes, but the file holds {dataLength} bytes of data");
        }
    }

    public static byte[] Write(ImmutableSortedDictionary<string, string> metadata, IReadOnlyList<TensorData> tensors)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartObject();
            json.WriteStartObject(MetadataKey);
            foreach (var (key, value) in metadata)
            {
                json.WriteString(key, value);
            }

            json.WriteEndObject();
            long offset = 0;
            foreach (var tensor in tensors)
            {
                json.WriteStartObject(tensor.Name);
                json.WriteString("dtype", tensor.Type.HeaderName());
                json.WriteStartArray("shape");
                foreach (var dimension in tensor.Shape)
                {
                    json.WriteNumberValue(dimension);
                }

                json.WriteEndArray();
                json.WriteStartArray("data_offsets");
                json.WriteNumberValue(offset);
                json.WriteNumberValue(offset += tensor.Bytes.Length);
                json.WriteEndArray();
                json.WriteEndObject();
            }

            json.WriteEndObject();
        }

        var padded = new byte[(buffer.WrittenCount + Alignment - 1) / Alignment * Alignment];
        padded.AsSpan().Fill((byte)' ');
        buffer.WrittenSpan.CopyTo(padded);
        return padded;
    }

    private static (ImmutableSortedDictionary<string, string>, ImmutableArray<Entry>) Parse(JsonElement root, string file)
    {
        var metadata = ImmutableSortedDictionary<string, string>.Empty.WithComparers(StringComparer.Ordinal);
        var entries = new List<Entry>();
        foreach (var property in root.EnumerateObject())
        {
            if (property.Name == MetadataKey)
            {
                metadata = ParseMetadata(metadata, property.Value, file);
            }
            else
            {
                entries.Add(ParseEntry(property.Name, property.Value, file));
            }
        }

        return (metadata, [.. entries.OrderBy(e => e.Begin).ThenBy(e => e.End).ThenBy(e => e.Name, StringComparer.Ordinal)]);
    }

    private static ImmutableSortedDictionary<string, string> ParseMetadata(
        ImmutableSortedDictionary<string, string> empty, JsonElement value, string file)
    {
        if (value.ValueKind != JsonValueKind.Object || value.EnumerateObject().Any(p => p.Value.ValueKind != JsonValueKind.String))
        {
            throw Broken(file, MetadataKey, "it must be an object of strings");
        }

        return empty.AddRange(value.EnumerateObject().Select(p => KeyValuePair.Create(p.Name, p.Value.GetString()!)));
    }

    private static Entry ParseEntry(string name, JsonElement value, string file)
    {
        if (value.ValueKind != JsonValueKind.Object)
        {
            throw Broken(file, name, "its header entry is not an object");
        }

        foreach (var field in value.EnumerateObject())
        {
            if (field.Name is not ("dtype" or "shape" or "data_offsets"))
            {
                throw Broken(file, name, $"its header entry has the unknown field \"{PlainText.Name(field.Name)}\"");
            }
        }

        var typeName = value.TryGetProperty("dtype", out var dtype) && dtype.ValueKind == JsonValueKind.String ? dtype.GetString() : null;
        var type = ElementTypes.FromHeader(typeName)
            ?? throw Broken(file, name, typeName is null ? "its header entry has no dtype"
                : $"its dtype {PlainText.Name(typeName)} is unknown");
        var shape = Numbers(value, "shape", MaxRank, file, name);
        var offsets = Numbers(value, "data_offsets", 2, file, name);
        if (offsets.Length != 2 || offsets[0] > offsets[1])
        {
            throw Broken(file, name, "its data_offsets must be [begin, end] with begin <= end");
        }

        long bytes = type.Size();
        foreach (var dimension in shape)
        {
            if (dimension > int.MaxValue || (dimension != 0 && bytes > long.MaxValue / dimension))
            {
                throw Broken(file, name, "its shape has more elements than any file can hold");
            }

            bytes *= dimension;
        }

        return bytes == offsets[1] - offsets[0]
            ? new Entry(name, type, [.. shape.Select(d => (int)d)], offsets[0], offsets[1])
            : throw Broken(file, name, $"its shape takes {bytes} bytes, but its data_offsets hold {offsets[1] - offsets[0]}");
    }

    private static long[] Numbers(JsonElement entry, string field, int limit, string file, string name)
    {
        if (!entry.TryGetProperty(field, out var value) || value.ValueKind != JsonValueKind.Array || value.GetArrayLength() > limit)
        {
            throw Broken(file, name, $"its header entry needs {field}, a list of at most {limit.ToString(CultureInfo.InvariantCulture)} numbers");
        }

        var numbers = new long[value.GetArrayLength()];
        var i = 0;
        foreach (var item in value.EnumerateArray())
        {
            if (item.ValueKind != JsonValueKind.Number || !item.TryGetInt64(out numbers[i++]) || numbers[i - 1] < 0)
            {
                throw Broken(file, name, $"its {field} must hold whole numbers, 0 or more");
            }
        }

        return numbers;
    }

    private static ModelFormatException Broken(string file, string? item, string problem, Exception? cause = null) =>
        new(file, item, problem, "The file is damaged or not a safetensors file; copy or export it again.", cause);
}
