using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Accel.Host.EventEngine;

/// <summary>A layer of a plan: its steps together.</summary>
/// <param name="Layer">The model's layer.</param>
/// <param name="Steps">Steps.</param>
/// <param name="Rows">Rows of weights of the largest step.</param>
/// <param name="WeightBytes">Bytes that are loaded.</param>
/// <param name="Cycles">From the end of the layer before to its own.</param>
/// <param name="EventCycles">Of the lanes.</param>
/// <param name="ReadCycles">Of the reader.</param>
/// <param name="NeuronCycles">Of the neurons.</param>
/// <param name="AttentionCycles">Of the attention units.</param>
/// <param name="LoadCycles">Of the memory port.</param>
/// <param name="LaneUse">Share of the layer's additions per cycle (four per lane) that add a weight of a spike.</param>
/// <param name="BoundBy">What holds most of its steps up, by cycles.</param>
public sealed record LayerEstimate(
    string Layer,
    int Steps,
    int Rows,
    long WeightBytes,
    long Cycles,
    long EventCycles,
    long ReadCycles,
    long NeuronCycles,
    long AttentionCycles,
    long LoadCycles,
    double LaneUse,
    StepBound BoundBy);

/// <summary>A plan layer by layer, as a table and as JSON.</summary>
public sealed class EventPlanReport
{
    private static readonly JsonSerializerOptions _json = new()
    {
        WriteIndented = true,
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        Converters = { new System.Text.Json.Serialization.JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    private EventPlanReport(ImmutableArray<LayerEstimate> layers, long cycles) => (Layers, Cycles) = (layers, cycles);

    /// <summary>The layers in the order of the program.</summary>
    public ImmutableArray<LayerEstimate> Layers { get; }

    /// <summary>Cycles of an image.</summary>
    public long Cycles { get; }

    /// <summary>The report of an estimate.</summary>
    /// <param name="estimate">The steps.</param>
    /// <param name="limits">Of the engine.</param>
    public static EventPlanReport Of(EventEstimate estimate, EventEngineLimits limits)
    {
        ArgumentNullException.ThrowIfNull(estimate);
        ArgumentNullException.ThrowIfNull(limits);
        var layers = ImmutableArray.CreateBuilder<LayerEstimate>();
        long before = 0;
        foreach (var steps in Runs(estimate.Steps))
        {
            long end = Math.Max(before, steps.Max(static s => s.End));
            long cycles = end - before;
            double used = steps.Sum(static s => (double)s.AddedRows * s.UsedLanes);
            layers.Add(new LayerEstimate(
                steps[0].Layer,
                steps.Count,
                steps.Max(static s => s.Rows),
                steps.Sum(static s => s.WeightBytes),
                cycles,
                steps.Sum(static s => s.EventCycles),
                steps.Sum(static s => s.ReadCycles),
                steps.Sum(static s => s.NeuronCycles),
                steps.Sum(static s => s.AttentionCycles),
                steps.Sum(static s => s.LoadCycles),
                cycles == 0 ? 0 : used / (4.0 * limits.Lanes * cycles),
                steps.GroupBy(static s => s.Bound).MaxBy(static g => g.Sum(static s => s.End - s.Start))!.Key));
            before = end;
        }

        return new EventPlanReport(layers.ToImmutable(), estimate.Cycles);
    }

    /// <summary>As JSON.</summary>
    public string ToJson() => JsonSerializer.Serialize(new { Cycles, Layers }, _json);

    /// <summary>As a table in Markdown.</summary>
    public string ToTable()
    {
        var text = new StringBuilder(
            "| layer | steps | rows | kB | cycles | events | reads | neurons | attention | port | lanes used | bound by |\n");
        text.Append("| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | --- |\n");
        foreach (var l in Layers)
        {
            text.Append(
                CultureInfo.InvariantCulture,
                $"| {l.Layer} | {l.Steps} | {l.Rows} | {l.WeightBytes / 1024} | {l.Cycles} | {l.EventCycles} | {l.ReadCycles} |");
            string bound = l.BoundBy.ToString().ToLowerInvariant();
            text.Append(
                CultureInfo.InvariantCulture,
                $" {l.NeuronCycles} | {l.AttentionCycles} | {l.LoadCycles} | {l.LaneUse:P0} | {bound} |\n");
        }

        int steps = Layers.Sum(static l => l.Steps);
        long bytes = Layers.Sum(static l => l.WeightBytes);
        text.Append(CultureInfo.InvariantCulture, $"| all | {steps} | | {bytes / 1024} | {Cycles} | | | | | | | |\n");
        return text.ToString();
    }

    // Steps of a layer that follow each other.
    private static IEnumerable<List<StepEstimate>> Runs(ImmutableArray<StepEstimate> steps)
    {
        List<StepEstimate> run = [];
        foreach (var step in steps)
        {
            if (run.Count > 0 && run[0].Layer != step.Layer)
            {
                yield return run;
                run = [];
            }

            run.Add(step);
        }

        yield return run;
    }
}
