using Accel.Rtl.Simulation.Activity;

namespace Accel.Rtl.Simulation.Machine;

/// <summary>Writes the code that sets dirty bits.</summary>
internal sealed class WakeEmitter(MachineAssembler assembler)
{
    /// <summary>While an edge is taken: all bits are for the next evaluation.</summary>
    public const int NoWord = -1;

    /// <summary>Sets bits; those of the dirty word that is being worked off are in r15.</summary>
    public void Emit(IReadOnlyList<int> bits, int currentWord)
    {
        foreach (var (word, mask) in ActivityPlan.DirtyMasks(bits))
        {
            var number = Operand.Number(unchecked((int)mask));
            if (word == currentWord)
                assembler.Do(Alu.Or, Iced.Intel.Register.R15, number, false);
            else
                assembler.DoInState(Alu.Or, StateLayout.DirtyWord(word), number, false);
        }
    }
}
