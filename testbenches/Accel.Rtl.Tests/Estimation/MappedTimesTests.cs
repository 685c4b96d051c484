using Accel.Rtl.Estimation;

namespace Accel.Rtl.Tests.Estimation;

/// <summary>Gates in look-up tables of six inputs: how many of these a path goes through.</summary>
public sealed class MappedTimesTests
{
    private static readonly DelayTable _table = DelayTable.Of(DeviceFamily.Series7);
    private readonly Module _module = new("gates");

    [Theory]
    [InlineData(2, 1)]
    [InlineData(6, 1)] // five gates in a row
    [InlineData(7, 2)]
    [InlineData(11, 2)]
    [InlineData(12, 3)]
    public void A_chain_of_gates_takes_a_table_for_each_five_inputs_more(int inputs, int tables)
        => Takes(tables, Enumerable.Range(1, inputs - 1)
            .Aggregate((Signal)Held(), (chain, _) => _module.Binary(Operator.And, chain, Held())));

    [Fact]
    public void What_comes_last_goes_through_one_table_with_what_was_there_before()
    {
        var early = Enumerable.Range(1, 5).Aggregate((Signal)Held(), (chain, _) => _module.Binary(Operator.Xor, chain, Held()));
        var sum = _module.Binary(Operator.Add, Held(16), Held(16));
        var bit = _module.Slice(sum, 15, 1);
        var both = _module.Multiplex(bit, _module.Binary(Operator.And, early, Held()), Held());
        Assert.Equal(_table.ClockToOutputNs + _table.Add.AtNs(16) + _table.LogicNs + _table.SetupNs, Depth(both), 9);
    }

    [Fact]
    public void Inverters_wires_and_constants_take_no_table()
    {
        var word = Held(8);
        var inverted = _module.Not(_module.Slice(word, 3, 2));
        Takes(0, _module.Resize(inverted, 4, signed: false));
        Takes(1, _module.Binary(Operator.Or, _module.Not(Held()), _module.Not(Held())));
    }

    [Theory]
    [InlineData(6)]
    [InlineData(3)]
    public void Narrow_comparisons_with_a_constant_are_one_table(int width)
        => Takes(1, _module.Binary(Operator.Equal, Held(width), _module.Constant(1, width)));

    private void Takes(int tables, Signal signal)
        => Assert.Equal(_table.ClockToOutputNs + (tables * _table.LogicNs) + _table.SetupNs, Depth(signal), 9);

    private double Depth(Signal signal) => new MappedTimes(_table, new SignificantBits(_module)).OfNs(signal) + _table.SetupNs;

    private RegisterSignal Held(int widthBits = 1)
    {
        var register = _module.Register(widthBits, null);
        _module.Drive(register, _module.Input($"in{_module.Signals.Count}", widthBits));
        return register;
    }
}
