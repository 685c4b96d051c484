using Accel.Transformer.Scheduling;

namespace Accel.Transformer.Lowering.Sharing;

/// <summary>
/// Which values of a region are made by units that other states use too. On a chain within one cycle only the first such value is: so no
/// loop of logic can arise through two units that states chain in different orders, and each path has one more multiplexer at most.
/// </summary>
internal sealed class RegionSharing
{
    private readonly Region _region;
    private readonly SharedUnits _units;
    private readonly RegionTiming _timing;
    private readonly Dictionary<Node, (UnitShape Shape, List<int> States)> _candidates = [];
    private readonly Dictionary<Node, (SharedUnit Unit, UnitUse Use)> _assigned = [];

    /// <summary>Announces what could be shared.</summary>
    public RegionSharing(Region region, RegisterPlan plan, SharedUnits units)
    {
        (_region, _units) = (region, units);
        _timing = new RegionTiming(region, units.Delays, plan.IsBuilt);

        // A pipelined loop overlaps itself.
        foreach (var node in region.Graph.Nodes.Where(n => region.Pipeline is null && !n.IsConstant && plan.IsBuilt(n)))
        {
            if (UnitShape.Of(node) is { IsWorthSharing: true } shape)
            {
                List<int> states = [.. plan.Keepers(node).Select(s => s.States[node.Cycle])];
                _candidates.Add(node, (shape, states));
                units.Announce(shape, states);
            }
        }
    }

    /// <summary>Gives each value its unit; when all regions of the process have announced theirs.</summary>
    public void Assign()
    {
        HashSet<Node> chained = [];
        foreach (var node in _region.Graph.Nodes)
        {
            if (RegionTiming.InputsNow(node).Any(chained.Contains))
            {
                chained.Add(node);
            }
            else if (_candidates.TryGetValue(node, out var candidate) && _units.HasGain(candidate.Shape))
            {
                chained.Add(node);
                var use = new UnitUse(candidate.States, RegionTiming.ArrivalNs(node), _timing.DelayNs(node), _timing.TailNs(node));
                _assigned.Add(node, (_units.Assign(candidate.Shape, use), use));
            }
        }
    }

    /// <summary>The unit that makes a value and the use of it; null for hardware of its own. When all regions have assigned.</summary>
    public (SharedUnit Unit, UnitUse Use)? Of(Node node) => _assigned.TryGetValue(node, out var found) && found.Unit.IsShared ? found : null;
}
