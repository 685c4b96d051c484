using Accel.Rtl;
using Accel.Rtl.Estimation;
using Accel.Transformer.Ir;

namespace Accel.Transformer.Scheduling;

/// <summary>
/// The <see cref="DelayTable"/> of a device family, as scheduling asks it: by node. Meant for the decision of what fits in one cycle,
/// with a reserve for control, not for sign-off.
/// </summary>
internal sealed class NodeDelays(DelayTable table)
{
    /// <summary>One LUT and its net.</summary>
    public double LogicNs => table.LogicNs;

    /// <summary>Inputs of a LUT.</summary>
    public int LutInputs => table.LutInputs;

    /// <summary>Inputs of what multiplexers of the slice join of LUTs, without a net between.</summary>
    public int WideLutInputs => table.WideLutInputs;

    /// <summary>Delay of a function of so many inputs, at most <see cref="WideLutInputs"/>.</summary>
    public double LutNs(int inputs) => inputs <= LutInputs ? table.LogicNs
        : table.LogicNs + ((inputs - LutInputs) * (table.WideLutNs - table.LogicNs) / (WideLutInputs - LutInputs));

    /// <summary>Clock to output plus setup.</summary>
    public double RegisterNs => table.ClockToOutputNs + table.SetupNs;

    /// <summary>Reserve for state decoding, enables and the multiplexer before a register.</summary>
    public double ControlNs => table.ControlNs;

    /// <summary>Arrival of the memory port's inputs.</summary>
    public double PortNs => table.PortNs;

    /// <summary>The LUT in front of a carry chain has inputs for a gate as well.</summary>
    public bool SumsTakeGates => table.SumsTakeGates;

    /// <summary>Block RAM has two ports that each read or write.</summary>
    public bool HasDualPorts => table.Blocks.HasDualPorts;

    /// <summary>Name of the device family.</summary>
    public string FamilyName => table.Family;

    /// <summary>When an operand is there for a node in the same cycle.</summary>
    public double ArrivalNs(Node node, Node operand) => operand.ReadyNs - (node.Gate == operand ? Of(operand) : 0);

    /// <summary>A choice between so many values.</summary>
    public double ChooseNs(int count) => table.Choose.AtNs(count);

    /// <summary>Delay of a node from its last operand; memories and ports have their own arrival times.</summary>
    public double Of(Node node) => node.Kind switch
    {
        NodeKind.Constant or NodeKind.Variable or NodeKind.Wrap => 0,
        NodeKind.Response => table.PortNs,
        NodeKind.Load => Load(node.Array!),
        NodeKind.Element => ElementNs(node.Stream!),
        NodeKind.Add or NodeKind.Subtract => table.Add.AtNs(BitsOf(node)),
        // Measured is a product as wide as its factors; a full one, twice as wide, takes more blocks but not twice as long.
        NodeKind.Multiply => table.Multiply.AtNs((Math.Min(Widest(node), BitsOf(node)) + BitsOf(node)) / 2),
        NodeKind.And or NodeKind.Or or NodeKind.Xor => node.Operands[1].IsConstant || node.IsJoin ? 0 : table.LogicNs,
        NodeKind.ShiftLeft or NodeKind.ShiftRight => node.Operands[1].IsConstant
            ? 0 : table.Shift.AtNs(Math.Max(BitsOf(node), node.Operands[0].Range.WidthBits)),
        NodeKind.AnyBelow => table.LogicNs * LowestBit.LevelsBefore(BitsOf(node), table.LutInputs),
        NodeKind.Equal or NodeKind.NotEqual => (node.Operands[1].IsConstant ? table.Reduce : table.Equal).AtNs(Widest(node)),
        NodeKind.LessThan or NodeKind.LessOrEqual => table.Compare.AtNs(Widest(node)),
        _ => table.LogicNs,
    };

    private static int BitsOf(Node node) => node.BuiltBits > 0 ? node.BuiltBits : node.SignalBits;

    /// <summary>Arrival of what is read from a stream.</summary>
    public double ElementNs(StreamVariable stream) => StreamShape.StyleOf(stream) switch
    {
        MemoryStyle.Block or MemoryStyle.Ultra => table.BlockReadNs,
        MemoryStyle.Registers => 0,
        _ => table.DistributedRead.AtNs(stream.Capacity),
    };

    private double Load(ArrayVariable array) => ArrayShape.StyleOf(array) switch
    {
        MemoryStyle.Block or MemoryStyle.Ultra => table.BlockReadNs,
        MemoryStyle.Registers => table.Choose.AtNs(array.Length),
        _ => table.DistributedRead.AtNs(array.Length),
    };

    private static int Widest(Node node) => Math.Max(node.Operands[0].Range.WidthBits, node.Operands[1].Range.WidthBits);
}
