using Accel.Kernels;
using Accel.Models;
using Accel.Models.Widths;

namespace Accel.Host.CompactEngine;

/// <summary>The smallest compact engine that a model runs on.</summary>
public static class CompactEngineSizing
{
    private const int MostBits = 32;

    /// <summary>Its limits: the sizes of the model, and the widths that its weights need.</summary>
    /// <param name="model">A sound model.</param>
    /// <exception cref="ModelDoesNotFitException">No compact engine runs it.</exception>
    public static CompactEngineLimits Smallest(SpikingTransformerModel model)
    {
        ArgumentNullException.ThrowIfNull(model);
        var c = model.Configuration;
        var rows = WidthProof.Prove(model);
        int sums = Bits(rows, WidthKind.Accumulator, WidthKind.Attention, WidthKind.Logit);
        var limits = new CompactEngineLimits(CompactEngineLimits.Default.Sizes with
        {
            MaxTokens = model.Tokens,
            MaxDim = Math.Max(c.Dim, StemChannels(model)),
            MaxHiddenDim = c.HiddenDim,
            MaxHeadDim = c.HeadDim,
            MaxTimesteps = c.Timesteps,
            MaxClasses = c.Classes,
            AccumulatorBits = sums,
            AttentionBits = sums,
            LogitBits = sums,
            MembraneBits = Math.Min(MostBits - 1, Bits(rows, WidthKind.Membrane)),
            ShortcutBits = Math.Max(Bits(rows, WidthKind.Shortcut), c.Stem is ConvolutionStem ? sums : 0),
        })
        {
            MaxSide = c.Stem is ConvolutionStem ? Math.Max(c.Image.Height, c.Image.Width) : 0,
            MaxMapSpikes = 0,
        };
        limits = AsItCompiles(model, limits);
        limits.RequirePossible(model);
        return limits;
    }

    // How many spikes a stem's maps need is known when they have been placed, and what sums need without their bias when it is compiled.
    private static CompactEngineLimits AsItCompiles(SpikingTransformerModel model, CompactEngineLimits limits)
    {
        while (true)
        {
            try
            {
                _ = limits.Compile(model, trace: false);
                return limits;
            }
            catch (ModelDoesNotFitException e) when (Wider(limits.Sizes, e) is { } wider && wider != limits.Sizes)
            {
                limits = limits with { Sizes = wider };
            }
            catch (ModelDoesNotFitException) when (limits is { MaxSide: > 0, MaxMapSpikes: < CompactEngineLayout.MostSpikes })
            {
                limits = limits with { MaxMapSpikes = Math.Max(1024, 2 * limits.MaxMapSpikes) };
            }
        }
    }

    // The same sizes when no engine's numbers are so wide, or what is too wide has a width that no size sets, such as a cell's.
    private static ModelLimits Wider(ModelLimits sizes, ModelDoesNotFitException misfit)
    {
        if (misfit is not { Channel: not null, Needed: <= MostBits })
        {
            return sizes;
        }

        int needed = (int)misfit.Needed;
        var wider = misfit.Available == sizes.AccumulatorBits
            ? sizes with { AccumulatorBits = needed, AttentionBits = needed, LogitBits = needed } : sizes;
        return misfit.Available == sizes.ShortcutBits ? wider with { ShortcutBits = needed } : wider;
    }

    private static int StemChannels(SpikingTransformerModel model) => model.Configuration.Stem is ConvolutionStem stem
        ? Math.Max(model.Configuration.Image.Channels, stem.Stages.Max(static s => s.Channels))
        : model.Stem.Convolutions[0].Inputs;

    private static int Bits(IEnumerable<WidthRow> rows, params WidthKind[] kinds)
        => rows.Where(r => kinds.Contains(r.Kind)).Select(static r => Math.Min(r.Bits, MostBits)).DefaultIfEmpty(2).Max();
}
