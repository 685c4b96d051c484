using Accel.Rtl;

namespace Accel.Transformer.Scheduling.Pipelines;

/// <summary>Asks SimpleMemory for the beat that begins at a cell.</summary>
internal sealed class BeatRead(Node cell, SourceLocation? source) : PortRequest(cell, source)
{
    /// <inheritdoc/>
    public override bool IsWrite => false;

    /// <inheritdoc/>
    public override IEnumerable<Node> Inputs => [Cell];

    /// <inheritdoc/>
    public override IEnumerable<(Node Value, int Bits)> Demands => [(Cell, 32)];

    /// <inheritdoc/>
    public override void Map(Func<Node, Node> map) => Cell = map(Cell);
}

/// <summary>Takes the answer to a <see cref="BeatRead"/>: several cells at once.</summary>
internal sealed class BeatAnswer(IReadOnlyList<(int Lane, Node Result)> cells, SourceLocation? source) : PortAnswer(source)
{
    /// <summary>The values, with their places in the beat.</summary>
    public IReadOnlyList<(int Lane, Node Result)> Cells { get; private set; } = cells;

    /// <inheritdoc/>
    public override IEnumerable<(Node Value, int Bits)> Demands => Cells.Select(static c => (c.Result, 1));

    /// <inheritdoc/>
    public override void Map(Func<Node, Node> map) => Cells = [.. Cells.Select(c => (c.Lane, map(c.Result)))];
}

/// <summary>Writes several cells of the beat that begins at a cell.</summary>
internal sealed class BeatWrite(Node cell, IReadOnlyList<(int Lane, Node Data)> cells, SourceLocation? source) : PortRequest(cell, source)
{
    /// <inheritdoc/>
    public override bool IsWrite => true;

    /// <summary>What is written, with its places in the beat.</summary>
    public IReadOnlyList<(int Lane, Node Data)> Cells { get; private set; } = cells;

    /// <inheritdoc/>
    public override IEnumerable<Node> Inputs => Cells.Select(static c => c.Data).Prepend(Cell);

    /// <inheritdoc/>
    public override IEnumerable<(Node Value, int Bits)> Demands => Inputs.Select(static n => (n, 32));

    /// <inheritdoc/>
    public override void Map(Func<Node, Node> map) => (Cell, Cells) = (map(Cell), [.. Cells.Select(c => (c.Lane, map(c.Data)))]);
}
