namespace Accel.Kernels;

/// <summary>
/// Memory layout of <see cref="AdditionOnlyAttention"/>. The head's channels are padded to words of 16 with zeros; word w holds channels
/// 16 w .. 16 w + 15, the first in the lowest bits.
/// </summary>
public static class AdditionOnlyAttentionLayout
{
    /// <summary>N: number of tokens.</summary>
    public const int TokensCell = 0;

    /// <summary>Words of 16 channels of the head.</summary>
    public const int HeadWordsCell = 1;

    /// <summary>Holds the first cell of Q [N, words], 16 spikes a cell.</summary>
    public const int QueryPointerCell = 2;

    /// <summary>Holds the first cell of K [N, words, 2], 8 numbers of 4 bits per cell.</summary>
    public const int KeyPointerCell = 3;

    /// <summary>Holds the first cell of V [N, words], +1 spikes in bits 0..15, -1 spikes in bits 16..31.</summary>
    public const int ValuePointerCell = 4;

    /// <summary>Holds the first cell of O: [N, words, 16] when the scores came first, else [words, N, 16].</summary>
    public const int OutputPointerCell = 5;

    /// <summary>Written: 1 when (Q K^T) V was computed, 0 for Q (K^T V).</summary>
    public const int OrderCell = 6;

    /// <summary>Written when the kernel ends.</summary>
    public const int StatusCell = 7;

    /// <summary>Cells before the first that data may use.</summary>
    public const int HeaderCells = 8;

    /// <summary>O is written.</summary>
    public const int StatusDone = 1;

    /// <summary>No tokens or channels, or more than the kernel has room for.</summary>
    public const int StatusTooLarge = 2;
}
