using Accel.Transformer.Ir;
using Accel.Transformer.Scheduling;
using Accel.Transformer.Scheduling.Pipelines;

namespace Accel.Transformer.Reports;

/// <summary>The streams of a schedule, and who is the slower one at each.</summary>
internal sealed class StreamReporter
{
    private readonly KernelSchedule _schedule;
    private readonly IReadOnlyList<(LoopStatement Statement, LoopReport Report)> _loops;
    private readonly HashSet<StreamVariable> _held;

    private StreamReporter(KernelSchedule schedule, IReadOnlyList<(LoopStatement Statement, LoopReport Report)> loops)
        => (_schedule, _loops, _held) = (schedule, loops, ElasticPlan.Held(schedule.Processes.SelectMany(p => p.Regions)));

    /// <summary>All that a process reads or writes, in the order of the source.</summary>
    public static IEnumerable<StreamReport> Run(KernelSchedule schedule, IReadOnlyList<(LoopStatement Statement, LoopReport Report)> loops)
    {
        var reporter = new StreamReporter(schedule, loops);
        return schedule.Program.EntryPoints.SelectMany(f => f.Streams)
            .Where(static s => s.Meter is null)
            .Where(s => reporter.ProcessAt(s, false) is not null || reporter.ProcessAt(s, true) is not null).Select(reporter.Report);
    }

    private StreamReport Report(StreamVariable stream)
    {
        var (writer, reader) = (End(stream, true), End(stream, false));
        string? bound = writer?.FewestCycles > reader?.FewestCycles ? writer.Process : reader?.FewestCycles > writer?.FewestCycles
            ? reader.Process : null;
        return new StreamReport(
            stream.Name,
            stream.Source?.File,
            stream.Source is { Line: > 0 } source ? source.Line : null,
            stream.Capacity,
            stream.Capacity + (_held.Contains(stream) ? 1 : 0),
            StreamShape.WidthOf(stream),
            StreamShape.StyleOf(stream),
            writer,
            reader,
            bound);
    }

    private StreamEndReport? End(StreamVariable stream, bool isWrite)
    {
        if (ProcessAt(stream, isWrite) is not { } process)
        {
            return null;
        }

        // The innermost loop that comes by: of loops one within the other the one that is listed last.
        var (loop, report) = _loops.LastOrDefault(l => l.Report.Process == LoopReporter.NameOf(process) && Count(l.Statement) > 0);
        double? cycles = loop is null ? null : (report.InitiationInterval ?? report.ShortestCycles) / (double)Count(loop);
        return new StreamEndReport(LoopReporter.NameOf(process), cycles);

        int Count(LoopStatement loop) => IrWalk.Blocks(loop).SelectMany(IrWalk.All).Count(s => IsAt(s, stream, isWrite));
    }

    // Who makes a stream may use an end before a task has it.
    private ProcessSchedule? ProcessAt(StreamVariable stream, bool isWrite)
        => _schedule.Processes.LastOrDefault(p =>
            p.Regions.SelectMany(Effects).Any(e => e.Stream == stream && (isWrite ? e is StreamWriteEffect : e is StreamReadEffect)));

    private static IEnumerable<StreamEffect> Effects(Region region)
        => region.Segments.SelectMany(s => s.Effects).Concat(region.Pipeline?.Execute.Effects ?? []).OfType<StreamEffect>();

    private static bool IsAt(Statement statement, StreamVariable stream, bool isWrite)
        => IrWalk.Stream(statement) == stream && (isWrite ? statement is StreamWriteStatement : statement is StreamReadStatement);
}
