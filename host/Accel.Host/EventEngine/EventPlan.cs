using System.Collections.Immutable;
using Accel.Models;

namespace Accel.Host.EventEngine;

/// <summary>A network cut into steps, before it has addresses.</summary>
/// <param name="Steps">In the order of computation.</param>
/// <param name="Tensors">What a trace shows, in the golden model's order, the logits last.</param>
/// <param name="Input">The input as it lies in a spike buffer.</param>
/// <param name="Widths">The bits that its numbers need.</param>
internal sealed record EventPlan(
    ImmutableArray<EventStep> Steps, ImmutableArray<TraceTensor> Tensors, SpikeTensor Input, ProgramWidths Widths)
{
    /// <summary>Plans a sound model.</summary>
    /// <exception cref="ModelDoesNotFitException">A size or the width of a number is over the limits.</exception>
    public static EventPlan Of(SpikingTransformerModel model, EventEngineLimits limits, bool trace)
    {
        var c = model.Configuration;
        EventFit.CheckSizes(model, limits);
        var space = ShortcutSpace.Of(model, limits);
        var list = new StepList(model, limits, space, trace);
        EventFit.CheckShortcut(model, space, limits);
        var spikes = new StemPlanner(model, list).Plan();
        for (int b = 0; b < model.Blocks.Length; b++)
        {
            spikes = new BlockPlanner(model, b, limits, list).Plan(spikes);
        }

        new HeadPlanner(model, limits, list).Plan(spikes);
        var steps = BufferTurns.Mark(list.Steps);
        EventFit.CheckBuffers(model, steps, limits);
        var widths = EventWidths.Check(model, steps, limits);
        var logits = new TraceTensor("logits", TraceElement.Logit, ChannelMap.Dense(c.Classes), 1, 1);
        return new EventPlan(steps, [.. list.Tensors, logits], StemPlanner.InputOf(model), widths);
    }
}
