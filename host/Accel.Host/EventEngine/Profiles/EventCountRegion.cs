using System.Collections.Immutable;
using Accel.Host.Engine;
using Layout = Accel.Kernels.EngineCountLayout;

namespace Accel.Host.EventEngine;

/// <summary>The counters of a program's steps.</summary>
internal sealed class EventCountRegion : CountRegion
{
    // In each cycle the lanes add up to so many rows; a row is shared by up to so many timesteps.
    private const int RowsOfCycle = 4;
    private const int MostSharers = 4;

    private readonly ImmutableArray<CountedStep> _steps;
    private readonly EventEngineLimits _limits;

    public EventCountRegion(int cell, IReadOnlyCollection<EventStep> steps, EventEngineLimits limits, int headDim)
        : base(cell, CellsOf(steps.Count, limits)) => (_steps, _limits) = ([.. CountedStep.Of(steps, limits.Cores, headDim)], limits);

    /// <summary>Cells of the counters of so many steps.</summary>
    public static int CellsOf(int steps, EventEngineLimits limits) => (limits.Cores + steps) * Layout.RecordCells;

    private protected override EngineProfile Profile(ReadOnlySpan<uint> cells, long cycles)
    {
        var neurons = new CountRecord[_limits.Cores];
        for (int core = 0; core < neurons.Length; core++)
        {
            neurons[core] = new CountRecord(cells, core);
            neurons[core].Require(neurons[core].HasLanes, cycles);
        }

        var start = neurons[0];
        CountRecord[] lanes = [.. neurons];
        List<(CountedStep Step, StepCounts Counts)> counted = [];
        foreach (var step in _steps)
        {
            var record = new CountRecord(cells, step.Number);
            var counts = record.Since(start, neurons[step.Core], step.HasLanes ? lanes[step.Core] : null);
            record.Require(record.HasLanes == step.HasLanes && IsPossible(step, counts, cycles), cycles);
            counted.Add((step, counts));
            neurons[step.Core] = record;
            lanes[step.Core] = step.HasLanes ? record : lanes[step.Core];
        }

        long inside = counted.Max(static c => c.Counts.End);
        return new EngineProfile([.. Layers(counted)], cycles, cycles - inside, _limits.Cores * _limits.Lanes, _limits.Cores);
    }

    private static bool IsPossible(CountedStep step, StepCounts counts, long cycles)
        => counts.End <= cycles && counts.Cycles <= cycles && counts.LaneCycles <= cycles
            && counts.Rows <= RowsOfCycle * counts.LaneCycles
            && counts.Rows <= counts.Covered && counts.Covered <= MostSharers * counts.Rows
            && (step.AttentionGroups > 0 ? counts.QueryRows : counts.Covered) <= step.DenseRows
            && counts.MostWaited <= Math.Max(counts.Cycles, counts.LaneCycles);

    private IEnumerable<LayerProfile> Layers(List<(CountedStep Step, StepCounts Counts)> counted)
    {
        long before = 0;
        foreach (var steps in LayerRuns.Of(counted, static c => c.Step.Layer))
        {
            long ended = Math.Max(before, steps.Max(static s => s.Counts.End));
            yield return Layer(steps[0].Step.Layer, steps, ended - before);
            before = ended;
        }
    }

    private LayerProfile Layer(string layer, List<(CountedStep Step, StepCounts Counts)> steps, long cycles)
    {
        long added = steps.Sum(static s => s.Counts.Rows * s.Step.Outputs);
        return new LayerProfile
        {
            Layer = layer,
            Steps = steps.Count,
            Cycles = cycles,
            NeuronCycles = Sum(static c => c.Cycles),
            NeuronsAwaitLanes = Sum(static c => c.NeuronsAwaitLanes),
            NeuronsAwaitAttention = Sum(static c => c.NeuronsAwaitAttention),
            NeuronsAwaitOutput = Sum(static c => c.NeuronsAwaitOutput),
            LaneCycles = Sum(static c => c.LaneCycles),
            LanesAwaitWeights = Sum(static c => c.LanesAwaitWeights),
            LanesAwaitEvents = Sum(static c => c.LanesAwaitEvents),
            LanesAwaitNeurons = Sum(static c => c.LanesAwaitNeurons),
            LanesHeld = Sum(static c => c.Held),
            UsedRows = Sum(static c => c.Rows),
            DenseAdditions = AttentionAdditions(steps, static s => s.Step.DenseKeyAdditions, static s => s.Step.DenseRows)
                ?? steps.Sum(static s => s.Step.DenseRows * s.Step.Outputs),
            ExecutedAdditions = AttentionAdditions(steps, static s => s.Counts.KeyAdditions, static s => s.Counts.QueryRows) ?? added,
            SharedAdditions = steps.Sum(static s => (s.Counts.Covered - s.Counts.Rows) * s.Step.Outputs),
            LaneUse = cycles == 0 ? 0 : added / ((double)RowsOfCycle * _limits.Cores * _limits.Lanes * cycles),
        };

        // A head adds the same rows for each group of its outputs, the last of which may have fewer than 16.
        static long? AttentionAdditions(
            List<(CountedStep Step, StepCounts Counts)> steps,
            Func<(CountedStep Step, StepCounts Counts), long> keys,
            Func<(CountedStep Step, StepCounts Counts), long> rows)
            => steps.Sum(static s => s.Step.AttentionGroups) is var groups and > 0
                ? steps.Sum(keys) + (steps.Sum(rows) * steps.Sum(static s => (long)s.Step.Outputs) / groups) : null;

        long Sum(Func<StepCounts, long> of) => steps.Sum(s => of(s.Counts));
    }
}
