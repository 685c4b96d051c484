using System.Text.Json.Serialization;
using Accel.Verification;

namespace Accel.Cli;

/// <summary>What the demonstration showed.</summary>
internal sealed record DemoReport
{
    /// <summary>Name of the model.</summary>
    public required string Model { get; init; }

    /// <summary>Address of the device.</summary>
    public required string Device { get; init; }

    /// <summary>The device's design.</summary>
    public required string DesignHash { get; init; }

    /// <summary>The device's clock; of a simulated one, that which the design's longest path allows.</summary>
    public required long ClockHz { get; init; }

    /// <summary>The folder of the generated VHDL.</summary>
    public required string Vhdl { get; init; }

    /// <summary>Cells of program and weights that were streamed to the device.</summary>
    public required int CellsLoaded { get; init; }

    /// <summary>Whether every tensor of every layer was read back and compared, or logits and class alone.</summary>
    public required bool EveryTensor { get; init; }

    /// <summary>Inputs classified.</summary>
    public int Images => Predictions.Count;

    /// <summary>Inputs whose true class is known.</summary>
    public int Labelled => Predictions.Count(static p => p.TrueClass is not null);

    /// <summary>Of those, the ones that the device classified rightly; null when no true class is known.</summary>
    public int? Correct => Labelled == 0 ? null : Predictions.Count(static p => p.Class == p.TrueClass);

    /// <summary>The same for the golden model.</summary>
    public int? GoldenCorrect => Labelled == 0 ? null : Predictions.Count(static p => p.GoldenClass == p.TrueClass);

    /// <summary>Tensors of the device, and of GHDL, that differ from the golden model's.</summary>
    public int Mismatches => Predictions.Sum(static p => p.Mismatches) + (Ghdl.Mismatches ?? 0);

    /// <summary>Tensors that were compared, on the device and in GHDL.</summary>
    public int TensorsCompared => Predictions.Sum(static p => p.TensorsCompared) + (Ghdl.TensorsCompared ?? 0);

    /// <summary>The first difference in the order of inputs and computation; GHDL's where the device has none.</summary>
    public Difference? FirstDifference => Predictions.Select(static p => p.FirstDifference).FirstOrDefault(static d => d is not null) ?? Ghdl.FirstDifference;

    /// <summary>Time that the inputs took, transfers and comparison included.</summary>
    public required double Seconds { get; init; }

    /// <summary>Inputs a second of that time.</summary>
    public double ImagesPerSecond => Images / Seconds;

    /// <summary>The first input in GHDL.</summary>
    public required EngineGhdlCheck Ghdl { get; init; }

    /// <summary>One entry an input, in order.</summary>
    public required IReadOnlyList<DemoPrediction> Predictions { get; init; }
}

/// <summary>One input of the demonstration.</summary>
/// <param name="Index">From 0.</param>
/// <param name="Name">The file, with an index where it holds many.</param>
/// <param name="Class">What the device says.</param>
/// <param name="Label">The class's name.</param>
/// <param name="Confidence">Probability of the class, 0 to 1.</param>
/// <param name="GoldenClass">What the golden model says.</param>
/// <param name="TrueClass">What it is, where that is known.</param>
/// <param name="Cycles">Clock cycles of the device, the writing of every tensor to memory included where they are compared.</param>
/// <param name="GatedAdditions">Additions that the network's spikes let through, counted by the golden model.</param>
/// <param name="DenseAdditions">Additions of the same network without gates.</param>
/// <param name="TensorsCompared">Tensors compared.</param>
/// <param name="Mismatches">Tensors that differ.</param>
/// <param name="FirstDifference">The first of them; the report has the one that counts.</param>
internal sealed record DemoPrediction(
    int Index,
    string Name,
    int Class,
    string Label,
    double Confidence,
    int GoldenClass,
    int? TrueClass,
    long Cycles,
    long GatedAdditions,
    long DenseAdditions,
    int TensorsCompared,
    int Mismatches,
    [property: JsonIgnore] Difference? FirstDifference);
