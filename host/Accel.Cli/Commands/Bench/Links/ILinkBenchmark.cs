using Accel.Host.Engine;

namespace Accel.Cli;

/// <summary>How well a link is used; an entry of what <c>accel bench links --json</c> writes.</summary>
/// <param name="Link">Which, and at what rate.</param>
/// <param name="PayloadBytes">Bytes of the application that were moved: cells of program and weights.</param>
/// <param name="Cycles">Clock cycles of the device from the first byte to the last answer, in the simulation.</param>
/// <param name="Efficiency">Payload of what the line could have carried in those cycles; of a link with two directions, the share of the
/// cycles in which either carries payload; 0 to 1.</param>
/// <param name="Overlap">Cycles with both a transfer and a job under way, as a share of the shorter of both, 0 to 1; null where no job was
/// started.</param>
internal sealed record LinkMeasurement(string Link, long PayloadBytes, long Cycles, double Efficiency, double? Overlap);

/// <summary>Measures one link; all of them stand in <see cref="BenchLinksCommand"/>.</summary>
internal interface ILinkBenchmark
{
    /// <summary>Its scheme.</summary>
    string Link { get; }

    /// <summary>Moves the program over the link to a simulated device.</summary>
    Task<IReadOnlyList<LinkMeasurement>> MeasureAsync(EngineProgram program, CancellationToken cancellationToken);
}
