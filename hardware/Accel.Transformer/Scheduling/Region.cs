using Accel.Rtl;
using Accel.Transformer.Ir;
using Accel.Transformer.Scheduling.Pipelines;

namespace Accel.Transformer.Scheduling;

/// <summary>Something that happens on the edge at the end of a cycle, once, when its path is taken.</summary>
internal abstract class Effect(SourceLocation? source)
{
    /// <summary>Line it came from.</summary>
    public SourceLocation? Source { get; } = source;

    /// <summary>Happens only when this is 1; null means always. (The branches of the region are not part of it.)</summary>
    public Node? Predicate { get; set; }

    /// <summary>Cycle after the region's start.</summary>
    public int Cycle { get; set; } = -1;

    /// <summary>Values it needs.</summary>
    public abstract IEnumerable<Node> Inputs { get; }

    /// <summary>The values and the condition.</summary>
    public IEnumerable<Node> Needs => Predicate is null ? Inputs : Inputs.Append(Predicate);

    /// <summary>Values that it needs whatever becomes of its own, each with the number of low bits that are looked at.</summary>
    public abstract IEnumerable<(Node Value, int Bits)> Demands { get; }

    /// <summary>Replaces the values.</summary>
    public abstract void Map(Func<Node, Node> map);
}

/// <summary>A load from an array or a store to it.</summary>
internal abstract class ArrayAccess(SourceLocation? source) : Effect(source)
{
    /// <summary>The array.</summary>
    public abstract ArrayVariable Array { get; }

    /// <summary>Which element.</summary>
    public abstract Node Index { get; }

    /// <summary>
    /// The port of the array's block RAM that it uses: 0 is the one for loads, 1 the one for stores, unless the array has two for either.
    /// </summary>
    public int Port { get; set; }

    /// <summary>
    /// A load that shares port and cycle with accesses whose conditions exclude its own: it takes the port under its condition only, which
    /// is known by then.
    /// </summary>
    public bool IsGated { get; set; }

    /// <summary>Both can use a port in one cycle, because at most one of them happens and it is known by then which.</summary>
    public bool CanShare(ArrayAccess other, int cycle)
        => PortUse.AreExclusive(Predicate, other.Predicate) && IsDecided(cycle) && other.IsDecided(cycle);

    // A store waits for its condition; a load need not.
    private bool IsDecided(int cycle) => this is StoreEffect || Predicate!.Cycle >= 0 && Predicate.Cycle <= cycle;

    /// <summary>True when it may be at the element of another access, of which one is a store, in the same run of the region.</summary>
    public bool MayMeet(ArrayAccess other)
        => Array == other.Array && (this is StoreEffect || other is StoreEffect) && !Path.AreDistinct(Index, other.Index)
            && !PortUse.AreExclusive(Predicate, other.Predicate);
}

/// <summary>A store to an array.</summary>
internal sealed class StoreEffect(ArrayVariable array, Node index, Node value, SourceLocation? source) : ArrayAccess(source)
{
    private Node _index = index;

    /// <inheritdoc/>
    public override ArrayVariable Array { get; } = array;

    /// <inheritdoc/>
    public override Node Index => _index;

    public Node Value { get; private set; } = value;

    /// <inheritdoc/>
    public override IEnumerable<Node> Inputs => [Index, Value];

    /// <inheritdoc/>
    public override IEnumerable<(Node Value, int Bits)> Demands => [(Index, 64), (Value, Graph.RangeOf(Array).WidthBits)];

    /// <inheritdoc/>
    public override void Map(Func<Node, Node> map) => (_index, Value) = (map(_index), map(Value));
}

/// <summary>A load; its value is a node.</summary>
internal sealed class LoadEffect(Node result, StoreEffect? after) : ArrayAccess(result.Source)
{
    public Node Result { get; private set; } = result;

    /// <inheritdoc/>
    public override ArrayVariable Array => Result.Array!;

    /// <inheritdoc/>
    public override Node Index => Result.Operands[0];

    /// <summary>The last store that it may see.</summary>
    public StoreEffect? After { get; } = after;

    /// <inheritdoc/>
    public override IEnumerable<Node> Inputs => Result.Operands;

    // A load is only made when its value is used.
    /// <inheritdoc/>
    public override IEnumerable<(Node Value, int Bits)> Demands => [];

    /// <inheritdoc/>
    public override void Map(Func<Node, Node> map) => Result = map(Result);
}

/// <summary>
/// Something that only looks on: it is placed after everything else, and costs neither a cycle nor time. What it cannot see is left out.
/// </summary>
internal abstract class ObservingEffect(SourceLocation? source) : Effect(source);

/// <summary>Notes that a statement was executed and, with a condition, which way a branch went.</summary>
internal sealed class CoverEffect(Node? condition, SourceLocation source) : ObservingEffect(source)
{
    public Node? Condition { get; private set; } = condition;

    /// <inheritdoc/>
    public override IEnumerable<Node> Inputs => Condition is null ? [] : [Condition];

    /// <inheritdoc/>
    public override IEnumerable<(Node Value, int Bits)> Demands => Inputs.Select(static i => (i, 1));

    /// <inheritdoc/>
    public override void Map(Func<Node, Node> map) => Condition = Condition is null ? null : map(Condition);
}

/// <summary>A promise that a simulation checks.</summary>
internal sealed class AssertEffect(Node condition, string message, SourceLocation? source) : ObservingEffect(source)
{
    public Node Condition { get; private set; } = condition;

    public string Message { get; } = message;

    /// <inheritdoc/>
    public override IEnumerable<Node> Inputs => [Condition];

    /// <inheritdoc/>
    public override IEnumerable<(Node Value, int Bits)> Demands => [(Condition, 1)];

    /// <inheritdoc/>
    public override void Map(Func<Node, Node> map) => Condition = map(Condition);
}

/// <summary>Leaves the region: registers are set and the next region (null: idle) starts in the cycle after.</summary>
internal sealed class RegionExit(Segment from, FlowBlock? target)
{
    /// <summary>The segment that ends here.</summary>
    public Segment From { get; } = from;

    /// <summary>Where to.</summary>
    public FlowBlock? Target { get; } = target;

    /// <summary>Its process is done.</summary>
    public bool IsEnd => Target is null or { IsEnd: true };

    /// <summary>What the variables that matter there become; those that keep their value are left out.</summary>
    public List<(Variable Variable, Node Value)> Writes { get; } = [];
}

/// <summary>
/// A stretch of a region without branches. A child starts in the cycle in which its parent ends, under the parent's decision.
/// </summary>
internal sealed class Segment(Region region, Segment? parent, bool isWhenTrue)
{
    public Region Region { get; } = region;

    public Segment? Parent { get; } = parent;

    /// <summary>The value of the parent's decision that leads here.</summary>
    public bool IsWhenTrue { get; } = isWhenTrue;

    /// <summary>Number in the region; parents have smaller ones.</summary>
    public int Index { get; set; }

    /// <summary>In program order.</summary>
    public List<Effect> Effects { get; } = [];

    /// <summary>Decides between the children; null when there is an exit.</summary>
    public Node? Decision { get; set; }

    public Segment? WhenTrue { get; set; }

    public Segment? WhenFalse { get; set; }

    public RegionExit? Exit { get; set; }

    /// <summary>The parent's last cycle; 0 for the root.</summary>
    public int Start { get; set; }

    /// <summary>The cycle of the decision or of the exit.</summary>
    public int End { get; set; }

    /// <summary>Numbers of the states of the cycles after Start (for the root: from 0), by cycle.</summary>
    public Dictionary<int, int> States { get; } = [];

    /// <summary>First line of it.</summary>
    public SourceLocation? Source { get; set; }

    /// <summary>The segment that owns the state of a cycle: this one, or an ancestor.</summary>
    public Segment OwnerOf(int cycle)
    {
        var owner = this;
        while (owner.Parent is not null && cycle <= owner.Start)
        {
            owner = owner.Parent;
        }

        return owner;
    }
}

/// <summary>
/// A tree of segments with one entry: what one start can lead to before the next region begins. Its values are one dataflow graph;
/// cycles are counted from the entry. This is the unit of scheduling: a pipelined loop replaces the schedule of its region.
/// </summary>
internal sealed class Region(FlowBlock entry, int index)
{
    /// <summary>The block at the entry.</summary>
    public FlowBlock Entry { get; } = entry;

    public int Index { get; } = index;

    /// <summary>The loop that runs while the state machine rests in the region's one state, or null.</summary>
    public PipelinedLoop? Pipeline { get; set; }

    /// <summary>Its values.</summary>
    public required Graph Graph { get; set; }

    /// <summary>Parents before children.</summary>
    public List<Segment> Segments { get; } = [];

    public Segment Root => Segments[0];

    public IEnumerable<RegionExit> Exits => Segments.Where(s => s.Exit is not null).Select(s => s.Exit!);
}
