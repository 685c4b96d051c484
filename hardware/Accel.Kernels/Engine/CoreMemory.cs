namespace Accel.Kernels;

/// <summary>What a core keeps from one run to the next.</summary>
internal sealed class CoreMemory
{
    /// <summary>Weights of two tiles.</summary>
    public readonly TileWeights Weights = new();

    /// <summary>Sums of the lanes.</summary>
    public readonly LaneRegisters Registers = new();

    /// <summary>Its copy of the spikes.</summary>
    public readonly SpikeBuffers Spikes = new();

    /// <summary>U and parameters of its neurons.</summary>
    public readonly NeuronMemory Neurons = new();

    /// <summary>Keys, queries and K^T V.</summary>
    public readonly AttentionMemories Attention = new();
}
