using Accel.Hast;

namespace Accel.Kernels;

/// <summary>Spikes of one bank's rows: every fourth bit of a word.</summary>
internal struct QueuedSpikes
{
    /// <summary>Bit i is row 8 Base + i.</summary>
    public uint Bits;

    /// <summary>Which of its bytes are not 0.</summary>
    [Range(0, 15)]
    public int NonZero;

    /// <summary>Where they begin, in eights of rows.</summary>
    [Range(0, (SpikingTransformerEngine.BankRows / 8) - 1)]
    public int Base;

    /// <summary>The set ends with them.</summary>
    public bool EndsSet;

    /// <summary>If the set does, the step ends as well.</summary>
    public bool EndsStep;

    /// <summary>Nothing follows.</summary>
    public bool IsLast;
}
