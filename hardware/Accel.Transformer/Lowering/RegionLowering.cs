using Accel.Rtl;
using Accel.Transformer.Lowering.Sharing;
using Accel.Transformer.Scheduling;

namespace Accel.Transformer.Lowering;

/// <summary>Builds the values of one scheduled region: one signal a node, and a register where a value outlives its cycle.</summary>
internal sealed class RegionLowering : NodeLowering
{
    private readonly Region _region;
    private readonly StorageMap _storage;
    private readonly MemoryPort _port;
    private readonly Func<Segment, int, Signal> _active;
    private readonly RegisterPlan _plan;
    private readonly Dictionary<Node, Signal> _now = [];
    private readonly Dictionary<Node, Signal> _later = [];
    private readonly Dictionary<Node, RegisterSignal> _registers = [];
    private readonly RegionSharing _sharing;

    public RegionLowering(Region region, Wires wires, StorageMap storage, MemoryPort port, SharedUnits units, Func<Segment, int, Signal> active)
        : base(wires)
    {
        (_region, _storage, _port, _active) = (region, storage, port, active);
        _plan = RegisterPlan.Make(region);
        _sharing = new RegionSharing(region, _plan, units);
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

    /// <summary>Decides what is made by units that other states use too, when all regions of the process are known.</summary>
    public void AssignUnits() => _sharing.Assign();

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
            var when = Wires.OrAll(_plan.Keepers(node).Select(s => leaving(s, node.Cycle)));
            if (home is not null)
            {
                _storage.Write(home, when, Fit(node, _storage.Of(home).WidthBits, node.Cycle));
            }
            else
            {
                Wires.Module.Drive(_registers[node], _now[node], when);
            }
        }
    }

    /// <inheritdoc/>
    protected override Signal See(Node node, int cycle)
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
                ? (register.WidthBits > node.SignalBits ? Wires.Slice(register, 0, node.SignalBits) : register)
                : throw new InvalidOperationException($"{node.Kind} {node} of cycle {node.Cycle} is wanted in cycle {cycle} and is not kept");
        }

        if (!_later.TryGetValue(node, out var signal))
        {
            _later[node] = signal = node.Operands[0].Kind == NodeKind.Variable ? _now[node] : Compute(node, cycle);
        }

        return signal;
    }

    /// <inheritdoc/>
    protected override Signal Product(Node node, int cycle)
        => Shared(node, [Factor(node, 0, cycle), Factor(node, 1, cycle)], null) ?? base.Product(node, cycle);

    /// <inheritdoc/>
    protected override Signal Shift(Node node, Operator op, Signal value, Signal amount)
        => Shared(node, [value, amount], null) ?? base.Shift(node, op, value, amount);

    private Signal? Shared(Node node, Signal[] inputs, Signal? usedWhen)
        => _sharing.Of(node) is var (unit, use) ? unit.Result(Wires, _storage, use, inputs, usedWhen) : null;

    private Signal Factor(Node product, int operand, int cycle) => Fit(product.Operands[operand], UnitShape.FactorBits(product, operand), cycle);

    private Signal Build(Node node) => node.Kind switch
    {
        NodeKind.Variable => _storage.Of(node.Variable!),
        NodeKind.Element => Wires.Slice(_storage.Streams.Element(node.Stream!, node.Field), 0, node.SignalBits),
        NodeKind.Response => Wires.Slice(_port.Answer(_region, node), 0, node.SignalBits),
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
            data = _storage.SynchronousPort(node);
        }
        else
        {
            var when = UsedWhen(load, segment);
            data = Shared(node, [address], when) ?? Wires.Module.Read(memory, address, when, load.Source);
            data.NameHint = array.Name + "_data";
        }

        return Wires.Slice(data, 0, node.SignalBits);
    }

    // Where a load is looked at by others under weaker conditions, or its condition comes later, nothing is said about it.
    private Signal UsedWhen(LoadEffect load, Segment segment)
    {
        if (load.Cycle > segment.End)
        {
            return Wires.Zero;
        }

        var when = _active(segment, load.Cycle);
        return load.Predicate is null ? when : load.Predicate.Cycle >= 0 && load.Predicate.Cycle <= load.Cycle ? Wires.And(when, Bit(load.Predicate, load.Cycle))! : Wires.Zero;
    }
}
