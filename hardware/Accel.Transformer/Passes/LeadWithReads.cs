using Accel.Transformer.Ir;
using Accel.Transformer.Scheduling;

namespace Accel.Transformer.Passes;

/// <summary>
/// A pipelined loop whose condition reads a stream reads it at the start of an iteration, and ends in the middle of the last one: were it
/// read at the end of the iteration before, as other conditions are, that iteration would wait for it with what it has to write.
/// </summary>
internal sealed class LeadWithReads : IPass
{
    /// <inheritdoc/>
    public string Name => "lead-with-reads";

    /// <inheritdoc/>
    public void Run(KernelProgram program, PassContext context)
    {
        foreach (var loop in program.Functions.SelectMany(f => IrWalk.All(f.Body)).OfType<LoopStatement>().Distinct().ToList())
        {
            if (loop is { InitiationInterval: not null, TestsAtEnd: false } && IrWalk.All(loop.Header).Any(s => s is StreamReadStatement))
            {
                Block body = new();
                body.Statements.AddRange(loop.Header.Statements);
                IfStatement ends = new(IrBuild.Not(loop.Condition), loop.Source);
                ends.Then.Statements.Add(new BreakStatement(loop, loop.Source));
                body.Statements.Add(ends);
                body.Statements.AddRange(loop.Body.Statements);
                (loop.Header, loop.Body, loop.TestsAtEnd, loop.Condition, loop.TripCount) =
                    (new Block(), body, true, IrBuild.Constant(true), null);
                loop.Holds.Clear();
            }
        }
    }
}
