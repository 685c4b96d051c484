namespace Accel.Host.Simulation.Pcie;

/// <summary>What takes time on a device.</summary>
public enum TimelineKind
{
    /// <summary>Bytes from the host into the device's memory.</summary>
    Upload,
    /// <summary>A job of the kernel.</summary>
    Job,
    /// <summary>Bytes from the device's memory to the host.</summary>
    Download,
}

/// <summary>Something that went on from one cycle to another.</summary>
/// <param name="Kind">What it was.</param>
/// <param name="Begin">The cycle in which it began.</param>
/// <param name="End">The cycle in which it was over.</param>
/// <param name="Bytes">What was moved; 0 for a job.</param>
/// <param name="Detail">The job's number, or the transfer's first byte address.</param>
public sealed record TimelineSpan(TimelineKind Kind, long Begin, long End, long Bytes, long Detail);

/// <summary>What went on in a device, and what share of the time it was.</summary>
/// <param name="Spans">In order of their ends.</param>
/// <param name="BytesPerCycle">What the link could move, each way.</param>
public sealed record Timeline(IReadOnlyList<TimelineSpan> Spans, double BytesPerCycle)
{
    /// <summary>Cycles from the first begin to the last end.</summary>
    public long Cycles => Spans.Count == 0 ? 0 : Spans.Max(static s => s.End) - Spans.Min(static s => s.Begin);

    /// <summary>Bytes moved, both ways.</summary>
    public long PayloadBytes => Spans.Sum(static s => s.Bytes);

    /// <summary>Share of the cycles in which a transfer goes on, either way.</summary>
    public double LinkBusy => Share(Covered(IsTransfer), Cycles);

    /// <summary>Share of the cycles in which a job goes on.</summary>
    public double KernelBusy => Share(Covered(IsJob), Cycles);

    /// <summary>Cycles in which both a transfer and a job go on, as a share of what could be: the shorter of the two.</summary>
    public double Overlap
    {
        get
        {
            long transfers = Covered(IsTransfer), jobs = Covered(IsJob);
            return Share(transfers + jobs - Covered(static _ => true), Math.Min(transfers, jobs));
        }
    }

    /// <summary>The part that begins in or after a cycle.</summary>
    public Timeline From(long cycle) => this with { Spans = [.. Spans.Where(s => s.Begin >= cycle)] };

    private static bool IsTransfer(TimelineSpan span) => span.Kind != TimelineKind.Job;

    private static bool IsJob(TimelineSpan span) => span.Kind == TimelineKind.Job;

    private static double Share(long part, long whole) => whole == 0 ? 0 : (double)part / whole;

    // Cycles that at least one of the spans covers.
    private long Covered(Func<TimelineSpan, bool> which)
    {
        long covered = 0, end = long.MinValue;
        foreach (var span in Spans.Where(which).OrderBy(static s => s.Begin))
        {
            covered += Math.Max(0, span.End - Math.Max(span.Begin, end));
            end = Math.Max(end, span.End);
        }

        return covered;
    }
}
