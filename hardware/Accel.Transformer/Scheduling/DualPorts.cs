using Accel.Transformer.Ir;

namespace Accel.Transformer.Scheduling;

/// <summary>
/// Block RAMs of which each of two ports reads or writes, because a pipelined loop needs that for its interval. All others have one port
/// that reads and one that writes, which may be at one element in one cycle: the read is first. Here none may depend on that, as with two
/// ports it depends on the device: accesses that may be at one element are in different cycles, of which a simulation is a witness.
/// </summary>
/// <param name="delays">The device family.</param>
internal sealed class DualPorts(NodeDelays delays)
{
    private readonly List<ArrayVariable> _arrays = [];

    /// <summary>The arrays, in the order in which they were found to need it.</summary>
    public IReadOnlyList<ArrayVariable> Arrays => _arrays;

    /// <summary>The device's block RAM has two ports that each read or write, and the array is block RAM. Not one that is handed over: its
    /// ports belong to different tasks, and a read that nobody looks at may be at an element that another task writes.</summary>
    public bool CanHold(ArrayVariable array)
        => delays.HasDualPorts && ArrayShape.StyleOf(array) == Rtl.MemoryStyle.Block && array.HandedBy is null;

    /// <summary>Why an array cannot have a second port for what it is used for; null where it has two for anything.</summary>
    public string? Lack(ArrayVariable array)
        => ArrayShape.StyleOf(array) switch
        {
            Rtl.MemoryStyle.Block when !delays.HasDualPorts
                => $"block RAM of {delays.FamilyName} has one port that reads and one that writes",
            Rtl.MemoryStyle.Block when array.HandedBy is not null =>
                "block RAM that tasks hand to each other has one port that reads and one that writes",
            Rtl.MemoryStyle.Block => null,
            Rtl.MemoryStyle.Ultra => "UltraRAM is used with one port that reads and one that writes",
            _ => "its memory has one port for that",
        };

    /// <summary>Gives arrays two ports for anything.</summary>
    public void Add(IEnumerable<ArrayVariable> arrays) => _arrays.AddRange(arrays.Where(a => !_arrays.Contains(a)));

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
}
