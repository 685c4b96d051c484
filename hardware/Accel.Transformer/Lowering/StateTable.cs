using System.Globalization;
using Accel.Rtl;
using Accel.Transformer.Scheduling;

namespace Accel.Transformer.Lowering;

/// <summary>One state: a cycle of a segment, shared by the children that start in it.</summary>
internal sealed record KernelState(int Number, Region? Region, Segment? Segment, int Cycle, string Name, SourceLocation? Source);

/// <summary>The states of a process, numbered; 0 is idle.</summary>
internal sealed class StateTable
{
    private readonly List<KernelState> _states = [new KernelState(0, null, null, 0, "idle", null)];

    /// <summary>Numbers the states of all regions.</summary>
    public StateTable(ProcessSchedule process)
    {
        Process = process;
        foreach (var region in process.Regions)
        {
            foreach (var segment in region.Segments)
            {
                var lines = LinesOf(segment);
                foreach (int cycle in segment.States.Keys.Order().ToList())
                {
                    int number = _states.Count;
                    segment.States[cycle] = number;
                    var source = lines.GetValueOrDefault(cycle) ?? segment.Source ?? segment.Parent?.Source;
                    string method = region.Entry.Shared is { } shared ? shared.Name[(shared.Name.LastIndexOf('.') + 1)..] + "_" : "";
                    _states.Add(new KernelState(number, region, segment, cycle, string.Create(CultureInfo.InvariantCulture, $"s{number}_{method}line{source?.Line ?? 0}"), source));
                }
            }
        }
    }

    /// <summary>Whose states.</summary>
    public ProcessSchedule Process { get; }

    /// <summary>By number.</summary>
    public IReadOnlyList<KernelState> States => _states;

    // The line that a state is named after is that of its first effect; without one it is the segment's.
    private static Dictionary<int, SourceLocation> LinesOf(Segment segment)
    {
        Dictionary<int, SourceLocation> lines = [];
        foreach (var effect in segment.Effects.Where(e => e is not CoverEffect && e.Source is not null))
        {
            lines.TryAdd(effect.Cycle, effect.Source!);
        }

        return lines;
    }
}
