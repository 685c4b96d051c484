using Accel.Hast;

namespace Accel.Kernels;

/// <summary>What the neurons do in a step.</summary>
internal struct NeuronCommand
{
    /// <summary>Nothing follows.</summary>
    public bool IsEnd;

    /// <summary>Neurons are visited (with parameters).</summary>
    public bool Visits;

    /// <summary>Rows of U are written to memory.</summary>
    public bool Dumps;

    /// <summary>Logits are.</summary>
    public bool AddsLogits;

    /// <summary>Where sums come from: <see cref="NoSums"/>..</summary>
    [Range(0, 2)]
    public int Source;

    /// <summary>The positions.</summary>
    public VisitArea Area;

    /// <summary>Visits per position and group.</summary>
    [Range(0, SpikingTransformerEngine.MaxTimesteps)]
    public int Timesteps;

    /// <summary>Groups that are visited.</summary>
    [Range(0, EngineSizes.Groups)]
    public int Groups;

    /// <summary>Groups that are stored in U.</summary>
    [Range(0, EngineSizes.Groups)]
    public int Stored;

    /// <summary>First row of U.</summary>
    [Range(0, SpikingTransformerEngine.ShortcutRows - 1)]
    public int Row;

    /// <summary>Rows of a position.</summary>
    [Range(0, SpikingTransformerEngine.ShortcutRows - 1)]
    public int PositionRows;

    /// <summary>Rows of a timestep.</summary>
    [Range(0, SpikingTransformerEngine.ShortcutRows - 1)]
    public int TimestepRows;

    /// <summary>Rows of a line of a pool's outputs; of logits: of a range.</summary>
    [Range(0, SpikingTransformerEngine.ShortcutRows - 1)]
    public int LineRows;

    /// <summary>U is added.</summary>
    public bool Adds;

    /// <summary>U becomes the current.</summary>
    public bool Stores;

    /// <summary>U becomes the largest current.</summary>
    public bool Pools;

    /// <summary>One of <see cref="EngineStepLayout.NoNeuron"/>..</summary>
    [Range(0, 3)]
    public int Neuron;

    /// <summary>Rows or classes.</summary>
    [Range(0, EngineSizes.MostCount)]
    public int Count;

    /// <summary>Ranges of the logits.</summary>
    [Range(0, EngineSizes.MostCount)]
    public int Ranges;

    /// <summary>Source: sums of 0.</summary>
    public const int NoSums = 0;

    /// <summary>Source: the lanes.</summary>
    public const int FromLanes = 1;

    /// <summary>Source: the attention units.</summary>
    public const int FromAttention = 2;
}
