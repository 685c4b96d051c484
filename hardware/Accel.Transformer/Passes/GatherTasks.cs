using Accel.Transformer.Diagnostics;
using Accel.Transformer.Ir;

namespace Accel.Transformer.Passes;

/// <summary>
/// Puts tasks that are started one after the other into one parallel statement where nothing that one of them writes is used by another
/// one. What cannot be proved to be independent stays in the order of the program, which is always right.
/// </summary>
internal sealed class GatherTasks : IPass
{
    /// <inheritdoc/>
    public string Name => "gather-tasks";

    /// <inheritdoc/>
    public void Run(KernelProgram program, PassContext context)
    {
        foreach (var function in program.Functions)
        {
            function.Rewrite(body => Gather(body, context));
        }
    }

    private static Block Gather(Block block, PassContext context)
    {
        var result = new Block();
        var group = new TaskGroup();
        (Footprint Tasks, Statement Between)? earlier = null;
        foreach (var statement in block.Statements)
        {
            GatherInside(statement, context);
            if (statement is ParallelStatement { IsNetwork: true } network)
            {
                Check(network, context);
                result.Statements.AddRange(group.Take());
                result.Statements.Add(network);
            }
            else if (statement is ParallelStatement task)
            {
                if (earlier is var (tasks, between) && Footprint.Of(task.Blocks[0]).CollisionWith(tasks) is { } common)
                {
                    context.Note(DiagnosticDescriptors.TasksInSequence, task.Source,
                        $"{NameOf(common)}, and what line {between.Source?.Line ?? 0} does stands between their starts");
                }

                earlier = null;
                if (group.TryAddTask(task) is { } shared)
                {
                    context.Note(DiagnosticDescriptors.TasksInSequence, task.Source, NameOf(shared));
                    result.Statements.AddRange(group.Take());
                    _ = group.TryAddTask(task);
                }
            }
            else if (!group.TryAdd(statement))
            {
                earlier = group.OfTasks is { } started ? (started, statement) : earlier;
                result.Statements.AddRange(group.Take());
                result.Statements.Add(statement);
            }
        }

        result.Statements.AddRange(group.Take());
        return result;
    }

    private static string NameOf(object item) => item is ArrayVariable array ? array.Name : item.ToString()!;

    private static void GatherInside(Statement statement, PassContext context)
    {
        switch (statement)
        {
            case IfStatement choice:
                (choice.Then, choice.Else) = (Gather(choice.Then, context), Gather(choice.Else, context));
                break;
            case LoopStatement loop:
                (loop.Header, loop.Body, loop.Step) = (Gather(loop.Header, context), Gather(loop.Body, context), Gather(loop.Step, context));
                break;
            case ParallelStatement task:
                for (int i = 0; i < task.Blocks.Count; i++)
                {
                    task.Blocks[i] = Gather(task.Blocks[i], context);
                }

                break;
        }
    }

    // The tasks of a network cannot take turns: what they share has to be mended.
    private static void Check(ParallelStatement network, PassContext context)
    {
        var users = network.Blocks.Select((block, i) => (Footprint: Footprint.Of(block), network.Names![i].Name))
            .Where(u => u.Footprint.UsesMemory).ToList();
        if (users.Count > 1 && users.Exists(u => u.Footprint.WritesMemory))
        {
            context.Note(DiagnosticDescriptors.NetworkMemory, network.Source, string.Join(", ", users.Select(u => u.Name)));
        }

        if (Footprint.FindNetworkCollision(network.Blocks) is { } shared)
        {
            context.Report(DiagnosticDescriptors.NetworkShares, network.Source, string.Join(", ", network.Names!.Select(n => n.Name)),
                shared);
        }
    }
}
