using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;
using Accel.Rtl;
using Accel.Transformer.Ir;
using Accel.Transformer.Scheduling;
using Accel.Transformer.Scheduling.Pipelines;

namespace Accel.Transformer.Reports;

/// <summary>What happens in which cycle, for each region of states and each slice of a pipelined loop.</summary>
internal sealed partial class ScheduleReporter
{
    /// <summary>Operators of a schedule beyond this are counted, not listed: the longest ones stay.</summary>
    private const int MostOperators = 48;

    private readonly NodeDelays _delays;
    private readonly double _clockPeriodNs;
    private readonly double _budgetNs;

    private ScheduleReporter(NodeDelays delays, double clockPeriodNs)
        => (_delays, _clockPeriodNs, _budgetNs) = (delays, clockPeriodNs, new NodePlacer(delays, clockPeriodNs).BudgetNs);

    /// <summary>All schedules, by process and region.</summary>
    public static ImmutableArray<ScheduleReport> Run(KernelSchedule schedule, NodeDelays delays, IReadOnlyList<LoopStatement> loops)
    {
        var reporter = new ScheduleReporter(delays, schedule.Options.ClockPeriodNs);
        var reports = ImmutableArray.CreateBuilder<ScheduleReport>();
        foreach (var process in schedule.Processes)
        {
            foreach (var entry in process.Entries)
            {
                foreach (var region in entry.Regions)
                {
                    string name = string.Create(CultureInfo.InvariantCulture, $"region {region.Index}");
                    ScheduleReport frame = new(name, entry.Function.Name, LoopReporter.NameOf(process), null, 0, null, Round(reporter._budgetNs), [], 0);
                    if (region.Pipeline is { } loop)
                    {
                        frame = frame with { Loop = Enumerable.Range(0, loops.Count).First(i => loops[i] == loop.Loop), InitiationInterval = loop.InitiationInterval };
                        reports.AddRange(loop.Slices.Select(slice => reporter.Slice(frame, loop, slice)));
                    }
                    else
                    {
                        reports.Add(reporter.Region(frame, entry, region));
                    }
                }
            }
        }

        return reports.ToImmutable();
    }

    private ScheduleReport Slice(ScheduleReport frame, PipelinedLoop loop, PipelineSlice slice)
    {
        var critical = CriticalRecurrence.Of(loop, slice, _delays).Parts;
        string what = slice == loop.Access ? "access slice" : loop.Access is null ? "one iteration" : "execute slice";
        List<OperationReport> effects = [.. slice.Effects.SelectMany(e => Effect(e, 0, critical.Contains(e))), Transition("next iteration?", slice.Region.Entry.Source ?? loop.Loop.Source, slice.Decision, slice.Decision.Cycle, 0)];
        return Complete(
            frame with { Title = $"{frame.Title}: loop {loop.Loop.Counter?.Name ?? "without a variable"}, {what}", Cycles = slice.LatencyCycles }, slice.Region.Graph, effects, critical);
    }

    private ScheduleReport Region(ScheduleReport frame, EntrySchedule entry, Region region)
    {
        List<OperationReport> effects = [];
        foreach (var segment in region.Segments)
        {
            effects.AddRange(segment.Effects.SelectMany(e => Effect(e, segment.Index, false)));
            if (segment.Exit is { } exit)
            {
                string target = exit.IsEnd ? "ends" : string.Create(CultureInfo.InvariantCulture, $"goes on in region {entry.At(exit.Target!).Index}");
                effects.Add(Transition(target, segment.Source, segment.Parent?.Decision, segment.End, segment.Index));
            }
        }

        string method = region.Entry.Shared is { } shared ? $" of {shared.Name}" : "";
        string line = region.Root.Source is { Line: > 0 } source ? string.Create(CultureInfo.InvariantCulture, $", line {source.Line}") : "";
        return Complete(frame with { Title = frame.Title + method + line, Cycles = 1 + region.Segments.Max(s => s.End) }, region.Graph, effects, []);
    }

    private ScheduleReport Complete(ScheduleReport report, Graph graph, List<OperationReport> effects, HashSet<object> critical)
    {
        List<OperationReport> operators = Merge(graph.Nodes.Where(n => IsOperator(n) && n.IsUsed && n.Cycle >= 0 && _delays.Of(n) > 0).Select(n => new OperationReport(
            OperationKind.Operator, OperationText.Of(n), n.Source?.File, LineOf(n.Source), 1, n.Cycle, Round(n.ReadyNs - _delays.Of(n)), Round(n.ReadyNs), 0, critical.Contains(n))));
        var listed = operators.OrderByDescending(o => o.IsCritical).ThenByDescending(o => o.EndNs - o.StartNs).Take(MostOperators);
        return report with
        {
            Operations = [.. listed.Concat(Merge(effects)).OrderBy(o => o.Cycle).ThenBy(o => o.StartNs).ThenBy(o => o.EndNs)],
            OmittedOperators = Math.Max(0, operators.Count - MostOperators),
        };
    }

    // Banks of an array and unrolled copies differ in the number at the end of their names.
    private static List<OperationReport> Merge(IEnumerable<OperationReport> operations)
        => [.. operations.GroupBy(o => o with { Text = BankNumber().Replace(o.Text, "") }).Select(g => g.First() with { Count = g.Count() })];

    [GeneratedRegex("_[0-9]+")]
    private static partial Regex BankNumber();

    private IEnumerable<OperationReport> Effect(Effect effect, int branch, bool isCritical)
    {
        string text = OperationText.Of(effect);
        OperationReport At(OperationKind kind, string what, int cycle, double startNs, double endNs)
            => new(kind, what, effect.Source?.File, LineOf(effect.Source), 1, cycle, Round(startNs), Round(endNs), branch, isCritical);

        double arrivalNs = 0;
        foreach (var input in effect.Needs.Where(i => i.Cycle == effect.Cycle && !i.IsConstant))
        {
            arrivalNs = Math.Max(arrivalNs, input.ReadyNs);
        }

        switch (effect)
        {
            case LoadEffect { Result: { } value } when ArrayShape.IsSynchronous(value.Array!):
                yield return At(OperationKind.Load, text + ", address", value.AddressCycle, arrivalNs, _clockPeriodNs);
                yield return At(OperationKind.Load, text + ", data", value.Cycle, 0, value.ReadyNs);
                break;
            case LoadEffect { Result: { } value }:
                yield return At(OperationKind.Load, text, value.Cycle, value.ReadyNs - _delays.Of(value), value.ReadyNs);
                break;
            case ResponseEffect or BeatAnswer:
                yield return At(OperationKind.Answer, text, effect.Cycle, 0, _delays.PortNs);
                break;
            default:
                yield return At(KindOf(effect), text, effect.Cycle, arrivalNs, _clockPeriodNs);
                break;
        }
    }

    private OperationReport Transition(string text, SourceLocation? source, Node? decision, int cycle, int branch)
        => new(OperationKind.Transition, text, source?.File, LineOf(source), 1, cycle, Round(decision?.Cycle == cycle ? decision.ReadyNs : 0), Round(_clockPeriodNs), branch, false);

    private static OperationKind KindOf(Effect effect) => effect switch
    {
        StoreEffect => OperationKind.Store,
        PortRequest request => request.IsWrite ? OperationKind.Write : OperationKind.Read,
        StreamReadEffect => OperationKind.Receive,
        StreamWriteEffect or StreamClearEffect => OperationKind.Send,
        ObservingEffect => OperationKind.Promise,
        _ => throw new InvalidOperationException($"{effect.GetType().Name} has no kind"),
    };

    private static bool IsOperator(Node node) => node.Kind is not (NodeKind.Constant or NodeKind.Variable or NodeKind.Load
        or NodeKind.Response or NodeKind.Element or NodeKind.Wrap);

    private static int? LineOf(SourceLocation? source) => source is { Line: > 0 } ? source.Line : null;

    private static double Round(double ns) => Math.Round(Math.Max(0, ns), 3);
}
