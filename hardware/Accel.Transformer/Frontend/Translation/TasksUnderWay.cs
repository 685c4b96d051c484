using System.Globalization;
using Accel.Rtl;
using Accel.Transformer.Ir;
using Accel.Transformer.Scheduling;

namespace Accel.Transformer.Frontend.Translation;

/// <summary>Tasks that one block has started and not yet waited for, some of which streams join.</summary>
internal sealed class TasksUnderWay
{
    /// <summary>A task.</summary>
    /// <param name="Block">What it does.</param>
    /// <param name="Name">What it is called.</param>
    /// <param name="IsJoined">Streams join it to others.</param>
    /// <param name="At">How many statements of <see cref="Before"/> stand in front of its start.</param>
    public sealed record Started(Block Block, TaskName Name, bool IsJoined, int At);

    /// <summary>In the order in which they are started.</summary>
    public List<Started> Tasks { get; } = [];

    /// <summary>What is done before them.</summary>
    public List<Statement> Before { get; } = [];

    /// <summary>What the block does while they run.</summary>
    public Block Beside { get; } = new();

    /// <summary>Where the first one is started.</summary>
    public SourceLocation? Source { get; init; }

    /// <summary>What keeps their results.</summary>
    public Block After { get; } = new();

    /// <summary>How many that streams join have been started.</summary>
    public int Joined => Tasks.Count(t => t.IsJoined && t.Block != Beside);

    /// <summary>How many have been waited for.</summary>
    public int Awaited { get; set; }

    /// <summary>The block waits for some of them.</summary>
    public bool IsAwaited { get; set; }

    /// <summary>The block has waited for all of them.</summary>
    public bool IsDone => IsAwaited && Awaited >= Joined;

    /// <summary>Adds a task.</summary>
    public void Add(Block block, TaskName name, bool isJoined)
    {
        string unique = name.Name;
        for (int number = 2; Tasks.Exists(t => t.Name.Name == unique); number++)
        {
            unique = string.Create(CultureInfo.InvariantCulture, $"{name.Name}{number}");
        }

        Tasks.Add(new(block, name with { Name = unique }, isJoined, Before.Count));
    }

    /// <summary>
    /// Moves into <see cref="Before"/> tasks that no stream joins and that are better done before the others: because they are not worth a
    /// process of their own, or because they cannot run at the same time. Nobody else can tell.
    /// </summary>
    public void MoveBefore()
    {
        foreach (var task in Enumerable.Reverse(Tasks).Where(static t => !t.IsJoined).ToList())
        {
            var footprint = Footprint.Of(task.Block);
            var others = Tasks.Where(t => t != task).Select(static t => Footprint.Of(t.Block)).ToList();
            if (others.TrueForAll(o => o.StorageConflictWith(footprint) is null)
                && (IsBrief(task.Block, footprint) || others.Exists(o => o.NetworkCollisionWith(footprint) is not null)))
            {
                _ = Tasks.Remove(task);
                Before.Insert(task.At, new ParallelStatement(task.Name.Source) { Blocks = { task.Block } });
            }
        }
    }

    private static bool IsBrief(Block block, Footprint footprint) =>
        !footprint.UsesMemory && !IrWalk.All(block).Any(static s => s is LoopStatement or CallStatement or ParallelStatement);
}
