using Accel.Rtl;
using Accel.Transformer.Scheduling;

namespace Accel.Transformer.Lowering.Sharing;

/// <summary>
/// The units that the states of one process share: read ports of memories that are read at once, products, shifts by a variable amount.
/// At most one state is active, so that one unit, whose operands the state chooses, serves a use in each.
/// </summary>
/// <param name="delays">Delays of the device family.</param>
/// <param name="budgetNs">What a cycle has for logic.</param>
internal sealed class SharedUnits(NodeDelays delays, double budgetNs)
{
    // Units whose states are free but whose timing does not allow one more use: so many are tried before another one is made.
    private const int Tries = 8;

    private readonly Dictionary<UnitShape, Pool> _pools = [];

    private sealed class Pool
    {
        public int Uses { get; set; }

        public Dictionary<int, int> UsesOfState { get; } = [];

        public int MostInAState { get; set; }

        public List<SharedUnit> Units { get; } = [];

        // By state, the units before this one are not to be tried again.
        public Dictionary<int, int> Next { get; } = [];
    }

    /// <summary>Delays of the device family.</summary>
    public NodeDelays Delays => delays;

    /// <summary>Announces a use; all are announced before the first is assigned.</summary>
    public void Announce(UnitShape shape, IReadOnlyList<int> states)
    {
        if (!_pools.TryGetValue(shape, out var pool))
        {
            _pools[shape] = pool = new Pool();
        }

        pool.Uses++;
        foreach (int state in states)
        {
            int uses = pool.UsesOfState[state] = pool.UsesOfState.GetValueOrDefault(state) + 1;
            pool.MostInAState = Math.Max(pool.MostInAState, uses);
        }
    }

    /// <summary>True when some of the announced uses exclude each other.</summary>
    public bool HasGain(UnitShape shape) => _pools[shape] is var pool && pool.Uses > pool.MostInAState;

    /// <summary>The unit of a use; all are assigned before the first is made.</summary>
    public SharedUnit Assign(UnitShape shape, UnitUse use)
    {
        var pool = _pools[shape];
        int index = use.States.Max(s => pool.Next.GetValueOrDefault(s));
        for (int end = index + Tries; index < Math.Min(end, pool.Units.Count); index++)
        {
            if (Takes(index))
            {
                return pool.Units[index];
            }
        }

        index = pool.Units.Count;
        pool.Units.Add(new SharedUnit(shape));
        _ = Takes(index);
        return pool.Units[index];

        bool Takes(int i)
        {
            bool takes = pool.Units[i].TryTake(use, delays, budgetNs);
            foreach (int state in takes ? use.States : [])
            {
                pool.Next[state] = i + 1;
            }

            return takes;
        }
    }

    /// <summary>Connects the operands of all units, when every use is made.</summary>
    /// <param name="wires">The netlist.</param>
    /// <param name="active">By state: it is the one.</param>
    public void Finish(Wires wires, IReadOnlyList<Signal> active)
    {
        foreach (var unit in _pools.Values.SelectMany(p => p.Units))
        {
            unit.Finish(wires, active);
        }
    }
}
