namespace Accel.Rtl.Simulation.Compilation;

/// <summary>
/// Turns one signal of the netlist into operations. Anything wider than 64 bits is split into words where that is possible.
/// </summary>
internal sealed class OperationEmitter(SlotMap slots, IReadOnlyDictionary<Memory, int> memories)
{
    public List<Operation> Operations { get; } = [];

    public List<WideOperation> WideOperations { get; } = [];

    public void Emit(MemoryReadSignal read)
        => Add(Opcode.ReadMemory, slots[read], slots[read.Address!], memories[read.Memory]);

    /// <summary>A multiplexer whose condition compares with a constant: both in one operation.</summary>
    public void EmitMultiplexEqual(OperatorSignal mux, Signal compared, ulong constant, bool equal)
    {
        var (whenTrue, whenFalse) = equal ? (mux.Operands[1], mux.Operands[2]) : (mux.Operands[2], mux.Operands[1]);
        Add(Opcode.MultiplexEqual, slots[mux], slots[compared], slots[whenTrue], slots[whenFalse], constant);
    }

    public void Emit(OperatorSignal op)
    {
        var a = op.Operands[0];
        var b = op.Operands.Length > 1 ? op.Operands[1] : a;
        int words = SlotMap.Words(op);
        bool narrow = words == 1 && SlotMap.Words(a) == 1 && SlotMap.Words(b) == 1;
        ulong mask = WideArithmetic.Mask(op.WidthBits);
        switch (op.Operator)
        {
            case Operator.And or Operator.Or or Operator.Xor or Operator.Not:
                for (int i = 0; i < words; i++)
                    Add(Bitwise(op.Operator), slots[op] + i, slots[a] + i, slots[b] + i, 0, i == words - 1 ? WideArithmetic.TopMask(op.WidthBits) : ulong.MaxValue);
                break;
            case Operator.Multiplex:
                for (int i = 0; i < words; i++)
                    Add(Opcode.Multiplex, slots[op] + i, slots[a], slots[b] + i, slots[op.Operands[2]] + i);
                break;
            case Operator.Slice:
                EmitSlice(op);
                break;
            case Operator.Concatenate:
                EmitConcatenate(op);
                break;
            case Operator.ZeroExtend:
                for (int i = 0; i < words; i++)
                    Add(Opcode.Copy, slots[op] + i, i < SlotMap.Words(a) ? slots[a] + i : SlotMap.Zero);
                break;
            case var _ when !narrow:
                Add(Opcode.Wide, slots[op], WideOperations.Count);
                WideOperations.Add(new WideOperation(op.Operator, slots[op], op.WidthBits, slots[a], a.WidthBits, slots[b], b.WidthBits));
                break;
            default:
                EmitNarrow(op, a, b, mask);
                break;
        }
    }

    private void EmitNarrow(OperatorSignal op, Signal a, Signal b, ulong mask)
    {
        var (code, signed, ofOperand) = op.Operator switch
        {
            Operator.Negate => (Opcode.Negate, false, false),
            Operator.Add => (Opcode.Add, false, false),
            Operator.Subtract => (Opcode.Subtract, false, false),
            Operator.Multiply => (Opcode.Multiply, false, false),
            Operator.Equal => (Opcode.Equal, false, false),
            Operator.NotEqual => (Opcode.NotEqual, false, false),
            Operator.LessThanUnsigned => (Opcode.LessThan, false, false),
            Operator.LessOrEqualUnsigned => (Opcode.LessOrEqual, false, false),
            Operator.LessThanSigned => (Opcode.LessThanSigned, true, false),
            Operator.LessOrEqualSigned => (Opcode.LessOrEqualSigned, true, false),
            Operator.ShiftLeft => (Opcode.ShiftLeft, false, false),
            Operator.ShiftRightLogical => (Opcode.ShiftRight, false, false),
            Operator.ShiftRightArithmetic => (Opcode.ShiftRightArithmetic, true, false),
            Operator.SignExtend => (Opcode.SignExtend, true, false),
            Operator.ReduceOr => (Opcode.ReduceOr, false, false),
            Operator.ReduceAnd => (Opcode.ReduceAnd, false, true),
            Operator.ReduceXor => (Opcode.ReduceXor, false, false),
            _ => throw new NotSupportedException($"the simulator does not know the operator {op.Operator}"),
        };
        Add(code, slots[op], slots[a], slots[b], 0, ofOperand ? WideArithmetic.Mask(a.WidthBits) : mask, signed ? 64 - a.WidthBits : 0);
    }

    private void EmitSlice(OperatorSignal op)
    {
        var a = op.Operands[0];
        for (int i = 0; i < SlotMap.Words(op); i++)
        {
            int width = Math.Min(64, op.WidthBits - 64 * i);
            (int word, int shift) = ((op.Offset + 64 * i) / 64, op.Offset % 64);
            bool two = shift + width > 64;
            Add(two ? Opcode.SliceTwo : Opcode.Slice, slots[op] + i, slots[a] + word, two ? slots[a] + word + 1 : 0, 0, WideArithmetic.Mask(width), shift);
        }
    }

    private void EmitConcatenate(OperatorSignal op)
    {
        var parts = op.Operands;
        if (op.WidthBits <= 64)
        {
            for (int i = 1; i < parts.Length; i++)
                Add(Opcode.Concatenate, slots[op], i == 1 ? slots[parts[0]] : slots[op], slots[parts[i]], 0, 0, parts[i].WidthBits);
            return;
        }

        for (int i = 0; i < SlotMap.Words(op); i++)
            Add(Opcode.Copy, slots[op] + i, SlotMap.Zero);
        int position = 0;
        for (int p = parts.Length - 1; p >= 0; p--)
        {
            for (int taken = 0; taken < parts[p].WidthBits;)
            {
                int width = Math.Min(Math.Min(64 - position % 64, 64 - taken % 64), parts[p].WidthBits - taken);
                Add(Opcode.Insert, slots[op] + position / 64, slots[parts[p]] + taken / 64, 0, 0, WideArithmetic.Mask(width), taken % 64, position % 64);
                taken += width;
                position += width;
            }
        }
    }

    private static Opcode Bitwise(Operator op) => op switch
    {
        Operator.And => Opcode.And,
        Operator.Or => Opcode.Or,
        Operator.Xor => Opcode.Xor,
        _ => Opcode.Not,
    };

    private void Add(Opcode code, int d, int a, int b = 0, int c = 0, ulong mask = 0, int i = 0, int j = 0)
        => Operations.Add(new Operation { Code = code, D = d, A = a, B = b, C = c, Mask = mask, I = (byte)i, J = (byte)j });
}
