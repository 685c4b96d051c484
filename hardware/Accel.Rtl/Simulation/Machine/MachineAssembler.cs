using Iced.Intel;

namespace Accel.Rtl.Simulation.Machine;

/// <summary>
/// The few kinds of x86-64 instructions that a simulation needs, each in 32 and 64 bits. rbx holds the state's address. An operation of 32
/// bits clears the upper half of its register.
/// </summary>
internal sealed class MachineAssembler
{
    private static readonly (Code Reg32, Code Reg64, Code Imm8On32, Code Imm8On64, Code Imm32On32, Code Imm32On64, Code Mem32, Code Mem64)[] AluCodes =
    [
        (Code.Add_r32_rm32, Code.Add_r64_rm64, Code.Add_rm32_imm8, Code.Add_rm64_imm8, Code.Add_rm32_imm32, Code.Add_rm64_imm32, Code.Add_rm32_r32, Code.Add_rm64_r64),
        (Code.Or_r32_rm32, Code.Or_r64_rm64, Code.Or_rm32_imm8, Code.Or_rm64_imm8, Code.Or_rm32_imm32, Code.Or_rm64_imm32, Code.Or_rm32_r32, Code.Or_rm64_r64),
        (Code.And_r32_rm32, Code.And_r64_rm64, Code.And_rm32_imm8, Code.And_rm64_imm8, Code.And_rm32_imm32, Code.And_rm64_imm32, Code.And_rm32_r32, Code.And_rm64_r64),
        (Code.Sub_r32_rm32, Code.Sub_r64_rm64, Code.Sub_rm32_imm8, Code.Sub_rm64_imm8, Code.Sub_rm32_imm32, Code.Sub_rm64_imm32, Code.Sub_rm32_r32, Code.Sub_rm64_r64),
        (Code.Xor_r32_rm32, Code.Xor_r64_rm64, Code.Xor_rm32_imm8, Code.Xor_rm64_imm8, Code.Xor_rm32_imm32, Code.Xor_rm64_imm32, Code.Xor_rm32_r32, Code.Xor_rm64_r64),
        (Code.Cmp_r32_rm32, Code.Cmp_r64_rm64, Code.Cmp_rm32_imm8, Code.Cmp_rm64_imm8, Code.Cmp_rm32_imm32, Code.Cmp_rm64_imm32, Code.Cmp_rm32_r32, Code.Cmp_rm64_r64),
    ];

    private static readonly (Code Set, Code Move32, Code Move64)[] ConditionCodes =
    [
        (Code.Sete_rm8, Code.Cmove_r32_rm32, Code.Cmove_r64_rm64),
        (Code.Setne_rm8, Code.Cmovne_r32_rm32, Code.Cmovne_r64_rm64),
        (Code.Setb_rm8, Code.Cmovb_r32_rm32, Code.Cmovb_r64_rm64),
        (Code.Setbe_rm8, Code.Cmovbe_r32_rm32, Code.Cmovbe_r64_rm64),
        (Code.Seta_rm8, Code.Cmova_r32_rm32, Code.Cmova_r64_rm64),
        (Code.Setae_rm8, Code.Cmovae_r32_rm32, Code.Cmovae_r64_rm64),
        (Code.Setl_rm8, Code.Cmovl_r32_rm32, Code.Cmovl_r64_rm64),
        (Code.Setle_rm8, Code.Cmovle_r32_rm32, Code.Cmovle_r64_rm64),
        (Code.Setg_rm8, Code.Cmovg_r32_rm32, Code.Cmovg_r64_rm64),
        (Code.Setge_rm8, Code.Cmovge_r32_rm32, Code.Cmovge_r64_rm64),
    ];

    private static readonly (Code Imm32, Code Imm64, Code ByCl32, Code ByCl64)[] ShiftCodes =
    [
        (Code.Shl_rm32_imm8, Code.Shl_rm64_imm8, Code.Shl_rm32_CL, Code.Shl_rm64_CL),
        (Code.Shr_rm32_imm8, Code.Shr_rm64_imm8, Code.Shr_rm32_CL, Code.Shr_rm64_CL),
        (Code.Sar_rm32_imm8, Code.Sar_rm64_imm8, Code.Sar_rm32_CL, Code.Sar_rm64_CL),
    ];

    /// <summary>The assembler below, for jumps, labels and the frame.</summary>
    public Assembler Low { get; } = new(64);

    public static Register Low32(Register register) => register - Register.RAX + Register.EAX;

    private static Register Low16(Register register) => register - Register.RAX + Register.AX;

    private static Register Low8(Register register)
        => register < Register.RSP ? register - Register.RAX + Register.AL : register - Register.RSP + Register.SPL;

    private static Register Sized(Register register, bool is64) => is64 ? register : Low32(register);

    private static MemoryOperand State(int offset) => new(Register.RBX, offset, 1);

    public void Move(Register to, Operand from, bool is64)
    {
        switch (from.Kind)
        {
            case Operand.OperandKind.Register:
                Add(Instruction.Create(is64 ? Code.Mov_r64_rm64 : Code.Mov_r32_rm32, Sized(to, is64), Sized(from.Register, is64)));
                break;
            case Operand.OperandKind.Memory:
                Add(Instruction.Create(is64 ? Code.Mov_r64_rm64 : Code.Mov_r32_rm32, Sized(to, is64), State(from.Offset)));
                break;
            case Operand.OperandKind.Immediate when (ulong)from.Value <= uint.MaxValue:
                Add(Instruction.Create(Code.Mov_r32_imm32, Low32(to), (uint)from.Value));
                break;
            default:
                Add(Instruction.Create(Code.Mov_r64_imm64, to, (ulong)from.Value));
                break;
        }
    }

    /// <summary>Stores all 64 bits; a number must fit 32 bits with sign.</summary>
    public void Store(int offset, Operand from)
        => Add(from.IsImmediate
            ? Instruction.Create(Code.Mov_rm64_imm32, State(offset), (int)from.Value)
            : Instruction.Create(Code.Mov_rm64_r64, State(offset), from.Register));

    public void Do(Alu alu, Register to, Operand from, bool is64)
    {
        ref readonly var codes = ref AluCodes[(int)alu];
        if (!from.IsImmediate)
        {
            var code = is64 ? codes.Reg64 : codes.Reg32;
            Add(from.IsRegister
                ? Instruction.Create(code, Sized(to, is64), Sized(from.Register, is64))
                : Instruction.Create(code, Sized(to, is64), State(from.Offset)));
            return;
        }

        int value = unchecked((int)from.Value);
        bool small = value is >= sbyte.MinValue and <= sbyte.MaxValue;
        Add(Instruction.Create(Immediate(alu, small, is64), Sized(to, is64), value));
    }

    /// <summary>A function of a place in the state and a register or number; the comparison sets flags only.</summary>
    public void DoInState(Alu alu, int offset, Operand from, bool is64)
    {
        ref readonly var codes = ref AluCodes[(int)alu];
        if (from.IsRegister)
        {
            Add(Instruction.Create(is64 ? codes.Mem64 : codes.Mem32, State(offset), Sized(from.Register, is64)));
            return;
        }

        int value = unchecked((int)from.Value);
        Add(Instruction.Create(Immediate(alu, value is >= sbyte.MinValue and <= sbyte.MaxValue, is64), State(offset), value));
    }

    public void Test(Register register, bool is64)
        => Add(Instruction.Create(is64 ? Code.Test_rm64_r64 : Code.Test_rm32_r32, Sized(register, is64), Sized(register, is64)));

    public void MoveIf(Condition condition, Register to, Operand from, bool is64)
    {
        var code = is64 ? ConditionCodes[(int)condition].Move64 : ConditionCodes[(int)condition].Move32;
        Add(from.IsRegister
            ? Instruction.Create(code, Sized(to, is64), Sized(from.Register, is64))
            : Instruction.Create(code, Sized(to, is64), State(from.Offset)));
    }

    /// <summary>Sets a register to 1 or 0.</summary>
    public void Set(Condition condition, Register to)
    {
        Add(Instruction.Create(ConditionCodes[(int)condition].Set, Low8(to)));
        Add(Instruction.Create(Code.Movzx_r32_rm8, Low32(to), Low8(to)));
    }

    public void ShiftBy(Shift shift, Register register, int count, bool is64)
        => Add(Instruction.Create(is64 ? ShiftCodes[(int)shift].Imm64 : ShiftCodes[(int)shift].Imm32, Sized(register, is64), count));

    public void ShiftByCl(Shift shift, Register register, bool is64)
        => Add(Instruction.Create(is64 ? ShiftCodes[(int)shift].ByCl64 : ShiftCodes[(int)shift].ByCl32, Sized(register, is64), Register.CL));

    /// <summary>A double shift of 64 bits by a number, or by cl when there is none.</summary>
    public void Funnel(bool left, Register register, Register entering, int? count)
        => Add(count is { } number
            ? Instruction.Create(left ? Code.Shld_rm64_r64_imm8 : Code.Shrd_rm64_r64_imm8, register, entering, number)
            : Instruction.Create(left ? Code.Shld_rm64_r64_CL : Code.Shrd_rm64_r64_CL, register, entering, Register.CL));

    public void Not(Register register, bool is64) => Add(Instruction.Create(is64 ? Code.Not_rm64 : Code.Not_rm32, Sized(register, is64)));

    public void Negate(Register register, bool is64) => Add(Instruction.Create(is64 ? Code.Neg_rm64 : Code.Neg_rm32, Sized(register, is64)));

    public void Multiply(Register to, Operand from, bool is64)
    {
        var code = is64 ? Code.Imul_r64_rm64 : Code.Imul_r32_rm32;
        Add(from.IsImmediate ? Instruction.Create(is64 ? Code.Imul_r64_rm64_imm32 : Code.Imul_r32_rm32_imm32, Sized(to, is64), Sized(to, is64), unchecked((int)from.Value))
            : from.IsRegister ? Instruction.Create(code, Sized(to, is64), Sized(from.Register, is64))
            : Instruction.Create(code, Sized(to, is64), State(from.Offset)));
    }

    public void CountOnes(Register to, Operand from)
        => Add(from.IsRegister ? Instruction.Create(Code.Popcnt_r64_rm64, to, from.Register) : Instruction.Create(Code.Popcnt_r64_rm64, to, State(from.Offset)));

    /// <summary>Zeros above 8, 16 or 32 bits, of a register or of a place in the state.</summary>
    public void ZeroExtend(Register to, Operand from, int bits) => Extend(to, from, bits switch
    {
        8 => (Code.Movzx_r32_rm8, false),
        16 => (Code.Movzx_r32_rm16, false),
        _ => (Code.Mov_r32_rm32, false),
    }, bits);

    /// <summary>Copies of the sign above 8, 16 or 32 bits.</summary>
    public void SignExtend(Register to, Operand from, int bits, bool is64) => Extend(to, from, bits switch
    {
        8 => (is64 ? Code.Movsx_r64_rm8 : Code.Movsx_r32_rm8, is64),
        16 => (is64 ? Code.Movsx_r64_rm16 : Code.Movsx_r32_rm16, is64),
        _ => (is64 ? Code.Movsxd_r64_rm32 : Code.Mov_r32_rm32, is64),
    }, bits);

    /// <summary>Loads a word of 64 bits at an offset that a register counts in bytes (scale 1) or words (scale 8).</summary>
    public void Load(Register to, Register index, int scale, int offset, bool is64)
        => Add(Instruction.Create(is64 ? Code.Mov_r64_rm64 : Code.Mov_r32_rm32, Sized(to, is64), new MemoryOperand(Register.RBX, index, scale, offset, 1)));

    /// <summary>Compares a register with a word in the same place.</summary>
    public void CompareWith(Register index, int scale, int offset, Register register)
        => Add(Instruction.Create(Code.Cmp_rm64_r64, new MemoryOperand(Register.RBX, index, scale, offset, 1), register));

    public void StoreAt(Register index, int scale, int offset, Register register)
        => Add(Instruction.Create(Code.Mov_rm64_r64, new MemoryOperand(Register.RBX, index, scale, offset, 1), register));

    /// <summary>Jumps to the address in the state at an offset plus 8 times a register.</summary>
    public void JumpThrough(Register index, int offset) => Add(Instruction.Create(Code.Jmp_rm64, new MemoryOperand(Register.RBX, index, 8, offset, 1)));

    private static Code Immediate(Alu alu, bool small, bool is64)
    {
        ref readonly var codes = ref AluCodes[(int)alu];
        return small ? (is64 ? codes.Imm8On64 : codes.Imm8On32) : (is64 ? codes.Imm32On64 : codes.Imm32On32);
    }

    private void Extend(Register to, Operand from, (Code Code, bool Is64) by, int bits)
    {
        var target = Sized(to, by.Is64);
        Add(from.IsMemory
            ? Instruction.Create(by.Code, target, State(from.Offset))
            : Instruction.Create(by.Code, target, bits switch { 8 => Low8(from.Register), 16 => Low16(from.Register), _ => Low32(from.Register) }));
    }

    private void Add(Instruction instruction) => Low.AddInstruction(instruction);
}
