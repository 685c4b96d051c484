using Accel.Rtl.Tests.Reference;
using Accel.Rtl.Tests.Tools;
using Accel.Rtl.Tests.Vhdl;
using Accel.Rtl.Vhdl;
using CsCheck;

namespace Accel.Rtl.Tests.Simulation;

/// <summary>Registers that drive much are copied: nothing behaves otherwise, and no copy drives more than the limit.</summary>
public sealed class FanOutTests
{
    [Fact]
    public void Random_netlists_behave_the_same_with_copies()
    {
        int copied = 0;
        Gen.Select(Gen.Int[0, int.MaxValue], Gen.Int[1, 150], Gen.Int[1, 20]).Sample(
            (seed, operators, most) =>
            {
                var module = RandomNetlist.Build(seed, new() { Operators = operators, MaximumWidthBits = 9, SafeMemories = false });
                var limited = module.LimitFanOut(most);
                SimplifyTests.AssertSame(module, limited, seed);
                _ = Interlocked.Add(ref copied, limited.Signals.OfType<RegisterSignal>().Any(static r => r.IsCopy) ? 1 : 0);
            },
            iter: 500);
        Assert.InRange(copied, 50, 500);
    }

    [Theory]
    [InlineData(100, 32, 4)]
    [InlineData(64, 32, 2)]
    [InlineData(64, 64, 0)]
    [InlineData(65, 64, 2)]
    public void A_select_of_many_bits_is_copied_for_each_group_of_them(int widthBits, int most, int copies)
    {
        var limited = Selected(widthBits).LimitFanOut(most);
        Assert.Equal(copies, limited.Signals.OfType<RegisterSignal>().Count(static r => r.IsCopy));
        Assert.All(
            limited.Signals.OfType<OperatorSignal>().Where(static s => s.Operator == Operator.Multiplex).GroupBy(static s => s.Operands[0]),
            group => Assert.InRange(group.Sum(static s => s.WidthBits), 1, most));
        SimplifyTests.AssertSame(Selected(widthBits), limited, 1);
    }

    // A bit of a wider register is copied alone, and enables count as well.
    [Fact]
    public void A_bit_of_a_register_that_enables_others_is_copied_alone()
    {
        var module = Enabling();
        var limited = module.LimitFanOut(16);
        var copies = limited.Signals.OfType<RegisterSignal>().Where(static r => r.IsCopy).ToList();
        Assert.Equal(4, copies.Count);
        Assert.All(copies, static c => Assert.Equal(1, c.WidthBits));
        SimplifyTests.AssertSame(module, limited, 2);
    }

    [Fact]
    public void Synthesis_is_told_to_keep_copies_apart()
    {
        string text = VhdlWriter.Write(Selected(64).LimitFanOut(32))[0].Text;
        Assert.Contains("attribute dont_touch of sel_0_copy1 : signal is \"true\";", text, StringComparison.Ordinal);
        Assert.Contains("attribute keep of sel_0_copy1 : signal is \"true\";", text, StringComparison.Ordinal);
        Assert.DoesNotContain("attribute", VhdlWriter.Write(Selected(64))[0].Text, StringComparison.Ordinal);
    }

    [Fact]
    public void GHDL_simulates_copies_as_the_register_itself() => GhdlReplay.AssertSame(Enabling().LimitFanOut(8));

    [Fact]
    public void Yosys_does_not_merge_copies()
        => Assert.Equal(64 + 2, MappedModule.Map(Registered(64).LimitFanOut(32)).FlipFlops);

    [Fact]
    public void Copies_stay_copies_when_a_module_is_simplified_or_flattened()
    {
        var top = new Module("top");
        var limited = Selected(64).LimitFanOut(32);
        var inner = top.Instantiate("inner", limited,
            limited.Inputs.ToDictionary(static i => i.Name, i => (Signal)top.Input(i.Name, i.WidthBits)));
        top.Output("y", inner.Outputs["y"]);
        Assert.All(top.Simplify().Flatten().Signals.OfType<RegisterSignal>(), static r => Assert.True(r.IsCopy));
    }

    private static Module Selected(int widthBits)
    {
        var m = new Module("selected");
        var sel = m.Register(1, 1, "sel");
        m.Drive(sel, m.Input("choose", 1));
        m.Output("y", m.Multiplex(sel, m.Input("a", widthBits), m.Input("b", widthBits)));
        return m;
    }

    // With the choice in a register, so that only what is copied stands between the inputs and it.
    private static Module Registered(int widthBits)
    {
        var m = new Module("registered");
        var sel = m.Register(1, null, "sel");
        m.Drive(sel, m.Input("choose", 1));
        var y = m.Register(widthBits, null, "y_kept");
        m.Drive(y, m.Multiplex(sel, m.Input("a", widthBits), m.Input("b", widthBits)));
        m.Output("y", y);
        return m;
    }

    private static Module Enabling()
    {
        var m = new Module("enabling");
        var state = m.Register(3, 5, "state");
        m.Drive(state, m.Input("following", 3), m.Input("go", 1));
        for (int i = 0; i < 4; i++)
        {
            string number = i.ToString(System.Globalization.CultureInfo.InvariantCulture);
            var register = m.Register(12, 0, "r" + number);
            m.Drive(register, m.Input("d" + number, 12), m.Slice(state, 1, 1));
            m.Output("q" + number, register);
        }

        return m;
    }
}
