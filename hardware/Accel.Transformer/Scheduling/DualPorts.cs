using Accel.Transformer.Ir;

namespace Accel.Transformer.Scheduling;

/// <summary>
/// Block RAMs of which each of two ports reads or writes, because a pipelined loop needs that for its interval. All others have one port
/// that reads and one that writes, which may be at one element in one cycle: the read is first. Here none may depend on that, as with two
/// ports it depends on the device: accesses that may be at one element are in different cycles, of which a simulation is a witness.
/// </summary>
/// <param name="program">The kernel.</param>
/// <param name="delays">The device family.</param>
internal sealed class DualPorts(KernelProgram program, NodeDelays delays)
{
    private readonly List<ArrayVariable> _arrays = [];
    private readonly HashSet<ArrayVariable> _readByTasks = ReadByTasks(program), _shared = Shared(program);

    /// <summary>The arrays, in the order in which they were found to need it.</summary>
    public IReadOnlyList<ArrayVariable> Arrays => _arrays;

    /// <summary>The device's block RAM has two ports that each read or write, and the array is block RAM. Not one that tasks fill and read
    /// at the same time: each of its two ports is one task's.</summary>
    public bool CanHold(ArrayVariable array)
        => delays.HasDualPorts && ArrayShape.StyleOf(array) == Rtl.MemoryStyle.Block && !HoldsBuffers(array)
            && !_shared.Contains(array);

    /// <summary>Why an array cannot have a second port for what it is used for; null where it has two for anything.</summary>
    public string? Lack(ArrayVariable array)
        => ArrayShape.StyleOf(array) switch
        {
            Rtl.MemoryStyle.Block when !delays.HasDualPorts
                => $"block RAM of {delays.FamilyName} has one port that reads and one that writes",
            Rtl.MemoryStyle.Block when HoldsBuffers(array) =>
                "it holds two buffers, of which one task fills one by a port while another task reads the other one by the other port",
            Rtl.MemoryStyle.Block when _shared.Contains(array) => "each of its two ports is read by a task",
            Rtl.MemoryStyle.Block => null,
            Rtl.MemoryStyle.Ultra => "UltraRAM is used with one port that reads and one that writes",
            _ => "its memory has one port for that",
        };

    /// <summary>Gives arrays two ports for anything.</summary>
    public void Add(IEnumerable<ArrayVariable> arrays) => _arrays.AddRange(arrays.Where(a => !_arrays.Contains(a)));

    /// <summary>
    /// Tasks use a port of the array in turns. So a load takes it under its condition only, and what it has read is used before the token
    /// goes on: the next task's accesses change what the port shows.
    /// </summary>
    /// <param name="array">The array.</param>
    /// <param name="isDual">It has two ports for anything.</param>
    public bool AreTakenInTurns(ArrayVariable array, bool isDual)
        => array.IsUsedInTurns && ArrayShape.IsSynchronous(array) && (isDual || _readByTasks.Contains(array));

    /// <summary>The ports that an access may use, the one that it should use first.</summary>
    /// <param name="access">A load from synchronous memory, or a store.</param>
    /// <param name="isDual">The array has two ports for anything.</param>
    public static int[] For(ArrayAccess access, bool isDual) => (access is LoadEffect, isDual) switch
    {
        (true, false) => [0],
        (true, true) => [0, 1],
        (false, false) => [1],
        (false, true) => [1, 0],
    };

    private static bool HoldsBuffers(ArrayVariable array) => array is { HandedBy: not null, IsUsedInTurns: false };

    private static HashSet<ArrayVariable> Shared(KernelProgram program)
        => [.. program.Functions.SelectMany(static f => f.Arrays).Concat(program.Arrays).Where(static a => a.SecondPortOf is not null)
            .SelectMany(static a => new[] { a, a.SecondPortOf! })];

    // Arrays that more than one of the tasks that run together load from.
    private static HashSet<ArrayVariable> ReadByTasks(KernelProgram program)
        => [.. program.Functions.SelectMany(static f => IrWalk.All(f.Body)).OfType<ParallelStatement>()
            .SelectMany(static p => p.Blocks.SelectMany(LoadedIn).GroupBy(static a => a).Where(static uses => uses.Skip(1).Any())
                .Select(static uses => uses.Key))];

    private static IEnumerable<ArrayVariable> LoadedIn(Block task)
        => IrWalk.All(task).SelectMany(IrWalk.Expressions).SelectMany(IrWalk.All).OfType<ArrayLoadExpression>().Select(static l => l.Array)
            .Distinct();
}
