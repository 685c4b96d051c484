using Accel.Hast;

namespace Accel.Kernels;

/// <summary>Spikes of eight rows of a bank.</summary>
internal struct QueuedByte
{
    /// <summary>Bit i is row 8 Eight + i.</summary>
    [Range(0, 255)]
    public int Bits;

    /// <summary>Which eight rows.</summary>
    [Range(0, (SpikingTransformerEngine.BankRows / 8) - 1)]
    public int Eight;

    /// <summary>The set ends with them.</summary>
    public bool EndsSet;

    /// <summary>If the set does, the step ends as well.</summary>
    public bool EndsStep;

    /// <summary>Nothing follows.</summary>
    public bool IsLast;
}
