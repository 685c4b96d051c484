namespace Accel.Models;

/// <summary>What a generated engine provides: the sizes and widths fixed when its RTL was generated.</summary>
public sealed record EngineLimits
{
    /// <summary>Largest number of tokens N.</summary>
    public required int MaxTokens { get; init; }

    /// <summary>Largest number of channels of a token, and of inputs of the patch embedding.</summary>
    public required int MaxDim { get; init; }

    /// <summary>Largest number of hidden channels of the MLP.</summary>
    public required int MaxHiddenDim { get; init; }

    /// <summary>Largest number of timesteps.</summary>
    public required int MaxTimesteps { get; init; }

    /// <summary>Largest number of classes.</summary>
    public required int MaxClasses { get; init; }

    /// <summary>Largest number of channels of one head.</summary>
    public required int MaxHeadDim { get; init; }

    /// <summary>Largest number of bits of K.</summary>
    public required int MaxKBits { get; init; }

    /// <summary>Bits of a linear layer's accumulator, sign included (before and after its left shift).</summary>
    public required int AccumulatorBits { get; init; }

    /// <summary>Bits of a neuron's membrane u = h + x, sign included.</summary>
    public required int MembraneBits { get; init; }

    /// <summary>Bits of the membrane shortcut U, sign included.</summary>
    public required int ShortcutBits { get; init; }

    /// <summary>Bits of the attention's products (K^T V or Q K^T) and of O, sign included.</summary>
    public required int AttentionBits { get; init; }

    /// <summary>Bits of a logit, sign included.</summary>
    public required int LogitBits { get; init; }
}
