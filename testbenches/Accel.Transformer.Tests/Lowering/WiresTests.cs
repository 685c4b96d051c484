using Accel.Rtl;
using Accel.Rtl.Estimation;
using Accel.Transformer.Lowering;

namespace Accel.Transformer.Tests.Lowering;

/// <summary>Trees whose late parts pass few levels.</summary>
public sealed class WiresTests
{
    [Fact]
    public void Parts_that_are_there_at_once_make_a_balanced_tree()
        => Assert.Equal(3, Wires.Tree<(double Ns, int Depth)>([.. Enumerable.Repeat((Ns: 0.0, Depth: 0), 8)], static p => p.Ns, Join).Depth);

    [Fact]
    public void A_part_that_is_late_passes_one_level()
    {
        (double Ns, int Depth) late = (9, 0);
        Assert.Equal(10, Wires.Tree<(double Ns, int Depth)>([(0.0, 0), late, (0.0, 0), (0.0, 0), (0.0, 0), (0.0, 0), (0.0, 0), (0.0, 0)], static p => p.Ns, Join).Ns);
    }

    [Fact]
    public void A_single_part_is_the_tree() => Assert.Equal(5, Wires.Tree([5], static _ => 0.0, static (a, b) => a + b));

    [Fact]
    public void The_value_that_comes_last_is_chosen_last()
    {
        var module = new Module("m");
        var table = DelayTable.Of(DeviceFamily.Series7);
        var wires = new Wires(module, new ArrivalTimes(table));
        var selector = new Selector(wires);
        var late = wires.Binary(Operator.Add, module.Input("x", 32), module.Input("y", 32));
        selector.Add(module.Input("w", 1), late);
        for (int i = 0; i < 15; i++)
        {
            selector.Add(module.Input($"w{i}", 1), module.Input($"v{i}", 32));
        }

        var (_, value) = selector.Build();
        Assert.Equal(wires.ArrivalNs(late) + (table.LogicNs / 2), wires.ArrivalNs(value), 9);
        Assert.Contains(late, Assert.IsType<OperatorSignal>(value).Operands);
    }

    [Fact]
    public void A_late_condition_passes_two_gates_whatever_it_decides()
    {
        var module = new Module("m");
        var table = DelayTable.Of(DeviceFamily.Series7);
        var wires = new Wires(module, new ArrivalTimes(table) { InputNs = 5 });
        var condition = new LateCondition(wires);
        foreach (var state in Enumerable.Range(0, 40).Select(_ => module.Register(1, 0)))
        {
            condition.Add(state, module.Register(1, 0));
        }

        Assert.Equal(5 + table.LogicNs, wires.ArrivalNs(condition.Build(module.Input("late", 1))), 9);
    }

    private static (double Ns, int Depth) Join((double Ns, int Depth) a, (double Ns, int Depth) b) => (Math.Max(a.Ns, b.Ns) + 1, Math.Max(a.Depth, b.Depth) + 1);
}
