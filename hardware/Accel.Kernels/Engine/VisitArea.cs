using Accel.Hast;

namespace Accel.Kernels;

/// <summary>The positions of a picture that a step visits, line by line.</summary>
internal struct VisitArea
{
    /// <summary>First line.</summary>
    [Range(0, EngineSizes.SizeMask)]
    public int FirstLine;

    /// <summary>Last line.</summary>
    [Range(0, EngineSizes.SizeMask)]
    public int LastLine;

    /// <summary>The picture's last line.</summary>
    [Range(0, EngineSizes.SizeMask)]
    public int Bottom;

    /// <summary>Outputs of a pool that begin before the first line are another core's.</summary>
    public bool StartsBelow;

    /// <summary>The picture's last column.</summary>
    [Range(0, EngineSizes.SizeMask)]
    public int Right;
}
