namespace Accel.Verification;

/// <summary>What a link made of its line in a simulation, in clock cycles of the device.</summary>
/// <param name="Link">The link and what went over it.</param>
/// <param name="PayloadBytes">Cells that were moved, in bytes, both ways.</param>
/// <param name="Cycles">From the first transfer's begin to the last one's end, or to the end of the last job.</param>
/// <param name="Efficiency">Share of the cycles in which the line carries payload.</param>
/// <param name="Overlap">Cycles in which the line carries payload and a job goes on, as a share of the shorter of both; 0 where no job runs.</param>
public sealed record LinkMeasurement(string Link, long PayloadBytes, long Cycles, double Efficiency, double Overlap);
