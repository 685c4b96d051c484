using System.Globalization;
using Accel.Rtl;
using Accel.Transformer.Diagnostics;
using Accel.Transformer.Ir;
using Accel.Transformer.Scheduling;

namespace Accel.Transformer.Frontend.Translation;

/// <summary>
/// Puts tasks that streams join into one statement: those that one block starts, up to where it waits for them, and with them other tasks
/// that it starts there. What stands between their starts is done before them; from where the block itself uses a stream it is one of the
/// tasks.
/// </summary>
/// <param name="started">All tasks, as they are started.</param>
/// <param name="function">The function.</param>
/// <param name="diagnostics">Receives what is wrong.</param>
internal sealed class NetworkBuilder(IReadOnlyDictionary<ParallelStatement, StartedTask> started, Function function,
    DiagnosticsBag diagnostics)
{
    private readonly HashSet<Statement> _awaiting = [];

    /// <summary>The block with networks in place of tasks that streams join.</summary>
    public Block Form(Block block)
    {
        Block result = new();
        TasksUnderWay? group = null, left = null;
        // From here on nobody has waited for tasks.
        int starts = 0;
        foreach (var statement in block.Statements)
        {
            FormInside(statement);
            if (statement is TaskWait wait)
            {
                Await(group ?? left, wait.Tasks);
                starts = result.Statements.Count;
                continue;
            }

            if (AwaitsInside(statement))
            {
                Await(group ?? left, null);
            }

            if (group is { IsAwaited: true })
            {
                Close(group, result.Statements);
                left = group.IsDone ? null : group;
                group = null;
            }

            // Whoever is waited for later may have ended already, but where it is still needed.
            if (left is { IsDone: false } && IrWalk.UsesStreams(statement))
            {
                ReportWait(left);
                left = null;
            }

            var task = statement as ParallelStatement;
            bool isStart = task is not null && started.ContainsKey(task);
            if (isStart && started[task!].IsJoined)
            {
                group ??= Open(task!, result.Statements, starts);
                Start(group, task!);
            }
            else if (group is null)
            {
                result.Statements.Add(statement);
                starts = IrWalk.All(statement).Any(static s => s is BreakStatement or ContinueStatement or ReturnStatement)
                    ? result.Statements.Count : starts;
            }
            else if (isStart && group.Beside.Statements.Count == 0)
            {
                Start(group, task!);
            }
            else
            {
                Add(group, statement);
            }
        }

        if (group is not null)
        {
            Close(group, result.Statements);
        }

        if ((group ?? left) is { IsDone: false } open)
        {
            ReportWait(open);
        }

        return result;
    }

    private static void Await(TasksUnderWay? group, int? tasks)
    {
        if (group is not null)
        {
            group.IsAwaited = true;
            group.Awaited += tasks ?? group.Joined;
        }
    }

    private void ReportWait(TasksUnderWay group) => diagnostics.Report(
        DiagnosticDescriptors.NetworkWait, group.Source ?? function.Source!,
        string.Create(
            CultureInfo.InvariantCulture,
            $"streams join the {group.Joined} tasks {string.Join(", ", group.Tasks.Where(t => t.IsJoined && t.Block != group.Beside).Select(t => t.Name.Name))} that are started here to others, and the block waits for {group.Awaited} of them before it goes on with streams or ends"));

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
    private bool AwaitsInside(Statement statement) =>
        _awaiting.Contains(statement) || (statement is LoopStatement && IrWalk.All(statement).Any(s => s is TaskWait));

    // Tasks that were started before, and not waited for, run beside those of the network where nothing behind them keeps them there.
    private TasksUnderWay Open(ParallelStatement first, List<Statement> before, int starts)
    {
        TasksUnderWay group = new() { Source = first.Source };
        Footprint behind = new();
        List<ParallelStatement> moved = [];
        for (int i = before.Count - 1; i >= starts; i--)
        {
            var footprint = Footprint.Of(before[i]);
            if (before[i] is ParallelStatement task && started.ContainsKey(task) && footprint.StorageConflictWith(behind) is null)
            {
                moved.Insert(0, task);
                before.RemoveAt(i);
            }
            else
            {
                behind.Add(footprint);
            }
        }

        moved.ForEach(task => group.Add(task.Blocks[0], started[task].Name, isJoined: false));
        return group;
    }

    private void Start(TasksUnderWay group, ParallelStatement task)
    {
        if (group.Beside.Statements.Count > 0)
        {
            diagnostics.Report(
                DiagnosticDescriptors.NetworkWait, Place(task),
                $"this task is started after line {group.Beside.Statements[0].Source?.Line.ToString(CultureInfo.InvariantCulture)} has used a stream of others that run");
        }

        group.Add(task.Blocks[0], started[task].Name, started[task].IsJoined);
    }

    private void Add(TasksUnderWay group, Statement statement)
    {
        if (group.Beside.Statements.Count > 0 || IrWalk.UsesStreams(statement))
        {
            group.Beside.Statements.Add(statement);
            return;
        }

        var footprint = Footprint.Of(statement);
        var tasks = group.Tasks.Select(t => (t.Name.Name, Footprint: Footprint.Of(t.Block))).ToList();
        if (statement is AssignStatement or ArrayStoreStatement && tasks.Exists(t => t.Footprint.ConflictWith(footprint) is not null)
            && tasks.TrueForAll(t => !footprint.WritesWhatIsUsedBy(t.Footprint)))
        {
            group.After.Statements.Add(statement);
            return;
        }

        // Cells of SimpleMemory may be used before the tasks that run at the same time as well as behind them.
        foreach (var (name, task) in tasks.Append(("(results)", Footprint.Of(group.After))))
        {
            if (footprint.StorageConflictWith(task) is { } shared)
            {
                Report(statement.Source ?? group.Source, [name, $"(line {statement.Source?.Line})"], shared);
            }
        }

        group.Before.Add(statement);
    }

    private void Close(TasksUnderWay group, List<Statement> to)
    {
        group.MoveBefore();
        to.AddRange(group.Before);
        if (group.Beside.Statements.Count > 0)
        {
            CheckJumps(group);
            group.Add(group.Beside, new TaskName(function.Name[(function.Name.LastIndexOf('.') + 1)..], function.Source), isJoined: true);
        }

        if (group.Tasks is [var only])
        {
            to.AddRange(only.Block.Statements);
            to.AddRange(group.After.Statements);
            return;
        }

        ParallelStatement network = new(group.Source) { Names = [.. group.Tasks.Select(t => t.Name)] };
        network.Blocks.AddRange(group.Tasks.Select(t => t.Block));
        CheckVariables(network);
        to.Add(network);
        to.AddRange(group.After.Statements);
    }

    // Arrays may be handed over, which a pass finds out.
    private void CheckVariables(ParallelStatement network)
    {
        List<Footprint> parts = [.. network.Blocks.Select(Footprint.Of)];
        for (int i = 0; i < parts.Count; i++)
        {
            for (int k = i + 1; k < parts.Count; k++)
            {
                if (parts[i].StorageConflictsWith(parts[k]).FirstOrDefault(item => item is not ArrayVariable) is { } shared)
                {
                    Report(network.Source, [network.Names![i].Name, network.Names[k].Name], shared);
                }
            }
        }
    }

    // The block goes on while its tasks run: it must not leave them behind.
    private void CheckJumps(TasksUnderWay group)
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
            diagnostics.Report(DiagnosticDescriptors.NetworkWait, Place(jump),
                "this jump leaves tasks behind that are joined by streams, before they are waited for");
        }
    }

    private void Report(SourceLocation? place, IEnumerable<string> tasks, object shared)
        => diagnostics.Report(DiagnosticDescriptors.NetworkShares, place ?? function.Source!, string.Join(" and ", tasks), shared);

    private SourceLocation Place(Statement statement) => statement.Source ?? function.Source!;
}
