using Accel.Hast;

namespace Accel.Kernels;

/// <summary>A step of the program that asks for O.</summary>
internal struct AttendCommand
{
    /// <summary>Nothing follows.</summary>
    public bool IsEnd;

    /// <summary>The tokens.</summary>
    public VisitArea Area;

    /// <summary>T.</summary>
    [Range(0, SpikingTransformerEngine.MaxTimesteps)]
    public int Timesteps;

    /// <summary>Groups that are visited; those behind the last channels have sums of 0.</summary>
    [Range(0, EngineSizes.Groups)]
    public int Groups;

    /// <summary>Groups with channels.</summary>
    [Range(0, EngineSizes.Groups)]
    public int Real;

    /// <summary>The first group.</summary>
    public HeadPlace Place;
}
