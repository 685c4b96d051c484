namespace Accel.Models;

/// <summary>Bits of each kind of number, sign included, that an engine provides.</summary>
public record NumberWidths
{
    /// <summary>Bits of a linear layer's accumulator (before and after its left shift).</summary>
    public required int AccumulatorBits { get; init; }

    /// <summary>Bits of a neuron's membrane u = h + x.</summary>
    public required int MembraneBits { get; init; }

    /// <summary>Bits of the membrane shortcut U.</summary>
    public required int ShortcutBits { get; init; }

    /// <summary>Bits of the attention's products (K^T V or Q K^T) and of O.</summary>
    public required int AttentionBits { get; init; }

    /// <summary>Bits of a logit.</summary>
    public required int LogitBits { get; init; }
}
