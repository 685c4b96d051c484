using Accel.Rtl.Simulation.Activity;
using Accel.Rtl.Simulation.Compilation;
using Accel.Rtl.Simulation.Words;

namespace Accel.Rtl.Simulation.Machine;

/// <summary>
/// Where everything lies in the state of a simulation, in bytes: the number of broken checks, the dirty bits, a slot of 64 bits for each
/// stored word, slots for intermediate values, the table of the blocks' addresses, the memories.
/// </summary>
internal sealed class StateLayout
{
    /// <summary>An int: how many checks are broken now.</summary>
    public const int BrokenChecks = 0;

    private const int Header = 64;
    private const int SlotBytes = 8;

    private readonly int[] _slots;
    private readonly int[] _memories;

    public StateLayout(ActivityPlan plan)
    {
        var words = plan.Words.Graph.Words;
        _slots = new int[words.Count];
        int next = Align(Header + plan.DirtyWords * sizeof(uint));
        foreach (var word in words.Where(w => w.Op == WordOp.State).Concat(plan.Blocks.SelectMany(b => b.Words).Where(plan.IsStored)))
        {
            _slots[word.Id] = next;
            next += SlotBytes;
        }

        Spills = next;
        next += 2 * SlotBytes * plan.Blocks.Select(b => b.Words.Count).DefaultIfEmpty(0).Max();
        JumpTable = next = Align(next);
        next += plan.DirtyWords * 32 * SlotBytes;
        _memories = new int[plan.Module.Memories.Count];
        long total = next;
        for (int i = 0; i < _memories.Length; i++)
        {
            var memory = plan.Module.Memories[i];
            total = (total + Header - 1) / Header * Header;
            _memories[i] = (int)Math.Min(total, int.MaxValue);
            total += (long)memory.Depth * WideArithmetic.Words(memory.WidthBits) * SlotBytes;
        }

        if (total > int.MaxValue)
            throw new NotSupportedException($"module {plan.Module.Name} has {total >> 20} MiB of state; compiled simulation holds 2048");
        Bytes = (int)total;
    }

    /// <summary>Size of the whole.</summary>
    public int Bytes { get; }

    /// <summary>Slots for values that have no register while a block is evaluated.</summary>
    public int Spills { get; }

    /// <summary>An address of code for each dirty bit.</summary>
    public int JumpTable { get; }

    public static int DirtyWord(int index) => Header + index * sizeof(uint);

    public int Slot(Word word) => _slots[word.Id];

    public int Memory(int index) => _memories[index];

    private static int Align(int offset) => (offset + Header - 1) / Header * Header;
}
