using System.Globalization;
using Accel.Rtl.Estimation;
using Accel.Rtl.Tests.Tools;

namespace Accel.Rtl.Tests.Estimation;

/// <summary>Operators whose operands are extended, against Yosys, operator by operator.</summary>
public sealed class NarrowOperandTests
{
    private readonly Module _module = new("narrow");

    // What Yosys 0.23 took, in LUTs.
    [Theory]
    [InlineData(Operator.Add, 32, "u8", "u8", 8)]
    [InlineData(Operator.Add, 32, "u32", "u8", 8)]
    [InlineData(Operator.Add, 32, "s8", "s8", 8)]
    [InlineData(Operator.Add, 32, "s32", "s8", 32)]
    [InlineData(Operator.Subtract, 32, "u8", "u8", 8)]
    [InlineData(Operator.Subtract, 32, "u32", "u8", 8)]
    [InlineData(Operator.LessThanUnsigned, 32, "u8", "u8", 6)]
    [InlineData(Operator.LessThanSigned, 32, "s8", "s8", 6)]
    [InlineData(Operator.LessThanUnsigned, 32, "u32", "u32", 22)]
    [InlineData(Operator.Equal, 32, "u8", "u8", 3)]
    [InlineData(Operator.Equal, 32, "s8", "s8", 3)]
    [InlineData(Operator.Equal, 32, "u32", "u8", 8)]
    [InlineData(Operator.ShiftLeft, 32, "u8", "u5", 34)]
    [InlineData(Operator.ShiftLeft, 32, "u32", "u5", 90)]
    [InlineData(Operator.ShiftRightLogical, 32, "u8", "u5", 18)]
    [InlineData(Operator.ShiftRightLogical, 32, "u32", "u3", 60)]
    [InlineData(Operator.ShiftRightArithmetic, 32, "s8", "u5", 42)]
    [InlineData(Operator.ShiftRightArithmetic, 32, "s32", "u5", 85)]
    [InlineData(Operator.Multiply, 8, "u8", "u8", 49)]
    [InlineData(Operator.Multiply, 8, "u4", "u4", 22)]
    [InlineData(Operator.Multiply, 6, "u3", "u3", 8)]
    [InlineData(Operator.Multiply, 32, "u1", "u16", 16)]
    public void The_estimate_is_near_what_yosys_took(Operator op, int width, string first, string second, long luts)
    {
        Build(op, width, first, second, width);
        Assert.InRange(Estimator.Estimate(_module).Luts, luts / 2, luts * 2);
    }

    [Theory]
    [InlineData(Operator.Add, 32, "u8", "u8", 8)]
    [InlineData(Operator.ShiftRightLogical, 32, "u8", "u5", 18)]
    public void Yosys_still_takes_what_the_figures_say(Operator op, int width, string first, string second, long luts)
    {
        Build(op, width, first, second, width);
        Assert.Equal(luts, MappedModule.Map(_module).Luts);
    }

    // What Yosys 0.23 took, in DSPs: the used bits are the lowest ones.
    [Theory]
    [InlineData("u1", "u16", 32, 32, 0)]
    [InlineData("u4", "u4", 8, 8, 0)]
    [InlineData("s4", "s4", 32, 8, 0)]
    [InlineData("u8", "u8", 64, 64, 1)]
    [InlineData("u8", "s4", 64, 32, 1)]
    [InlineData("s12", "s8", 20, 20, 1)]
    [InlineData("s17", "s8", 64, 64, 1)]
    [InlineData("u17", "u17", 34, 34, 1)]
    [InlineData("s18", "u17", 35, 32, 1)]
    [InlineData("s18", "u8", 64, 32, 1)]
    [InlineData("s19", "s18", 64, 64, 1)]
    [InlineData("s25", "s17", 42, 42, 1)]
    [InlineData("s24", "u18", 32, 32, 2)]
    [InlineData("u19", "u18", 37, 16, 1)]
    [InlineData("u19", "u18", 37, 32, 2)]
    [InlineData("s26", "s18", 32, 16, 1)]
    [InlineData("s32", "u17", 49, 32, 2)]
    [InlineData("u31", "u4", 35, 35, 2)]
    [InlineData("s32", "s18", 64, 64, 2)]
    [InlineData("u25", "s24", 32, 32, 3)]
    [InlineData("u32", "u18", 64, 64, 4)]
    [InlineData("s32", "s32", 32, 32, 3)]
    public void Multiplier_blocks_are_those_of_the_factors_without_what_extends_them(string first, string second, int width, int used,
        long blocks)
    {
        Build(Operator.Multiply, width, first, second, used);
        Assert.Equal(blocks, Estimator.Estimate(_module).Multipliers);
    }

    [Fact]
    public void Squares_and_constants_are_factors_too()
    {
        var a = _module.Extend(Held("a", 12), 32, signed: true);
        var square = _module.Binary(Operator.Multiply, a, a);
        var negative = _module.Binary(Operator.Multiply, a, _module.Constant(OperatorSemantics.Mask(32) - 4, 32));
        var large = _module.Binary(Operator.Multiply, _module.Extend(Held("b", 20), 32, signed: false), _module.Constant(1_000_003, 32));
        var power = _module.Binary(Operator.Multiply, a, _module.Constant(64, 32));
        _module.Output("y", _module.Concatenate([Held("s", square), Held("n", negative), Held("l", large), Held("p", power)]));
        Assert.Equal(1 + 1 + 2, Estimator.Estimate(_module).Multipliers);
        Assert.Equal(4, MappedModule.Map(_module).Dsps);
    }

    // All in one module, which is mapped once: written narrow, signed products included, and counted alike.
    [Fact]
    public void Yosys_makes_as_many_blocks_of_the_VHDL()
    {
        (string First, string Second, int Width, int Used)[] products =
        [
            ("u8", "u8", 32, 32), ("s8", "s8", 64, 64), ("u8", "s4", 64, 32), ("s18", "u17", 35, 32), ("s25", "s17", 42, 42),
            ("u19", "u18", 37, 32), ("s32", "u17", 49, 32),
            ("u4", "u4", 8, 8), ("u1", "s16", 32, 32), ("s32", "s32", 32, 32),
        ];
        foreach (var (product, index) in products.Select(static (p, i) => (p, i)))
        {
            Build(Operator.Multiply, product.Width, product.First, product.Second, product.Used, index);
        }

        Assert.Equal(Estimator.Estimate(_module).Multipliers, MappedModule.Map(_module).Dsps);
    }

    // The chain takes the narrower term as it is, and the LUT in front of it gates the other one: a LUT per bit, by hand as well.
    [Fact]
    public void A_gated_accumulator_takes_a_LUT_per_bit()
    {
        var accumulator = _module.Register(16, null, "acc");
        var gated = _module.Multiplex(Held("first", 1), _module.Constant(0, 16), accumulator);
        Accumulate(accumulator, gated, Held("word", 10));
        Assert.Equal(16, MappedModule.Map(_module).Luts);
    }

    // A sum of sums is left to Yosys, which would make a carry-save tree of signed ones.
    [Fact]
    public void A_gated_accumulator_of_a_sum_takes_no_more_than_both_adders_and_the_gate()
    {
        var accumulator = _module.Register(16, null, "acc");
        var gated = _module.Multiplex(Held("first", 1), _module.Constant(0, 16), accumulator);
        var sum = _module.Binary(
            Operator.Add, _module.Extend(Held("x", 9), 10, signed: true), _module.Extend(Held("y", 9), 10, signed: true));
        Accumulate(accumulator, gated, sum);
        Assert.InRange(MappedModule.Map(_module).Luts, 26, 42);
    }

    // The narrower term is the gated one: taken as it is by the chain, it would need LUTs of its own.
    [Fact]
    public void A_gated_term_that_is_narrower_takes_no_LUT_of_its_own()
    {
        var accumulator = _module.Register(16, null, "acc");
        Accumulate(accumulator, accumulator, _module.Multiplex(Held("first", 1), _module.Constant(0, 10), Held("word", 10)));
        Assert.Equal(16, MappedModule.Map(_module).Luts);
    }

    private void Accumulate(RegisterSignal accumulator, Signal first, Signal second)
    {
        var sum = _module.Binary(Operator.Add, _module.Extend(first, 17, signed: true), _module.Extend(second, 17, signed: true));
        _module.Drive(accumulator, _module.Slice(sum, 0, 16));
        _module.Output("y", accumulator);
    }

    private void Build(Operator op, int width, string first, string second, int used, int index = 0)
    {
        bool isShift = op is Operator.ShiftLeft or Operator.ShiftRightLogical or Operator.ShiftRightArithmetic;
        var a = Operand($"a{index}", first, width);
        var b = isShift ? Operand($"b{index}", second, WidthOf(second)) : Operand($"b{index}", second, width);
        var result = isShift ? _module.Shift(op, a, b) : _module.Binary(op, a, b);
        _module.Output($"y{index}", Held($"q{index}", _module.Slice(result, 0, Math.Min(used, result.WidthBits))));
    }

    private Signal Operand(string name, string kind, int width) => _module.Extend(Held(name, WidthOf(kind)), width, kind[0] == 's');

    private static int WidthOf(string kind) => int.Parse(kind.AsSpan(1), CultureInfo.InvariantCulture);

    private RegisterSignal Held(string name, int widthBits) => Held(name, _module.Input(name + "_in", widthBits));

    private RegisterSignal Held(string name, Signal value)
    {
        var register = _module.Register(value.WidthBits, null, name);
        _module.Drive(register, value);
        return register;
    }
}
