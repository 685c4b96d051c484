using System.Collections.Immutable;

namespace Accel.Host.EventEngine;

/// <summary>A layer of a plan: its steps together.</summary>
/// <param name="Layer">The model's layer.</param>
/// <param name="Steps">Steps.</param>
/// <param name="Rows">Rows of weights of the largest step.</param>
/// <param name="ReadBytes">Bytes that are read from memory: steps, weights, parameters, input.</param>
/// <param name="WrittenBytes">Bytes that are written to memory.</param>
/// <param name="Cycles">From the end of the layer before to its own.</param>
/// <param name="EventCycles">Of the lanes.</param>
/// <param name="ReadCycles">Of the reader.</param>
/// <param name="NeuronCycles">Of the neurons.</param>
/// <param name="AttentionCycles">Of the attention units.</param>
/// <param name="LoadCycles">Of the memory port.</param>
/// <param name="LaneUse">Share of the layer's additions per cycle (four per lane of all cores) that add a weight of a spike.</param>
/// <param name="BoundBy">What holds most of its steps up, by cycles.</param>
public sealed record LayerEstimate(
    string Layer,
    int Steps,
    int Rows,
    long ReadBytes,
    long WrittenBytes,
    long Cycles,
    long EventCycles,
    long ReadCycles,
    long NeuronCycles,
    long AttentionCycles,
    long LoadCycles,
    double LaneUse,
    StepBound BoundBy);

/// <summary>A plan layer by layer.</summary>
/// <param name="Layers">In the order of the program.</param>
/// <param name="Cycles">Of an image.</param>
/// <param name="ReadBytes">Of an image that are read from memory, the program included.</param>
/// <param name="WrittenBytes">Of an image that are written to memory.</param>
/// <param name="LaneUse">As of a layer.</param>
/// <param name="BoundBy">What the largest share of the cycles is waited for.</param>
public sealed record EventPlanReport(
    ImmutableArray<LayerEstimate> Layers, long Cycles, long ReadBytes, long WrittenBytes, double LaneUse, StepBound BoundBy)
{
    /// <summary>The report of an estimate.</summary>
    /// <param name="estimate">The steps.</param>
    /// <param name="limits">Of the engine.</param>
    public static EventPlanReport Of(EventEstimate estimate, EventEngineLimits limits)
    {
        ArgumentNullException.ThrowIfNull(estimate);
        ArgumentNullException.ThrowIfNull(limits);
        var layers = ImmutableArray.CreateBuilder<LayerEstimate>();
        long before = 0;
        foreach (var steps in LayerRuns.Of(estimate.Steps, static s => s.Layer))
        {
            long end = Math.Max(before, steps.Max(static s => s.End));
            long cycles = end - before;
            layers.Add(new LayerEstimate(
                steps[0].Layer,
                steps.Count,
                steps.Max(static s => s.Rows),
                steps.Sum(static s => s.ReadBytes),
                steps.Sum(static s => s.WrittenBytes),
                cycles,
                steps.Sum(static s => s.EventCycles),
                steps.Sum(static s => s.ReadCycles),
                steps.Sum(static s => s.NeuronCycles),
                steps.Sum(static s => s.AttentionCycles),
                steps.Sum(static s => s.LoadCycles),
                LaneUseOf(steps, limits, cycles),
                steps.GroupBy(static s => s.Bound).MaxBy(static g => g.Sum(static s => s.End - s.Start))!.Key));
            before = end;
        }

        return new EventPlanReport(
            layers.ToImmutable(),
            estimate.Cycles,
            estimate.ReadBytes,
            estimate.WrittenBytes,
            LaneUseOf(estimate.Steps, limits, estimate.Cycles),
            estimate.BoundBy);
    }

    private static double LaneUseOf(IEnumerable<StepEstimate> steps, EventEngineLimits limits, long cycles)
        => cycles == 0 ? 0 : steps.Sum(static s => (double)s.AddedRows * s.UsedLanes) / (4.0 * limits.Cores * limits.Lanes * cycles);
}
