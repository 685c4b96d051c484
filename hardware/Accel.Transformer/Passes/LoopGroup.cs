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
    private readonly HashSet<StreamVariable> _streams = [];
    private Footprint _ofBlocks = new(), _ofBehind = new();

    /// <summary>The loop that was added last.</summary>
    public LoopStatement? Last { get; private set; }

    /// <summary>What keeps the loop that was refused last from running with the others: a variable, an array or a stream that both use,
    /// SimpleMemory, or what one of them does while the other one's elements may say that it is to be done.</summary>
    public object? Shared { get; private set; }

    /// <summary>A loop that is worth it and can be moved into a process of its own.</summary>
    public static bool CanHold(LoopStatement loop)
        => loop is { InitiationInterval: not null, TripCount: null or >= FewestIterations } && !TaskGroup.Leaves(loop)
            && !IrWalk.All(loop).Any(static s => s is RunStatement or ParallelStatement or StreamClearStatement
                || IrWalk.Stream(s) is { Meter: not null });

    /// <summary>Why two loops keep their order.</summary>
    public static string Reason(object shared) => shared switch
    {
        ArrayVariable array => $"both use {array.Name}",
        StreamVariable stream => $"both use {stream.Name}",
        Order order => order.Reason,
        _ => $"both use {shared}",
    };

    // Streams between tasks say more than their elements: that cells are written, whose an array is.
    private sealed record Order(string Reason);

    /// <summary>Adds what stands behind a loop; false where there is none, or where it has to happen before what follows.</summary>
    public bool TryAdd(AssignStatement assign)
    {
        if (_blocks.Count == 0 || Footprint.Of(assign).Arrays.Any(static a => a.HandedBy is not null))
        {
            return false;
        }

        _pending.Add(assign);
        return true;
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

        Shared = footprint.CollisionWith(_ofBlocks) ?? footprint.ConflictWith(_ofBehind) ?? BothRead(footprint)
            ?? (object?)StreamsOf(loop).FirstOrDefault(_streams.Contains) ?? OrderOf(loop, footprint);
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
        _streams.Clear();
        (_ofBlocks, _ofBehind, Last, Shared) = (new(), new(), null, null);
        return result;
    }

    private void Add(Block block, LoopStatement loop)
    {
        _blocks.Add(block);
        _ofBlocks.Add(Footprint.Of(block));
        _streams.UnionWith(StreamsOf(loop));
        Last = loop;
    }

    // What passes a stream may say that another task is done with cells or with an array, or that this one is: so a loop with streams keeps
    // its order with one that uses what tasks share.
    private Order? OrderOf(LoopStatement loop, Footprint footprint)
        => StreamsOf(loop).FirstOrDefault() is { } own && SharedIn(_ofBlocks) is { } shared
            ? new($"what is at {own.Name} may say when {shared} may be used")
            : _streams.FirstOrDefault() is { } before && SharedIn(footprint) is { } used
            ? new($"what is at {before.Name} may say when {used} may be used") : null;

    private static string? SharedIn(Footprint footprint)
        => footprint.UsesMemory ? "SimpleMemory" : footprint.Arrays.FirstOrDefault(static a => a.HandedBy is not null)?.Name;

    private static IEnumerable<StreamVariable> StreamsOf(LoopStatement loop)
        => IrWalk.All(loop).Select(IrWalk.Stream).OfType<StreamVariable>().Distinct();

    // Another reader is another port, or another copy; a table without a clock is logic wherever it is read.
    private ArrayVariable? BothRead(Footprint loop) => loop.Arrays.FirstOrDefault(a => a.Constants is null && _ofBlocks.Uses(a));
}
