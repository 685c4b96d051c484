using System.Collections.Immutable;

namespace Accel.Models.Widths;

/// <summary>
/// Whether a leak is exact. With beta &gt; 0 a membrane is shifted right by beta up to T - 1 times before it is last read, so currents and
/// thresholds should be multiples of 2^((T-1)*beta): then no shift drops a set bit. A model that breaks this is still defined (the shift is
/// arithmetic, on every rung alike) and is not refused; it only differs from the network that was trained without rounding.
/// </summary>
public static class LeakPrecision
{
    /// <summary>The layers, by name, whose neurons may drop a set bit; empty when every leak is exact.</summary>
    public static ImmutableArray<string> InexactLayers(SpikingTransformerModel model)
    {
        ArgumentNullException.ThrowIfNull(model);
        var c = model.Configuration;
        var bits = (c.Timesteps - 1) * c.LeakShift;
        if (bits == 0)
        {
            return [];
        }

        var names = ImmutableArray.CreateBuilder<string>();
        void Add(bool exact, string name)
        {
            if (!exact)
            {
                names.Add(name);
            }
        }

        // Over U: what was added before counts too, so one inexact summand makes all that follow inexact.
        var shortcutExact = true;
        void AddShortcut(LinearLayer layer, ImmutableArray<int> position)
        {
            shortcutExact &= Currents(layer, position, bits);
            Add(shortcutExact && Thresholds(layer.Threshold, c, bits), layer.Name);
        }

        var stages = model.Stem.Convolutions;
        foreach (var stage in stages[..^1])
        {
            Add(Currents(stage, [], bits) && Thresholds(stage.Threshold, c, bits), stage.Name);
        }

        AddShortcut(stages[^1], model.Stem.Position.IsDefault ? [] : model.Stem.Position);
        if (model.Stem.RelativePosition is { } rpe)
        {
            AddShortcut(rpe, []);
        }

        foreach (var block in model.Blocks)
        {
            foreach (var layer in (ReadOnlySpan<LinearLayer>)[block.Query, block.Value])
            {
                Add(Currents(layer, [], bits) && Thresholds(layer.Threshold, c, bits), layer.Name);
            }

            Add(block.Attention.Shift.All(s => s >= bits) && Thresholds(block.Attention.Threshold, c, bits), block.Attention.Name);
            AddShortcut(block.Projection, []);
            Add(Currents(block.Fc1, [], bits) && Thresholds(block.Fc1.Threshold, c, bits), block.Fc1.Name);
            AddShortcut(block.Fc2, []);
        }

        return names.ToImmutable();
    }

    // A threshold enters the membrane under soft reset only.
    private static bool Thresholds(ImmutableArray<int> theta, ModelConfiguration c, int bits) =>
        c.Reset == ResetKind.Hard || theta.All(t => Multiple(t, 0, bits));

    private static bool Currents(LinearLayer layer, ImmutableArray<int> position, int bits)
    {
        for (var c = 0; c < layer.Outputs; c++)
        {
            var shift = layer.Shift[c];
            if (!Multiple(layer.Bias[c], shift, bits))
            {
                return false;
            }

            foreach (var weight in layer.Weight.AsSpan(c * layer.Inputs, layer.Inputs))
            {
                if (!Multiple(weight, shift, bits))
                {
                    return false;
                }
            }

            for (var i = c; i < position.Length; i += layer.Outputs)
            {
                if (!Multiple(position[i], shift, bits))
                {
                    return false;
                }
            }
        }

        return true;
    }

    private static bool Multiple(int value, int shift, int bits) => value == 0 || int.TrailingZeroCount(value) + shift >= bits;
}
