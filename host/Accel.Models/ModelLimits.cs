namespace Accel.Models;

/// <summary>Sizes and widths that a model has to keep to, those of a generated engine for instance.</summary>
public sealed record ModelLimits : NumberWidths
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
}
