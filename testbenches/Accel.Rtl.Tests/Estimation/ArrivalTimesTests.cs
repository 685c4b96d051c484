using Accel.Rtl.Estimation;

namespace Accel.Rtl.Tests.Estimation;

/// <summary>Longest paths, by hand from the delay table.</summary>
public sealed class ArrivalTimesTests
{
    private static readonly DelayTable _table = DelayTable.Of(DeviceFamily.Series7);
    private readonly Module _module = new("paths");

    [Fact]
    public void A_signal_is_there_when_the_last_that_it_waits_for_has_passed()
    {
        var (a, b) = (Held(16), Held(16));
        var sum = _module.Binary(Operator.Add, a, b);
        var chosen = _module.Multiplex(Held(1), a, sum);
        var times = new ArrivalTimes(_table) { InputNs = 9 };
        Assert.Equal(_table.ClockToOutputNs + _table.Add.AtNs(16) + (_table.LogicNs / 2), times.OfNs(chosen), 9);
        Assert.Equal(9 + (_table.LogicNs / 2), times.OfNs(_module.Not(_module.Input("late", 1))), 9);
        Assert.Same(sum, times.LastInput(chosen));
    }

    [Fact]
    public void A_chain_may_be_longer_than_a_stack_is_deep()
    {
        Signal chain = Held(1);
        for (int i = 0; i < 100_000; i++)
        {
            chain = _module.Binary(Operator.And, chain, _module.Constant(1, 1));
        }

        Assert.Equal(_table.ClockToOutputNs + (100_000 * _table.LogicNs / 2), new ArrivalTimes(_table).OfNs(chain), 3);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void What_holds_or_resets_a_register_takes_no_time_of_its_own(bool holds)
    {
        var sum = _module.Binary(Operator.Add, Held(16), Held(16));
        var register = _module.Register(16, null);
        _module.Drive(register, _module.Multiplex(Held(1), holds ? register : _module.Constant(0, 16), sum));
        _module.Output("sum", register);
        Assert.Equal(_table.ClockToOutputNs + _table.Add.AtNs(16) + _table.SetupNs, Estimator.Estimate(_module).DepthNs, 9);
    }

    [Fact]
    public void A_path_that_ends_at_the_port_of_a_memory_counts()
    {
        var sum = _module.Binary(Operator.Add, Held(32), Held(32));
        var memory = _module.Memory("cells", 16, 8, MemoryStyle.Distributed);
        _module.Write(memory, _module.Binary(Operator.Equal, sum, _module.Constant(7, 32)), Held(4), Held(8));
        _module.Output("word", _module.Read(memory, Held(4)));
        double equal = _table.ClockToOutputNs + _table.Add.AtNs(32) + _table.Reduce.AtNs(32);
        Assert.Equal(equal + _table.SetupNs, Estimator.Estimate(_module).DepthNs, 9);
    }

    private RegisterSignal Held(int widthBits)
    {
        var register = _module.Register(widthBits, null);
        _module.Drive(register, _module.Input($"in_{register.Id}", widthBits));
        return register;
    }
}
