namespace Accel.Offload.Tests;

/// <summary>What a kernel's object is called by, where its class is not to be known.</summary>
public interface IScaler
{
    /// <summary>Multiplies cells 2 on by cell 1; cell 0 says how many there are.</summary>
    void Scale(SimpleMemory memory);
}

/// <summary>A tiny kernel with three entry points, one of them an interface's and one a task, and a method for the host.</summary>
public class Scaler : IScaler
{
    /// <summary>Cell 0: how many numbers follow behind cell 1.</summary>
    public const int Count = 0;

    /// <summary>Cell 1: the factor, and the sum.</summary>
    public const int Factor = 1;

    /// <summary>Cell 2: the first number.</summary>
    public const int First = 2;

    /// <inheritdoc/>
    public void Scale(SimpleMemory memory)
    {
        int count = memory.ReadInt32(Count), factor = memory.ReadInt32(Factor);
        for (int i = 0; i < count; i++)
        {
            memory.WriteInt32(First + i, memory.ReadInt32(First + i) * factor);
        }
    }

    /// <summary>Adds cells 2 on into cell 1.</summary>
    public virtual void Sum(SimpleMemory memory)
    {
        int count = memory.ReadInt32(Count), sum = 0;
        for (int i = 0; i < count; i++)
        {
            sum += memory.ReadInt32(First + i);
        }

        memory.WriteInt32(Factor, sum);
    }

    /// <summary>Counts cell 1 up.</summary>
    public virtual Task StepAsync(SimpleMemory memory)
    {
        memory.WriteInt32(Factor, memory.ReadInt32(Factor) + 1);
        return Task.CompletedTask;
    }

    /// <summary>A memory of these numbers.</summary>
    public static SimpleMemory Memory(int factor, params int[] numbers)
    {
        var memory = SimpleMemory.CreateSoftwareMemory(First + numbers.Length);
        memory.WriteInt32(Count, numbers.Length);
        memory.WriteInt32(Factor, factor);
        for (int i = 0; i < numbers.Length; i++)
        {
            memory.WriteInt32(First + i, numbers[i]);
        }

        return memory;
    }

    /// <summary>The numbers of a memory.</summary>
    public static int[] Numbers(SimpleMemory memory)
        => [.. Enumerable.Range(First, memory.ReadInt32(Count)).Select(memory.ReadInt32)];
}
