using Accel.Transformer.Diagnostics;
using Accel.Transformer.Ir;
using Accel.Transformer.Scheduling;

namespace Accel.Transformer.Passes;

/// <summary>
/// Pipelined loops one behind the other that share nothing run at the same time, each in a process of its own, as tasks do: together they
/// take the cycles of the longest and not of all. What is computed between them goes with the loop that needs it, else behind all of them.
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

    // The tasks of a network have an order with what passes their streams: their loops stay where they are. So do those of shared methods,
    // which belong to one state machine.
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
                        loop.Behind = (before, LoopGroup.NameOf(shared));
                        if (shared is not string)
                        {
                            context.Note(DiagnosticDescriptors.LoopsInSequence, loop.Source, loop.Counter?.Name ?? "(no variable)",
                                before.Counter?.Name ?? "(no variable)", LoopGroup.NameOf(shared));
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
                if (statement is not (LoopStatement { InitiationInterval: not null } or RunStatement
                    or ParallelStatement { IsNetwork: true }))
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
