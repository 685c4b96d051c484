namespace Accel.Rtl.Simulation.Compilation;

/// <summary>
/// A group of operations that is evaluated as a whole when one of its inputs has changed: the operations of one signal and of those
/// signals that nothing else uses. Clusters are in topological order; each has one bit in the set of dirty bits.
/// </summary>
internal struct Cluster
{
    /// <summary>Operations [OpStart, OpEnd).</summary>
    public int OpStart, OpEnd;

    /// <summary>First slot and number of words of the one value that others see.</summary>
    public int Root, RootWords;

    /// <summary>Whom to wake when the root changes: entries [FanStart, FanEnd) of the fan-out table.</summary>
    public int FanStart, FanEnd;
}

/// <summary>Bits to set in one word of the set of dirty bits.</summary>
internal readonly record struct FanOut(int Word, ulong Bits);

/// <summary>A range of the fan-out table.</summary>
internal readonly record struct FanRange(int Start, int End);

/// <summary>
/// A register: on an edge with Enable not 0, Words words from Next go to Slot. Its sink bit is set when Next or Enable changed.
/// </summary>
internal readonly record struct RegisterPlan(RegisterSignal Signal, int Slot, int Next, int Enable, int Words, FanRange Fan);

/// <summary>A synchronous read port. Enable is -1 when absent: then an address out of range is not a mistake.</summary>
internal readonly record struct SynchronousReadPlan(MemoryReadSignal Signal, int Slot, int Address, int Enable, int Memory, FanRange Fan);

/// <summary>A write port.</summary>
internal readonly record struct WritePlan(int Enable, int Address, int Data, int Memory);

/// <summary>An asynchronous read whose address may be out of range when it is used.</summary>
internal readonly record struct RangeCheckPlan(MemoryReadSignal Signal, int Enable, int Address, int Memory);

/// <summary>A memory's geometry and the clusters that read it asynchronously.</summary>
internal sealed record MemoryPlan(Memory Memory, int Words, FanRange Fan);

/// <summary>An assertion: slots of its enable and its condition.</summary>
internal readonly record struct AssertionPlan(Assertion Assertion, int Enable, int Condition);

/// <summary>A module compiled for <see cref="Interpreter"/>. It is not changed by running, so several simulations may share one.</summary>
internal sealed class SimulationProgram
{
    public required Module Module { get; init; }

    public required SlotMap Slots { get; init; }

    public required Operation[] Operations { get; init; }

    public required WideOperation[] WideOperations { get; init; }

    public required Cluster[] Clusters { get; init; }

    public required FanOut[] FanOuts { get; init; }

    /// <summary>Words of dirty bits that belong to clusters; those of registers and then assertions follow.</summary>
    public required int ClusterWords { get; init; }

    /// <summary>Registers of one word first.</summary>
    public required RegisterPlan[] Registers { get; init; }

    /// <summary>Index in <see cref="Registers"/> of a register by signal id, or -1.</summary>
    public required int[] RegisterIndex { get; init; }

    public required FanRange[] InputFans { get; init; }

    public required SynchronousReadPlan[] SynchronousReads { get; init; }

    public required WritePlan[] Writes { get; init; }

    public required RangeCheckPlan[] RangeChecks { get; init; }

    public required MemoryPlan[] Memories { get; init; }

    public required AssertionPlan[] Assertions { get; init; }

    /// <summary>Words of dirty bits in all.</summary>
    public int DirtyWords => ClusterWords + (Registers.Length + 63) / 64;

    /// <summary>True, by id, for a comparison that exists only inside a fused multiplexer: its slot is not kept up to date.</summary>
    public required bool[] Fused { get; init; }

    /// <summary>Number of elementary operations when everything is evaluated.</summary>
    public int OperationCount => Operations.Length;
}
