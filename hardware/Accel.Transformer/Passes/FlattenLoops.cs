using Accel.Transformer.Ir;
using Accel.Transformer.Scheduling;

namespace Accel.Transformer.Passes;

/// <summary>
/// Two loops of a nest that are both to be pipelined become one, so that the pipeline does not run empty at the end of the inner loop:
/// what stands around the inner loop happens in the iterations in which the inner loop begins or ends.
/// </summary>
internal sealed class FlattenLoops : IPass
{
    /// <inheritdoc/>
    public string Name => "flatten-loops";

    /// <inheritdoc/>
    public void Run(KernelProgram program, PassContext context)
    {
        foreach (var function in program.Functions)
        {
            Flatten(function, function.Body);
        }
    }

    private static void Flatten(Function function, Block block)
    {
        for (int i = 0; i < block.Statements.Count; i++)
        {
            foreach (var inside in IrWalk.Blocks(block.Statements[i]))
            {
                Flatten(function, inside);
            }

            if (block.Statements[i] is LoopStatement { InitiationInterval: not null, UnrollFactor: 1 } outer && InnerOf(outer) is { } inner)
            {
                var joined = new Nest(function, outer, inner).Join();
                block.Statements.RemoveAt(i);
                block.Statements.InsertRange(i, joined);
                i += joined.Count - 1;
            }
        }
    }

    // The one pipelined loop in the body of another; no jump may leave it or start another iteration of either.
    private static LoopStatement? InnerOf(LoopStatement outer)
    {
        var loops = outer.Body.Statements.OfType<LoopStatement>().Where(l => l.InitiationInterval is not null).ToList();
        return loops is [{ UnrollFactor: 1 } inner] && !IrWalk.All(outer.Body).Any(s => JumpTarget(s) is { } target && (target == outer || target == inner)) ? inner : null;
    }

    private static LoopStatement? JumpTarget(Statement statement) => statement switch
    {
        BreakStatement leave => leave.Loop,
        ContinueStatement next => next.Loop,
        _ => null,
    };

    /// <summary>One nest on its way to one loop.</summary>
    private sealed class Nest
    {
        private readonly LoopStatement _outer, _inner;
        private readonly List<Statement> _before, _start;
        private readonly Variable _begins, _more;

        public Nest(Function function, LoopStatement outer, LoopStatement inner)
        {
            (_outer, _inner) = (outer, inner);
            int at = outer.Body.Statements.IndexOf(inner);
            // What sets a variable to a constant just before the inner loop is done at the end of the round before: then the counter need
            // not be chosen before it counts.
            int start = at;
            while (start > 0 && outer.Body.Statements[start - 1] is AssignStatement { Value: ConstantExpression })
            {
                start--;
            }

            // Not where what stands before it looks at the variable, or sets it as well.
            var mentioned = IrWalk.All(outer.Body).TakeWhile(s => s != outer.Body.Statements[start])
                .SelectMany(s => IrWalk.Expressions(s).SelectMany(IrWalk.Variables).Concat(IrWalk.Targets(s))).ToHashSet();
            if (outer.Body.Statements.Skip(start).Take(at - start).Any(s => IrWalk.Targets(s).Any(mentioned.Contains)))
            {
                start = at;
            }

            (_before, _start) = ([.. outer.Body.Statements.Take(start)], [.. outer.Body.Statements.Skip(start).Take(at - start)]);
            string name = inner.Counter?.Name ?? "inner";
            (_begins, _more) = (new Variable(name + "_begins", IrType.Bool, inner.Source), new Variable(name + "_more", IrType.Bool, inner.Source));
            function.Variables.AddRange([_begins, _more]);
        }

        /// <summary>The joined loop and what has to stand before it.</summary>
        public List<Statement> Join()
        {
            List<Statement> result = [Set(_begins, IrBuild.Constant(true)), .. _start];
            if (_outer.TestsAtEnd)
            {
                result.Add(Set(_more, IrBuild.Constant(true)));
            }
            else
            {
                result.AddRange(Copy(_outer.Header.Statements));
                result.Add(Set(_more, _outer.Condition));
            }

            var joined = new LoopStatement(_inner.Source)
            {
                Counter = _inner.Counter,
                InitiationInterval = _inner.InitiationInterval,
                TestsAtEnd = _outer.TestsAtEnd,
                Condition = new VariableExpression(_more),
            };
            AddBody(joined.Body.Statements);
            NoteWhatHolds(joined);
            result.Add(joined);
            return result;
        }

        // What the outer loop says of variables that its body leaves alone, and what holds at the start of the inner loop's iterations,
        // where nothing that stands in front of the inner loop in the joined one changes it.
        private void NoteWhatHolds(LoopStatement joined)
        {
            var outer = Targets(_outer.Body.Statements);
            var before = Targets(_before);
            IEnumerable<Expression> ofOuter = _outer.TestsAtEnd ? _outer.Holds : _outer.Holds.Append(_outer.Condition);
            foreach (var condition in ofOuter.Where(c => !IrWalk.Variables(c).Any(outer.Contains))
                .Concat(_inner.Holds.Where(c => _inner.TestsAtEnd && !IrWalk.Variables(c).Any(before.Contains))))
            {
                joined.Hold(condition);
            }
        }

        private static HashSet<Variable> Targets(IEnumerable<Statement> statements)
            => [.. statements.SelectMany(IrWalk.All).SelectMany(IrWalk.Targets)];

        private void AddBody(List<Statement> body)
        {
            if (_before.Count > 0)
            {
                body.Add(When(_begins, _before));
            }

            List<Statement> iteration = [.. _inner.Body.Statements, .. _inner.Step.Statements];
            if (_inner.TestsAtEnd)
            {
                body.AddRange(iteration);
            }
            else
            {
                // The inner loop may have no iteration at all; then the one of the joined loop only goes on with the outer.
                body.AddRange(Copy(_inner.Header.Statements));
                var any = new IfStatement(_inner.Condition, _inner.Source);
                any.Then.Statements.AddRange(iteration);
                body.Add(any);
            }

            body.AddRange(_inner.Header.Statements);
            body.Add(Set(_begins, IrBuild.Not(_inner.Condition)));
            // Inside the inner loop another iteration follows in any case; at its end the outer loop decides.
            body.Add(Set(_more, IrBuild.Constant(true)));
            int at = _outer.Body.Statements.IndexOf(_inner);
            List<Statement> end = [.. _outer.Body.Statements.Skip(at + 1), .. _outer.Step.Statements, .. _outer.Header.Statements, Set(_more, _outer.Condition)];
            if (_start.Count > 0)
            {
                end.Add(When(_more, Copy(_start)));
            }

            body.Add(When(_begins, end));
        }

        private AssignStatement Set(Variable variable, Expression value) => new(variable, value, _inner.Source);

        private static IfStatement When(Variable condition, List<Statement> statements)
        {
            var choice = new IfStatement(new VariableExpression(condition), statements[0].Source);
            choice.Then.Statements.AddRange(statements);
            return choice;
        }

        private static List<Statement> Copy(IEnumerable<Statement> statements)
        {
            var block = new Block();
            block.Statements.AddRange(statements);
            return new IrRewriter().Rewrite(block).Statements;
        }
    }
}
