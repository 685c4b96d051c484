using Accel.Transformer.Diagnostics;
using Accel.Transformer.Ir;

namespace Accel.Transformer.Frontend.Translation;

/// <content>What references stand for where the text branches, repeats and jumps.</content>
internal sealed partial class FunctionTranslator
{
    // More rounds than references have alternatives are a defect.
    private const int MaximumRounds = 100;

    private readonly Dictionary<(LoopStatement Loop, bool IsContinue), Flow> _jumpFlows = [];
    private Flow _flow = Flow.Start;

    // The variables that stand for objects, in the order of their declaration.
    private readonly List<SlotPlace> _locals = [];

    // Two blocks of which one is executed.
    private (Block Then, Block Else) Fork(Action whenTrue, Action whenFalse)
    {
        Flow start = _flow;
        Block first = Into(whenTrue);
        Flow afterFirst = _flow;
        _flow = start;
        Block second = Into(whenFalse);
        _flow = Selectors.Join(afterFirst, _flow);
        return (first, second);
    }

    private void EmitFork(Expression condition, Action whenTrue, Action whenFalse)
    {
        IfStatement statement = new(condition, _place);
        Emit(statement);
        (statement.Then, statement.Else) = Fork(whenTrue, whenFalse);
    }

    // Whether a block does nothing but compute.
    private bool IsPure(Block block) => block.Statements.Count == 0 && !Selectors.IsWritten(block);

    private void Leave(LoopStatement loop, bool isContinue)
    {
        Emit(isContinue ? new ContinueStatement(loop, _place) : new BreakStatement(loop, _place));
        _jumpFlows[(loop, isContinue)] = Selectors.Join(JumpsTo(loop, isContinue), _flow);
        _flow = _flow with { IsDead = true };
    }

    private Flow JumpsTo(LoopStatement loop, bool isContinue) => _jumpFlows.GetValueOrDefault((loop, isContinue), Flow.Dead);

    // A loop that is executed once, so that what is in the middle of it can leave it.
    private void Once(LoopStatement loop, Action body)
    {
        (loop.TestsAtEnd, loop.Condition) = (true, IrBuild.Constant(false));
        loop.Body = Into(body);
        Emit(loop);
        _flow = Selectors.Join(_flow, JumpsTo(loop, isContinue: false));
    }

    // What a reference stands for at the head of a loop depends on what the body makes of it: it is translated again until both agree.
    private void Iterate(LoopStatement loop, Action header, Action body, Action step)
    {
        Flow head = _flow;
        int locals = _locals.Count;
        for (int round = 0; round < MaximumRounds; round++)
        {
            Checkpoint checkpoint = new(this);
            _ = _jumpFlows.Remove((loop, false));
            _ = _jumpFlows.Remove((loop, true));
            _flow = head;
            Flow exit = IterateOnce(loop, header, body, step);
            _flow = _flow.Without(_locals.Skip(locals));
            Flow next = _flow.IsDead ? head : Selectors.Widen(head, _flow);
            if (next.HasConstantsOf(head)
                && head.Bindings.All(binding => Selectors.AreSame(binding.Value, next.Bindings[binding.Key])))
            {
                _flow = Selectors.Join(exit, JumpsTo(loop, isContinue: false)).Without(_locals.Skip(locals));
                return;
            }

            checkpoint.Restore();
            head = next;
        }

        throw new Refusal(DiagnosticDescriptors.TranslatorFailed, _place!, "references in a loop do not settle");
    }

    // One round; leaves the flow at the end of an iteration and returns the one behind the condition.
    private Flow IterateOnce(LoopStatement loop, Action header, Action body, Action step)
    {
        Flow exit = Flow.Dead;
        if (!loop.TestsAtEnd)
        {
            loop.Header = Into(header);
            exit = _flow;
        }

        loop.Body = Into(body);
        _flow = Selectors.Join(_flow, JumpsTo(loop, isContinue: true));
        loop.Step = Into(step);
        if (loop.TestsAtEnd)
        {
            loop.Header = Into(header);
            exit = _flow;
        }

        return loop.Condition is ConstantExpression { Value: not 0 } ? Flow.Dead : exit;
    }

    private void TakeBack(int first)
    {
        _reports.Skip(first).ToList().ForEach(program.Diagnostics.Remove);
        _reports.RemoveRange(first, _reports.Count - first);
    }

    // What is forgotten when a loop is translated again. What was made in it is made again at the same place, and is the same then.
    private sealed class Checkpoint(FunctionTranslator owner)
    {
        private readonly int _variables = owner._function.Variables.Count;
        private readonly int _arrays = owner._function.Arrays.Count;
        private readonly (int Made, int Named) _streams = (owner._function.Streams.Count, owner._frame.Streams.Count);
        private readonly int _created = owner._created.Count;
        private readonly int _reports = owner._reports.Count;
        private readonly (int Loops, int Arrays, int Variables) _named =
            (owner._frame.Loops.Count, owner._frame.Arrays.Count, owner._frame.Variables.Count);

        public void Restore()
        {
            Cut(owner._function.Variables, _variables);
            Cut(owner._function.Arrays, _arrays);
            Cut(owner._function.Streams, _streams.Made);
            Cut(owner._frame.Streams, _streams.Named);
            Cut(owner._frame.Loops, _named.Loops);
            Cut(owner._frame.Arrays, _named.Arrays);
            Cut(owner._frame.Variables, _named.Variables);
            owner._function.Variables.AddRange(owner.Selectors.Variables.Except(owner._function.Variables));
            foreach ((var site, Place place) in owner._created.Skip(_created))
            {
                owner._retired[site] = place;
            }

            Cut(owner._created, _created);
            owner.TakeBack(_reports);
        }

        private static void Cut<T>(List<T> list, int count) => list.RemoveRange(count, list.Count - count);
    }
}
