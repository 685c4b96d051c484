using System.Collections.Immutable;

namespace Accel.Models.Files;

/// <summary>
/// What a configuration and the tensor shapes cannot say: ranges of values, and, for a model made in memory, the shapes too.
/// </summary>
internal static class ModelChecks
{
    /// <exception cref="ModelFormatException">The message names the tensor and the channel.</exception>
    public static void Check(SpikingTransformerModel model, string file)
    {
        var c = model.Configuration;
        ConfigurationChecks.Check(c, file);
        var stages = LayerShapes.StemStages(c);
        Count(model.Stem.Convolutions, stages.Length, "patch_embed", "layers", file);
        for (var i = 0; i < stages.Length; i++)
        {
            Check(model.Stem.Convolutions[i], stages[i], c.WeightBits, file);
        }

        if (!model.Stem.Position.IsDefaultOrEmpty)
        {
            Count(model.Stem.Position, c.Stem is LinearStem ? model.Tokens * c.Dim : 0, LayerShapes.Position, "values", file);
        }

        var rpe = LayerShapes.RelativePosition(c);
        if (rpe is null != model.Stem.RelativePosition is null)
        {
            throw new ModelFormatException(
                file, "patch_embed.rpe_conv", "it belongs to a convolution stem and to no other", "Add it, or remove it, as the stem asks.");
        }

        if (rpe is not null)
        {
            Check(model.Stem.RelativePosition!, rpe, c.WeightBits, file);
        }

        Count(model.Blocks, c.Depth, "block", "blocks", file);
        for (var b = 0; b < c.Depth; b++)
        {
            var block = model.Blocks[b];
            Check(block.Query, LayerShapes.Query(c, b), c.WeightBits, file);
            Check(block.Key, LayerShapes.Key(c, b), c.WeightBits, file);
            Check(block.Value, LayerShapes.Value(c, b), c.WeightBits, file);
            CheckShift(block.Attention.Shift, c.Dim, LayerShape.MaxLeftShift, LayerShapes.Attention(b), file);
            CheckThreshold(block.Attention.Threshold, c.Dim, LayerShapes.Attention(b), file);
            Check(block.Projection, LayerShapes.Projection(c, b), c.WeightBits, file);
            Check(block.Fc1, LayerShapes.Fc1(c, b), c.WeightBits, file);
            Check(block.Fc2, LayerShapes.Fc2(c, b), c.WeightBits, file);
        }

        Check(model.Head, LayerShapes.Head(c), c.WeightBits, file);
    }

    private static void Check(LinearLayer layer, LayerShape shape, int weightBits, string file)
    {
        if (layer.Outputs != shape.Outputs || layer.Inputs != shape.Inputs)
        {
            throw new ModelFormatException(
                file,
                shape.Name,
                $"it maps {layer.Inputs} to {layer.Outputs} channels",
                $"By the configuration it must map {shape.Inputs} to {shape.Outputs}.");
        }

        Count(layer.Weight, shape.Outputs * shape.Inputs, $"{shape.Name}.weight", "values", file);
        Count(layer.Bias, shape.Outputs, $"{shape.Name}.bias", "values", file);
        var most = (1 << (weightBits - 1)) - 1;
        for (var i = 0; i < layer.Weight.Length; i++)
        {
            if (layer.Weight[i] > most || layer.Weight[i] < -most - 1)
            {
                throw new ModelFormatException(
                    file,
                    $"{shape.Name}.weight",
                    $"channel {i / shape.Inputs}, input {i % shape.Inputs}: the weight is {layer.Weight[i]}",
                    $"By weight_bits = {weightBits} it must lie in {-most - 1}..{most}.");
            }
        }

        CheckShift(
            layer.Shift,
            shape.Outputs,
            shape.Shift switch { ShiftRule.RequiredRight => LayerShape.MaxRightShift, ShiftRule.OptionalLeft => LayerShape.MaxLeftShift, _ => 0 },
            shape.Name,
            file);
        if (shape.HasThreshold)
        {
            CheckThreshold(layer.Threshold, shape.Outputs, shape.Name, file);
        }
    }

    private static void CheckShift(ImmutableArray<int> shift, int channels, int most, string layer, string file)
    {
        Count(shift, channels, $"{layer}.shift", "values", file);
        for (var i = 0; i < channels; i++)
        {
            if (shift[i] < 0 || shift[i] > most)
            {
                throw new ModelFormatException(file, $"{layer}.shift", $"channel {i}: it is {shift[i]}", $"It must lie in 0..{most}.");
            }
        }
    }

    private static void CheckThreshold(ImmutableArray<int> threshold, int channels, string layer, string file)
    {
        Count(threshold, channels, $"{layer}.threshold", "values", file);
        for (var i = 0; i < channels; i++)
        {
            if (threshold[i] <= 0)
            {
                throw new ModelFormatException(
                    file,
                    $"{layer}.threshold",
                    $"channel {i}: theta is {threshold[i]}",
                    "A neuron's threshold must be positive: train again, or flip the signs of the channel's weights and bias.");
            }
        }
    }

    private static void Count<T>(ImmutableArray<T> values, int expected, string item, string unit, string file)
    {
        if (values.IsDefault || values.Length != expected)
        {
            throw new ModelFormatException(
                file, item, $"it has {(values.IsDefault ? 0 : values.Length)} {unit}", $"By the configuration it must have {expected}.");
        }
    }
}
