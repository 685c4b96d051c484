using Accel.Rtl.Simulation.Compilation;

namespace Accel.Rtl.Simulation;

/// <summary>The content of a memory: <see cref="Words"/> words of 64 bits for each of its words.</summary>
internal sealed class SimulatedMemory
{
    public SimulatedMemory(MemoryPlan plan)
    {
        (Plan, Depth, Words) = (plan, plan.Memory.Depth, plan.Words);
        long size = (long)Depth * Words;
        if (size > Array.MaxLength)
            throw new NotSupportedException(
                $"memory {plan.Memory.Name} of {Depth} words of {plan.Memory.WidthBits} bits does not fit a simulation");
        Data = new ulong[size];
        for (int i = 0; i < plan.Memory.Initial.Length; i++)
            WideArithmetic.FromBigInteger(plan.Memory.Initial[i], Data.AsSpan(i * Words, Words));
    }

    public MemoryPlan Plan { get; }

    public int Depth { get; }

    public int Words { get; }

    public ulong[] Data { get; }

    /// <summary>Where a word begins in <see cref="Data"/>; an address out of range means word 0.</summary>
    public int Start(ulong address) => address < (ulong)Depth ? (int)address * Words : 0;
}
