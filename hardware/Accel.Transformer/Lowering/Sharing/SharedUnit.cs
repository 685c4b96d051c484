using Accel.Rtl;
using Accel.Transformer.Scheduling;

namespace Accel.Transformer.Lowering.Sharing;

/// <summary>One use of a unit.</summary>
/// <param name="States">The states that look at the result.</param>
/// <param name="ArrivalNs">When the operands are there.</param>
/// <param name="DelayNs">From the operands to the result.</param>
/// <param name="TailNs">What follows in the same cycle.</param>
internal sealed record UnitUse(IReadOnlyList<int> States, double ArrivalNs, double DelayNs, double TailNs);

/// <summary>A unit with the uses that it serves, at most one in a state.</summary>
internal sealed class SharedUnit(UnitShape shape)
{
    private readonly HashSet<int> _states = [];
    private readonly List<(IReadOnlyList<int> States, Signal[] Inputs, Signal? UsedWhen)> _sources = [];
    private int _uses;
    private double _arrivalNs, _delayNs, _tailNs;
    private WireSignal[] _inputs = [];
    private WireSignal? _usedWhen;
    private Signal? _output;

    /// <summary>It serves more than one use.</summary>
    public bool IsShared => _uses > 1;

    /// <summary>
    /// Takes one more use when its states are free and the slowest of all operands, through the multiplexer, still reaches the longest of
    /// all tails in time: timing analysis does not know that they exclude each other.
    /// </summary>
    /// <param name="use">The use.</param>
    /// <param name="delays">Delays of the device family.</param>
    /// <param name="budgetNs">What a cycle has.</param>
    public bool TryTake(UnitUse use, NodeDelays delays, double budgetNs)
    {
        if (use.States.Any(_states.Contains))
        {
            return false;
        }

        var (arrivalNs, delayNs, tailNs) = (Math.Max(_arrivalNs, use.ArrivalNs), Math.Max(_delayNs, use.DelayNs), Math.Max(_tailNs, use.TailNs));
        // The state is decoded while the operands arrive; then it chooses.
        if (_uses > 0 && Math.Max(arrivalNs, delays.LogicNs) + delays.ChooseNs(_uses + 1) + delayNs + tailNs > budgetNs)
        {
            return false;
        }

        (_arrivalNs, _delayNs, _tailNs) = (arrivalNs, delayNs, tailNs);
        _uses++;
        _states.UnionWith(use.States);
        return true;
    }

    /// <summary>The result for operands in some states.</summary>
    /// <param name="wires">The netlist.</param>
    /// <param name="storage">Memories.</param>
    /// <param name="use">A use that was taken.</param>
    /// <param name="inputs">The operands, as wide as the shape says.</param>
    /// <param name="usedWhen">For a read port: the word has to be initialised.</param>
    public Signal Result(Wires wires, StorageMap storage, UnitUse use, Signal[] inputs, Signal? usedWhen)
    {
        _sources.Add((use.States, inputs, usedWhen));
        return _output ??= Make(wires, storage);
    }

    /// <summary>Connects the operands.</summary>
    /// <param name="wires">The netlist.</param>
    /// <param name="active">By state: it is the one.</param>
    public void Finish(Wires wires, IReadOnlyList<Signal> active)
    {
        for (int i = 0; i < _inputs.Length; i++)
        {
            var selector = new Selector(wires);
            foreach (var (states, inputs, _) in _sources)
            {
                selector.Add(wires.OrAll(states.Select(s => active[s])), inputs[i]);
            }

            wires.Module.Connect(_inputs[i], selector.Build().Value);
        }

        if (_usedWhen is not null)
        {
            wires.Module.Connect(_usedWhen, wires.OrAll(_sources.Select(s => s.UsedWhen!)));
        }
    }

    private Signal Make(Wires wires, StorageMap storage)
    {
        var first = wires.Module.Wire(shape.FirstBits, shape.Name + (shape.Array is null ? "_a" : "_read_address"));
        if (shape.Operator is not { } op)
        {
            _inputs = [first];
            _usedWhen = wires.Module.Wire(1);
            var port = wires.Module.Read(storage.Of(shape.Array!), first, _usedWhen, shape.Array!.Source);
            port.NameHint = shape.Name + "_data";
            return port;
        }

        var second = wires.Module.Wire(shape.SecondBits, shape.Name + "_b");
        _inputs = [first, second];
        var output = op == Operator.Multiply
            ? wires.Binary(op, wires.Extend(first, shape.ResultBits, shape.FirstIsSigned), wires.Extend(second, shape.ResultBits, shape.SecondIsSigned))
            : wires.Shift(op, first, second, null);
        output.NameHint = shape.Name;
        return output;
    }
}
