using Accel.Transformer.Ir;
using Accel.Transformer.Scheduling;

namespace Accel.Transformer.Passes;

/// <summary>
/// A pipeline ends in one place, behind its last iteration. So a jump out of a loop that is to be pipelined, to where a loop around it ends
/// or goes on (an early return, most of the time), becomes a flag and a break of the loop itself; the jump stands behind the loop.
/// </summary>
internal sealed class FlagJumps : IPass
{
    /// <inheritdoc/>
    public string Name => "flag-jumps";

    /// <inheritdoc/>
    public void Run(KernelProgram program, PassContext context)
    {
        foreach (var function in program.Functions)
        {
            Flag(function, function.Body);
        }
    }

    // Inner loops first: what then stands behind them may be a jump out of the outer loop.
    private static void Flag(Function function, Block block)
    {
        for (int i = 0; i < block.Statements.Count; i++)
        {
            var statement = block.Statements[i];
            foreach (var inside in IrWalk.Blocks(statement))
            {
                Flag(function, inside);
            }

            if (statement is not LoopStatement { InitiationInterval: not null } loop)
            {
                continue;
            }

            List<(Statement Jump, Variable Flag)> jumps = [];
            Replace(loop, loop.Body, jumps);
            function.Variables.AddRange(jumps.Select(static j => j.Flag));
            block.Statements.InsertRange(i, jumps.Select(static j => new AssignStatement(j.Flag, IrBuild.Constant(false), j.Jump.Source)));
            i += jumps.Count;
            block.Statements.InsertRange(i + 1, jumps.Select(static j => When(j.Flag, j.Jump)));
            i += jumps.Count;
        }
    }

    // One flag for each place that is jumped to.
    private static void Replace(LoopStatement loop, Block block, List<(Statement Jump, Variable Flag)> jumps)
    {
        HashSet<LoopStatement> inside = [loop, .. IrWalk.All(block).OfType<LoopStatement>()];
        Replace(block);

        void Replace(Block part)
        {
            for (int i = 0; i < part.Statements.Count; i++)
            {
                var statement = part.Statements[i];
                if (!Leaves(statement))
                {
                    IrWalk.Blocks(statement).ToList().ForEach(Replace);
                    continue;
                }

                int known = jumps.FindIndex(j => SameTarget(j.Jump, statement));
                if (known < 0)
                {
                    known = jumps.Count;
                    jumps.Add((statement, new Variable((loop.Counter?.Name ?? "loop") + "_leaves", IrType.Bool, statement.Source)));
                }

                part.Statements[i] = new AssignStatement(jumps[known].Flag, IrBuild.Constant(true), statement.Source);
                part.Statements.Insert(++i, new BreakStatement(loop, statement.Source));
            }
        }

        bool Leaves(Statement statement) => statement switch
        {
            BreakStatement leave => !inside.Contains(leave.Loop),
            ContinueStatement next => !inside.Contains(next.Loop),
            ReturnStatement => true,
            _ => false,
        };
    }

    private static bool SameTarget(Statement one, Statement other) => (one, other) switch
    {
        (BreakStatement a, BreakStatement b) => a.Loop == b.Loop,
        (ContinueStatement a, ContinueStatement b) => a.Loop == b.Loop,
        (ReturnStatement, ReturnStatement) => true,
        _ => false,
    };

    private static IfStatement When(Variable flag, Statement jump)
    {
        var choice = new IfStatement(new VariableExpression(flag), jump.Source);
        choice.Then.Statements.Add(jump);
        return choice;
    }
}
