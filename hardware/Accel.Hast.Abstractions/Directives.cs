namespace Accel.Hast;

/// <summary>What an array should be built of.</summary>
public enum MemoryKind
{
    /// <summary>Chosen from size and ports.</summary>
    Automatic,
    /// <summary>LUT RAM.</summary>
    Distributed,
    /// <summary>Block RAM.</summary>
    Block,
    /// <summary>UltraRAM.</summary>
    Ultra,
    /// <summary>Flip-flops.</summary>
    Registers,
}

/// <summary>Asks that the iterations of the loop over <paramref name="loopVariable"/> overlap.</summary>
[AttributeUsage(AttributeTargets.Method | AttributeTargets.Constructor, AllowMultiple = true)]
public sealed class PipelineAttribute(string loopVariable) : Attribute
{
    /// <summary>The loop's variable.</summary>
    public string LoopVariable { get; } = loopVariable;

    /// <summary>Cycles between the starts of two iterations, exactly; 0 asks for the smallest number that can be had.</summary>
    public int InitiationInterval { get; init; } = 1;
}

/// <summary>Asks that the body of the loop over <paramref name="loopVariable"/> be copied.</summary>
[AttributeUsage(AttributeTargets.Method | AttributeTargets.Constructor, AllowMultiple = true)]
public sealed class UnrollAttribute(string loopVariable) : Attribute
{
    /// <summary>The loop's variable.</summary>
    public string LoopVariable { get; } = loopVariable;

    /// <summary>Copies; 0 means all iterations, whose number must be known then.</summary>
    public int Factor { get; init; }
}

/// <summary>
/// Asks that an array be split into <see cref="Banks"/> memories that are accessed at once: element i lies in bank i % Banks at
/// address i / Banks. Registers if every index is constant.
/// </summary>
[AttributeUsage(AttributeTargets.Method | AttributeTargets.Constructor | AttributeTargets.Field, AllowMultiple = true)]
public sealed class BankedAttribute(string array) : Attribute
{
    /// <summary>On a field: of the array that it holds.</summary>
    public BankedAttribute()
        : this("")
    {
    }

    /// <summary>The array's name; empty on a field.</summary>
    public string Array { get; } = array;

    /// <summary>Number of memories.</summary>
    public required int Banks { get; init; }
}

/// <summary>
/// How many elements an array has that is made with a length which is known when the program runs, <c>new int[n]</c>: as hardware, and as
/// plain C# wherever that is compared with hardware. On a method it names a variable, on a field or property it is about the array that is
/// made for it, and with <c>return:</c> about the one that the method makes to return it.
/// </summary>
[AttributeUsage(
    AttributeTargets.Method | AttributeTargets.Constructor | AttributeTargets.Field | AttributeTargets.Property
        | AttributeTargets.ReturnValue,
    AllowMultiple = true)]
public sealed class ArrayLengthAttribute(string array, int length) : Attribute
{
    /// <summary>On a field or property, or for what a method returns.</summary>
    /// <param name="length">Elements, at least one.</param>
    public ArrayLengthAttribute(int length)
        : this("", length)
    {
    }

    /// <summary>The variable's name; empty on a field or property.</summary>
    public string Array { get; } = array;

    /// <summary>Elements.</summary>
    public int Length { get; } = length;
}

/// <summary>Forces what an array is built of.</summary>
[AttributeUsage(AttributeTargets.Method | AttributeTargets.Constructor | AttributeTargets.Field, AllowMultiple = true)]
public sealed class MemoryAttribute(string array, MemoryKind kind) : Attribute
{
    /// <summary>On a field: of the array or stream that it holds.</summary>
    public MemoryAttribute(MemoryKind kind)
        : this("", kind)
    {
    }

    /// <summary>The array's name; empty on a field.</summary>
    public string Array { get; } = array;

    /// <summary>What it is built of.</summary>
    public MemoryKind Kind { get; } = kind;

    /// <summary>
    /// Block RAM and UltraRAM only: what is read goes through the register at the memory's output, so that a read takes two cycles and
    /// leaves the second one's time to what is made of it.
    /// </summary>
    public bool OutputRegister { get; init; }
}

/// <summary>
/// A promise that a variable, parameter or every element of an array fits <paramref name="bits"/> bits of its signedness.
/// </summary>
[AttributeUsage(AttributeTargets.Method | AttributeTargets.Constructor | AttributeTargets.Field, AllowMultiple = true)]
public sealed class WidthAttribute(string name, int bits) : Attribute
{
    /// <summary>On a field: of the number, or of every element of the array, that it holds.</summary>
    public WidthAttribute(int bits)
        : this("", bits)
    {
    }

    /// <summary>What is promised about; empty on a field.</summary>
    public string Name { get; } = name;

    /// <summary>Bits, sign included where the type is signed.</summary>
    public int Bits { get; } = bits;
}

/// <summary>A promise that a variable, parameter or every element of an array lies in [minimum, maximum].</summary>
[AttributeUsage(AttributeTargets.Method | AttributeTargets.Constructor | AttributeTargets.Field, AllowMultiple = true)]
public sealed class RangeAttribute(string name, long minimum, long maximum) : Attribute
{
    /// <summary>On a field: of the number, or of every element of the array, that it holds. It includes 0, as which fields start.</summary>
    public RangeAttribute(long minimum, long maximum)
        : this("", minimum, maximum)
    {
    }

    /// <summary>What is promised about; empty on a field.</summary>
    public string Name { get; } = name;

    /// <summary>Smallest value.</summary>
    public long Minimum { get; } = minimum;

    /// <summary>Largest value.</summary>
    public long Maximum { get; } = maximum;
}

/// <summary>
/// Demands that no multiplier, divider or modulo remain in the RTL of the method or of the class's methods, and of what these call, whoever
/// calls them.
/// </summary>
[AttributeUsage(AttributeTargets.Method | AttributeTargets.Class)]
public sealed class AdditionOnlyAttribute : Attribute;

/// <summary>
/// Marks a field that becomes on-chip memory and keeps its content from one invocation to the next (not portable to Hastlayer).
/// </summary>
[AttributeUsage(AttributeTargets.Field)]
public sealed class PersistentAttribute : Attribute;

/// <summary>
/// Declares how deep a method that calls itself gets: that many invocations wait for another one at most. The hardware keeps
/// what they go on with in memories of this length. (Hastlayer has the same number in its configuration, as MaxRecursionDepth.)
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class MaxRecursionDepthAttribute(int depth) : Attribute
{
    /// <summary>Invocations that wait, at least 1.</summary>
    public int Depth { get; } = depth;
}
