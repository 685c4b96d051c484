using System.Numerics;
using Accel.Rtl.Simulation.Compilation;
using Accel.Rtl.Simulation.Words;

namespace Accel.Rtl.Simulation.Activity;

/// <summary>
/// What is evaluated when: the blocks between two edges, the groups of actions on an edge, and which of them are due when a word or a
/// memory has changed. It is not changed by running.
/// </summary>
internal sealed class ActivityPlan
{
    private const int MostActionsOfGroup = 16;

    private readonly List<int>?[] _wakes;
    private readonly List<int>?[] _memoryWakes;
    private readonly bool[] _stored;
    private readonly Dictionary<Word, int> _checkCount;

    /// <summary>Plans the simulation of a flat module.</summary>
    public ActivityPlan(Module module)
    {
        Module = module;
        Words = new WordBuilder(module);
        // A check is counted when its word is evaluated, and state is not.
        Checks = [.. PlanChecks().Select(c => c.Violated.Op == WordOp.State ? c with { Violated = Words.Graph.Copy(c.Violated) } : c)];
        _checkCount = Checks.CountBy(c => c.Violated).ToDictionary();
        var actions = EdgeOrder.Order(PlanActions(), Words.Graph);
        var outputs = module.Outputs.Values.SelectMany(o => Words[o]);
        Word[] sinks = [.. outputs, .. Checks.Select(c => c.Violated), .. actions.SelectMany(ReadBy)];
        var partition = new BlockPartition(Words.Graph, sinks);
        Blocks = partition.Blocks;
        Groups = Group(actions);
        _stored = new bool[Words.Graph.Words.Count];
        _wakes = new List<int>?[Words.Graph.Words.Count];
        _memoryWakes = new List<int>?[module.Memories.Count];
        foreach (var sink in sinks.Where(s => s.IsComputed))
            _stored[sink.Id] = true;
        foreach (var block in Blocks)
            WakeBy(block, partition);
        for (int i = 0; i < Groups.Count; i++)
            WakeBy(Groups[i], FirstGroupBit + i);
    }

    public Module Module { get; }

    public WordBuilder Words { get; }

    /// <summary>Bit i of the dirty bits stands for block i.</summary>
    public IReadOnlyList<Block> Blocks { get; }

    /// <summary>Actions with one enable that are likely to be due together, in the order of <see cref="EdgeOrder"/>.</summary>
    public IReadOnlyList<IReadOnlyList<EdgeAction>> Groups { get; }

    public IReadOnlyList<Check> Checks { get; }

    /// <summary>The dirty bit of the first group: the groups begin in a dirty word of their own.</summary>
    public int FirstGroupBit => (Blocks.Count + 31) / 32 * 32;

    /// <summary>32-bit words of dirty bits.</summary>
    public int DirtyWords => FirstGroupBit / 32 + (Groups.Count + 31) / 32;

    /// <summary>True when the value is kept between evaluations.</summary>
    public bool IsStored(Word word) => word.Op == WordOp.State || _stored[word.Id];

    /// <summary>Dirty bits to set when a stored word changes.</summary>
    public IReadOnlyList<int> WakesOf(Word word) => _wakes[word.Id] ?? [];

    /// <summary>Dirty bits to set when a memory changes.</summary>
    public IReadOnlyList<int> WakesOf(int memory) => _memoryWakes[memory] ?? [];

    /// <summary>Bits as the dirty words that they lie in, with a mask for each, in ascending order.</summary>
    public static IEnumerable<(int Word, uint Mask)> DirtyMasks(IEnumerable<int> bits)
        => bits.GroupBy(b => b / 32).OrderBy(g => g.Key).Select(g => (g.Key, g.Aggregate(0u, (mask, b) => mask | 1u << (b % 32))));

    /// <summary>How many checks a word stands for.</summary>
    public int CheckCount(Word word) => _checkCount.GetValueOrDefault(word);

    private static IEnumerable<Word> ReadBy(EdgeAction action) => action.Reads.Append(action.Enable).OfType<Word>();

    private static void Add(List<int>?[] to, int index, int bit)
    {
        var list = to[index] ??= [];
        if (list.Count == 0 || list[^1] != bit)
            list.Add(bit);
    }

    private void WakeBy(Block block, BlockPartition partition)
    {
        foreach (var word in block.Words)
        {
            foreach (var operand in word.Operands.Where(o => !o.IsConstant && partition.BlockOf(o) != block))
            {
                Add(_wakes, operand.Id, block.Index);
                if (operand.IsComputed)
                    _stored[operand.Id] = true;
            }

            if (word.Op == WordOp.Read)
                Add(_memoryWakes, word.Memory, block.Index);
        }
    }

    private void WakeBy(IReadOnlyList<EdgeAction> group, int bit)
    {
        foreach (var action in group)
        {
            foreach (var read in ReadBy(action).Where(r => !r.IsConstant))
                Add(_wakes, read.Id, bit);
            if (action is MemoryReadAction { Memory: var memory })
                Add(_memoryWakes, memory, bit);
        }
    }

    private static List<IReadOnlyList<EdgeAction>> Group(List<EdgeAction> actions)
    {
        var groups = new List<IReadOnlyList<EdgeAction>>();
        var current = new List<EdgeAction>();
        foreach (var action in actions)
        {
            if (current.Count == MostActionsOfGroup || current.Count > 0 && !BelongTogether(current[^1], action))
            {
                groups.Add(current);
                current = [];
            }

            current.Add(action);
        }

        if (current.Count > 0)
            groups.Add(current);
        return groups;
    }

    private static bool BelongTogether(EdgeAction first, EdgeAction second)
        => (first, second) switch
        {
            (RegisterAction a, RegisterAction b) => a.Enable == b.Enable,
            (MemoryReadAction a, MemoryReadAction b) => a.Enable == b.Enable && a.Address == b.Address,
            (MemoryWriteAction a, MemoryWriteAction b) => a.Memory == b.Memory,
            _ => false,
        };

    private List<EdgeAction> PlanActions()
    {
        var actions = new List<EdgeAction>();
        foreach (var register in Module.Signals.OfType<RegisterSignal>())
        {
            var reset = new ulong[WideArithmetic.Words(register.WidthBits)];
            if (register.ResetValue is { } value)
                WideArithmetic.FromBigInteger(value, reset);
            for (int i = 0; i < reset.Length; i++)
            {
                actions.Add(new RegisterAction
                {
                    State = Words[register][i], Next = Words[register.Next!][i], Enable = EnableOf(register.Enable), ResetValue = register.ResetValue is null ? null : reset[i],
                });
            }
        }

        foreach (var read in Module.Signals.OfType<MemoryReadSignal>().Where(r => r.IsSynchronous))
        {
            actions.AddRange(Words[read].Select(state => new MemoryReadAction
            {
                State = state, Memory = Words.MemoryIndex(read.Memory), Address = Words.Address(read.Address!), Enable = EnableOf(read.Enable),
            }));
        }

        foreach (var memory in Module.Memories)
        {
            var ports = memory.WritePorts.Where(p => Words[p.Enable][0] != Words.Graph.Zero).ToList();
            if (ports.Count > 0)
                actions.AddRange(Enumerable.Range(0, WideArithmetic.Words(memory.WidthBits)).Select(part => PlanWrite(memory, ports, part)));
        }

        return actions;
    }

    private MemoryWriteAction PlanWrite(Memory memory, List<MemoryWritePort> ports, int part) => new()
    {
        Memory = Words.MemoryIndex(memory),
        Part = part,
        Enable = ports is [var only] ? EnableOf(only.Enable) : null,
        Ports = [.. ports.Select(p => new MemoryWriteAction.Port
        {
            Enable = ports.Count > 1 ? EnableOf(p.Enable) : null, Address = Words.Address(p.Address), Data = Words[p.Data][part],
        })],
    };

    private Word? EnableOf(Signal? enable) => enable is null || Words[enable][0] == Words.Graph.One ? null : Words[enable][0];

    private IEnumerable<Check> PlanChecks()
    {
        foreach (var assertion in Module.Assertions)
        {
            Words.Graph.Origin = assertion.Condition;
            var broken = Words.Graph.Make(WordOp.And, Words[assertion.Enable][0], Words.Graph.Make(WordOp.Not, Words[assertion.Condition][0], n: 1));
            yield return new Check(broken, CheckKind.Assertion) { Assertion = assertion };
        }

        var reads = Module.Signals.OfType<MemoryReadSignal>().Where(r => r.Enable is not null).OrderBy(r => r.IsSynchronous);
        foreach (var read in reads.Where(r => r.IsSynchronous ? CanLeave(r.Memory) : !BitOperations.IsPow2(r.Memory.Depth)))
            yield return Outside(read.Memory, read.Enable!, read.Address!, CheckKind.Read, read.Source);
        foreach (var memory in Module.Memories.Where(CanLeave))
        {
            foreach (var port in memory.WritePorts)
                yield return Outside(memory, port.Enable, port.Address, CheckKind.Write, memory.Source);
        }
    }

    private Check Outside(Memory memory, Signal enable, Signal address, CheckKind kind, SourceLocation? source)
    {
        Words.Graph.Origin = address;
        var word = Words.Address(address);
        var outside = Words.Graph.Make(WordOp.LessOrEqual, Words.Graph.Constant((ulong)memory.Depth), word);
        return new Check(Words.Graph.Make(WordOp.And, Words[enable][0], outside), kind) { Memory = memory, Address = word, Source = source ?? memory.Source };
    }

    /// <summary>True when an address may be at or above the depth.</summary>
    public static bool CanLeave(Memory memory) => 1L << memory.AddressWidthBits > memory.Depth;
}
