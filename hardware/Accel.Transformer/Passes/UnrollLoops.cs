using System.Globalization;
using Accel.Transformer.Diagnostics;
using Accel.Transformer.Ir;
using Accel.Transformer.Scheduling;

namespace Accel.Transformer.Passes;

/// <summary>
/// Copies the bodies of loops as [Unroll] asks: all iterations, with the counter as a constant in each copy; or a factor, with the
/// counter plus a constant. For all iterations their number has to be known; with a factor, a loop of which it is not is tested between the
/// copies as well. A loop that starts tasks is unrolled without being asked: each
/// copy has variables of its own, so that the tasks can run together.
/// Loops inside a pipelined loop are unrolled without being asked as well.
/// </summary>
internal sealed class UnrollLoops : IPass
{
    /// <summary>Each task becomes a state machine.</summary>
    private const int MaximumTasks = 1024;

    /// <inheritdoc/>
    public string Name => "unroll-loops";

    /// <inheritdoc/>
    public void Run(KernelProgram program, PassContext context)
    {
        foreach (var function in program.Functions)
        {
            function.Rewrite(body => new Unroller(context, new IterationCopies(function, body)).Rewrite(body));
        }
    }

    private sealed class Unroller(PassContext context, IterationCopies copies) : ConstantWalker
    {
        private readonly Stack<LoopStatement> _pipelined = [];
        private readonly Dictionary<LoopStatement, LoopStatement> _leave = [];
        private readonly Dictionary<LoopStatement, LoopStatement> _continue = [];

        protected override void Rewrite(Statement statement, List<Statement> to)
        {
            switch (statement)
            {
                case BreakStatement leave when _leave.TryGetValue(leave.Loop, out var outer):
                    to.Add(new BreakStatement(outer, leave.Source));
                    break;
                case ContinueStatement next when _continue.TryGetValue(next.Loop, out var inner):
                    to.Add(new BreakStatement(inner, next.Source));
                    break;
                default:
                    base.Rewrite(statement, to);
                    break;
            }
        }

        protected override void Walk(LoopStatement loop, List<Statement> to)
        {
            bool isInside = _pipelined.Count > 0;
            bool isPipelined = !isInside && loop.InitiationInterval is not null;
            int? count = TripCount.Of(loop, Known);
            loop.TripCount = count is int.MaxValue ? null : count;
            loop.CountsSteadily = CountsSteadily(loop);
            if (isPipelined)
            {
                _pipelined.Push(loop);
                Walk(loop, to, count);
                _pipelined.Pop();
                return;
            }

            if (isInside && loop.UnrollFactor != 0 && count is not null and <= TripCount.Maximum)
            {
                // No loop is left in a pipelined one, so a factor cannot be kept.
                if (loop.UnrollFactor > 1 && loop.UnrollFactor < count)
                {
                    context.Note(DiagnosticDescriptors.FactorNotKept, loop.Source, loop.UnrollFactor, loop.Counter!.Name,
                        _pipelined.Peek().Counter?.Name ?? "(no variable)", count);
                }

                loop.UnrollFactor = 0;
            }

            Walk(loop, to, count);
        }

        private void Walk(LoopStatement loop, List<Statement> to, int? count)
        {
            if (loop.UnrollFactor == 1 && !loop.StartsTasks)
            {
                base.Walk(loop, to);
                return;
            }

            if (loop.StartsTasks && loop.UnrollFactor == 1)
            {
                if (count is null or > MaximumTasks)
                {
                    context.Note(DiagnosticDescriptors.NumberOfTasks, loop.Source, MaximumTasks);
                    base.Walk(loop, to);
                    return;
                }

                loop.UnrollFactor = 0;
            }

            if (count is null or > TripCount.Maximum)
            {
                WalkUncounted(loop, to, count is null);
                return;
            }

            UnrollEstimate.Check(loop, loop.UnrollFactor == 0 || loop.UnrollFactor >= count
                ? count.Value : loop.UnrollFactor, Known, _pipelined.Count > 0);

            // Breaks leave a loop around all copies that runs once.
            bool breaks = IrWalk.All(loop.Body).Any(s => s is BreakStatement b && b.Loop == loop);
            var once = breaks ? Once(loop) : null;
            var target = once?.Body.Statements ?? to;
            int factor = loop.UnrollFactor == 0 || loop.UnrollFactor >= count ? 0 : loop.UnrollFactor;
            if (once is not null)
            {
                _leave[loop] = once;
            }

            CopyIterations(loop, target, factor == 0 ? count.Value : count.Value % factor);
            if (factor != 0)
            {
                KeepLoop(loop, target, factor);
            }

            if (once is not null)
            {
                _leave.Remove(loop);
                to.Add(once);
                ForgetAssignedIn(loop);
            }
        }

        // A loop in a pipelined one cannot stay a loop, nor one that starts tasks.
        private void WalkUncounted(LoopStatement loop, List<Statement> to, bool isUnknown)
        {
            if (loop is { UnrollFactor: > 1, StartsTasks: false } && _pipelined.All(p => p == loop))
            {
                UnrollEstimate.Check(loop, loop.UnrollFactor, Known, _pipelined.Count > 0);
                KeepTested(loop, to);
                return;
            }

            context.Report(
                DiagnosticDescriptors.TripCount, loop.Source, loop.Counter?.Name ?? "(no counter)",
                isUnknown ? "is not known" : "is above " + TripCount.Maximum.ToString(CultureInfo.InvariantCulture));
            base.Walk(loop, to);
        }

        private ConstantExpression? Known(Variable variable) => Variables.GetValueOrDefault(variable) as ConstantExpression;

        private static LoopStatement Once(LoopStatement loop) => new(loop.Source) { TestsAtEnd = true, Condition = IrBuild.Constant(false) };

        private void CopyIterations(LoopStatement loop, List<Statement> to, int count)
        {
            for (int i = 0; i < count; i++)
            {
                if (!loop.TestsAtEnd)
                {
                    to.AddRange(Rewrite(loop.Header).Statements);
                }

                CopyBody(loop, to);
                to.AddRange(Rewrite(loop.Step).Statements);
                if (loop.TestsAtEnd)
                {
                    to.AddRange(Rewrite(loop.Header).Statements);
                }
            }

            if (!loop.TestsAtEnd && loop.UnrollFactor == 0)
            {
                to.AddRange(Rewrite(loop.Header).Statements);
            }
        }

        private void CopyBody(LoopStatement loop, List<Statement> to)
        {
            var body = loop.StartsTasks ? copies.Copy(loop.Body) : loop.Body;
            if (!IrWalk.All(body).Any(s => s is ContinueStatement c && c.Loop == loop))
            {
                to.AddRange(Rewrite(body).Statements);
                return;
            }

            var once = Once(loop);
            _continue[loop] = once;
            once.Body = Rewrite(body);
            _continue.Remove(loop);
            to.Add(once);
            foreach (var target in IrWalk.All(body).SelectMany(IrWalk.Targets))
            {
                Know(target, null);
            }
        }

        private void KeepLoop(LoopStatement loop, List<Statement> to, int factor)
        {
            var counter = loop.Counter!;
            long stride = TripCount.StrideOf(loop, counter)!.Value;
            ForgetAssignedIn(loop);
            Scoped(() =>
            {
                var copy = Start(loop);
                (copy.UnrollFactor, copy.TestsAtEnd, copy.Condition, copy.TripCount) = (1, true, Rewrite(loop.Condition), loop.TripCount / factor);
                for (int i = 0; i < factor; i++)
                {
                    var shifted = i == 0 ? (Expression)new VariableExpression(counter)
                        : IrBuild.Binary(BinaryOperator.Add, new VariableExpression(counter), IrBuild.Constant(counter.Type, i * stride));
                    Variables[counter] = shifted;
                    CopyBody(loop, copy.Body.Statements);
                }

                Variables.Remove(counter);
                copy.Step.Statements.Add(new AssignStatement(
                    counter, IrBuild.Binary(BinaryOperator.Add, new VariableExpression(counter), IrBuild.Constant(counter.Type, factor * stride)), loop.Source));
                to.Add(copy);
            });
        }

        // Between two copies stands what stands between two iterations: the last one may be any of them.
        private void KeepTested(LoopStatement loop, List<Statement> to)
        {
            ForgetAssignedIn(loop);
            Scoped(() =>
            {
                var copy = Start(loop);
                (copy.UnrollFactor, copy.TripCount, copy.CountsSteadily) = (1, null, false);
                Scoped(() =>
                {
                    CopyBody(loop, copy.Body.Statements);
                    for (int i = 1; i < loop.UnrollFactor; i++)
                    {
                        copy.Body.Statements.AddRange(Rewrite(loop.Step).Statements);
                        copy.Body.Statements.AddRange(Rewrite(loop.Header).Statements);
                        var test = new IfStatement(Rewrite(loop.Condition), loop.Source);
                        test.Else.Statements.Add(new BreakStatement(copy, loop.Source));
                        copy.Body.Statements.Add(test);
                        CopyBody(loop, copy.Body.Statements);
                    }
                });
                Scoped(() => copy.Step = Rewrite(loop.Step));
                copy.Header = Rewrite(loop.Header);
                copy.Condition = Rewrite(loop.Condition);
                to.Add(copy);
            });
        }

        protected override Variable? Counter(Variable variable) => variable;

        private bool CountsSteadily(LoopStatement loop)
            => loop.TripCount is { } iterations && TripCount.StrideOf(loop, loop.Counter!) is { } stride
                && Variables.GetValueOrDefault(loop.Counter!) is ConstantExpression start
                && start.Value + ((Int128)stride * iterations) is var end && end >= loop.Counter!.Type.Minimum && end <= loop.Counter.Type.Maximum;
    }
}
