using System.Collections.Immutable;

namespace Accel.Models.Widths;

/// <summary>
/// Proves from a model's own weights how wide every number of the network can become, and compares that with what an engine provides.
/// Accumulators and U are exact sums of the weights of each sign; membranes are worst cases over T steps with leak and reset. Nothing is
/// assumed about the input but its kind.
/// </summary>
public static class WidthProof
{
    /// <summary>The width that each layer needs, in the order of computation.</summary>
    /// <exception cref="ModelFormatException">The model is not sound.</exception>
    public static ImmutableArray<WidthRow> Prove(SpikingTransformerModel model)
    {
        ArgumentNullException.ThrowIfNull(model);
        model.Validate();
        return new NetworkWidths(model).Prove();
    }

    /// <summary>Checks sizes first, then every width.</summary>
    /// <returns>The proved widths, all of which fit.</returns>
    /// <exception cref="ModelDoesNotFitException">The first thing that does not fit: layer, channel, bits needed, bits available; or the
    /// size.</exception>
    /// <exception cref="ModelFormatException">The model is not sound.</exception>
    public static ImmutableArray<WidthRow> Check(SpikingTransformerModel model, ModelLimits limits)
    {
        ArgumentNullException.ThrowIfNull(limits);
        var rows = Prove(model);
        CheckSizes(model, limits);
        foreach (var row in rows)
        {
            if (row.Bits > row.Available(limits))
            {
                throw new ModelDoesNotFitException(
                    model.Configuration.Name, row.Layer, row.Quantity, row.Channel, row.Bits, row.Available(limits));
            }
        }

        return rows;
    }

    private static void CheckSizes(SpikingTransformerModel model, ModelLimits limits)
    {
        var c = model.Configuration;
        ReadOnlySpan<(string Name, int Needed, int Available)> sizes =
        [
            ("tokens", model.Tokens, limits.MaxTokens),
            ("channels of a token (dim)", c.Dim, limits.MaxDim),
            ("inputs of the patch embedding", c.Stem is LinearStem ? model.Stem.Convolutions[0].Inputs : 0, limits.MaxDim),
            ("hidden channels of the MLP", c.HiddenDim, limits.MaxHiddenDim),
            ("timesteps", c.Timesteps, limits.MaxTimesteps),
            ("classes", c.Classes, limits.MaxClasses),
            ("channels of one head", c.HeadDim, limits.MaxHeadDim),
            ("bits of K", c.KBits, limits.MaxKBits),
        ];
        foreach (var (name, needed, available) in sizes)
        {
            if (needed > available)
            {
                throw new ModelDoesNotFitException(c.Name, name, needed, available);
            }
        }
    }
}
