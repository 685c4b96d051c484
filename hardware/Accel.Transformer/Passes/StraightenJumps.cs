using Accel.Transformer.Ir;
using Accel.Transformer.Scheduling;

namespace Accel.Transformer.Passes;

/// <summary>
/// Removes jumps that an else can express: <c>if (c) continue; rest</c> becomes <c>if (c) {} else { rest }</c>, and so for breaks of
/// loops that run once (early returns, switches). What follows a jump is unreachable and goes away. A loop that runs once and is
/// not left early is its body.
/// </summary>
internal sealed class StraightenJumps(string name = "straighten-jumps") : IPass
{
    /// <inheritdoc/>
    public string Name { get; } = name;

    /// <inheritdoc/>
    public void Run(KernelProgram program, PassContext context)
    {
        foreach (var function in program.Functions)
        {
            function.Rewrite(static body => Straighten(body, static s => s is ReturnStatement { Value: null }));
        }
    }

    // isEnd tells which jumps lead to where the end of the block leads anyway.
    private static Block Straighten(Block block, Func<Statement, bool> isEnd)
    {
        var result = new Block();
        for (int i = 0; i < block.Statements.Count; i++)
        {
            var statement = block.Statements[i];
            if (isEnd(statement))
            {
                break;
            }

            switch (statement)
            {
                case BreakStatement or ContinueStatement or ReturnStatement:
                    result.Statements.Add(statement);
                    return result;
                case LoopStatement loop:
                    AddLoop(loop, result);
                    break;
                case ParallelStatement parallel:
                    for (int b = 0; b < parallel.Blocks.Count; b++)
                    {
                        parallel.Blocks[b] = Straighten(parallel.Blocks[b], static _ => false);
                    }

                    result.Statements.Add(parallel);
                    break;
                case IfStatement choice:
                    bool thenEnds = Ends(choice.Then, isEnd), elseEnds = Ends(choice.Else, isEnd);
                    int rest = block.Statements.Count - (i + 1);
                    bool movesRest = rest > 0 && (thenEnds || elseEnds);
                    if (movesRest && !(thenEnds && elseEnds))
                    {
                        (thenEnds ? choice.Else : choice.Then).Statements.AddRange(block.Statements.GetRange(i + 1, rest));
                    }

                    bool isLast = rest == 0 || movesRest;
                    choice.Then = Straighten(choice.Then, isLast ? isEnd : static _ => false);
                    choice.Else = Straighten(choice.Else, isLast ? isEnd : static _ => false);
                    result.Statements.Add(choice);
                    if (isLast)
                    {
                        return result;
                    }

                    break;
                default:
                    result.Statements.Add(statement);
                    break;
            }
        }

        return result;
    }

    private static void AddLoop(LoopStatement loop, Block result)
    {
        bool isOnce = loop.TestsAtEnd && loop.Condition is ConstantExpression { Value: 0 } && loop.Header.Statements.Count == 0;
        loop.Body = Straighten(
            loop.Body,
            s => (s is ContinueStatement next && next.Loop == loop) || (isOnce && loop.Step.Statements.Count == 0 && s is BreakStatement leave && leave.Loop == loop));
        if (isOnce && !IrWalk.All(loop.Body).Any(s => (s is BreakStatement b && b.Loop == loop) || (s is ContinueStatement c && c.Loop == loop)))
        {
            result.Statements.AddRange(loop.Body.Statements);
            result.Statements.AddRange(loop.Step.Statements);
            return;
        }

        result.Statements.Add(loop);
    }

    // True when no path leads past the end of the block: it ends in jumps, the one asked for or others.
    private static bool Ends(Block block, Func<Statement, bool> isEnd)
        => block.Statements.Any(s => isEnd(s) || s is BreakStatement or ContinueStatement or ReturnStatement)
            || (block.Statements.Count > 0 && block.Statements[^1] is IfStatement last && Ends(last.Then, isEnd) && Ends(last.Else, isEnd));
}
