using Accel.Rtl;
using Accel.Transformer.Ir;

namespace Accel.Transformer.Scheduling;

/// <summary>
/// What a <see cref="Node"/> computes. Values are integers without wrap-around; <see cref="Wrap"/> is the only place where bits are lost.
/// </summary>
internal enum NodeKind
{
    /// <summary>A number.</summary>
    Constant,
    /// <summary>A variable's value on entry to the region: its register.</summary>
    Variable,
    /// <summary>A cell that SimpleMemory answers with.</summary>
    Response,
    /// <summary>A field of the element that is taken from a stream.</summary>
    Element,
    /// <summary>An element of an array; operand 0 is the index.</summary>
    Load,
    /// <summary>Exact sum.</summary>
    Add,
    /// <summary>Exact difference.</summary>
    Subtract,
    /// <summary>Exact product.</summary>
    Multiply,
    /// <summary>Bitwise and, two's complement without end.</summary>
    And,
    /// <summary>Bitwise or, two's complement without end.</summary>
    Or,
    /// <summary>Bitwise exclusive or, two's complement without end.</summary>
    Xor,
    /// <summary>Exact left shift.</summary>
    ShiftLeft,
    /// <summary>Right shift, rounding down.</summary>
    ShiftRight,
    /// <summary>0 or 1.</summary>
    Equal,
    /// <summary>0 or 1.</summary>
    NotEqual,
    /// <summary>0 or 1.</summary>
    LessThan,
    /// <summary>0 or 1.</summary>
    LessOrEqual,
    /// <summary>Operand 0 chooses operand 1 when 1, operand 2 when 0.</summary>
    Select,
    /// <summary>Bit i is 1 where a bit below i is set in operand 0, up to the width of <see cref="Node.WrapType"/>.</summary>
    AnyBelow,
    /// <summary>How many bits of operand 0 are set; so few that one LUT looks at all of them.</summary>
    Count,
    /// <summary>Operand 0 wrapped to <see cref="Node.WrapType"/>.</summary>
    Wrap,
}

/// <summary>A value of the dataflow graph of one region. Made by <see cref="Graph"/>, which never makes two equal ones.</summary>
internal sealed class Node(int id, NodeKind kind, Node[] operands, Interval range)
{
    /// <summary>Position in the graph; operands have smaller ids.</summary>
    public int Id { get; } = id;

    /// <summary>What it computes.</summary>
    public NodeKind Kind { get; } = kind;

    /// <summary>Of what.</summary>
    public Node[] Operands { get; } = operands;

    /// <summary>All values it can have.</summary>
    public Interval Range { get; } = range;

    /// <summary>The bits that can be set, in two's complement without end (set by <see cref="Graph"/>).</summary>
    public Int128 MayBeSet { get; set; } = PossibleBits.Of(range);

    /// <summary>For <see cref="NodeKind.Variable"/>.</summary>
    public Variable? Variable { get; init; }

    /// <summary>For <see cref="NodeKind.Load"/>.</summary>
    public ArrayVariable? Array { get; init; }

    /// <summary>For a load from synchronous memory: the port that reads (set by scheduling).</summary>
    public int Port { get; set; }

    /// <summary>For <see cref="NodeKind.Element"/>.</summary>
    public StreamVariable? Stream { get; init; }

    /// <summary>For <see cref="NodeKind.Element"/>: which field.</summary>
    public int Field { get; init; }

    /// <summary>For <see cref="NodeKind.Wrap"/> and <see cref="NodeKind.AnyBelow"/>.</summary>
    public IrType WrapType { get; init; }

    /// <summary>Line it came from.</summary>
    public SourceLocation? Source { get; init; }

    /// <summary>Name of the variable that receives the value, for readable hardware.</summary>
    public string? Name { get; set; }

    /// <summary>True when an effect, a decision or a register needs the value (set by <see cref="DemandBits"/>).</summary>
    public bool IsUsed => DemandedBits > 0;

    /// <summary>Low bits that anyone looks at (set by <see cref="DemandBits"/>).</summary>
    public int DemandedBits { get; set; }

    /// <summary>Bits of the hardware signal.</summary>
    public int SignalBits => Math.Max(1, Math.Min(Range.WidthBits, DemandedBits));

    /// <summary>
    /// The same without those that only a check of a promise looks at, which is no hardware (set by <see cref="DemandBits"/>): what the
    /// value takes is a matter of these. 0 where nothing but such a check needs it.
    /// </summary>
    public int BuiltBits { get; set; }

    /// <summary>
    /// Of a sum: the operand that is gated or chosen by the LUTs that add, and takes no time of its own in the sum's cycle (set by
    /// <see cref="Pipelines.GatedSums"/>).
    /// </summary>
    public Node? Gate { get; set; }

    /// <summary>Of a sum with a <see cref="Gate"/>: the operand that is a sum for it alone and is to be there a cycle before, as synthesis
    /// makes one sum of three operands of two in a cycle, which has no room for the gate.</summary>
    public Node? Term { get; set; }

    /// <summary>Cycle after the region's start in which the value is computed; -1 before scheduling.</summary>
    public int Cycle { get; set; } = -1;

    /// <summary>When in that cycle the value is stable, ns after the clock edge.</summary>
    public double ReadyNs { get; set; }

    /// <summary>For a load from synchronous memory: the cycle of its address.</summary>
    public int AddressCycle { get; set; } = -1;

    /// <summary>The constant's value.</summary>
    public Int128 Value => Range.Minimum;

    /// <summary>True for <see cref="NodeKind.Constant"/>.</summary>
    public bool IsConstant => Kind == NodeKind.Constant;

    /// <summary>
    /// Costs no logic beyond what absorbs it, and depends on one value only: it is made again wherever it is used, so that a
    /// register holds its operand and not its result.
    /// </summary>
    public bool IsWiring => Kind switch
    {
        NodeKind.Wrap => true,
        NodeKind.ShiftLeft or NodeKind.ShiftRight => Operands[1].IsConstant,
        NodeKind.And or NodeKind.Or or NodeKind.Xor => Operands[1].IsConstant,
        _ => false,
    };

    /// <summary>No bit can be set in both operands: an or that is a sum as well, and that joins wires and is no logic.</summary>
    public bool IsJoin => Kind == NodeKind.Or && (Operands[0].MayBeSet & Operands[1].MayBeSet) == 0;

    /// <inheritdoc/>
    public override string ToString() => Kind switch
    {
        NodeKind.Constant => Value.ToString(System.Globalization.CultureInfo.InvariantCulture),
        NodeKind.Variable => Variable!.Name,
        _ => $"%{Id}",
    };
}
