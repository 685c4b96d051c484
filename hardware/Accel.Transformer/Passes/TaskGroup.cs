using Accel.Rtl;
using Accel.Transformer.Handover;
using Accel.Transformer.Ir;
using Accel.Transformer.Scheduling;

namespace Accel.Transformer.Passes;

/// <summary>
/// Tasks that can run together, with the statements between and behind them: those that must be done before a task (they are
/// moved to the front), those that need a result (moved behind), and those that do not care (a block beside the tasks).
/// </summary>
internal sealed class TaskGroup
{
    private readonly List<(Block Block, Footprint Footprint)> _tasks = [];
    private readonly List<Statement> _first = [], _beside = [], _last = [];
    private Footprint _ofTasks = new(), _ofBeside = new(), _ofLast = new();
    private SourceLocation? _source;

    // What several tasks mention and one of them uses.
    private readonly HashSet<ArrayVariable> _apart = [];

    /// <summary>What its tasks use; null without tasks.</summary>
    public Footprint? OfTasks => _tasks.Count > 0 ? _ofTasks : null;

    /// <summary>Adds a task.</summary>
    /// <returns>Null, or what keeps it from running with the others: take the group and add it to the next.</returns>
    public object? TryAddTask(ParallelStatement task)
    {
        var footprint = Footprint.Of(task.Blocks[0]);
        HashSet<ArrayVariable> apart = [.. _apart];
        foreach (var (block, other) in _tasks)
        {
            foreach (var array in footprint.StorageConflictsWith(other).OfType<ArrayVariable>()
                .Concat(footprint.ReadPortsOf(other)).Distinct())
            {
                if (!ChoiceProof.AreApart(block, task.Blocks[0], array))
                {
                    return array;
                }

                _ = apart.Add(array);
            }
        }

        if (footprint.CollisionWith(_ofTasks, apart) is { } shared)
        {
            return shared;
        }

        if (footprint.ConflictWith(_ofLast) is { } result)
        {
            return result;
        }

        if (footprint.CollisionWith(_ofBeside) is not null)
        {
            _first.AddRange(_beside);
            _beside.Clear();
            _ofBeside = new();
        }

        _source ??= task.Source;
        _apart.UnionWith(apart);
        _tasks.Add((task.Blocks[0], footprint));
        _ofTasks.Add(footprint);
        return null;
    }

    /// <summary>Adds a statement that follows; false when it has to wait for the whole group.</summary>
    public bool TryAdd(Statement statement)
    {
        // A shared method belongs to one state machine: what runs it does not move into another one. What waits at a stream keeps its
        // place.
        if (_tasks.Count == 0 || Leaves(statement) || All(statement).Any(s => s is RunStatement || IrWalk.Stream(s) is not null))
        {
            return false;
        }

        var footprint = Footprint.Of(statement);
        if (footprint.ConflictWith(_ofTasks) is null && footprint.ConflictWith(_ofLast) is null)
        {
            _beside.Add(statement);
            _ofBeside.Add(footprint);
            return true;
        }

        // A result that is put away keeps nobody from being started; best is that its task puts it where it belongs.
        if (statement is AssignStatement && footprint.ConflictWith(_ofLast) is null && OnlyConflict(footprint) is { } own)
        {
            own.Block.Statements.Add(statement);
            own.Footprint.Add(footprint);
            _ofTasks.Add(footprint);
            return true;
        }

        if (statement is AssignStatement or ArrayStoreStatement)
        {
            _last.Add(statement);
            _ofLast.Add(footprint);
            return true;
        }

        return false;
    }

    /// <summary>The statements of the group, which is empty afterwards.</summary>
    public List<Statement> Take()
    {
        List<Statement> result = [.. _first];
        List<Block> together = [.. _tasks.Select(task => task.Block).Where(IsLong)];
        bool isBeside = _ofBeside.CollisionWith(_ofTasks) is null && _beside.Exists(IsLong) && together.Count > 0;
        if (!isBeside)
        {
            result.AddRange(_beside);
        }
        else
        {
            var block = new Block();
            block.Statements.AddRange(_beside);
            together.Add(block);
        }

        // What takes no loop is faster in the states of its surroundings than in a process of its own.
        bool isParallel = together.Count > 1;
        result.AddRange(_tasks.Select(task => task.Block).Where(task => !isParallel || !IsLong(task)).SelectMany(task => task.Statements));
        if (isParallel)
        {
            var parallel = new ParallelStatement(_source) { Apart = [.. _apart] };
            foreach (var array in _apart)
            {
                array.IsUsedInTurns = true;
            }

            parallel.Blocks.AddRange(together);
            result.Add(parallel);
        }

        result.AddRange(_last);
        _apart.Clear();
        _tasks.Clear();
        _first.Clear();
        _beside.Clear();
        _last.Clear();
        (_ofTasks, _ofBeside, _ofLast, _source) = (new(), new(), new(), null);
        return result;
    }

    // The one task that a statement has to follow, if it shares nothing with the others and with what runs beside them.
    private (Block Block, Footprint Footprint)? OnlyConflict(Footprint statement)
    {
        if (statement.ConflictWith(_ofBeside) is not null)
        {
            return null;
        }

        (Block Block, Footprint Footprint)? only = null;
        foreach (var task in _tasks.Where(task => statement.CollisionWith(task.Footprint) is not null))
        {
            if (only is not null)
            {
                return null;
            }

            only = task;
        }

        return only;
    }

    private static bool IsLong(Block block) => block.Statements.Exists(IsLong);

    private static bool IsLong(Statement statement) => All(statement).Any(s =>
        s is LoopStatement or MemoryReadStatement or MemoryWriteStatement || IrWalk.Stream(s) is not null
        || IrWalk.Expressions(s).SelectMany(IrWalk.All).Any(LowerDivisions.IsDivision));

    /// <summary>True when a jump leads out of it.</summary>
    public static bool Leaves(Statement statement)
    {
        var inside = All(statement).OfType<LoopStatement>().ToHashSet();
        return All(statement).Any(s => s switch
        {
            BreakStatement leave => !inside.Contains(leave.Loop),
            ContinueStatement next => !inside.Contains(next.Loop),
            ReturnStatement => true,
            _ => false,
        });
    }

    private static IEnumerable<Statement> All(Statement statement) => IrWalk.All(new Block { Statements = { statement } });
}
