using Hast.Layer;
using Hast.Synthesis.Attributes;
#pragma warning disable IDE0005 // The older namespace is still found; the type is known everywhere.
using Hast.Transformer.Abstractions.SimpleMemory;
#pragma warning restore IDE0005

namespace Accel.Offload.Tests;

/// <summary>A kernel as an application of Hastlayer has it: with wrappers for the host, a constant that can be replaced, and the namespace
/// that SimpleMemory lived in once.</summary>
public class Counter
{
    /// <summary>What <see cref="Step(SimpleMemory)"/> adds.</summary>
    [Replaceable("Counter.By")]
    public static readonly int By = 1;

    /// <summary>Adds to cell 0.</summary>
    public virtual void Step(SimpleMemory memory) => memory.WriteInt32(0, memory.ReadInt32(0) + By);

    /// <summary>The factorial of cell 0.</summary>
    public virtual void Factorial(SimpleMemory memory) => memory.WriteInt32(0, Multiplied(memory.ReadInt32(0)));

    /// <summary>A method of the host that calls an entry point.</summary>
    public int Step(int number, IHastlayer? hastlayer = null, IHardwareGenerationConfiguration? configuration = null)
    {
        var memory = hastlayer is null ? SimpleMemory.CreateSoftwareMemory(1) : hastlayer.CreateMemory(configuration!, 1);
        memory.WriteInt32(0, number);
        Step(memory);
        return memory.ReadInt32(0);
    }

    private static int Multiplied(int number) => number <= 1 ? 1 : number * Multiplied(number - 1);
}
