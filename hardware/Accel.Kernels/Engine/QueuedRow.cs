using Accel.Hast;

namespace Accel.Kernels;

/// <summary>A row of a bank to add.</summary>
internal struct QueuedRow
{
    /// <summary>Which row; the last one is 0.</summary>
    [Range(0, Idle)]
    public int Row;

    /// <summary>The set ends with it.</summary>
    public bool EndsSet;

    /// <summary>If the set does, the step ends as well.</summary>
    public bool EndsStep;

    /// <summary>Nothing follows.</summary>
    public bool IsLast;

    /// <summary>The row of zeros.</summary>
    public const int Idle = SpikingTransformerEngine.BankRows - 1;
}
