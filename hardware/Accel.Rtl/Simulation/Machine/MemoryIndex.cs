using Accel.Rtl.Simulation.Activity;
using Accel.Rtl.Simulation.Compilation;
using Iced.Intel;

namespace Accel.Rtl.Simulation.Machine;

/// <summary>
/// Writes the code that turns the address of a memory's word, in a register, into what a load or store takes. It uses rcx.
/// </summary>
internal static class MemoryIndex
{
    /// <summary>For a read: an address out of range becomes that of word 0. Gives the scale of the index.</summary>
    public static int Prepare(MachineAssembler assembler, Register index, Memory memory)
    {
        if (ActivityPlan.CanLeave(memory))
        {
            assembler.Move(Register.RCX, Operand.Number(0), false);
            assembler.Do(Alu.Cmp, index, Operand.Number(memory.Depth), false);
            assembler.MoveIf(Condition.AboveOrEqual, index, Operand.Of(Register.RCX), false);
        }

        return Scale(assembler, index, memory);
    }

    /// <summary>Scales the index to bytes where an instruction cannot; gives the scale that is left.</summary>
    public static int Scale(MachineAssembler assembler, Register index, Memory memory)
    {
        int parts = WideArithmetic.Words(memory.WidthBits);
        if (parts == 1)
            return 8;
        assembler.Multiply(index, Operand.Number(8 * parts), false);
        return 1;
    }
}
