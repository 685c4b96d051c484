using Accel.Transformer.Diagnostics;
using Accel.Transformer.Ir;
using Accel.Transformer.Scheduling;

namespace Accel.Transformer.Passes;

/// <summary>
/// Pipelined loops one behind the other that share nothing run at the same time, each in a process of its own, as tasks do: together they
/// take the cycles of the longest and not of all. What is computed between them goes with the loop that needs it, else behind all of them.
/// In the tasks of a network too: a task whose loops go on each by itself passes on what it would pass on alone, and no later.
/// </summary>
internal sealed class OverlapLoops : IPass
{
    /// <inheritdoc/>
    public string Name => "overlap-loops";

    /// <inheritdoc/>
    public void Run(KernelProgram program, PassContext context)
    {
        foreach (var function in program.Functions)
        {
            Overlap(function.Body, context);
        }
    }

    // Loops of shared methods stay where they are: they belong to one state machine.
    private static void Overlap(Block block, PassContext context)
    {
        List<Statement> result = [];
        LoopGroup group = new();
        foreach (var statement in block.Statements)
        {
            if (statement is LoopStatement loop && LoopGroup.CanHold(loop))
            {
                if (!group.TryAdd(loop))
                {
                    if (group.Last is { } before && group.Shared is { } shared)
                    {
                        loop.Behind = (before, LoopGroup.Reason(shared));
                        if (shared is Variable or ArrayVariable or StreamVariable)
                        {
                            context.Note(DiagnosticDescriptors.LoopsInSequence, loop.Source, loop.Counter?.Name ?? "(no variable)",
                                before.Counter?.Name ?? "(no variable)", LoopGroup.Reason(shared));
                        }
                    }

                    result.AddRange(group.Take());
                    _ = group.TryAdd(loop);
                }
            }
            else if (statement is not AssignStatement assign || !group.TryAdd(assign))
            {
                result.AddRange(group.Take());
                result.Add(statement);
                if (statement is not (LoopStatement { InitiationInterval: not null } or RunStatement))
                {
                    IrWalk.Blocks(statement).ToList().ForEach(inside => Overlap(inside, context));
                }
            }
        }

        result.AddRange(group.Take());
        block.Statements.Clear();
        block.Statements.AddRange(result);
    }
}
