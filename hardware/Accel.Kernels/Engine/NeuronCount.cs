namespace Accel.Kernels;

/// <summary>Counters of the neurons at the end of a command.</summary>
internal struct NeuronCount
{
    /// <summary>The clock.</summary>
    public uint End;

    /// <summary>Cycles that they have waited for the lanes.</summary>
    public uint Lanes;

    /// <summary>Cycles that they have waited for the attention units.</summary>
    public uint Attention;

    /// <summary>Cycles that they have waited for whoever takes what they fire.</summary>
    public uint Output;
}
