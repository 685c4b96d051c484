using Accel.Hast;

namespace Accel.Kernels;

/// <summary>16 sums that a unit is asked for.</summary>
internal struct AttentionRequest
{
    /// <summary>Row of the head's first queries.</summary>
    [Range(0, SpikingTransformerEngine.KeyRows - 1)]
    public int Row;

    /// <summary>First row of K^T V.</summary>
    [Range(0, SpikingTransformerEngine.ProductRows - 1)]
    public int Product;

    /// <summary>Nothing follows: without sums.</summary>
    public bool IsLast;
}
