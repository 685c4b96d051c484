namespace Accel.Verification;

/// <summary>A simulator measured on a design. The numbers are null where it could not run, or did not end by itself.</summary>
public sealed record SimulatorMeasurement
{
    /// <summary>The workload's name.</summary>
    public required string Design { get; init; }

    /// <summary>The simulator's name.</summary>
    public required string Simulator { get; init; }

    /// <summary>Its version.</summary>
    public string? Version { get; init; }

    /// <summary>Clock cycles of one run, from the one with start to the one with done, both counted.</summary>
    public long? Cycles { get; init; }

    /// <summary>Runs that were measured in one go.</summary>
    public int? Runs { get; init; }

    /// <summary>Clock cycles simulated a second, building not counted.</summary>
    public double? CyclesPerSecond { get; init; }

    /// <summary>
    /// From the netlist in memory to the first clock cycle of the run: writing it in the simulator's language, compiling, elaborating.
    /// </summary>
    public double? BuildSeconds { get; init; }

    /// <summary>Building and one run: what somebody waits who wants one result.</summary>
    public double? SecondsPerImage { get; init; }

    /// <summary>The run ended with the expected values in its memory; null when the simulator could not run here.</summary>
    public bool? Correct { get; init; }

    /// <summary>What is wrong, or why it could not run.</summary>
    public string? Reason { get; init; }

    /// <summary>What would change that, for instance how to install the tool.</summary>
    public string? Remedy { get; init; }
}
