using Accel.Boards.Reports;

namespace Accel.Boards.Designs;

/// <summary>The fastest engine for a model that a board has room for, and what it is estimated to do there.</summary>
/// <param name="Board">The board's id.</param>
/// <param name="Transport">The way to the host.</param>
/// <param name="Configuration">The engine; null when not even the smallest fits.</param>
/// <param name="Resources">Of the device, shell and on-chip memory included, against the board's.</param>
/// <param name="EstimatedMHz">The fastest clock by the estimate of the longest path.</param>
/// <param name="ClockMHz">The slowest of that, the board's and, where it was asked for, Yosys's.</param>
/// <param name="Cycles">An image of the model, by the estimate for the engine, by simulation for the compact one.</param>
/// <param name="ImagesPerSecond">At <paramref name="ClockMHz"/>.</param>
public sealed record FitResult(
    string Board, TransportKind Transport, EngineConfiguration? Configuration, IReadOnlyList<ResourceShare> Resources,
    double? EstimatedMHz, double? ClockMHz, long? Cycles, double? ImagesPerSecond)
{
    /// <summary>Why no engine can run the model there; null when one can.</summary>
    public string? NoRoom { get; init; }

    /// <summary>Yosys's count, when it was asked for.</summary>
    public IReadOnlyList<ResourceShare>? Synthesised { get; init; }

    /// <summary>The fastest clock by Yosys's static timing analysis, likewise.</summary>
    public double? SynthesisedMHz { get; init; }
}
