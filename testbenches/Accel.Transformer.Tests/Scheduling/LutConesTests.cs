using Accel.Rtl.Estimation;
using Accel.Transformer.Ir;
using Accel.Transformer.Scheduling;
using Accel.Transformer.Scheduling.Luts;

namespace Accel.Transformer.Tests.Scheduling;

/// <summary>How many levels of LUTs a value takes at least: by its inputs, of which a LUT has six, or eight with the slice's
/// multiplexers.</summary>
public sealed class LutConesTests
{
    private static readonly NodeDelays _delays = new(DelayTable.Of(DeviceFamily.Series7));

    private readonly Graph _graph = new();
    private readonly LutCones _cones = new(_delays);

    // Whether any of so many bits of x and y is set in both: twice as many inputs, whether the bits lie side by side or not.
    [Theory]
    [InlineData(3, 1, 1)]
    [InlineData(3, 4, 1)]
    [InlineData(8, 1, 2)]
    [InlineData(8, 4, 2)]
    [InlineData(16, 2, 2)]
    public void Bits_of_one_value_at_several_places_are_several_inputs(int bits, int apart, int levels)
    {
        var both = _graph.And(Variable("x"), Variable("y"));
        var joined = _graph.Constant(0);
        for (int bit = 0; bit < bits; bit++)
        {
            var one = _graph.And(_graph.ShiftRight(both, _graph.Constant(bit * apart)), _graph.Constant(1));
            joined = _graph.Or(joined, _graph.ShiftLeft(one, _graph.Constant(bit)));
        }

        var isAny = _graph.NotEqual(joined, _graph.Constant(0));
        double readyNs = 0;
        foreach (var node in _graph.Nodes)
        {
            node.Cycle = 0;
            if (node.Operands.Length > 0)
            {
                readyNs = node.IsWiring ? readyNs : _cones.Compute(node, 0);
            }
        }

        Assert.InRange(_cones.SignalNs(isAny, 0), (levels * _delays.LogicNs) - 0.001, (levels + 1) * _delays.LogicNs);
    }

    private Node Variable(string name) => _graph.Variable(new Variable(name, IrType.UInt32, null));
}
