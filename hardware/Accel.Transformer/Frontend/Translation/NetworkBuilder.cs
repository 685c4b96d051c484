using System.Globalization;
using Accel.Rtl;
using Accel.Transformer.Diagnostics;
using Accel.Transformer.Ir;
using Accel.Transformer.Scheduling;

namespace Accel.Transformer.Frontend.Translation;

/// <summary>
/// Puts tasks that streams join into one statement: those that one block starts, up to where it waits for them. What stands between their starts is done
/// before them; from where the block itself uses a stream it is one of the tasks.
/// </summary>
/// <param name="joined">Tasks that streams join to others, as they are started.</param>
/// <param name="function">The function.</param>
/// <param name="diagnostics">Receives what is wrong.</param>
internal sealed class NetworkBuilder(IReadOnlyDictionary<ParallelStatement, TaskName> joined, Function function, DiagnosticsBag diagnostics)
{
    private readonly HashSet<Statement> _awaiting = [];

    /// <summary>The tasks that are under way.</summary>
    private sealed class Group
    {
        public List<(Block Block, TaskName Name)> Tasks { get; } = [];

        public List<Statement> Before { get; } = [];

        public Block Beside { get; } = new();

        public SourceLocation? Source { get; init; }

        /// <summary>How many of them have been waited for.</summary>
        public int Awaited { get; set; }

        public bool IsAwaited { get; set; }
    }

    /// <summary>The block with networks in place of tasks that streams join.</summary>
    public Block Form(Block block)
    {
        Block result = new();
        Group? group = null;
        foreach (var statement in block.Statements)
        {
            FormInside(statement);
            if (statement is TaskWait wait)
            {
                group?.IsAwaited = true;
                group?.Awaited += wait.Tasks ?? group.Tasks.Count;
                continue;
            }

            if (group is not null && (group.IsAwaited || AwaitsInside(statement)))
            {
                Close(group, result.Statements, AwaitsInside(statement));
                group = null;
            }

            if (statement is ParallelStatement task && joined.TryGetValue(task, out var name))
            {
                group ??= new Group { Source = task.Source };
                Start(group, task, name);
            }
            else if (group is null)
            {
                result.Statements.Add(statement);
            }
            else
            {
                Add(group, statement);
            }
        }

        if (group is not null)
        {
            Close(group, result.Statements, false);
        }

        return result;
    }

    private void FormInside(Statement statement)
    {
        switch (statement)
        {
            case IfStatement choice:
                (choice.Then, choice.Else) = (Form(choice.Then), Form(choice.Else));
                break;
            case LoopStatement loop:
                bool awaits = AwaitsInside(loop);
                (loop.Header, loop.Body, loop.Step) = (Form(loop.Header), Form(loop.Body), Form(loop.Step));
                if (awaits)
                {
                    _ = _awaiting.Add(loop);
                }

                break;
            case ParallelStatement parallel:
                for (int i = 0; i < parallel.Blocks.Count; i++)
                {
                    parallel.Blocks[i] = Form(parallel.Blocks[i]);
                }

                break;
        }
    }

    // A loop that waits for each task of an array.
    private bool AwaitsInside(Statement statement) => _awaiting.Contains(statement) || (statement is LoopStatement && IrWalk.All(statement).Any(s => s is TaskWait));

    private void Start(Group group, ParallelStatement task, TaskName name)
    {
        if (group.Beside.Statements.Count > 0)
        {
            diagnostics.Report(
                DiagnosticDescriptors.NetworkWait, Place(task),
                $"this task is started after line {group.Beside.Statements[0].Source?.Line.ToString(CultureInfo.InvariantCulture)} has used a stream of others that run");
        }

        string unique = name.Name;
        for (int number = 2; group.Tasks.Exists(t => t.Name.Name == unique); number++)
        {
            unique = string.Create(CultureInfo.InvariantCulture, $"{name.Name}{number}");
        }

        group.Tasks.Add((task.Blocks[0], name with { Name = unique }));
    }

    private void Add(Group group, Statement statement)
    {
        if (group.Beside.Statements.Count > 0 || IrWalk.All(statement).Any(s => s is StreamReadStatement or StreamWriteStatement))
        {
            group.Beside.Statements.Add(statement);
            return;
        }

        var footprint = Footprint.Of(statement);
        var conflicts = group.Tasks.Select(t => (Task: t, Shared: footprint.ConflictWith(Footprint.Of(t.Block)))).Where(c => c.Shared is not null).ToList();
        if (conflicts is [var result] && statement is AssignStatement or ArrayStoreStatement && result.Task == group.Tasks[^1])
        {
            // Where the task's result is kept: the task puts it there.
            result.Task.Block.Statements.Add(statement);
            return;
        }

        foreach (var (task, shared) in conflicts)
        {
            Report(statement.Source ?? group.Source, [task.Name.Name, $"(line {statement.Source?.Line})"], shared!);
        }

        group.Before.Add(statement);
    }

    private void Close(Group group, List<Statement> to, bool awaitsAll)
    {
        if (!awaitsAll && (!group.IsAwaited || group.Awaited < group.Tasks.Count))
        {
            diagnostics.Report(
                DiagnosticDescriptors.NetworkWait, group.Source ?? function.Source!,
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"streams join the {group.Tasks.Count} tasks {string.Join(", ", group.Tasks.Select(t => t.Name.Name))} that are started here to others, and the block waits for {(group.IsAwaited ? group.Awaited : 0)} of them before it goes on or ends"));
        }

        to.AddRange(group.Before);
        if (group.Beside.Statements.Count > 0)
        {
            CheckJumps(group);
            group.Tasks.Add((group.Beside, new TaskName(function.Name[(function.Name.LastIndexOf('.') + 1)..], function.Source)));
        }

        if (group.Tasks is [var only])
        {
            to.AddRange(only.Block.Statements);
            return;
        }

        CheckShared(group);
        ParallelStatement network = new(group.Source) { Names = [.. group.Tasks.Select(t => t.Name)] };
        network.Blocks.AddRange(group.Tasks.Select(t => t.Block));
        to.Add(network);
    }

    private void CheckShared(Group group)
    {
        for (int i = 0; i < group.Tasks.Count; i++)
        {
            var one = Footprint.Of(group.Tasks[i].Block);
            foreach (var (block, name) in group.Tasks.Skip(i + 1))
            {
                if (one.StorageConflictWith(Footprint.Of(block)) is { } shared)
                {
                    Report(group.Source, [group.Tasks[i].Name.Name, name.Name], shared);
                }
            }
        }
    }

    // The block goes on while its tasks run: it must not leave them behind.
    private void CheckJumps(Group group)
    {
        var inside = IrWalk.All(group.Beside).OfType<LoopStatement>().ToHashSet();
        var jump = IrWalk.All(group.Beside).FirstOrDefault(s => s switch
        {
            BreakStatement leave => !inside.Contains(leave.Loop),
            ContinueStatement next => !inside.Contains(next.Loop),
            ReturnStatement => true,
            _ => false,
        });
        if (jump is not null)
        {
            diagnostics.Report(DiagnosticDescriptors.NetworkWait, Place(jump), "this jump leaves tasks behind that are joined by streams, before they are waited for");
        }
    }

    private void Report(SourceLocation? place, IEnumerable<string> tasks, object shared)
        => diagnostics.Report(DiagnosticDescriptors.NetworkShares, place ?? function.Source!, string.Join(" and ", tasks), shared);

    private SourceLocation Place(Statement statement) => statement.Source ?? function.Source!;
}
