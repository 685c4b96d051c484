using Accel.Hast;

namespace Accel.Kernels;

/// <summary>A tile's weights on their way from the loader to the lanes.</summary>
internal struct LoadedTile
{
    /// <summary>Which half of the memory holds them; -1: nothing follows.</summary>
    [Range(-1, 1)]
    public int Half;

    /// <summary>Groups of lanes that are read out.</summary>
    [Range(0, EngineSizes.Groups)]
    public int Groups;
}
