using System.Collections.Immutable;

namespace Accel.Models.Files;

/// <summary>Which shift a layer has.</summary>
internal enum ShiftRule
{
    /// <summary>No shift tensor (head).</summary>
    None,
    /// <summary>A left shift of the accumulator, 0 when the tensor is absent.</summary>
    OptionalLeft,
    /// <summary>The right shift of K's ReLU, always present.</summary>
    RequiredRight,
}

/// <summary>What a layer's tensors must be: name without suffix, shape of the weight, kind of shift, whether a neuron reads it.</summary>
internal sealed record LayerShape(string Name, ImmutableArray<int> Weight, ShiftRule Shift, bool HasThreshold)
{
    public const int MaxLeftShift = 24;
    public const int MaxRightShift = 31;

    public int Outputs => Weight[0];

    public int Inputs => Weight.Skip(1).Aggregate(1, (a, b) => a * b);
}

/// <summary>The layers that a configuration asks for: the one list that reading, writing and checking share.</summary>
internal static class LayerShapes
{
    public const string Position = "patch_embed.pos";

    public static ImmutableArray<LayerShape> StemStages(ModelConfiguration c)
    {
        if (c.Stem is LinearStem linear)
        {
            return [new("patch_embed.proj_conv", [c.Dim, c.Image.Channels, linear.Patch, linear.Patch], ShiftRule.OptionalLeft, true)];
        }

        var stages = ((ConvolutionStem)c.Stem).Stages;
        return
        [
            .. stages.Select((stage, i) => new LayerShape(
                $"patch_embed.proj_conv{i + 1}",
                [stage.Channels, i == 0 ? c.Image.Channels : stages[i - 1].Channels, 3, 3],
                ShiftRule.OptionalLeft,
                true)),
        ];
    }

    public static LayerShape? RelativePosition(ModelConfiguration c) =>
        c.Stem is ConvolutionStem ? new("patch_embed.rpe_conv", [c.Dim, c.Dim, 3, 3], ShiftRule.OptionalLeft, true) : null;

    public static LayerShape Query(ModelConfiguration c, int block) => Pointwise($"block.{block}.attn.q_conv", c.Dim, c.Dim);

    public static LayerShape Key(ModelConfiguration c, int block) =>
        new($"block.{block}.attn.k_conv", [c.Dim, c.Dim, 1, 1], ShiftRule.RequiredRight, false);

    public static LayerShape Value(ModelConfiguration c, int block) => Pointwise($"block.{block}.attn.v_conv", c.Dim, c.Dim);

    public static string Attention(int block) => $"block.{block}.attn.attn_lif";

    public static LayerShape Projection(ModelConfiguration c, int block) => Pointwise($"block.{block}.attn.proj_conv", c.Dim, c.Dim);

    public static LayerShape Fc1(ModelConfiguration c, int block) => Pointwise($"block.{block}.mlp.fc1_conv", c.HiddenDim, c.Dim);

    public static LayerShape Fc2(ModelConfiguration c, int block) => Pointwise($"block.{block}.mlp.fc2_conv", c.Dim, c.HiddenDim);

    public static LayerShape Head(ModelConfiguration c) => new("head", [c.Classes, c.Dim], ShiftRule.None, false);

    private static LayerShape Pointwise(string name, int outputs, int inputs) =>
        new(name, [outputs, inputs, 1, 1], ShiftRule.OptionalLeft, true);
}
