using Hast.Common.Numerics;
using Hast.Synthesis.Attributes;
using Hast.Transformer.SimpleMemory;

namespace Samples;

/// <summary>Vectors combined element by element, several elements at once; an entry point an operation.</summary>
public class SimdCalculator
{
    private const int CountIndex = 0;
    private const int VectorsStartIndex = 1;

    [Replaceable(nameof(SimdCalculator) + "." + nameof(MaxDegreeOfParallelism))]
    public static readonly int MaxDegreeOfParallelism = 20;

    public virtual void AddVectors(SimpleMemory memory) => RunOperation(memory, Operation.Add);

    public virtual void SubtractVectors(SimpleMemory memory) => RunOperation(memory, Operation.Subtract);

    public virtual void MultiplyVectors(SimpleMemory memory) => RunOperation(memory, Operation.Multiply);

    public virtual void DivideVectors(SimpleMemory memory) => RunOperation(memory, Operation.Divide);

    private void RunOperation(SimpleMemory memory, Operation operation)
    {
        var count = memory.ReadInt32(CountIndex);
        int i = 0;
        var vector1 = new int[MaxDegreeOfParallelism];
        var vector2 = new int[MaxDegreeOfParallelism];
        var result = new int[MaxDegreeOfParallelism];

        while (i < count)
        {
            for (int m = 0; m < MaxDegreeOfParallelism; m++)
            {
                vector1[m] = memory.ReadInt32(VectorsStartIndex + i + m);
            }

            for (int m = 0; m < MaxDegreeOfParallelism; m++)
            {
                vector2[m] = memory.ReadInt32(VectorsStartIndex + i + m + count);
            }

            switch (operation)
            {
                case Operation.Add:
                    result = SimdOperations.AddVectors(vector1, vector2, MaxDegreeOfParallelism);
                    break;
                case Operation.Subtract:
                    result = SimdOperations.SubtractVectors(vector1, vector2, MaxDegreeOfParallelism);
                    break;
                case Operation.Multiply:
                    result = SimdOperations.MultiplyVectors(vector1, vector2, MaxDegreeOfParallelism);
                    break;
                case Operation.Divide:
                    result = SimdOperations.DivideVectors(vector1, vector2, MaxDegreeOfParallelism);
                    break;
            }

            for (int m = 0; m < MaxDegreeOfParallelism; m++)
            {
                memory.WriteInt32(VectorsStartIndex + i + m, result[m]);
            }

            i += MaxDegreeOfParallelism;
        }
    }

    private enum Operation
    {
        Add,
        Subtract,
        Multiply,
        Divide,
    }
}
