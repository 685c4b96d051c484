using Hast.Transformer.SimpleMemory;

namespace Samples;

/// <summary>
/// Factorial and Fibonacci by recursion; how deep they get is configured outside. The number of invocations is left in a cell.
/// </summary>
public class RecursiveAlgorithms
{
    private const int InputIndex = 0;
    private const int OutputIndex = 0;
    private const int InvocationCounterIndex = 1;

    public virtual void CalculateFibonacci(SimpleMemory memory)
    {
        memory.WriteUInt32(InvocationCounterIndex, 0);
        var number = (short)memory.ReadInt32(InputIndex);
        memory.WriteUInt32(OutputIndex, RecursivelyCalculateFibonacci(memory, number));
    }

    public virtual void CalculateFactorial(SimpleMemory memory)
    {
        memory.WriteUInt32(InvocationCounterIndex, 0);
        var number = (short)memory.ReadInt32(InputIndex);
        memory.WriteUInt32(OutputIndex, RecursivelyCalculateFactorial(memory, number));
    }

    private uint RecursivelyCalculateFibonacci(SimpleMemory memory, short number)
    {
        memory.WriteUInt32(InvocationCounterIndex, memory.ReadUInt32(InvocationCounterIndex) + 1);
        if (number is 0 or 1) return (uint)number;
        return RecursivelyCalculateFibonacci(memory, (short)(number - 2)) + RecursivelyCalculateFibonacci(memory, (short)(number - 1));
    }

    private uint RecursivelyCalculateFactorial(SimpleMemory memory, short number)
    {
        memory.WriteUInt32(InvocationCounterIndex, memory.ReadUInt32(InvocationCounterIndex) + 1);
        if (number == 0) return 1;
        return (uint)(number * RecursivelyCalculateFactorial(memory, (short)(number - 1)));
    }
}
