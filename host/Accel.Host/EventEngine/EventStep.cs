using System.Collections.Immutable;

namespace Accel.Host.EventEngine;

/// <summary>What a step does.</summary>
internal enum StepKind
{
    /// <summary>Spikes are copied from memory to a spike buffer.</summary>
    Input,
    /// <summary>Positions are visited, their sums go to the neurons.</summary>
    Sums,
    /// <summary>Positions are visited without sums: what the neurons read is U.</summary>
    Empty,
    /// <summary>Tokens are visited, O = Q K^T V goes to the neurons.</summary>
    Attend,
    /// <summary>Logits and class.</summary>
    Logits,
    /// <summary>Rows of U are copied to memory.</summary>
    DumpShortcut,
    /// <summary>A spike buffer is copied to memory.</summary>
    DumpSpikes,
}

/// <summary>Which sums a visit adds and saves.</summary>
internal enum SetSchedule
{
    /// <summary>One sum per timestep; what timesteps share is added once.</summary>
    Shared,
    /// <summary>The first timestep's sum, saved for every timestep.</summary>
    Static,
    /// <summary>All timesteps of a group of four in one sum, saved once.</summary>
    Summed,
}

/// <summary>What becomes of the current.</summary>
internal enum NeuronKind
{
    /// <summary>Nothing: it is stored only.</summary>
    None,
    /// <summary>Spikes 0 and 1.</summary>
    Binary,
    /// <summary>Spikes -1, 0 and 1.</summary>
    Ternary,
    /// <summary>Numbers 0..2^b - 1.</summary>
    Relu,
}

/// <summary>Where spikes go.</summary>
internal enum SpikeTarget
{
    /// <summary>Nowhere.</summary>
    None,
    /// <summary>A spike buffer.</summary>
    Buffer,
    /// <summary>The attention units' K.</summary>
    Keys,
    /// <summary>The attention units' V.</summary>
    Values,
    /// <summary>The attention units' Q.</summary>
    Queries,
}

/// <summary>Rows of U: the row of a visit is First + position * PositionStride + t * TimestepStride + group; First is that of the first
/// position that is
/// visited, or of the first output of a pool.</summary>
internal sealed record ShortcutRows(string Region, int First, int PositionStride, int TimestepStride);

/// <summary>One step of a program: a part of a tile of a layer, over a range of positions.</summary>
internal sealed record EventStep(StepKind Kind, string Layer)
{
    /// <summary>Tile of outputs: places from Tile * lanes on.</summary>
    public int Tile { get; init; }

    /// <summary>The core that does it.</summary>
    public int Core { get; init; }

    /// <summary>Part of the tile, and of how many.</summary>
    public int Part { get; init; }

    public int Parts { get; init; } = 1;

    /// <summary>Groups of 16 lanes that have outputs.</summary>
    public int Groups { get; init; }

    /// <summary>Groups of 16 lanes that a visit takes.</summary>
    public int Visited { get; init; }

    /// <summary>Rows of positions of the map, and positions of a row.</summary>
    public int Height { get; init; } = 1;

    public int Width { get; init; } = 1;

    /// <summary>First row of positions that is visited, and how many.</summary>
    public int FirstRow { get; init; }

    public int RowCount { get; init; } = 1;

    /// <summary>Saves of a position.</summary>
    public int Timesteps { get; init; } = 1;

    public SetSchedule Schedule { get; init; }

    /// <summary>Spikes that are read.</summary>
    public SpikeTensor? Source { get; init; }

    /// <summary>Spikes that are written.</summary>
    public SpikeTensor? Destination { get; init; }

    public SpikeTarget Target { get; init; }

    /// <summary>Spikes are pooled (OR) on their way.</summary>
    public bool PoolsSpikes { get; init; }

    /// <summary>Read and added to the current; null where nothing is.</summary>
    public ShortcutRows? Adds { get; init; }

    /// <summary>Where the current goes; null where it does not.</summary>
    public ShortcutRows? Stores { get; init; }

    /// <summary>The current is pooled (maximum) where it is stored; positions of the rows are pooled ones.</summary>
    public bool PoolsMaximum { get; init; }

    /// <summary>Of a pool: outputs above the first line, or below the last one, are another core's.</summary>
    public bool StartsBelow { get; init; }

    public bool EndsAbove { get; init; }

    public NeuronKind Neuron { get; init; }

    public WeightBlock? Weights { get; init; }

    /// <summary>Bits of a weight in memory: 8 or 4.</summary>
    public int WeightBits { get; init; } = 8;

    public LaneParameters? Parameters { get; init; }

    /// <summary>What is also copied to memory: this tensor, or a tile of it.</summary>
    public string? Traces { get; init; }

    /// <summary>Rows of U that are copied, or classes.</summary>
    public int Count { get; init; }

    /// <summary>Logits: sums of U that make up a logit, and rows from one of them to the next.</summary>
    public int Ranges { get; init; }

    public int RangeRows { get; init; }

    /// <summary>Logits: [classes].</summary>
    public ImmutableArray<int> ClassBias { get; init; } = [];

    /// <summary>The step is the first or the last to read its source, to write its destination.</summary>
    public bool OpensSource { get; init; }

    public bool ClosesSource { get; init; }

    public bool OpensDestination { get; init; }

    public bool ClosesDestination { get; init; }

    /// <summary>Visits of positions.</summary>
    public int Positions => RowCount * Width;
}
