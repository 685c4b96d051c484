using Accel.Rtl.Simulation.Words;

namespace Accel.Rtl.Simulation.Activity;

/// <summary>
/// Cuts the words into blocks, in the way of ESSENT (Beamer and Donofrio, DAC 2020): first the cones of words that nothing outside needs,
/// then blocks of one level that read much the same, then those that a single other one reads. Larger blocks cost fewer tests of what has
/// changed; smaller ones skip more work.
/// </summary>
internal sealed class BlockPartition
{
    /// <summary>Most words of a cone and of a block that is put together; found by measuring the engine and the attention kernel.</summary>
    private const int MostWordsOfCone = 48;
    private const int MostWordsOfBlock = 96;
    private const int Rounds = 3;

    /// <summary>A block joins one that has this share of its inputs.</summary>
    private const double SharedInputs = 0.3;

    private readonly Word[] _live;
    private readonly Block?[] _blockOf;
    private readonly int[]?[] _users;

    /// <summary>Cuts the words that the roots need.</summary>
    public BlockPartition(WordGraph graph, IEnumerable<Word> roots)
    {
        var live = new bool[graph.Words.Count];
        foreach (var root in roots)
            live[root.Id] = true;
        var users = new List<int>?[graph.Words.Count];
        for (int id = graph.Words.Count - 1; id >= 0; id--)
        {
            if (!live[id])
                continue;
            foreach (var operand in graph.Words[id].Operands)
            {
                live[operand.Id] = true;
                (users[operand.Id] ??= []).Add(id);
            }
        }

        _live = [.. graph.Words.Where(w => live[w.Id] && w.IsComputed)];
        _users = [.. users.Select(u => u?.ToArray())];
        _blockOf = new Block?[graph.Words.Count];
        CutCones();
        for (int round = 0; round < Rounds; round++)
        {
            var blocks = Number();
            Join(blocks, Neighbours(blocks));
            blocks = Number();
            Join(blocks, OnlyReaders(blocks));
        }

        Blocks = Number();
    }

    /// <summary>The blocks in the order of evaluation.</summary>
    public IReadOnlyList<Block> Blocks { get; }

    /// <summary>The block of a word, or null for constants, state and words that nothing needs.</summary>
    public Block? BlockOf(Word word) => word.Id < _blockOf.Length ? _blockOf[word.Id] : null;

    private void CutCones()
    {
        var size = new Dictionary<Block, int>();
        for (int i = _live.Length - 1; i >= 0; i--)
        {
            var word = _live[i];
            Block? only = null;
            bool several = false;
            foreach (int user in _users[word.Id] ?? [])
            {
                several |= only is not null && only != _blockOf[user];
                only = _blockOf[user];
            }

            var block = only is null || several || size[only] >= MostWordsOfCone ? new Block() : only;
            size[block] = size.GetValueOrDefault(block) + 1;
            _blockOf[word.Id] = block;
        }
    }

    /// <summary>Collects the words of the blocks, which are empty, and their levels, and numbers them level by level.</summary>
    private List<Block> Number()
    {
        var blocks = new List<Block>();
        foreach (var word in _live)
        {
            var block = _blockOf[word.Id]!;
            if (block.Words.Count == 0)
            {
                block.Level = -1;
                blocks.Add(block);
            }

            block.Words.Add(word);
        }

        foreach (var block in blocks)
            Level(block);
        var sorted = blocks.OrderBy(b => b.Level).ThenBy(b => b.Words[0].Id).ToList();
        for (int i = 0; i < sorted.Count; i++)
            sorted[i].Index = i;
        return sorted;
    }

    private int Level(Block start)
    {
        // Without recursion: the way from the state may be thousands of blocks long.
        var stack = new Stack<(Block Block, bool Entered)>([(start, false)]);
        while (stack.TryPop(out var top))
        {
            if (top.Block.Level >= 0)
                continue;
            var sources = SourcesOf(top.Block);
            if (top.Entered)
            {
                top.Block.Level = sources.Select(s => s.Level + 1).DefaultIfEmpty(0).Max();
                continue;
            }

            stack.Push((top.Block, true));
            foreach (var source in sources.Where(s => s.Level < 0))
                stack.Push((source, false));
        }

        return start.Level;
    }

    private HashSet<Block> SourcesOf(Block block)
    {
        var sources = new HashSet<Block>();
        foreach (var operand in block.Words.SelectMany(w => w.Operands))
        {
            if (_blockOf[operand.Id] is { } source && source != block)
                sources.Add(source);
        }

        return sources;
    }

    private HashSet<int> InputsOf(Block block)
        => [.. block.Words.SelectMany(w => w.Operands).Where(o => !o.IsConstant && _blockOf[o.Id] != block).Select(o => o.Id)];

    private void Join(List<Block> blocks, Block[] into)
    {
        foreach (var block in blocks)
        {
            var target = block;
            while (into[target.Index] != target)
                target = into[target.Index];
            foreach (var word in block.Words)
                _blockOf[word.Id] = target;
        }

        foreach (var block in blocks)
            block.Words.Clear();
    }

    /// <summary>Joins blocks of a level to one that has a good part of their inputs: no way leads from one of a level to another.</summary>
    private Block[] Neighbours(List<Block> blocks)
    {
        var into = blocks.ToArray();
        foreach (var level in blocks.GroupBy(b => b.Level))
        {
            var readers = new Dictionary<int, List<Block>>();
            var size = new Dictionary<Block, int>();
            foreach (var block in level)
            {
                var inputs = InputsOf(block);
                var shared = new Dictionary<Block, int>();
                foreach (var candidate in inputs.SelectMany(i => readers.GetValueOrDefault(i) ?? []))
                    shared[candidate] = shared.GetValueOrDefault(candidate) + 1;
                var best = shared.Where(s => size[s.Key] + block.Words.Count <= MostWordsOfBlock && s.Value >= SharedInputs * inputs.Count)
                    .OrderByDescending(s => s.Value).ThenBy(s => s.Key.Index).Select(s => s.Key).FirstOrDefault(block);
                into[block.Index] = best;
                size[best] = size.GetValueOrDefault(best) + block.Words.Count;
                foreach (int input in inputs)
                {
                    var list = readers.TryGetValue(input, out var known) ? known : readers[input] = [];
                    if (!list.Contains(best))
                        list.Add(best);
                }
            }
        }

        return into;
    }

    /// <summary>Joins a block to the one block that reads it.</summary>
    private Block[] OnlyReaders(List<Block> blocks)
    {
        var into = blocks.ToArray();
        var size = blocks.Select(b => b.Words.Count).ToArray();
        for (int i = blocks.Count - 1; i >= 0; i--)
        {
            var block = blocks[i];
            var readers = block.Words.SelectMany(w => _users[w.Id] ?? []).Select(u => _blockOf[u]!).Where(b => b != block).Distinct().Take(2).ToList();
            if (readers.Count != 1)
                continue;
            var target = into[readers[0].Index];
            if (size[target.Index] + size[i] > MostWordsOfBlock)
                continue;
            into[i] = target;
            size[target.Index] += size[i];
        }

        return into;
    }
}
