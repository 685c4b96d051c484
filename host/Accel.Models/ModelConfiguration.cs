using System.Collections.Immutable;

namespace Accel.Models;

/// <summary>What the network's input is.</summary>
public enum InputKind
{
    /// <summary>A static image, unsigned 8-bit [C, H, W], presented in every timestep (direct coding).</summary>
    Image,
    /// <summary>A binary spike tensor [T, C, H, W].</summary>
    Spikes,
}

/// <summary>What happens to a membrane when its neuron fires.</summary>
public enum ResetKind
{
    /// <summary>h = 0.</summary>
    Hard,
    /// <summary>h = (u - s * theta) &gt;&gt; beta.</summary>
    Soft,
}

/// <summary>When a neuron fires.</summary>
public enum FiringRule
{
    /// <summary>u &gt;= theta.</summary>
    AtThreshold,
    /// <summary>u &gt; theta.</summary>
    AboveThreshold,
}

/// <summary>Channels, height and width of an input.</summary>
public sealed record ImageShape(int Channels, int Height, int Width);

/// <summary>How an image becomes tokens.</summary>
public abstract record Stem;

/// <summary>A linear patch embedding of <paramref name="Patch"/> x <paramref name="Patch"/> patches.</summary>
public sealed record LinearStem(int Patch) : Stem;

/// <summary>Stages of 3x3 convolution, then a relative position embedding.</summary>
public sealed record ConvolutionStem(ImmutableArray<ConvolutionStage> Stages) : Stem;

/// <summary>One stage: output channels, and whether a 3x3 pool with stride 2 follows.</summary>
public sealed record ConvolutionStage(int Channels, bool Pool)
{
    /// <summary>Height and width after the stage: a pool (3x3, stride 2, padding 1) halves them, rounding up.</summary>
    public (int Height, int Width) OutputSize((int Height, int Width) input) =>
        Pool ? ((input.Height + 1) / 2, (input.Width + 1) / 2) : input;
}

/// <summary>The hyper-parameters of a network (the model file's <c>accel.config</c>).</summary>
public sealed record ModelConfiguration
{
    /// <summary>Name for reports.</summary>
    public required string Name { get; init; }

    /// <summary>T, at least 1.</summary>
    public required int Timesteps { get; init; }

    /// <summary>Image or spikes.</summary>
    public required InputKind Input { get; init; }

    /// <summary>The input's shape.</summary>
    public required ImageShape Image { get; init; }

    /// <summary>How the input becomes tokens.</summary>
    public required Stem Stem { get; init; }

    /// <summary>D: channels of a token.</summary>
    public required int Dim { get; init; }

    /// <summary>Attention heads; divides <see cref="Dim"/>.</summary>
    public required int Heads { get; init; }

    /// <summary>Number of blocks.</summary>
    public required int Depth { get; init; }

    /// <summary>Hidden channels of the MLP are <see cref="Dim"/> times this.</summary>
    public required int MlpRatio { get; init; }

    /// <summary>Number of classes.</summary>
    public required int Classes { get; init; }

    /// <summary>beta: 0 = IF, 1 = half, 2 = quarter.</summary>
    public required int LeakShift { get; init; }

    /// <summary>Hard or soft reset.</summary>
    public required ResetKind Reset { get; init; }

    /// <summary>Fires at or above the threshold.</summary>
    public required FiringRule Firing { get; init; }

    /// <summary>Bits of a weight: 8 or 4.</summary>
    public required int WeightBits { get; init; }

    /// <summary>b: bits of K, 1..8.</summary>
    public required int KBits { get; init; }

    /// <summary>Class names, or empty.</summary>
    public ImmutableArray<string> Labels { get; init; } = [];

    /// <summary>How the model was trained: any JSON object, kept as its text and never interpreted; null when the file has none.</summary>
    public string? Training { get; init; }

    /// <summary>Hidden channels of the MLP.</summary>
    public int HiddenDim => Dim * MlpRatio;

    /// <summary>Channels of one head.</summary>
    public int HeadDim => Dim / Heads;

    /// <summary>Rows and columns of tokens; their product is N.</summary>
    public (int Height, int Width) TokenGrid => Stem switch
    {
        LinearStem linear => (Image.Height / linear.Patch, Image.Width / linear.Patch),
        ConvolutionStem convolution => convolution.Stages.Aggregate((Image.Height, Image.Width), static (size, stage) => stage.OutputSize(size)),
        _ => throw new InvalidOperationException("unknown stem"),
    };
}
