using Accel.Models;

namespace Accel.Host.EventEngine;

/// <summary>The cycles of the attention units, whose work follows from how many elements of K, V and Q are not 0.</summary>
internal sealed class AttentionModel(ModelConfiguration configuration, int tokens, EventEngineLimits limits, ActivitySource activity)
{
    private readonly int _headGroups = EventFit.HeadGroups(configuration);
    private readonly HeadPlaces _heads = new(configuration, limits);
    private readonly Dictionary<string, int[,,]> _groups = [];

    /// <summary>Cycles of a step: of the unit that has the most to do; 0 for one that the units have no part in.</summary>
    public long Cycles(EventStep step)
    {
        if (step.Target is not SpikeTarget.Values && step.Kind != StepKind.Attend)
        {
            return 0;
        }

        return step.Kind == StepKind.Attend ? Sums(step) : Products(step);
    }

    // For each group of V all groups of K of the head: a cycle for each key that is not 0, one at least; none where V is 0. The first
    // token's go to all rows.
    private long Products(EventStep step)
    {
        string block = step.Layer[..step.Layer.LastIndexOf('.')];
        var (keys, values) = (Groups($"{block}.k"), Groups($"{block}.v"));
        return Most(step, (t, token, group) => Enumerable.Range(group / _headGroups * _headGroups, _headGroups).Sum(
            of => token == 0 ? ChannelMap.GroupChannels : values[t, token, group] == 0 ? 1 : Math.Max(1, keys[t, token, of])),
            inStep: false);
    }

    // For each group of O all groups of Q of the head. Units wait for each other: O comes out in order.
    private long Sums(EventStep step)
    {
        var queries = Groups($"{step.Layer[..step.Layer.LastIndexOf('.')]}.q");
        return Most(step, (t, token, group) => Enumerable.Range(group / _headGroups * _headGroups, _headGroups).Sum(
            of => Math.Max(1, queries[t, token, of])), inStep: true);
    }

    private long Most(EventStep step, Func<int, int, int, int> cost, bool inStep)
    {
        long[] units = new long[limits.AttentionUnits];
        long cycles = 0;
        for (int token = step.FirstRow; token < step.FirstRow + step.RowCount; token++)
        {
            for (int t = 0; t < step.Timesteps; t++)
            {
                for (int i = 0; i < step.Groups; i++)
                {
                    int group = (step.Tile * limits.LaneGroups) + i;
                    int unit = _heads.Of(group / _headGroups).Unit;
                    units[unit] += group / _headGroups < configuration.Heads ? cost(t, token, group) : 0;
                }

                if (inStep)
                {
                    cycles += units.Max();
                    Array.Clear(units);
                }
            }
        }

        return inStep ? cycles : units.Max();
    }

    private int[,,] Groups(string tensor)
    {
        if (!_groups.TryGetValue(tensor, out int[,,]? groups))
        {
            var heads = ChannelMap.Heads(configuration.Dim, configuration.Heads);
            _groups[tensor] = groups = activity.Groups(tensor, tokens, configuration.Timesteps, heads);
        }

        return groups;
    }
}
