using System.Globalization;
using Accel.Rtl;

namespace Accel.Transformer.Ir.Interpretation;

/// <summary>The elements of a stream, and who was last at its ends.</summary>
internal sealed class IrStreamStorage(StreamVariable stream)
{
    private readonly Queue<long[]> _elements = [];

    public StreamVariable Stream { get; } = stream;

    /// <summary>The task that read last.</summary>
    public string? Reader { get; set; }

    /// <summary>The task that wrote last.</summary>
    public string? Writer { get; set; }

    public bool CanRead => _elements.Count > 0;

    public bool CanWrite => _elements.Count < Stream.Capacity;

    public long[] Read() => _elements.Dequeue();

    public void Write(long[] element) => _elements.Enqueue(element);

    public void Clear() => _elements.Clear();

    /// <summary>Checks a value that is to be written.</summary>
    public static void CheckPromise(StreamVariable stream, StreamField field, long value, SourceLocation? source)
    {
        if (field.Promise is { } promise && (value < promise.Minimum || value > promise.Maximum))
        {
            throw new IrExecutionException(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{stream.Name}{(field.Name.Length == 0 ? "" : "." + field.Name)} = {value} breaks its promise {promise.Minimum}..{promise.Maximum}"),
                source);
        }
    }
}
