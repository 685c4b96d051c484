using System.Collections.Immutable;

namespace Accel.Host.EventEngine;

/// <summary>What a layer has to do with the membrane shortcut U of the tokens.</summary>
internal enum ShortcutUse
{
    /// <summary>Nothing.</summary>
    None,
    /// <summary>Its current becomes U.</summary>
    Store,
    /// <summary>U grows by its current.</summary>
    Add,
}

/// <summary>A layer before it is cut into steps.</summary>
internal sealed record EventLayer
{
    /// <summary>As in the model, for instance <c>block.0.mlp.fc1_conv</c>.</summary>
    public required string Name { get; init; }

    public required SpikeTensor Source { get; init; }

    public required RowTable Rows { get; init; }

    public required ChannelMap Outputs { get; init; }

    /// <summary>[outputs].</summary>
    public required ImmutableArray<int> Bias { get; init; }

    /// <summary>[outputs]; to the right for K.</summary>
    public required ImmutableArray<int> Shift { get; init; }

    /// <summary>[outputs], or empty.</summary>
    public ImmutableArray<int> Threshold { get; init; } = [];

    public SetSchedule Schedule { get; init; }

    public required int Timesteps { get; init; }

    public NeuronKind Neuron { get; init; }

    public ShortcutUse Shortcut { get; init; }

    /// <summary>U is the maximum of the currents over a pool; neurons read it behind the layer.</summary>
    public bool PoolsMaximum { get; init; }

    /// <summary>The output spikes are pooled.</summary>
    public bool PoolsSpikes { get; init; }

    public SpikeTarget Target { get; init; }

    /// <summary>What a buffer then holds; null for the attention units.</summary>
    public SpikeTensor? Destination { get; init; }

    /// <summary>Inputs from here on are never 1 together: the bits of tokens.</summary>
    public int ExclusiveFrom { get; init; } = int.MaxValue;

    /// <summary>Bits of a weight in the model.</summary>
    public required int WeightBits { get; init; }

    /// <summary>Positions that are worked at side by side, see <see cref="SideBySide"/>.</summary>
    public int Copies { get; init; } = 1;

    public bool IsConvolution => Rows.Side == 3;
}
