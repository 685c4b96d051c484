using System.Collections.Immutable;

namespace Accel.Host.Engine;

/// <summary>Where the cycles of a run went, layer by layer, as the engine's counters say.</summary>
/// <param name="Layers">In the order of the program; their cycles and <paramref name="OutsideCycles"/> add up to
/// <paramref name="Cycles"/>.</param>
/// <param name="Cycles">Of the run.</param>
/// <param name="OutsideCycles">Before the first layer and behind the last one: header, status.</param>
/// <param name="Lanes">Lanes of all cores: each adds the weights of up to four rows per cycle.</param>
/// <param name="Cores">Cores of the engine.</param>
public sealed record EngineProfile(ImmutableArray<LayerProfile> Layers, long Cycles, long OutsideCycles, int Lanes, int Cores)
{
    /// <summary>Several runs of one program as one.</summary>
    /// <param name="runs">At least one.</param>
    public static EngineProfile Sum(IReadOnlyList<EngineProfile> runs)
    {
        ArgumentNullException.ThrowIfNull(runs);
        ArgumentOutOfRangeException.ThrowIfZero(runs.Count);
        return runs.Aggregate(static (a, b) => new EngineProfile(
            [.. a.Layers.Zip(b.Layers, static (x, y) => x.Plus(y))],
            a.Cycles + b.Cycles,
            a.OutsideCycles + b.OutsideCycles,
            a.Lanes,
            a.Cores));
    }
}

/// <summary>A layer of a run: its steps together. Waits are in cycles; of two parts, or two ends of one, some may be in one cycle. Those of
/// several cores are added.</summary>
public sealed record LayerProfile
{
    /// <summary>The model's layer.</summary>
    public required string Layer { get; init; }

    /// <summary>Steps that were counted.</summary>
    public required int Steps { get; init; }

    /// <summary>Cycles from the end of the layer before to its own, in the neurons.</summary>
    public required long Cycles { get; init; }

    /// <summary>The same of each core for itself, added: those of one core are <see cref="Cycles"/>.</summary>
    public required long NeuronCycles { get; init; }

    /// <summary>Of the neurons: they wait for sums of the lanes.</summary>
    public required long NeuronsAwaitLanes { get; init; }

    /// <summary>Of the neurons: they wait for sums of the attention units.</summary>
    public required long NeuronsAwaitAttention { get; init; }

    /// <summary>Of the neurons: they wait for the spike buffers, pools or attention units to take what they fire.</summary>
    public required long NeuronsAwaitOutput { get; init; }

    /// <summary>Cycles of each core's lanes from the end of the tile before to that of the layer's last one; 0 of a layer without
    /// weights.</summary>
    public required long LaneCycles { get; init; }

    /// <summary>Of the lanes: they wait for the loader's weights.</summary>
    public required long LanesAwaitWeights { get; init; }

    /// <summary>Of the lanes: they wait for rows of set spikes.</summary>
    public required long LanesAwaitEvents { get; init; }

    /// <summary>Of the lanes: they wait for the neurons to take a sum.</summary>
    public required long LanesAwaitNeurons { get; init; }

    /// <summary>Of the lanes: they add nothing, since the neurons still take the sum before.</summary>
    public required long LanesHeld { get; init; }

    /// <summary>Rows of weights that were added; there is room for 4 in each cycle of the lanes.</summary>
    public required long UsedRows { get; init; }

    /// <summary>Room for rows that was not used.</summary>
    public long EmptyRows => (4 * LaneCycles) - UsedRows;

    /// <summary>Additions with all gates open: of a weight of each input that lies in the picture, for each output and timestep.</summary>
    public required long DenseAdditions { get; init; }

    /// <summary>Additions that the lanes made: rows times outputs.</summary>
    public required long ExecutedAdditions { get; init; }

    /// <summary>Additions of set spikes that were not made again, since timesteps share their sum.</summary>
    public required long SharedAdditions { get; init; }

    /// <summary>Additions of spikes that are not set.</summary>
    public long SkippedAdditions => DenseAdditions - ExecutedAdditions - SharedAdditions;

    /// <summary>Executed additions as a share of those that all lanes could have made in the layer's cycles.</summary>
    public required double LaneUse { get; init; }

    /// <summary>The same layer in two runs.</summary>
    internal LayerProfile Plus(LayerProfile other) => this with
    {
        Steps = Steps + other.Steps,
        Cycles = Cycles + other.Cycles,
        NeuronCycles = NeuronCycles + other.NeuronCycles,
        NeuronsAwaitLanes = NeuronsAwaitLanes + other.NeuronsAwaitLanes,
        NeuronsAwaitAttention = NeuronsAwaitAttention + other.NeuronsAwaitAttention,
        NeuronsAwaitOutput = NeuronsAwaitOutput + other.NeuronsAwaitOutput,
        LaneCycles = LaneCycles + other.LaneCycles,
        LanesAwaitWeights = LanesAwaitWeights + other.LanesAwaitWeights,
        LanesAwaitEvents = LanesAwaitEvents + other.LanesAwaitEvents,
        LanesAwaitNeurons = LanesAwaitNeurons + other.LanesAwaitNeurons,
        LanesHeld = LanesHeld + other.LanesHeld,
        UsedRows = UsedRows + other.UsedRows,
        DenseAdditions = DenseAdditions + other.DenseAdditions,
        ExecutedAdditions = ExecutedAdditions + other.ExecutedAdditions,
        SharedAdditions = SharedAdditions + other.SharedAdditions,
        LaneUse = ((LaneUse * Cycles) + (other.LaneUse * other.Cycles)) / Math.Max(1, Cycles + other.Cycles),
    };
}
