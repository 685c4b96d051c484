using Accel.Hast;

namespace Accel.Kernels;

/// <summary>16 rows of K^T V, some of which are added to, or added.</summary>
internal struct ProductStep
{
    /// <summary>Which of them.</summary>
    public ushort Rows;

    /// <summary>The first one.</summary>
    [Range(0, SpikingTransformerEngine.ProductRows - 1)]
    public int Product;

    /// <summary>They are added; otherwise keys are added to them.</summary>
    public bool IsSum;

    /// <summary>The sums are complete. Where additions are counted and it is no sum: no sum of the program's step follows.</summary>
    public bool EndsSum;

    /// <summary>What they hold does not count.</summary>
    public bool IsFirst;

    /// <summary>Nothing is done first for as many cycles as bits are set, from the lowest one on.</summary>
    [Range(0, EngineSizes.DelayBits)]
    public int Idle;

    /// <summary>Values of +1.</summary>
    public ushort Positive;

    /// <summary>Values of -1.</summary>
    public ushort Negative;

    /// <summary>Keys 0 to 7.</summary>
    [Width(8 * SpikingTransformerEngine.KeyBits)]
    public ulong LowKeys;

    /// <summary>Keys 8 to 15.</summary>
    [Width(8 * SpikingTransformerEngine.KeyBits)]
    public ulong HighKeys;

    /// <summary>Nothing follows.</summary>
    public bool IsLast;
}
