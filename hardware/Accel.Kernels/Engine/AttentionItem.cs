using Accel.Hast;

namespace Accel.Kernels;

/// <summary>16 channels on their way to an attention unit.</summary>
internal struct AttentionItem
{
    /// <summary>What they are: <see cref="End"/>..</summary>
    [Range(0, 5)]
    public int Kind;

    /// <summary>Row of keys or queries; of values and sums, that of the head's first group.</summary>
    [Range(0, SpikingTransformerEngine.KeyRows - 1)]
    public int Row;

    /// <summary>First row of K^T V.</summary>
    [Range(0, SpikingTransformerEngine.ProductRows - 1)]
    public int Product;

    /// <summary>The first token: what K^T V holds does not count.</summary>
    public bool IsFirst;

    /// <summary>Queries, or values of +1.</summary>
    public ushort Positive;

    /// <summary>Values of -1.</summary>
    public ushort Negative;

    /// <summary>Keys 0 to 7.</summary>
    [Width(8 * SpikingTransformerEngine.KeyBits)]
    public ulong LowKeys;

    /// <summary>Keys 8 to 15.</summary>
    [Width(8 * SpikingTransformerEngine.KeyBits)]
    public ulong HighKeys;

    /// <summary>Kind: nothing follows.</summary>
    public const int End = 0;

    /// <summary>Kind: keys.</summary>
    public const int Keys = 1;

    /// <summary>Kind: values.</summary>
    public const int Values = 2;

    /// <summary>Kind: queries.</summary>
    public const int Queries = 3;

    /// <summary>Kind: sums are asked for, by <see cref="AttentionRequest"/>s until the last one.</summary>
    public const int Sums = 4;

    /// <summary>Kind: nothing.</summary>
    public const int None = 5;
}
