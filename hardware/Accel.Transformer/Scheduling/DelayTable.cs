using Accel.Transformer.Ir;

namespace Accel.Transformer.Scheduling;

/// <summary>
/// How long an operator takes, as data of a device family: one level of logic with its net, a carry chain, memories. The numbers
/// are meant for the decision of what fits in one cycle, with a reserve for control, not for sign-off.
/// </summary>
/// <param name="Family">Name for reports.</param>
/// <param name="LogicNs">One LUT and its net.</param>
/// <param name="CarryStartNs">Into and out of a carry chain, net included.</param>
/// <param name="CarryBitNs">One bit of a carry chain.</param>
/// <param name="LutRamNs">Asynchronous read of 64 words.</param>
/// <param name="BlockRamNs">Clock edge to the output of a block RAM.</param>
/// <param name="MultiplyNs">An 18 x 18 multiplier without registers.</param>
/// <param name="RegisterNs">Clock to output plus setup.</param>
/// <param name="ControlNs">Reserve for state decoding, enables and the multiplexer before a register.</param>
/// <param name="PortNs">Arrival of the memory port's inputs.</param>
internal sealed record DelayTable(
    string Family, double LogicNs, double CarryStartNs, double CarryBitNs, double LutRamNs, double BlockRamNs,
    double MultiplyNs, double RegisterNs, double ControlNs, double PortNs)
{
    /// <summary>Xilinx 7-series, speed grade -1.</summary>
    public static readonly DelayTable Series7 = new("7-series", 0.9, 1.1, 0.03, 1.3, 2.5, 4.2, 0.6, 1.4, 1.5);

    /// <summary>Delay of a node from its last operand; memories and ports have their own arrival times.</summary>
    public double Of(Node node) => node.Kind switch
    {
        NodeKind.Constant or NodeKind.Variable or NodeKind.Wrap => 0,
        NodeKind.Response => PortNs,
        NodeKind.Load => Load(node.Array!),
        NodeKind.Add or NodeKind.Subtract => CarryStartNs + (CarryBitNs * node.SignalBits),
        NodeKind.Multiply => MultiplyNs * Math.Max(1, Math.Ceiling(node.SignalBits / 36.0)),
        NodeKind.And or NodeKind.Or or NodeKind.Xor => node.Operands[1].IsConstant ? 0 : LogicNs,
        NodeKind.ShiftLeft or NodeKind.ShiftRight => node.Operands[1].IsConstant ? 0 : LogicNs * Levels(node.SignalBits, 4),
        NodeKind.Equal or NodeKind.NotEqual => LogicNs * Levels(Widest(node), 3),
        NodeKind.LessThan or NodeKind.LessOrEqual => CarryStartNs + (CarryBitNs * Widest(node) / 2),
        NodeKind.Select => LogicNs,
        _ => LogicNs,
    };

    private double Load(ArrayVariable array) => ArrayShape.StyleOf(array) switch
    {
        Accel.Rtl.MemoryStyle.Block or Accel.Rtl.MemoryStyle.Ultra => BlockRamNs,
        Accel.Rtl.MemoryStyle.Registers => LogicNs * Levels(array.Length, 4),
        _ => LutRamNs + (LogicNs * 0.5 * Math.Max(0, Levels(array.Length, 2) - 6)),
    };

    private static int Widest(Node node) => Math.Max(node.Operands[0].Range.WidthBits, node.Operands[1].Range.WidthBits);

    private static int Levels(int inputs, int fanIn)
    {
        int levels = 0;
        for (long reach = 1; reach < inputs; reach *= fanIn)
        {
            levels++;
        }

        return Math.Max(1, levels);
    }
}
