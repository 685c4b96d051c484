namespace Accel.Rtl.Tests.Vhdl;

/// <summary>Products are written by their factors without what extends them: every pair of kinds and widths is what it is in the
/// simulator.</summary>
public sealed class ProductTests
{
    private static readonly int[] _widths = [1, 2, 5, 8, 13];

    // Narrower than the product of the factors, as wide, and wider.
    private static readonly int[] _products = [14, 21, 26, 40];

    [Fact]
    public void Ghdl_agrees_with_the_interpreter()
    {
        GhdlReplay.SkipUnlessInstalled();
        var module = new Module("products");
        foreach (int width in _products)
        {
            var factors = Factors(module, width);
            for (int i = 0; i < factors.Length; i++)
            {
                for (int j = i; j < factors.Length; j++)
                {
                    module.Output($"q_{width}_{i}_{j}", module.Binary(Operator.Multiply, factors[i], factors[j]));
                }
            }
        }

        GhdlReplay.AssertSame(module, 5, 100);
    }

    [Fact]
    public void What_extends_a_factor_is_not_written()
    {
        var module = new Module("product");
        var (a, b) = (module.Extend(module.Input("a", 8), 32, signed: true), module.Extend(module.Input("b", 6), 32, signed: false));
        module.Output("y", module.Binary(Operator.Multiply, a, b));
        Assert.Contains("unsigned(resize(signed(a) * signed(resize(unsigned(b), 7)), 32))",
            Assert.Single(Accel.Rtl.Vhdl.VhdlWriter.Write(module)).Text, StringComparison.Ordinal);
    }

    private static Signal[] Factors(Module module, int width) =>
    [
        .. _widths.SelectMany(w => new[] { true, false }.Select(signed => module.Extend(Input(module, w), width, signed))),
        Input(module, width),
        module.Constant(11, width),
        module.Constant(OperatorSemantics.Mask(width) - 10, width),
        module.Constant(OperatorSemantics.Mask(width - 1), width),
    ];

    private static InputSignal Input(Module module, int width)
        => module.Inputs.FirstOrDefault(i => i.WidthBits == width) ?? module.Input($"a{width}", width);
}
