using Iced.Intel;

namespace Accel.Rtl.Simulation.Machine;

/// <summary>A 64-bit register (used in the size that an instruction needs), a place in the simulation's state, or a number.</summary>
internal readonly record struct Operand
{
    private Operand(Register register, int offset, long value, OperandKind kind) => (Register, Offset, Value, Kind) = (register, offset, value, kind);

    internal enum OperandKind
    {
        Register,
        Memory,
        Immediate,
    }

    public OperandKind Kind { get; }

    public Register Register { get; }

    /// <summary>Bytes from the start of the state.</summary>
    public int Offset { get; }

    public long Value { get; }

    public bool IsRegister => Kind == OperandKind.Register;

    public bool IsMemory => Kind == OperandKind.Memory;

    public bool IsImmediate => Kind == OperandKind.Immediate;

    public static Operand Of(Register register) => new(register, 0, 0, OperandKind.Register);

    public static Operand At(int offset) => new(Register.None, offset, 0, OperandKind.Memory);

    public static Operand Number(long value) => new(Register.None, 0, value, OperandKind.Immediate);

    /// <summary>True when an instruction of the size can hold the number.</summary>
    public static bool Fits(ulong value, bool is64) => is64 ? (long)value is >= int.MinValue and <= int.MaxValue : value <= uint.MaxValue;
}

/// <summary>A function of two operands that overwrites the first; the value is its place in the table of codes.</summary>
internal enum Alu
{
    Add,
    Or,
    And,
    Sub,
    Xor,
    Cmp,
}

/// <summary>A condition of the flags.</summary>
internal enum Condition
{
    Equal,
    NotEqual,
    Below,
    BelowOrEqual,
    Above,
    AboveOrEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
}

/// <summary>A shift by a number or by cl.</summary>
internal enum Shift
{
    Left,
    Right,
    RightArithmetic,
}
