using Accel.Hast;

namespace Accel.Kernels;

/// <summary>Whose sums are next.</summary>
internal struct AttentionTurn
{
    /// <summary>The unit.</summary>
    [Range(0, SpikingTransformerEngine.AttentionUnits - 1)]
    public int Unit;

    /// <summary>A group without channels: sums of 0.</summary>
    public bool IsPadding;

    /// <summary>Nothing follows.</summary>
    public bool IsLast;
}
