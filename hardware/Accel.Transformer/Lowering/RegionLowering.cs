using Accel.Rtl;
using Accel.Transformer.Scheduling;

namespace Accel.Transformer.Lowering;

/// <summary>Builds the values of one scheduled region: one signal a node, and a register where a value outlives its cycle.</summary>
internal sealed class RegionLowering
{
    private readonly Region _region;
    private readonly Wires _wires;
    private readonly StorageMap _storage;
    private readonly MemoryPort _port;
    private readonly Func<Segment, int, Signal> _active;
    private readonly RegisterPlan _plan;
    private readonly Dictionary<Node, Signal> _now = [];
    private readonly Dictionary<Node, Signal> _later = [];
    private readonly Dictionary<Node, RegisterSignal> _registers = [];

    public RegionLowering(Region region, Wires wires, StorageMap storage, MemoryPort port, Func<Segment, int, Signal> active)
    {
        (_region, _wires, _storage, _port, _active) = (region, wires, storage, port, active);
        _plan = RegisterPlan.Make(region);
        foreach (var (node, home) in _plan.Registers)
        {
            _registers.Add(node, home is not null
                ? storage.Of(home)
                : wires.Module.Register(node.SignalBits, null, (node.Name ?? "value") + "_kept", node.Source));
        }
    }

    /// <summary>The plan that is followed.</summary>
    public RegisterPlan Plan => _plan;

    /// <summary>Registers of values that are no variable's.</summary>
    public IEnumerable<RegisterSignal> OwnRegisters => _plan.Registers.Where(r => r.Value is null).Select(r => _registers[r.Key]);

    /// <summary>Makes all signals, in the order of the graph.</summary>
    public void BuildNodes()
    {
        var loads = _region.Segments.SelectMany(s => s.Effects.OfType<LoadEffect>().Select(l => (Load: l, Segment: s))).ToDictionary(p => p.Load.Result, p => p);
        foreach (var node in _region.Graph.Nodes.Where(n => !n.IsConstant && _plan.IsBuilt(n)))
        {
            Signal signal;
            if (node.Kind == NodeKind.Load)
            {
                var (load, segment) = loads[node];
                signal = BuildLoad(node, load, segment);
            }
            else
            {
                signal = Build(node);
            }

            if (node.Name is not null && signal is OperatorSignal { NameHint: null } && !node.IsWiring)
            {
                signal.NameHint = node.Name;
            }

            _now.Add(node, signal);
        }
    }

    /// <summary>Loads the registers; <paramref name="leaving"/> tells when a state ends.</summary>
    public void DriveRegisters(Func<Segment, int, Signal> leaving)
    {
        foreach (var (node, home) in _plan.Registers)
        {
            var when = _wires.OrAll(_plan.Keepers(node).Select(s => leaving(s, node.Cycle)));
            if (home is not null)
            {
                _storage.Write(home, when, Fit(node, _storage.Of(home).WidthBits, node.Cycle));
            }
            else
            {
                _wires.Module.Drive(_registers[node], _now[node], when);
            }
        }
    }

    /// <summary>A value as bits of a given width, as seen in a cycle.</summary>
    public Signal Fit(Node node, int widthBits, int cycle)
    {
        if (node.IsConstant)
        {
            return _wires.Constant((System.Numerics.BigInteger)node.Value, widthBits);
        }

        var signal = See(node, cycle);
        if (widthBits <= signal.WidthBits)
        {
            return _wires.Slice(signal, 0, widthBits);
        }

        return signal.WidthBits >= node.Range.WidthBits
            ? _wires.Extend(signal, widthBits, node.Range.IsSigned)
            : throw new InvalidOperationException($"{node} of {node.Range.WidthBits} bits, built with {signal.WidthBits}, is wanted with {widthBits}");
    }

    /// <summary>A 1-bit value as seen in a cycle.</summary>
    public Signal Bit(Node node, int cycle) => Fit(node, 1, cycle);

    private Signal See(Node node, int cycle)
    {
        if (node.Kind != NodeKind.Variable && cycle < node.Cycle)
        {
            throw new InvalidOperationException($"{node.Kind} {node} of cycle {node.Cycle} is wanted in cycle {cycle}");
        }

        if (node.Kind == NodeKind.Variable || cycle == node.Cycle)
        {
            return _now[node];
        }

        if (!node.IsWiring)
        {
            return _registers.TryGetValue(node, out var register)
                ? (register.WidthBits > node.SignalBits ? _wires.Slice(register, 0, node.SignalBits) : register)
                : throw new InvalidOperationException($"{node.Kind} {node} of cycle {node.Cycle} is wanted in cycle {cycle} and is not kept");
        }

        if (!_later.TryGetValue(node, out var signal))
        {
            _later[node] = signal = node.Operands[0].Kind == NodeKind.Variable ? _now[node] : Compute(node, cycle);
        }

        return signal;
    }

    private Signal Build(Node node) => node.Kind switch
    {
        NodeKind.Variable => _storage.Of(node.Variable!),
        NodeKind.Response => _wires.Slice(_port.Data, 0, node.SignalBits),
        _ => Compute(node, node.Cycle),
    };

    private Signal BuildLoad(Node node, LoadEffect load, Segment segment)
    {
        var array = node.Array!;
        var memory = _storage.Of(array);
        var address = Address(node.Operands[0], memory, node.AddressCycle);
        Signal data;
        if (ArrayShape.IsSynchronous(array))
        {
            data = _storage.SynchronousPort(array);
        }
        else
        {
            var when = UsedWhen(load, segment);
            data = _wires.Module.Read(memory, address, when, load.Source);
            data.NameHint = array.Name + "_data";
        }

        return _wires.Slice(data, 0, node.SignalBits);
    }

    // Where a load is looked at by others under weaker conditions, or its condition comes later, nothing is said about it.
    private Signal UsedWhen(LoadEffect load, Segment segment)
    {
        if (load.Cycle > segment.End)
        {
            return _wires.Zero;
        }

        var when = _active(segment, load.Cycle);
        return load.Predicate is null ? when : load.Predicate.Cycle >= 0 && load.Predicate.Cycle <= load.Cycle ? _wires.And(when, Bit(load.Predicate, load.Cycle))! : _wires.Zero;
    }

    /// <summary>An index as an address of a memory; indices are in range by contract, so that higher bits say nothing.</summary>
    public Signal Address(Node index, Memory memory, int cycle) => Fit(index, memory.AddressWidthBits, cycle);

    private Signal Compute(Node node, int cycle)
    {
        int w = node.SignalBits;
        var source = node.Source;
        switch (node.Kind)
        {
            case NodeKind.Subtract when node.Operands[0].IsConstant && node.Operands[0].Value == 0:
                return _wires.Negate(Fit(node.Operands[1], w, cycle), source);
            case NodeKind.Xor when node.Operands[1].IsConstant && IsAllOnes(node.Operands[1].Value, w):
                return _wires.Not(Fit(node.Operands[0], w, cycle));
            case NodeKind.Add or NodeKind.Subtract or NodeKind.Multiply or NodeKind.And or NodeKind.Or or NodeKind.Xor:
                return _wires.Binary(OperatorOf(node.Kind), Fit(node.Operands[0], w, cycle), Fit(node.Operands[1], w, cycle), source);
            case NodeKind.ShiftLeft when node.Operands[1].IsConstant:
                int up = (int)node.Operands[1].Value;
                return up >= w ? _wires.Constant(0, w) : _wires.ShiftedUp(Fit(node.Operands[0], w - up, cycle), up);
            case NodeKind.ShiftRight when node.Operands[1].IsConstant:
                int down = (int)node.Operands[1].Value;
                return _wires.Slice(Fit(node.Operands[0], down + w, cycle), down, w);
            case NodeKind.ShiftLeft:
                return _wires.Shift(Operator.ShiftLeft, Fit(node.Operands[0], w, cycle), Whole(node.Operands[1], cycle), source);
            case NodeKind.ShiftRight:
                var value = Whole(node.Operands[0], cycle);
                var op = node.Operands[0].Range.IsSigned ? Operator.ShiftRightArithmetic : Operator.ShiftRightLogical;
                var shifted = _wires.Shift(op, value, Whole(node.Operands[1], cycle), source);
                return w <= shifted.WidthBits ? _wires.Slice(shifted, 0, w) : _wires.Extend(shifted, w, node.Operands[0].Range.IsSigned);
            case NodeKind.Equal or NodeKind.NotEqual or NodeKind.LessThan or NodeKind.LessOrEqual:
                return Compare(node, cycle);
            case NodeKind.Select:
                return _wires.Multiplex(Bit(node.Operands[0], cycle), Fit(node.Operands[1], w, cycle), Fit(node.Operands[2], w, cycle), source);
            case NodeKind.Wrap:
                return Fit(node.Operands[0], w, cycle);
            default:
                throw new InvalidOperationException($"{node.Kind} is not computed");
        }
    }

    private Signal Whole(Node node, int cycle) => Fit(node, node.Range.WidthBits, cycle);

    private Signal Compare(Node node, int cycle)
    {
        var (a, b) = (node.Operands[0], node.Operands[1]);
        bool isSigned = a.Range.IsSigned || b.Range.IsSigned;
        int width = isSigned
            ? Math.Max(a.Range.WidthBits + (a.Range.IsSigned ? 0 : 1), b.Range.WidthBits + (b.Range.IsSigned ? 0 : 1))
            : Math.Max(a.Range.WidthBits, b.Range.WidthBits);
        var op = node.Kind switch
        {
            NodeKind.Equal => Operator.Equal,
            NodeKind.NotEqual => Operator.NotEqual,
            NodeKind.LessThan => isSigned ? Operator.LessThanSigned : Operator.LessThanUnsigned,
            _ => isSigned ? Operator.LessOrEqualSigned : Operator.LessOrEqualUnsigned,
        };
        return _wires.Binary(op, Fit(a, width, cycle), Fit(b, width, cycle), node.Source);
    }

    private static bool IsAllOnes(Int128 value, int widthBits) => (value & ((Int128.One << widthBits) - 1)) == (Int128.One << widthBits) - 1;

    private static Operator OperatorOf(NodeKind kind) => kind switch
    {
        NodeKind.Add => Operator.Add,
        NodeKind.Subtract => Operator.Subtract,
        NodeKind.Multiply => Operator.Multiply,
        NodeKind.And => Operator.And,
        NodeKind.Or => Operator.Or,
        _ => Operator.Xor,
    };
}
