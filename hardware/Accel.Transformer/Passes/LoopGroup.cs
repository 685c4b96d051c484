using Accel.Transformer.Ir;
using Accel.Transformer.Scheduling;

namespace Accel.Transformer.Passes;

/// <summary>Pipelined loops that can run at the same time, with the assignments between and behind them.</summary>
internal sealed class LoopGroup
{
    /// <summary>A loop of fewer iterations is over before a process of its own is worth it.</summary>
    private const int FewestIterations = 16;

    private readonly List<Block> _blocks = [];
    private readonly List<AssignStatement> _pending = [], _behind = [];
    private Footprint _ofBlocks = new(), _ofBehind = new();

    /// <summary>The loop that was added last.</summary>
    public LoopStatement? Last { get; private set; }

    /// <summary>What keeps the loop that was refused last from running with the others: a variable, an array, or SimpleMemory.</summary>
    public object? Shared { get; private set; }

    /// <summary>A loop that is worth it and can be moved into a process of its own.</summary>
    public static bool CanHold(LoopStatement loop)
        => loop is { InitiationInterval: not null, TripCount: null or >= FewestIterations } && !TaskGroup.Leaves(loop)
            && !IrWalk.All(loop).Any(static s => s is RunStatement or ParallelStatement || IrWalk.Stream(s) is not null)
            && !Footprint.Of(loop).Arrays.Any(static a => a.HandedBy is not null);

    /// <summary>What something is called in a message.</summary>
    public static string NameOf(object shared) => shared is ArrayVariable array ? array.Name : shared.ToString()!;

    /// <summary>Adds what stands behind a loop; false where there is none.</summary>
    public bool TryAdd(AssignStatement assign)
    {
        if (_blocks.Count > 0)
        {
            _pending.Add(assign);
        }

        return _blocks.Count > 0;
    }

    /// <summary>Adds a loop; false where it has to wait for those before it.</summary>
    public bool TryAdd(LoopStatement loop)
    {
        if (_blocks.Count == 0)
        {
            Add(new Block { Statements = { loop } }, loop);
            return true;
        }

        Block block = new() { Statements = { loop } };
        var footprint = Footprint.Of(block);
        List<AssignStatement> others = [];
        foreach (var assign in Enumerable.Reverse(_pending))
        {
            var own = Footprint.Of(assign);
            if (own.ConflictWith(footprint) is null)
            {
                others.Insert(0, assign);
                continue;
            }

            block.Statements.Insert(0, assign);
            footprint.Add(own);
        }

        Shared = footprint.CollisionWith(_ofBlocks) ?? footprint.ConflictWith(_ofBehind) ?? BothRead(footprint);
        if (Shared is not null)
        {
            return false;
        }

        _pending.Clear();
        _behind.AddRange(others);
        others.ForEach(o => _ofBehind.Add(Footprint.Of(o)));
        Add(block, loop);
        return true;
    }

    /// <summary>The statements of the group, which is empty afterwards.</summary>
    public List<Statement> Take()
    {
        List<Statement> result = [];
        if (_blocks.Count > 1)
        {
            ParallelStatement parallel = new(_blocks[0].Statements[0].Source) { IsOfLoops = true };
            parallel.Blocks.AddRange(_blocks);
            result.Add(parallel);
        }
        else
        {
            result.AddRange(_blocks.SelectMany(static b => b.Statements));
        }

        result.AddRange(_behind);
        result.AddRange(_pending);
        _blocks.Clear();
        _pending.Clear();
        _behind.Clear();
        (_ofBlocks, _ofBehind, Last, Shared) = (new(), new(), null, null);
        return result;
    }

    private void Add(Block block, LoopStatement loop)
    {
        _blocks.Add(block);
        _ofBlocks.Add(Footprint.Of(block));
        Last = loop;
    }

    // Another reader is another port, or another copy; a table without a clock is logic wherever it is read.
    private ArrayVariable? BothRead(Footprint loop) => loop.Arrays.FirstOrDefault(a => a.Constants is null && _ofBlocks.Uses(a));
}
