using Accel.Rtl.Estimation;
using Accel.Rtl.Tests.Tools;

namespace Accel.Rtl.Tests.Estimation;

/// <summary>What synthesis does not build, the estimate does not count.</summary>
public sealed class LogicLeftOutTests
{
    private readonly Module _module = new("left_out");

    [Fact]
    public void What_only_an_assertion_looks_at_is_not_built()
    {
        var sum = _module.Binary(Operator.Add, Held("a", 8), Held("b", 8));
        _module.Assert(_module.Constant(1, 1), _module.Binary(Operator.LessThanUnsigned, Held("c", 16), _module.Input("most", 16)),
            "c is below the limit");
        _module.Output("sum", sum);
        IsEstimatedAt(luts: 8, flipFlops: 16);
    }

    [Fact]
    public void Bits_that_nobody_reads_are_not_built()
    {
        var sum = Held("sum", _module.Binary(Operator.Add, Held("a", 32), Held("b", 32)));
        _module.Output("low", _module.Slice(sum, 0, 8));
        IsEstimatedAt(luts: 8, flipFlops: 24);
    }

    [Fact]
    public void Words_that_are_joined_by_an_or_are_wires()
    {
        var upper = _module.Concatenate([Held("a", 16), _module.Constant(0, 16)]);
        _module.Output("word", _module.Binary(Operator.Or, upper, _module.Extend(Held("b", 16), 32, signed: false)));
        IsEstimatedAt(luts: 0, flipFlops: 32);
    }

    [Fact]
    public void A_multiplexer_with_zero_before_a_register_is_its_reset()
    {
        var sum = _module.Binary(Operator.Add, Held("a", 24), Held("b", 24));
        _module.Output("sum", Held("sum", _module.Multiplex(Held("go", 1), sum, _module.Constant(0, 24))));
        IsEstimatedAt(luts: 24, flipFlops: 73);
    }

    [Fact]
    public void A_multiplexer_with_a_constant_is_its_set_and_its_reset()
    {
        var sum = _module.Binary(Operator.Add, Held("a", 24), Held("b", 24));
        _module.Output("sum", Held("sum", _module.Multiplex(Held("go", 1), sum, _module.Constant(0x5A5A5A, 24))));
        IsEstimatedAt(luts: 24, flipFlops: 73);
    }

    [Fact]
    public void A_multiplexer_that_keeps_a_register_is_its_enable()
    {
        var sum = _module.Binary(Operator.Add, Held("a", 24), Held("b", 24));
        var kept = _module.Register(24, null, "kept");
        var cleared = _module.Multiplex(Held("go", 1), sum, _module.Constant(0, 24));
        _module.Drive(kept, _module.Multiplex(Held("stays", 1), kept, cleared));
        _module.Output("sum", kept);
        Assert.Equal(24, Estimator.Estimate(_module).Luts);
        // The pins' conditions are joined in one.
        Assert.InRange(MappedModule.Map(_module).Luts, 24, 25);
    }

    [Fact]
    public void A_multiplexer_that_keeps_a_word_is_its_enable()
    {
        var memory = _module.Memory("kept", 1, 24, MemoryStyle.Registers);
        var word = _module.Read(memory, _module.Constant(0, 1), _module.Constant(1, 1));
        var sum = _module.Binary(Operator.Add, Held("a", 24), Held("b", 24));
        _module.Write(memory, Held("writes", 1), _module.Constant(0, 1), _module.Multiplex(Held("go", 1), sum, word));
        _module.Output("word", word);
        Assert.Equal(24, Estimator.Estimate(_module).Luts);
        Assert.InRange(MappedModule.Map(_module).Luts, 24, 25);
    }

    [Theory]
    [InlineData(true, 16)]
    [InlineData(false, 26)]
    public void A_choice_of_three_registers_and_zero_stands_in_the_LUT_of_the_sum(bool isInFront, long luts)
    {
        var (low, high) = (Held("low", 1), Held("high", 1));
        var sum = _module.Register(16, null, "sum");
        var choice = _module.Multiplex(
            high, _module.Multiplex(low, Held("first", 16), Held("second", 16)), _module.Multiplex(low, sum, _module.Constant(0, 16)));
        if (!isInFront)
        {
            _module.Output("choice", choice);
        }

        _module.Drive(sum, _module.Binary(Operator.Add, choice, _module.Extend(Held("tree", 10), 16, signed: false)));
        _module.Output("sum", sum);
        Assert.InRange(Estimator.Estimate(_module).Luts, luts, 1.2 * luts);
        Assert.Equal(luts, MappedModule.Map(_module).Luts);
    }

    private RegisterSignal Held(string name, int widthBits) => Held(name, _module.Input(name + "_in", widthBits));

    private RegisterSignal Held(string name, Signal value)
    {
        var register = _module.Register(value.WidthBits, null, name);
        _module.Drive(register, value);
        return register;
    }

    // Yosys inverts the reset of the last one in a cell of its own, which is not a LUT.
    private void IsEstimatedAt(long luts, long flipFlops)
    {
        var estimate = Estimator.Estimate(_module);
        Assert.Equal((luts, flipFlops), (estimate.Luts, estimate.FlipFlops));
        var mapped = MappedModule.Map(_module);
        Assert.Equal((luts, flipFlops), (mapped.Luts, mapped.FlipFlops));
    }
}
