using System.Collections.Immutable;
using Accel.Models;

namespace Accel.Host.Engine;

/// <summary>Where a tensor lies in the engine's memory after it has run. Regions may share cells.</summary>
public abstract class TraceRegion
{
    private protected TraceRegion(string name, ImmutableArray<int> shape, int cell, int cells)
        => (Name, Shape, Cell, Cells) = (name, shape, cell, cells);

    /// <summary>The tensor's name, for instance <c>block.0.attn.q</c>.</summary>
    public string Name { get; }

    /// <summary>The golden model's: [T, N, C] for most, [T, C, positions] for the maps of a stem of convolutions, [classes] for the
    /// logits.</summary>
    public ImmutableArray<int> Shape { get; }

    /// <summary>First cell.</summary>
    public int Cell { get; }

    /// <summary>Number of cells.</summary>
    public int Cells { get; }

    /// <summary>The tensor that the region's cells hold.</summary>
    /// <param name="cells">The <see cref="Cells"/> cells from <see cref="Cell"/> on, with any content.</param>
    /// <exception cref="ArgumentException">They are not as many.</exception>
    public NamedTensor Decode(ReadOnlySpan<uint> cells)
        => cells.Length == Cells ? new NamedTensor(Name, Shape, Values(cells))
            : throw new ArgumentException($"{Name} takes {Cells} cells, not {cells.Length}", nameof(cells));

    private protected abstract int[] Values(ReadOnlySpan<uint> cells);
}
