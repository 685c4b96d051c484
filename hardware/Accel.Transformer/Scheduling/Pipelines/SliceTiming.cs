using System.Collections.Immutable;
using Accel.Transformer.Ir;
using Accel.Transformer.Scheduling.Luts;

namespace Accel.Transformer.Scheduling.Pipelines;

/// <summary>
/// The timing of a slice that the constant reserve has no room for: what is on a way around the loop has the whole cycle, in LUTs
/// (<see cref="LutCones"/>), and what follows from it is computed: the enables of registers, with all that an iteration may wait for, the
/// ends of streams, the choice between what the loop and what others put into a register. Everything else keeps the reserve.
/// </summary>
internal sealed class SliceTiming : NodeTiming
{
    /// <summary>Signals of the control.</summary>
    private const int OccupiedSignal = -2, CountSignal = -4, OtherEndSignal = -5, OthersSignal = -6, FirstWaitSignal = -100;

    private readonly PipelineSlice _slice;
    private readonly LutCones _cones;
    private readonly double _wholeNs;
    private readonly HashSet<Node> _tight = [];
    private readonly IReadOnlySet<Variable> _shared;
    private readonly Dictionary<Node, HeldValue> _held = [];
    private readonly List<(Variable Variable, Node Value)> _around = [];
    private readonly List<Effect> _waiting;

    /// <summary>Looks at a slice.</summary>
    /// <param name="delays">The device family.</param>
    /// <param name="clockPeriodNs">The clock.</param>
    /// <param name="slice">The slice.</param>
    /// <param name="shared">Variables that something outside of the loop gives values that are no constants.</param>
    public SliceTiming(NodeDelays delays, double clockPeriodNs, PipelineSlice slice, IReadOnlySet<Variable> shared)
        : base(delays, clockPeriodNs)
    {
        (_slice, _shared, _cones) = (slice, shared, new LutCones(delays));
        _wholeNs = clockPeriodNs - delays.RegisterNs;
        _waiting = [.. slice.Effects.Where(static e => e is StreamReadEffect or StreamWriteEffect or PortAnswer or PortRequest)];
        var carried = LoopCarried.Of(slice.Region);
        foreach (var (variable, value) in slice.Writes.Where(w => carried.CircleOf(w.Value) >= 0))
        {
            _around.Add((variable, value));
            if (HeldValue.Of(value, variable) is { } held)
            {
                _held[value] = held;
            }
        }

        MarkAllOf([slice.Decision, .. slice.Effects.OfType<StreamReadEffect>().Select(static r => r.Predicate).OfType<Node>()]);
        _tight.UnionWith(slice.Region.Graph.Nodes.Where(n => carried.CircleOf(n) >= 0));
    }

    /// <inheritdoc/>
    public override double BudgetOf(Node node) => _tight.Contains(node) ? _wholeNs : BudgetNs;

    /// <inheritdoc/>
    public override (double FromNs, double ReadyNs) At(Node node, int cycle)
    {
        double fromNs = node.Operands.Select(o => _cones.SignalNs(o, cycle)).DefaultIfEmpty(0).Max();
        double readyNs = node.Operands.Length == 0 ? 0 : node.IsWiring ? fromNs : _cones.Compute(node, cycle);
        return (fromNs, _held.TryGetValue(node, out var held) ? HeldNs(held, cycle) : readyNs);
    }

    /// <inheritdoc/>
    public override bool Fits(Effect effect, int cycle)
    {
        // What goes to the memory port passes the choice between all who use it.
        bool isOutside = effect is PortRequest or PortAnswer;
        foreach (var input in effect.Inputs.Where(i => i.Cycle == cycle))
        {
            double behindNs = effect is StreamWriteEffect ? Delays.LogicNs : 0;
            double limitNs = isOutside || effect is ArrayAccess ? BudgetNs : _wholeNs - behindNs;
            if (_cones.SignalNs(input, cycle) is > 0 and var readyNs && readyNs > limitNs)
            {
                return false;
            }
        }

        if (effect.Predicate is not { } predicate || predicate.Cycle != cycle || _cones.SignalNs(predicate, cycle) == 0
            || effect is LoadEffect)
        {
            return true;
        }

        // What no iteration waits for may come a cycle later.
        if (!_tight.Contains(predicate) && !base.Fits(effect, cycle))
        {
            return false;
        }

        return isOutside ? _cones.SignalNs(predicate, cycle) <= BudgetNs
            : EndNs(effect, _cones.Joined([.. WaitsOf(effect, cycle),
            .. _waiting.Where(e => e != effect).SelectMany(e => WaitsOf(e, cycle))]))
                <= _wholeNs;
    }

    /// <inheritdoc/>
    public override bool Accepts()
    {
        foreach (var node in _slice.Region.Graph.Nodes.Where(static n => n.Cycle >= 0 && n.IsUsed && n.Kind != NodeKind.Load))
        {
            _ = At(node, node.Cycle);
        }

        return TooLate() is null && IsDecidedInTime() && _slice.Effects.All(e => e is ObservingEffect || Fits(e, e.Cycle));
    }

    /// <inheritdoc/>
    public override bool IsDecidedInTime()
    {
        var decision = _slice.Decision;
        if (decision.IsConstant || decision.Cycle < _slice.InitiationInterval - 1 || _cones.SignalNs(decision, decision.Cycle) == 0)
        {
            return true;
        }

        // The slice has finished, or the loop is left: its last iteration may be in its first cycle.
        var finishes = _cones.Joined([Earliest(decision, decision.Cycle), Control(OccupiedSignal), .. WaitsAt(decision.Cycle)]);
        return finishes.ArrivalNs + (2 * Delays.LogicNs) <= _wholeNs;
    }

    /// <inheritdoc/>
    public override Variable? TooLate()
    {
        foreach (var (variable, value) in _around)
        {
            int cycle = NodePlacer.KnownIn(value);
            if (value.Cycle == cycle && RegisterNs(variable, value, cycle) > _wholeNs)
            {
                return variable;
            }
        }

        return null;
    }

    private void MarkAllOf(IEnumerable<Node> roots)
    {
        Stack<Node> open = new(roots);
        while (open.TryPop(out var node))
        {
            if (_tight.Add(node))
            {
                foreach (var operand in node.Operands)
                {
                    open.Push(operand);
                }
            }
        }
    }

    private double RegisterNs(Variable variable, Node value, int cycle)
    {
        if (_held.TryGetValue(value, out var held))
        {
            return HeldNs(held, cycle, _shared.Contains(variable));
        }

        double readyNs = _cones.SignalNs(value, cycle);
        return !_shared.Contains(variable) || readyNs == 0 ? readyNs
            : _cones.Joined([Earliest(value, cycle), Control(OccupiedSignal), Control(OthersSignal)]).ArrivalNs + Delays.LogicNs;
    }

    // The data, beside the enable.
    private double HeldNs(HeldValue held, int cycle, bool isShared = false)
    {
        var data = held.Data.Count == 1 && !isShared
            ? null : _cones.Joined([.. held.Data.Concat(held.Choices).Select(d => Earliest(d, cycle)),
            .. isShared ? [Control(OccupiedSignal), Control(OthersSignal)] : Array.Empty<LutCut>()]);
        double dataNs = data is null ? _cones.SignalNs(held.Data[0], cycle) : data.ArrivalNs + Delays.LogicNs;
        var enable = _cones.Joined([.. held.Conditions.Select(c => Earliest(c, cycle)), Control(OccupiedSignal), .. WaitsAt(cycle)]);
        return Math.Max(dataNs, enable.ArrivalNs + Delays.LogicNs);
    }

    // What an iteration in a cycle may wait for: the LUTs that join it are in the enable's as far as there is room.
    private IEnumerable<LutCut> WaitsAt(int cycle) =>
        _waiting.Where(e => e.Cycle >= cycle || e.Cycle < 0).SelectMany(e => WaitsOf(e, cycle));

    // That an iteration is there, that it wants the effect, and that the effect cannot be had.
    private IEnumerable<LutCut> WaitsOf(Effect effect, int cycle)
    {
        int number = FirstWaitSignal - (2 * _waiting.IndexOf(effect));
        yield return Control(OccupiedSignal);
        yield return LutCut.Of(LutInput.Of(number, effect is PortRequest or PortAnswer ? Delays.PortNs : 0));
        if (effect.Predicate is { IsConstant: false } predicate)
        {
            yield return predicate.Cycle == cycle ? Earliest(predicate, cycle) : Control(number - 1);
        }
    }

    // Behind the enable of a stream's end: what is counted, and the flags, which depend on the other end as well.
    private double EndNs(Effect effect, LutCut enable)
    {
        double enableNs = enable.ArrivalNs + Delays.LogicNs;
        if (effect is not StreamEffect)
        {
            return enableNs;
        }

        var flags = _cones.Joined([enable, Control(CountSignal, 2), LutCut.Of(LutInput.Of(OtherEndSignal, enableNs))]);
        return flags.ArrivalNs + Delays.LogicNs;
    }

    private LutCut Earliest(Node node, int cycle)
    {
        ImmutableArray<LutCut> seen = _cones.Seen(node, cycle);
        return seen.MinBy(static c => (c.ArrivalNs, c.Bits))!;
    }

    private static LutCut Control(int signal, int bits = 1) => LutCut.Of(new(signal, 0, 0, bits, 0, true));
}
