using Accel.Rtl;
using Accel.Transformer.Ir;
using Accel.Transformer.Scheduling;

namespace Accel.Transformer.Lowering.Sharing;

/// <summary>
/// What a unit is that states can share: two uses of equal shape can be the same hardware. Widths are those of the operands, so that
/// a product of narrow numbers stays one when its operands are chosen by the state.
/// </summary>
/// <param name="Operator">A product or a shift; null for a read port.</param>
/// <param name="Array">What the read port reads; null for an operator.</param>
/// <param name="FirstBits">Bits of the first operand, or of the address.</param>
/// <param name="FirstIsSigned">The first factor is signed.</param>
/// <param name="SecondBits">Bits of the second operand; 0 for a read port.</param>
/// <param name="SecondIsSigned">The second factor is signed.</param>
/// <param name="ResultBits">Bits of the result.</param>
internal sealed record UnitShape(
    Operator? Operator, ArrayVariable? Array, int FirstBits, bool FirstIsSigned, int SecondBits, bool SecondIsSigned, int ResultBits)
{
    /// <summary>Name in the hardware.</summary>
    public string Name => Array is not null ? Array.Name : Operator == Rtl.Operator.Multiply ? "shared_product" : "shared_shift";

    /// <summary>
    /// True when the unit is larger than the multiplexer that one more use costs. Both are counted in LUTs of six inputs: one chooses
    /// between two bits; four hold 64 words of 3 bits with a read port.
    /// </summary>
    public bool IsWorthSharing => UnitLuts > FirstBits + SecondBits;

    private long UnitLuts => Operator switch
    {
        null when Array!.Constants is not null => (Array.Length + 63L) / 64 * ResultBits,
        null when ArrayShape.StyleOf(Array!) == MemoryStyle.Registers => (long)Array!.Length * ResultBits / 3,
        null => (Array!.Length + 63L) / 64 * ResultBits * 4 / 3,
        Rtl.Operator.Multiply => FirstBits * SecondBits,
        _ => FirstBits * SecondBits / 2,
    };

    /// <summary>The shape of a value's unit; null for what is not shared.</summary>
    public static UnitShape? Of(Node node) => node.Kind switch
    {
        NodeKind.Load when !ArrayShape.IsSynchronous(node.Array!)
            => new(null, node.Array, AddressBits(node.Array!), false, 0, false, Graph.RangeOf(node.Array!).WidthBits),
        NodeKind.Multiply when IsVariable(node)
            => new(Rtl.Operator.Multiply, null, FactorBits(node, 0), node.Operands[0].Range.IsSigned, FactorBits(node, 1), node.Operands[1].Range.IsSigned, node.SignalBits),
        NodeKind.ShiftLeft when IsVariable(node)
            => new(Rtl.Operator.ShiftLeft, null, node.SignalBits, false, node.Operands[1].Range.WidthBits, false, node.SignalBits),
        NodeKind.ShiftRight when IsVariable(node) => RightShift(node),
        _ => null,
    };

    /// <summary>Bits of a factor that the product's bits depend on.</summary>
    public static int FactorBits(Node product, int operand) => Math.Min(product.SignalBits, product.Operands[operand].Range.WidthBits);

    private static UnitShape RightShift(Node node)
    {
        var value = node.Operands[0].Range;
        var op = value.IsSigned ? Rtl.Operator.ShiftRightArithmetic : Rtl.Operator.ShiftRightLogical;
        return new(op, null, value.WidthBits, false, node.Operands[1].Range.WidthBits, false, value.WidthBits);
    }

    private static bool IsVariable(Node node) => !node.Operands[0].IsConstant && !node.Operands[1].IsConstant;

    private static int AddressBits(ArrayVariable array) => array.Length <= 1 ? 1 : System.Numerics.BitOperations.Log2((uint)(array.Length - 1)) + 1;
}
