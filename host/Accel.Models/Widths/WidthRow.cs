namespace Accel.Models.Widths;

/// <summary>Which number of a layer a width belongs to; the engine has one width for each kind.</summary>
public enum WidthKind
{
    /// <summary>
    /// A linear layer's sum from its bias on, with position, before and after its left shift; for K, with the rounding of its ReLU.
    /// </summary>
    Accumulator,
    /// <summary>A neuron's u = h + x, and its threshold.</summary>
    Membrane,
    /// <summary>The membrane shortcut U.</summary>
    Shortcut,
    /// <summary>K^T V, Q K^T and O.</summary>
    Attention,
    /// <summary>A logit.</summary>
    Logit,
}

/// <summary>The width that one layer needs, proved from the model's weights: that of its worst channel.</summary>
/// <param name="Kind">Which number.</param>
/// <param name="Layer">For instance <c>block.0.attn.q_conv</c>.</param>
/// <param name="Tensor">The tensor that it becomes, for instance <c>block.0.attn.q</c>.</param>
/// <param name="Channel">The worst channel; the smallest index among equals.</param>
/// <param name="Range">What the number of that channel can be.</param>
public sealed record WidthRow(WidthKind Kind, string Layer, string Tensor, int Channel, Interval Range)
{
    /// <summary>Bits needed, sign included.</summary>
    public int Bits => Range.Bits;

    /// <summary>In words.</summary>
    public string Quantity => Kind switch
    {
        WidthKind.Accumulator => "accumulator",
        WidthKind.Membrane => "membrane",
        WidthKind.Shortcut => "membrane shortcut",
        WidthKind.Attention => "product of attention",
        _ => "logit",
    };

    /// <summary>Bits that an engine has for this kind.</summary>
    public int Available(NumberWidths limits)
    {
        ArgumentNullException.ThrowIfNull(limits);
        return Kind switch
        {
            WidthKind.Accumulator => limits.AccumulatorBits,
            WidthKind.Membrane => limits.MembraneBits,
            WidthKind.Shortcut => limits.ShortcutBits,
            WidthKind.Attention => limits.AttentionBits,
            _ => limits.LogitBits,
        };
    }
}
