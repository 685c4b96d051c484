using Accel.Hast;

namespace Accel.Kernels;

/// <summary>What the loader fetches for a step.</summary>
internal struct LoadCommand
{
    /// <summary>Nothing follows.</summary>
    public bool IsEnd;

    /// <summary>Parameters of the neurons.</summary>
    public bool LoadsParameters;

    /// <summary>Beats of them.</summary>
    [Range(0, EngineSizes.MostCount)]
    public int Parameters;

    /// <summary>Their first cell.</summary>
    public int ParameterCell;

    /// <summary>Weights of a tile.</summary>
    public bool LoadsWeights;

    /// <summary>4-bit ones.</summary>
    public bool AreNibbles;

    /// <summary>The input's spikes.</summary>
    public bool LoadsInput;

    /// <summary>First cell of weights or input.</summary>
    public int Cell;

    /// <summary>Rows of weights, or beats of input.</summary>
    [Range(0, EngineSizes.MostCount * 4)]
    public int Count;

    /// <summary>Groups of lanes that are read out.</summary>
    [Range(0, EngineSizes.Groups)]
    public int Groups;
}
