using Accel.Hast;

namespace Accel.Kernels;

/// <summary>A step of the program for <see cref="StepJoin"/>.</summary>
internal struct JoinCommand
{
    /// <summary>Nothing follows.</summary>
    public bool IsEnd;

    /// <summary>Groups of lanes that are read out: so many steps lie between two sums.</summary>
    [Range(0, EngineSizes.Groups)]
    public int Groups;
}
