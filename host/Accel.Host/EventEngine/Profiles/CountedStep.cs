namespace Accel.Host.EventEngine;

/// <summary>A step whose counters lie in memory.</summary>
/// <param name="Number">Of its record.</param>
/// <param name="Core">Whose step it is.</param>
/// <param name="Layer">The model's layer.</param>
/// <param name="HasLanes">The lanes have a part in it.</param>
/// <param name="Outputs">Lanes that have an output.</param>
/// <param name="DenseRows">Rows that would be added if all spikes were set: of weights, or of K^T V.</param>
internal sealed record CountedStep(int Number, int Core, string Layer, bool HasLanes, int Outputs, long DenseRows)
{
    /// <summary>Of a step that attends: groups of 16 of its outputs.</summary>
    public int AttentionGroups { get; init; }

    /// <summary>Of a step that attends: keys that would be added to K^T V if no key and no value were 0.</summary>
    public long DenseKeyAdditions { get; init; }

    /// <summary>Those of a program.</summary>
    /// <param name="steps">Its steps.</param>
    /// <param name="cores">Of the engine.</param>
    /// <param name="headDim">Channels of a head.</param>
    public static IEnumerable<CountedStep> Of(IEnumerable<EventStep> steps, int cores, int headDim)
        => steps.Select((step, i) => (Step: step, Number: cores + i))
            .Where(static s => s.Step.Kind is not (StepKind.Input or StepKind.DumpSpikes))
            .Select(s => new CountedStep(
                s.Number,
                s.Step.Core,
                s.Step.Layer,
                s.Step.Kind == StepKind.Sums,
                s.Step.Parameters?.Channels.Count(static c => c >= 0) ?? 0,
                s.Step.Kind == StepKind.Sums ? StepAdditions.DenseRows(s.Step)
                    : s.Step.Kind == StepKind.Attend ? StepAdditions.DenseQueryRows(s.Step, headDim) : 0)
            {
                AttentionGroups = s.Step.Kind == StepKind.Attend ? s.Step.Groups : 0,
                DenseKeyAdditions = s.Step.Kind == StepKind.Attend ? StepAdditions.DenseKeys(s.Step, headDim) : 0,
            });
}
