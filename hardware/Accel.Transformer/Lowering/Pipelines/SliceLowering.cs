using Accel.Rtl;
using Accel.Transformer.Ir;
using Accel.Transformer.Scheduling;
using Accel.Transformer.Scheduling.Pipelines;

namespace Accel.Transformer.Lowering.Pipelines;

/// <summary>
/// The values of a pipelined slice. A value that is wanted in a later cycle than its own travels along: one register for each initiation
/// interval that it lives, since the next iteration overwrites it after so many cycles.
/// </summary>
internal sealed class SliceLowering : NodeLowering
{
    // Registers one behind the other that become a shift register.
    private const int FewestShifted = 3;

    private readonly PipelineSlice _slice;
    private readonly SliceProgress _control;
    private readonly StorageMap _storage;
    private readonly MemoryPort _port;
    private readonly Func<Variable, RegisterSignal> _register;
    private readonly Dictionary<Node, Signal> _now = [];
    private readonly Dictionary<(Node Node, int Cycle), Signal> _later = [];
    private readonly Dictionary<(Signal Source, int From), List<Signal>> _kept = [];
    private readonly HashSet<Node> _deciding;

    public SliceLowering(PipelineSlice slice, Wires wires, SliceProgress control, StorageMap storage, MemoryPort port, Func<Variable,
        RegisterSignal> register)
        : base(wires)
    {
        (_slice, _control, _storage, _port, _register) = (slice, control, storage, port, register);
        _deciding = DecidingOf(slice);
    }

    /// <summary>
    /// Makes the signal of every value, in the order of the graph; what only the condition of a load needs has no cycle, and is not built.
    /// </summary>
    public void BuildNodes()
    {
        foreach (var node in _slice.Region.Graph.Nodes.Where(n => !n.IsConstant && n.IsUsed && n.Cycle >= 0))
        {
            var signal = node.Kind switch
            {
                NodeKind.Variable => _register(node.Variable!),
                NodeKind.Element => Wires.Slice(_storage.Streams.Element(node.Stream!, node.Field), 0, node.SignalBits),
                NodeKind.Response => Wires.Slice(_port.Answer(_slice.Region, node), 0, node.SignalBits),
                NodeKind.Load => Load(node),
                _ => Compute(node, node.Cycle),
            };
            if (node.Name is not null && signal is OperatorSignal { NameHint: null } && !node.IsWiring)
            {
                signal.NameHint = node.Name;
            }

            _now.Add(node, signal);
        }
    }

    /// <summary>1 when an effect's condition holds in its cycle.</summary>
    public Signal When(Effect effect)
    {
        var active = _control.Active(effect.Cycle);
        return effect.Predicate is null ? active : Wires.And(active, Bit(effect.Predicate, effect.Cycle))!;
    }

    /// <inheritdoc/>
    protected override Signal See(Node node, int cycle)
    {
        if (node.IsWiring)
        {
            if (!_later.TryGetValue((node, cycle), out var again))
            {
                _later[(node, cycle)] = again = Compute(node, cycle);
            }

            return again;
        }

        int from = node.Cycle;
        if (node.Kind == NodeKind.Variable)
        {
            if (!_slice.WriteCycles.TryGetValue(node.Variable!, out from))
            {
                // The loop does not set it.
                return _now[node];
            }
        }
        else if (cycle < from)
        {
            throw new InvalidOperationException($"{node.Kind} {node} of cycle {from} is wanted in cycle {cycle}");
        }

        return cycle <= from ? _now[node] : Kept(node, from, cycle);
    }

    private Signal Kept(Node node, int from, int cycle)
    {
        if (!_kept.TryGetValue((_now[node], from), out var chain))
        {
            _kept[(_now[node], from)] = chain = [_now[node]];
        }

        int wanted = (cycle - from + _slice.InitiationInterval - 1) / _slice.InitiationInterval;
        while (chain.Count <= wanted)
        {
            // What an iteration waits for decides about all that stands behind it. Without a reset synthesis makes shift registers of three
            // and more (SRL16), which answer a nanosecond later than a flip-flop. Where no iteration is, the value may be unknown.
            bool resets = chain.Count == 1 ? _deciding.Contains(node) : chain[^1] is RegisterSignal { ResetValue: not null };
            var value = resets && chain.Count == 1 ? Wires.And(chain[0], _control.Active(from))! : chain[^1];
            var register = Wires.Module.Register(chain[0].WidthBits, resets ? 0 : null, (node.Name ?? "value") + "_kept", node.Source);
            var keeps = _control.Keeps(from + ((chain.Count - 1) * _slice.InitiationInterval));
            Wires.Module.Drive(register, value, keeps == Wires.One ? null : keeps);
            chain.Add(register);
        }

        return chain[wanted];
    }

    // Bits of much earlier cycles of which conditions are made that an iteration may wait under.
    private static HashSet<Node> DecidingOf(PipelineSlice slice)
    {
        HashSet<Node> deciding = [];
        foreach (var effect in slice.Effects.Where(static e => e is StreamEffect or PortAnswer or PortRequest && e.Predicate is not null))
        {
            Stack<Node> open = new([effect.Predicate!]);
            while (open.TryPop(out var node))
            {
                if (node.Cycle < effect.Cycle && !node.IsWiring)
                {
                    if (node.SignalBits == 1 && effect.Cycle - node.Cycle >= FewestShifted * slice.InitiationInterval)
                    {
                        deciding.Add(node);
                    }

                    continue;
                }

                foreach (var operand in node.Operands.Where(static o => !o.IsConstant))
                {
                    open.Push(operand);
                }
            }
        }

        return deciding;
    }

    // An iteration that waits with what it has read keeps it: those ahead of it may read at the same port meanwhile.
    private Signal Held(Node node, Signal data)
    {
        int cycle = node.Cycle;
        var moves = _control.Moves(cycle);
        if (!_control.WaitsAlone || moves == Wires.One || !_slice.Effects.OfType<ArrayAccess>()
            .Any(a => a.Array == node.Array && a.Port == node.Port && a.Cycle != node.AddressCycle))
        {
            return data;
        }

        var isHeld = Wires.Module.Register(1, 0, node.Array!.Name + "_is_held", node.Source);
        var held = Wires.Module.Register(data.WidthBits, null, node.Array.Name + "_held", node.Source);
        Wires.Module.Drive(isHeld, Wires.Not(moves), _control.Active(cycle));
        Wires.Module.Drive(held, data, Wires.Not(isHeld));
        return Wires.Multiplex(isHeld, held, data);
    }

    private Signal Load(Node node)
    {
        var array = node.Array!;
        if (ArrayShape.IsSynchronous(array))
        {
            return Held(node, Wires.Slice(_storage.SynchronousPort(node), 0, node.SignalBits));
        }

        // Whether anyone looks at it depends on conditions of later cycles: nothing is said about it.
        var memory = _storage.Of(array);
        var data = Wires.Module.Read(memory, Address(node.Operands[0], memory, node.AddressCycle), Wires.Zero, node.Source);
        data.NameHint = array.Name + "_data";
        return Wires.Slice(data, 0, node.SignalBits);
    }
}
