using Accel.Rtl;

namespace Accel.Transformer.Scheduling;

/// <summary>A request to SimpleMemory: for one cell, or for the beat of several that begins there.</summary>
internal abstract class PortRequest(Node cell, SourceLocation? source) : Effect(source)
{
    /// <summary>The cell, or the first of the beat.</summary>
    public Node Cell { get; protected set; } = cell;

    /// <summary>Writes; else an answer will come.</summary>
    public abstract bool IsWrite { get; }
}

/// <summary>Takes the answer to a request.</summary>
internal abstract class PortAnswer(SourceLocation? source) : Effect(source)
{
    /// <summary>Answers that a kernel's pipelined loops have asked for and not taken, at most: a power of two.</summary>
    public const int MostUnderWay = 32;

    /// <inheritdoc/>
    public override IEnumerable<Node> Inputs => [];
}

/// <summary>A request for one cell: a read, or a write when it has data.</summary>
internal sealed class RequestEffect(Node cell, Node? data, SourceLocation? source) : PortRequest(cell, source)
{
    public Node? Data { get; private set; } = data;

    /// <inheritdoc/>
    public override bool IsWrite => Data is not null;

    /// <inheritdoc/>
    public override IEnumerable<Node> Inputs => Data is null ? [Cell] : [Cell, Data];

    /// <inheritdoc/>
    public override IEnumerable<(Node Value, int Bits)> Demands => Inputs.Select(static n => (n, 32));

    /// <inheritdoc/>
    public override void Map(Func<Node, Node> map) => (Cell, Data) = (map(Cell), Data is null ? null : map(Data));
}

/// <summary>The answer to a read of one cell; its value is a node.</summary>
internal sealed class ResponseEffect(Node result) : PortAnswer(result.Source)
{
    public Node Result { get; private set; } = result;

    /// <inheritdoc/>
    public override IEnumerable<(Node Value, int Bits)> Demands => [(Result, 1)];

    /// <inheritdoc/>
    public override void Map(Func<Node, Node> map) => Result = map(Result);
}
