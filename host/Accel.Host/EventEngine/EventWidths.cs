using System.Collections.Immutable;
using System.Numerics;
using Accel.Models;
using Accel.Models.Widths;

namespace Accel.Host.EventEngine;

/// <summary>The bits that the widest numbers of a program need, signs included.</summary>
/// <param name="Accumulator">Of sums of weights.</param>
/// <param name="Shortcut">Of U and of currents.</param>
/// <param name="Membrane">Of membranes and thresholds.</param>
/// <param name="Product">Of K^T V.</param>
/// <param name="LeftShift">Of left shifts.</param>
internal sealed record ProgramWidths(int Accumulator, int Shortcut, int Membrane, int Product, int LeftShift)
{
    /// <summary>Those of both.</summary>
    public ProgramWidths Union(ProgramWidths other) => new(
        Math.Max(Accumulator, other.Accumulator),
        Math.Max(Shortcut, other.Shortcut),
        Math.Max(Membrane, other.Membrane),
        Math.Max(Product, other.Product),
        Math.Max(LeftShift, other.LeftShift));
}

/// <summary>
/// Proves that no number of a program needs more bits than the engine has: walks the steps as the engine does, with a range for each lane
/// in
/// place of a value. Nothing is assumed about the input.
/// </summary>
internal sealed class EventWidths
{
    private const int BiasBits = 24;
    private const int RoundingBits = 2; // of K's sum beyond those of a current
    private readonly SpikingTransformerModel _model;
    private readonly EventEngineLimits _limits;
    private readonly Dictionary<string, Interval[]> _shortcut = [];
    private readonly List<long> _keys = []; // the largest of each place of K of the block
    private ProgramWidths _needed = new(2, 2, 2, 2, 1);

    private EventWidths(SpikingTransformerModel model, EventEngineLimits limits) => (_model, _limits) = (model, limits);

    /// <returns>The bits that the widest numbers need; those of U without the head's, which is cut into ranges so that it fits.</returns>
    /// <exception cref="ModelDoesNotFitException">The first number that is too wide: layer, channel, bits needed, bits
    /// available.</exception>
    public static ProgramWidths Check(SpikingTransformerModel model, ImmutableArray<EventStep> steps, EventEngineLimits limits)
    {
        var widths = new EventWidths(model, limits);
        foreach (var step in steps.Where(static s => s.Parameters is not null))
        {
            widths.Visit(step);
        }

        return widths._needed;
    }

    private ModelConfiguration Configuration => _model.Configuration;

    private void Visit(EventStep step)
    {
        int lanes = step.Groups * ChannelMap.GroupChannels;
        if (step is { Target: SpikeTarget.Keys, Neuron: NeuronKind.Relu, Tile: 0 })
        {
            _keys.Clear();
        }

        var stored = step.Adds is { } rows && _shortcut.TryGetValue(rows.Region, out var ranges) ? ranges : new Interval[_limits.Lanes];
        var currents = new Interval[_limits.Lanes];
        for (int lane = 0; lane < lanes; lane++)
        {
            currents[lane] = Lane(step, lane, step.Adds is null ? Interval.Zero : stored[lane]);
            var current = currents[lane].Union(stored[lane]);
            Require(step, lane, "current", current, _limits.ShortcutBits);
            int shortcut = step.Schedule == SetSchedule.Summed ? 0 : current.Bits;
            _needed = _needed with { Shortcut = Math.Max(_needed.Shortcut, shortcut) };
            Fire(step, lane, currents[lane]);
        }

        if (step.Stores is { } region)
        {
            _shortcut[region.Region] = currents;
        }
    }

    private Interval Lane(EventStep step, int lane, Interval stored)
    {
        var parameters = step.Parameters!;
        var bias = new Interval(parameters.Bias[lane], parameters.Bias[lane]);
        Require(step, lane, "bias", bias, BiasBits);
        if (step.Kind == StepKind.Attend)
        {
            return Shifted(step, lane, Products(step, lane), parameters.Shift[lane]);
        }

        var sum = step.Weights is { } weights ? weights.Sums[lane] : Interval.Zero;
        if (step.Schedule == SetSchedule.Summed)
        {
            // Added to the same rows at every visit.
            int columns = Math.Min(step.Timesteps, SpikeTensor.WordTimesteps);
            RequireSum(step, lane, "sum of four timesteps", sum.Times(columns));
            return stored.Plus(sum.Times((long)step.Positions * step.Timesteps));
        }

        RequireSum(step, lane, "sum", sum);
        int shift = step.Neuron == NeuronKind.Relu ? 0 : parameters.Shift[lane];
        return stored.Plus(Shifted(step, lane, sum.Plus(bias), shift));
    }

    private void RequireSum(EventStep step, int lane, string quantity, Interval sum)
    {
        Require(step, lane, quantity, sum, _limits.AccumulatorBits);
        _needed = _needed with { Accumulator = Math.Max(_needed.Accumulator, sum.Bits) };
    }

    private Interval Shifted(EventStep step, int lane, Interval sum, int shift)
    {
        if (sum != Interval.Zero && shift > _limits.LeftShift)
        {
            throw new ModelDoesNotFitException(
                Configuration.Name, step.Layer, "left shift", step.Parameters!.Channels[lane], shift, _limits.LeftShift);
        }

        int bits = sum == Interval.Zero ? 0 : BitOperations.Log2((uint)shift | 1) + 1;
        _needed = _needed with { LeftShift = Math.Max(_needed.LeftShift, bits) };
        return sum.ShiftLeft(shift);
    }

    private Interval Products(EventStep step, int lane)
    {
        int place = (step.Tile * _limits.Lanes) + lane;
        int size = EventFit.HeadGroups(Configuration) * ChannelMap.GroupChannels;
        var head = System.Runtime.InteropServices.CollectionsMarshal.AsSpan(_keys)
            .Slice(Math.Min(place / size * size, _keys.Count - size), size);
        long most = 0, all = 0;
        foreach (long key in head)
        {
            (most, all) = (Math.Max(most, key), all + key);
        }

        var product = new Interval(-most, most).Times(_model.Tokens);
        Require(step, lane, "product K^T V", product, _limits.ProductBits);
        _needed = _needed with { Product = Math.Max(_needed.Product, product.Bits) };
        var sum = new Interval(-all, all).Times(_model.Tokens);
        RequireSum(step, lane, "sum Q K^T V", sum);
        return sum;
    }

    private void Fire(EventStep step, int lane, Interval current)
    {
        var parameters = step.Parameters!;
        switch (step.Neuron)
        {
            case NeuronKind.Relu:
                var (rounded, key) = LayerRange.Relu(current, parameters.Shift[lane], Configuration.KBits);
                Require(step, lane, "rounded sum", rounded, _limits.ShortcutBits + RoundingBits);
                _needed = _needed with { Shortcut = Math.Max(_needed.Shortcut, rounded.Bits - RoundingBits) };
                _keys.Add(parameters.Channels[lane] < 0 ? 0 : key);
                break;
            case NeuronKind.Binary or NeuronKind.Ternary:
                var membrane = MembraneRange.Of(current, parameters.Threshold[lane], Configuration, step.Neuron == NeuronKind.Ternary);
                Require(step, lane, "membrane", membrane, _limits.MembraneBits);
                _needed = _needed with { Membrane = Math.Max(_needed.Membrane, membrane.Bits) };
                break;
            default:
                break;
        }
    }

    private void Require(EventStep step, int lane, string quantity, Interval range, int available)
    {
        if (range.Bits > available)
        {
            throw new ModelDoesNotFitException(
                Configuration.Name, step.Layer, quantity, step.Parameters!.Channels[lane], range.Bits, available);
        }
    }
}
