using System.Runtime.CompilerServices;
using System.Threading.Tasks;
using Hast.Synthesis.Attributes;
using Hast.Transformer.SimpleMemory;

namespace Samples;

/// <summary>Tests numbers for being prime: one, several, and several at the same time.</summary>
public class PrimeCalculator
{
    private const int OneNumberIndex = 0;
    private const int OneResultIndex = 0;
    private const int CountIndex = 0;
    private const int NumbersStartIndex = 1;
    private const int ResultsStartIndex = 1;

    [Replaceable(nameof(PrimeCalculator) + "." + nameof(MaxDegreeOfParallelism))]
    public static readonly int MaxDegreeOfParallelism = 10;

    public virtual void IsPrimeNumber(SimpleMemory memory)
    {
        var number = memory.ReadUInt32(OneNumberIndex);
        memory.WriteBoolean(OneResultIndex, IsPrimeNumberInternal(number));
    }

    public virtual Task IsPrimeNumberAsync(SimpleMemory memory)
    {
        IsPrimeNumber(memory);
        return Task.CompletedTask;
    }

    public virtual void ArePrimeNumbers(SimpleMemory memory)
    {
        uint count = memory.ReadUInt32(CountIndex);
        for (int i = 0; i < count; i++)
        {
            uint number = memory.ReadUInt32(NumbersStartIndex + i);
            memory.WriteBoolean(ResultsStartIndex + i, IsPrimeNumberInternal(number));
        }
    }

    public virtual void ParallelizedArePrimeNumbers(SimpleMemory memory)
    {
        uint count = memory.ReadUInt32(CountIndex);
        var tasks = new Task<bool>[MaxDegreeOfParallelism];
        int i = 0;
        while (i < count)
        {
            for (int m = 0; m < MaxDegreeOfParallelism; m++)
            {
                var currentNumber = memory.ReadUInt32(NumbersStartIndex + i + m);
                tasks[m] = Task.Factory.StartNew(numberObject => IsPrimeNumberInternal((uint)numberObject), currentNumber);
            }

            // Every task is done behind this line.
            Task.WhenAll(tasks).Wait();

            for (int m = 0; m < MaxDegreeOfParallelism; m++)
            {
                memory.WriteBoolean(ResultsStartIndex + i + m, tasks[m].Result);
            }

            i += MaxDegreeOfParallelism;
        }
    }

    /// <summary>For the host: never part of the hardware.</summary>
    public bool IsPrimeNumber(uint number)
    {
        var memory = SimpleMemory.CreateSoftwareMemory(1);
        memory.WriteUInt32(OneNumberIndex, number);
        IsPrimeNumber(memory);
        return memory.ReadBoolean(OneResultIndex);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private bool IsPrimeNumberInternal(uint number)
    {
        uint factor = number / 2;
        for (uint x = 2; x <= factor; x++)
        {
            if ((number % x) == 0) return false;
        }

        return true;
    }
}
