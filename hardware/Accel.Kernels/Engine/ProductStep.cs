using Accel.Hast;

namespace Accel.Kernels;

/// <summary>16 rows of K^T V, some of which are added to, or added.</summary>
internal struct ProductStep
{
    /// <summary>What is done cycle by cycle, from the lowest bit on: nothing for each of the <see cref="IdleBits"/> that is set, then the
    /// rows.</summary>
    [Range(0, (1 << WorkBits) - 1)]
    public uint Work;

    /// <summary>What follows the first of it.</summary>
    [Range(0, (1 << WorkBits) - 1)]
    public uint Rest;

    /// <summary>Nothing does.</summary>
    public bool IsOne;

    /// <summary>The first one.</summary>
    [Range(0, SpikingTransformerEngine.ProductRows - 1)]
    public int Product;

    /// <summary>They are added; otherwise keys are added to them.</summary>
    public bool IsSum;

    /// <summary>The sums are complete. Where additions are counted and it is no sum: no sum of the program's step follows.</summary>
    public bool EndsSum;

    /// <summary>What they hold does not count.</summary>
    public bool IsFirst;

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

    /// <summary>Bits of <see cref="Work"/> in which nothing is done: until what was changed before has been stored.</summary>
    public const int IdleBits = EngineSizes.Delay + 1;

    private const int WorkBits = IdleBits + EngineSizes.Group;

    /// <summary>Sets what is done.</summary>
    /// <param name="idle">Bits of cycles in which nothing is.</param>
    /// <param name="rows">The rows.</param>
    public void SetWork(int idle, uint rows)
    {
        Work = (uint)idle | (rows << IdleBits);
        Rest = Work & (Work - 1);
        IsOne = Rest == 0;
    }
}
