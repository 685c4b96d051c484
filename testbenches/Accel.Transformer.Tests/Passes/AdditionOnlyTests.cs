using Accel.Rtl;
using Accel.Transformer.Tests.Lowering;

namespace Accel.Transformer.Tests.Passes;

/// <summary>What [AdditionOnly] demands holds for the lines of its method, whoever calls it, and for no others.</summary>
public sealed class AdditionOnlyTests
{
    // Eight non-zero signed digits: not cheap as a sum.
    private const string Factor = "0x15555";

    /// <summary>Ways to a product by a constant, and how many multipliers there may be.</summary>
    public static TheoryData<string, string, int> Products { get; } = new()
    {
        { "a * " + Factor, "", 1 },
        { "F(a)", "private static int F(int x) { return x * " + Factor + "; }", 1 },
        { "F(a)", "[AdditionOnly] private static int F(int x) { return x * " + Factor + "; }", 0 },
        { "F(a) + b * " + Factor, "[AdditionOnly] private static int F(int x) { return x * " + Factor + "; }", 1 },
        { "F(b * " + Factor + ")", "[AdditionOnly] private static int F(int x) { return x + 1; }", 1 },
        { "F(a)", "[AdditionOnly] private static int F(int x) { return G(x); } private static int G(int x) { return x * " + Factor + "; }", 0 },
        { "new P { X = a }.Scaled", "public struct P { public int X; [AdditionOnly] public int Get() { return G(X); } public int Scaled => Get(); } "
            + "private static int G(int x) { return x * " + Factor + "; }", 0 },
        { "(new P { X = a } + new P { X = b }).X", "public struct P { public int X; [AdditionOnly] public static P operator +(P a, P b) "
            + "=> new P { X = a.X * " + Factor + " + G(b.X) }; } private static int G(int x) { return x * " + Factor + "; }", 0 },
    };

    [Theory]
    [MemberData(nameof(Products))]
    public void A_product_by_a_constant_is_additions_where_that_is_demanded(string value, string members, int multipliers)
    {
        var source = Kernels.Source($"int a = memory.ReadInt32(0); int b = memory.ReadInt32(1); memory.WriteInt32(2, {value});", "", members);
        _ = Kernels.Check(source, Kernels.Cells(4));
        Assert.Equal(multipliers, Kernels.Compile(source).Signals.OfType<OperatorSignal>().Count(s => s.Operator == Operator.Multiply));
    }
}
