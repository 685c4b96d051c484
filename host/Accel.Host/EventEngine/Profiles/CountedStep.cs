namespace Accel.Host.EventEngine;

/// <summary>A step whose counters lie in memory.</summary>
/// <param name="Number">Of its record.</param>
/// <param name="Core">Whose step it is.</param>
/// <param name="Layer">The model's layer.</param>
/// <param name="HasLanes">The lanes have a part in it.</param>
/// <param name="Outputs">Lanes that have an output.</param>
/// <param name="DenseRows">Rows that would be added if all spikes were set.</param>
internal sealed record CountedStep(int Number, int Core, string Layer, bool HasLanes, int Outputs, long DenseRows)
{
    /// <summary>Those of a program.</summary>
    public static IEnumerable<CountedStep> Of(IEnumerable<EventStep> steps, int cores)
        => steps.Select((step, i) => (Step: step, Number: cores + i))
            .Where(static s => s.Step.Kind is not (StepKind.Input or StepKind.DumpSpikes))
            .Select(static s => new CountedStep(
                s.Number,
                s.Step.Core,
                s.Step.Layer,
                s.Step.Kind == StepKind.Sums,
                s.Step.Parameters?.Channels.Count(static c => c >= 0) ?? 0,
                s.Step.Kind == StepKind.Sums ? StepAdditions.DenseRows(s.Step) : 0));
}
