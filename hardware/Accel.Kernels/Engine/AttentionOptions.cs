using Accel.Hast;

namespace Accel.Kernels;

/// <summary>What an attention unit knows of the network.</summary>
internal struct AttentionOptions
{
    /// <summary>Groups of a head.</summary>
    [Range(0, EngineSizes.MostHeadGroups)]
    public int HeadGroups;

    /// <summary>Cycles between values, a bit for each, so that a row of K^T V does not come back too early.</summary>
    [Range(0, EngineSizes.DelayBits)]
    public int Idle;
}
