using Accel.Rtl;
using Accel.Transformer.Ir;

namespace Accel.Transformer.Scheduling;

/// <summary>Something that happens at an end of a stream. What waits there holds up what stands behind it in the program, and nothing that
/// stands before it.</summary>
internal abstract class StreamEffect(StreamVariable stream, SourceLocation? source) : Effect(source)
{
    public StreamVariable Stream { get; } = stream;
}

/// <summary>Takes the oldest element; the values of its fields are nodes.</summary>
internal sealed class StreamReadEffect(StreamVariable stream, IReadOnlyList<Node> results, SourceLocation? source) : StreamEffect(stream,
    source)
{
    /// <summary>By field; what nobody looks at is null once that is known.</summary>
    public IReadOnlyList<Node?> Results { get; private set; } = results;

    /// <inheritdoc/>
    public override IEnumerable<Node> Inputs => [];

    /// <inheritdoc/>
    public override IEnumerable<(Node Value, int Bits)> Demands => [];

    /// <inheritdoc/>
    public override void Map(Func<Node, Node> map) => Results = [.. Results.Select(r => r is { IsUsed: true } ? map(r) : null)];
}

/// <summary>Appends an element.</summary>
internal sealed class StreamWriteEffect(StreamVariable stream, IReadOnlyList<Node> values, SourceLocation? source) : StreamEffect(stream,
    source)
{
    /// <summary>By field.</summary>
    public IReadOnlyList<Node> Values { get; private set; } = values;

    /// <inheritdoc/>
    public override IEnumerable<Node> Inputs => Values;

    /// <inheritdoc/>
    public override IEnumerable<(Node Value, int Bits)> Demands => Values.Select((value, i) => (value, Stream.Fields[i].Range.WidthBits));

    /// <inheritdoc/>
    public override void Map(Func<Node, Node> map) => Values = [.. Values.Select(map)];
}

/// <summary>Empties the stream, which nobody uses meanwhile. It waits for nothing.</summary>
internal sealed class StreamClearEffect(StreamVariable stream, SourceLocation? source) : StreamEffect(stream, source)
{
    /// <inheritdoc/>
    public override IEnumerable<Node> Inputs => [];

    /// <inheritdoc/>
    public override IEnumerable<(Node Value, int Bits)> Demands => [];

    /// <inheritdoc/>
    public override void Map(Func<Node, Node> map)
    {
        // It has no values.
    }
}
