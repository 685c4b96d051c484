using Accel.Hast;

namespace Accel.Kernels;

/// <summary>
/// 16 numbers on their way back to the memory that they were made of. A task sends them to itself, so that storing does not wait for
/// what is computed: so
/// many visits lie between a row's loads as are under way.
/// </summary>
internal struct StoredRow
{
    /// <summary>Where they go.</summary>
    [Range(0, SpikingTransformerEngine.ShortcutRows - 1)]
    public int Row;

    /// <summary>The numbers.</summary>
    public LaneNumbers Numbers;
}
