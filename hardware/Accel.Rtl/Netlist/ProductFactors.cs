using System.Collections.Immutable;
using System.Numerics;

namespace Accel.Rtl;

/// <summary>
/// The factors of a product without what extends them to its width: what a multiplier is as wide as. The VHDL, the estimates and the delays
/// look at products through it.
/// </summary>
internal sealed record ProductFactors
{
    private ProductFactors(ProductFactor first, ProductFactor second) => (First, Second) = (first, second);

    /// <summary>The first factor.</summary>
    public ProductFactor First { get; }

    /// <summary>The second factor.</summary>
    public ProductFactor Second { get; }

    /// <summary>True when one of them may be negative: both then enter a signed multiplier.</summary>
    public bool IsSigned => First.Sign == FactorSign.Signed || Second.Sign == FactorSign.Signed;

    /// <summary>Both.</summary>
    public ImmutableArray<ProductFactor> Both => [First, Second];

    /// <summary>The factors of a product.</summary>
    /// <param name="product">An operator of the kind <see cref="Operator.Multiply"/>.</param>
    public static ProductFactors Of(OperatorSignal product) => new(Factor(product.Operands[0]), Factor(product.Operands[1]));

    /// <summary>Bits of a factor at the multiplier: one more than it has where it is never negative and the multiplier is signed.</summary>
    public int WidthAtMultiplier(ProductFactor factor) => factor.WidthBits + (IsSigned && factor.Sign == FactorSign.Unsigned ? 1 : 0);

    private static ProductFactor Factor(Signal operand)
    {
        while (operand is WireSignal { Driver: { } driver })
        {
            operand = driver;
        }

        return operand switch
        {
            ConstantSignal constant => Factor(constant),
            OperatorSignal { Operator: Operator.ZeroExtend } op => new(op.Operands[0], op.Operands[0].WidthBits, FactorSign.Unsigned),
            OperatorSignal { Operator: Operator.SignExtend } op => new(op.Operands[0], op.Operands[0].WidthBits, FactorSign.Signed),
            _ => new(operand, operand.WidthBits, FactorSign.Either),
        };
    }

    private static ProductFactor Factor(ConstantSignal constant)
    {
        bool isNegative = !(constant.Value >> (constant.WidthBits - 1)).IsZero;
        var value = isNegative ? constant.Value - (BigInteger.One << constant.WidthBits) : constant.Value;
        int width = isNegative ? (int)value.GetBitLength() + 1 : Math.Max(1, (int)value.GetBitLength());
        return new(constant, Math.Min(width, constant.WidthBits), isNegative ? FactorSign.Signed : FactorSign.Unsigned);
    }
}

/// <summary>A factor of a product.</summary>
/// <param name="Signal">What is extended, or the factor itself.</param>
/// <param name="WidthBits">Its bits that matter: of a constant, those that say its value.</param>
/// <param name="Sign">What the bits mean.</param>
internal sealed record ProductFactor(Signal Signal, int WidthBits, FactorSign Sign);

/// <summary>What the bits of a factor mean.</summary>
internal enum FactorSign
{
    /// <summary>A number from 0.</summary>
    Unsigned,

    /// <summary>Two's complement.</summary>
    Signed,

    /// <summary>As wide as the product: either, as the product is cut to that width.</summary>
    Either,
}
