using System.Diagnostics;
using System.Text.Json.Serialization;
using Accel.Generation;
using Accel.Inputs;
using Accel.Models;

namespace Accel.Verification;

/// <summary>One input through the whole engine in GHDL, every tensor compared with the golden model.</summary>
public sealed record EngineGhdlCheck
{
    /// <summary>Whether it ran.</summary>
    public bool Ran => Reason is null;

    /// <summary>Why it did not.</summary>
    public string? Reason { get; init; }

    /// <summary>What would make it run.</summary>
    public string? Remedy { get; init; }

    /// <summary>The input.</summary>
    public string? Image { get; init; }

    /// <summary>Clock cycles in GHDL.</summary>
    public long? Cycles { get; init; }

    /// <summary>Tensors compared.</summary>
    public int? TensorsCompared { get; init; }

    /// <summary>T of that run: fewer timesteps than the model's make a shorter run of the same layers.</summary>
    public int? Timesteps { get; init; }

    /// <summary>Tensors that differ.</summary>
    public int? Mismatches { get; init; }

    /// <summary>Time taken, analysis included.</summary>
    public double? Seconds { get; init; }

    /// <summary>The first difference; the report has the one that counts.</summary>
    [JsonIgnore]
    public Difference? FirstDifference { get; init; }

    private const int SimulatedTimesteps = 1;

    /// <summary>It was not asked for.</summary>
    public static EngineGhdlCheck NotAsked { get; } = new() { Reason = "--no-ghdl" };

    /// <summary>Runs it.</summary>
    /// <param name="rung">GHDL; where it is not installed the check says so and costs nothing.</param>
    /// <param name="model">The model.</param>
    /// <param name="input">The input.</param>
    /// <param name="cancellationToken">Ends GHDL.</param>
    public static async Task<EngineGhdlCheck> RunAsync(
        IRung rung, SpikingTransformerModel model, InputItem input, CancellationToken cancellationToken)
    {
        if (rung.Unavailable is { } unavailable)
        {
            return new EngineGhdlCheck { Reason = unavailable.Reason, Remedy = unavailable.Remedy };
        }

        long begun = Stopwatch.GetTimestamp();
        var vector = EngineCase.Of(input.Name, 0, model with
            { Configuration = model.Configuration with { Timesteps = SimulatedTimesteps } }, input.Input);
        var run = await rung.RunAsync(new EngineVectors(), vector, cancellationToken).ConfigureAwait(false);
        var difference = DifferenceFinder.Find(rung.Name, KernelGenerator.Engine, vector, run);
        return new EngineGhdlCheck
        {
            Image = input.Name,
            Timesteps = SimulatedTimesteps,
            Cycles = run.Cycles,
            TensorsCompared = vector.Expected.Length,

            // A run that was broken off after its last tensor was right is a difference all the same.
            Mismatches = difference is null ? 0 : Math.Max(1, DifferenceFinder.Mismatches(vector, run)),
            Seconds = Stopwatch.GetElapsedTime(begun).TotalSeconds,
            FirstDifference = difference,
        };
    }
}
