namespace Accel.Rtl.Simulation.Machine;

/// <summary>Writes the code that sets dirty bits.</summary>
internal sealed class WakeEmitter(MachineAssembler assembler)
{
    /// <summary>While an edge is taken: all bits are for the next evaluation.</summary>
    public const int NoWord = -1;

    /// <summary>Sets bits; those of the dirty word that is being worked off are in r15.</summary>
    public void Emit(IReadOnlyList<int> bits, int currentWord)
    {
        foreach (var word in bits.GroupBy(b => b / 32).OrderBy(g => g.Key))
        {
            var mask = Operand.Number(unchecked((int)word.Aggregate(0u, (m, b) => m | 1u << (b % 32))));
            if (word.Key == currentWord)
                assembler.Do(Alu.Or, Iced.Intel.Register.R15, mask, false);
            else
                assembler.DoInState(Alu.Or, StateLayout.DirtyWord(word.Key), mask, false);
        }
    }
}
