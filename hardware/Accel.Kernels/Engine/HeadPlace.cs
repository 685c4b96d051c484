using Accel.Hast;

namespace Accel.Kernels;

/// <summary>Where a tile's first group of channels lies in the attention units, and how far apart what they keep is.</summary>
internal struct HeadPlace
{
    /// <summary>The unit of its head.</summary>
    [Range(0, SpikingTransformerEngine.AttentionUnits - 1)]
    public int Unit;

    /// <summary>Its number within the head.</summary>
    [Range(0, EngineSizes.MostHeadGroups)]
    public int Group;

    /// <summary>Rows of keys of the unit's heads before it.</summary>
    [Range(0, SpikingTransformerEngine.KeyRows - 1)]
    public int HeadRow;

    /// <summary>Rows of K^T V of the unit's heads before it.</summary>
    [Range(0, SpikingTransformerEngine.ProductRows - 1)]
    public int HeadProduct;

    /// <summary>Rows of K^T V of the head's groups before it.</summary>
    [Range(0, SpikingTransformerEngine.ProductRows - 1)]
    public int GroupProduct;

    /// <summary>Groups of a head.</summary>
    [Range(0, EngineSizes.MostHeadGroups)]
    public int HeadGroups;

    /// <summary>Rows of K^T V of a group: a head's channels.</summary>
    [Range(0, SpikingTransformerEngine.ProductRows)]
    public int GroupProducts;

    /// <summary>Rows of K^T V of a head.</summary>
    [Range(0, SpikingTransformerEngine.ProductRows)]
    public int HeadProducts;

    /// <summary>Rows of keys of a timestep.</summary>
    [Range(0, SpikingTransformerEngine.KeyRows)]
    public int TimestepRows;

    /// <summary>Rows of K^T V of a timestep.</summary>
    [Range(0, SpikingTransformerEngine.ProductRows)]
    public int TimestepProducts;
}
