using Accel.Transformer.Budgets;
using Accel.Transformer.Ir;
using Accel.Transformer.Scheduling;

namespace Accel.Transformer.Passes;

/// <summary>
/// Finds, for every variable and array, a range that has all values ever stored in it. Forward over the structure; at a loop the
/// ranges grow to the bounds of its condition, then to round numbers, then to the type, until nothing changes, and are then
/// narrowed again by two more rounds.
/// </summary>
internal sealed class IntervalAnalysis
{
    private const int NarrowingRounds = 2;

    private readonly IntervalState _state = new();
    private readonly Dictionary<LoopStatement, Exits> _exits = [];
    private readonly Dictionary<ArrayVariable, Interval> _arrays;
    private readonly Dictionary<StreamField, Interval> _streams;
    private readonly Dictionary<Variable, Interval> _stored = [];
    private readonly Dictionary<LoopStatement, LoopMemory> _memory = [];
    private bool _isFinal = true;

    private sealed class Exits
    {
        public required HashSet<Variable> Assigned { get; init; }

        public Dictionary<Variable, Interval>? Break { get; set; }

        public Dictionary<Variable, Interval>? Continue { get; set; }
    }

    /// <summary>What the last visit of a loop found: where nothing that concerns the loop has changed, it holds again.</summary>
    private sealed class LoopMemory
    {
        public LoopMemory(LoopStatement loop)
        {
            var statements = IrWalk.Blocks(loop).SelectMany(IrWalk.All).ToList();
            Assigned = [.. statements.SelectMany(IrWalk.Targets)];
            var inside = statements.OfType<LoopStatement>().Append(loop).ToHashSet();
            LeavesOthers = statements.Any(s => (s is BreakStatement leave && !inside.Contains(leave.Loop)) || (s is ContinueStatement next && !inside.Contains(next.Loop)));
            Relevant = [.. Assigned, .. statements.SelectMany(IrWalk.Expressions).Concat([loop.Condition]).SelectMany(IrWalk.Variables)];
        }

        public HashSet<Variable> Assigned { get; }

        public HashSet<Variable> Relevant { get; }

        /// <summary>Loops around this one are left from within: they have to hear of it every time.</summary>
        public bool LeavesOthers { get; }

        public Dictionary<Variable, Interval>? Entry { get; set; }

        public Dictionary<Variable, Interval>? Head { get; set; }

        public Dictionary<Variable, Interval>? Left { get; set; }
    }

    private readonly Action<Statement, Func<Expression, Interval>>? _observe;

    private IntervalAnalysis(Dictionary<ArrayVariable, Interval> arrays, Dictionary<StreamField, Interval> streams,
        Action<Statement, Func<Expression, Interval>>? observe) => (_arrays, _streams, _observe) = (arrays, streams, observe);

    /// <summary>Analyses a function; ranges of arrays and streams grow in <paramref name="arrays"/> and
    /// <paramref name="streams"/>.</summary>
    /// <param name="function">The function.</param>
    /// <param name="arrays">Of elements.</param>
    /// <param name="streams">Of fields.</param>
    /// <param name="observe">Receives each statement as often as it is looked at for good, with the ranges that expressions have before
    /// it.</param>
    public static Dictionary<Variable, Interval> Run(Function function, Dictionary<ArrayVariable, Interval> arrays, Dictionary<StreamField,
        Interval> streams, Action<Statement, Func<Expression, Interval>>? observe = null)
    {
        var analysis = new IntervalAnalysis(arrays, streams, observe);
        analysis.Visit(function.Body);
        return analysis._stored;
    }

    private Interval Of(Expression expression) => IntervalEvaluation.Of(expression, v => _state[v], ElementsOf);

    private Interval ElementsOf(ArrayVariable array)
    {
        var declared = Graph.RangeOf(array);
        return array.Constants is { } table
            ? table.Select(c => Interval.Of(Graph.ToMathematical(c, array.ElementType))).Aggregate((a, b) => a.Union(b))
            : _arrays.TryGetValue(array, out var range) ? range.Intersect(declared) ?? declared
            : Interval.Of(declared.Contains(Interval.Of(0)) ? 0 : declared.Minimum);
    }

    private void Visit(Block block)
    {
        foreach (var statement in block.Statements)
        {
            if (!_state.IsReachable)
            {
                return;
            }

            Visit(statement);
        }
    }

    private void Visit(Statement statement)
    {
        CompileWatch.At(statement.Source);
        if (_isFinal)
        {
            _observe?.Invoke(statement, Of);
        }

        switch (statement)
        {
            case AssignStatement assign:
                Store(assign.Target, Of(assign.Value));
                break;
            case MemoryReadStatement read:
                Store(read.Target, Interval.Of(IrType.UInt32));
                break;
            case StreamReadStatement read:
                foreach (var (target, field) in read.Targets.Zip(read.Stream.Fields))
                {
                    // What nobody has written so far is read as soon as somebody does: the next round knows more.
                    Store(target, field.Promise is not null ? field.Range : _streams.GetValueOrDefault(field, Interval.Of(0)));
                }

                break;
            case StreamWriteStatement write:
                foreach (var (value, field) in write.Values.Zip(write.Stream.Fields))
                {
                    Store(field, Of(value));
                }

                break;
            case ArrayStoreStatement store:
                Store(store.Array, Of(store.Value));
                break;
            case ArrayClearStatement clear:
                Store(clear.Array, Interval.Of(0));
                break;
            case IfStatement choice:
                var known = Of(choice.Condition);
                var then = known == Interval.Of(0) ? null : _state.Try(() => Branch(choice.Condition, true, choice.Then));
                var otherwise = known == Interval.Of(1) ? null : _state.Try(() => Branch(choice.Condition, false, choice.Else));
                _state.Join(then, otherwise);
                break;
            case LoopStatement loop:
                Visit(loop);
                break;
            case ParallelStatement parallel:
                Visit(parallel);
                break;
            case RunStatement run:
                Visit(run.Method.Body);
                break;
            case BreakStatement leave:
                _exits[leave.Loop].Break = Merge(_exits[leave.Loop].Break, Snapshot(_exits[leave.Loop].Assigned));
                _state.IsReachable = false;
                break;
            case ContinueStatement next:
                _exits[next.Loop].Continue = Merge(_exits[next.Loop].Continue, Snapshot(_exits[next.Loop].Assigned));
                _state.IsReachable = false;
                break;
            case ReturnStatement:
                _state.IsReachable = false;
                break;
        }
    }

    // A task that does not end, as far as is known so far, keeps no other one from running: that one may send what ends it.
    private void Visit(ParallelStatement parallel)
    {
        bool allEnd = true;
        foreach (var block in parallel.Blocks)
        {
            _state.IsReachable = true;
            Visit(block);
            allEnd &= _state.IsReachable;
        }

        _state.IsReachable = allEnd;
    }

    private void Store(Variable variable, Interval range)
    {
        _state.Set(variable, range);
        if (_isFinal)
        {
            var kept = _state[variable];
            _stored[variable] = _stored.TryGetValue(variable, out var before) ? before.Union(kept) : kept;
        }
    }

    private void Store(ArrayVariable array, Interval range)
    {
        if (_isFinal)
        {
            range = range.Intersect(Graph.RangeOf(array)) ?? Graph.RangeOf(array);
            _arrays[array] = _arrays.TryGetValue(array, out var before) ? before.Union(range) : range;
        }
    }

    private void Store(StreamField field, Interval range)
    {
        if (_isFinal)
        {
            range = range.Intersect(field.Range) ?? field.Range;
            _streams[field] = _streams.TryGetValue(field, out var before) ? before.Union(range) : range;
        }
    }

    private void Branch(Expression condition, bool isTrue, Block block)
    {
        Assume(condition, isTrue);
        Visit(block);
    }

    private void Assume(Expression condition, bool isTrue)
    {
        if (Of(condition) == Interval.Of(isTrue ? 0 : 1))
        {
            _state.IsReachable = false;
            return;
        }

        IntervalEvaluation.Assume(condition, isTrue, Of, (variable, range) => _state.Set(variable, _state[variable].Intersect(range) ?? range));
    }

    private void Visit(LoopStatement loop)
    {
        if (!_memory.TryGetValue(loop, out var memory))
        {
            _memory[loop] = memory = new LoopMemory(loop);
        }

        var exits = new Exits { Assigned = memory.Assigned };
        _exits[loop] = exits;
        var entry = Snapshot(memory.Assigned);
        var relevant = Snapshot(memory.Relevant);
        bool isKnown = memory.Head is not null && relevant.All(p => memory.Entry![p.Key] == p.Value);
        if (!isKnown)
        {
            bool wasFinal = _isFinal;
            _isFinal = false;
            // Within rounds of an outer loop the last result is a good start; only the final one starts afresh.
            memory.Head = Stabilise(loop, exits, entry, wasFinal ? entry : Merge(entry, memory.Head)!, wasFinal ? NarrowingRounds : 1);
            memory.Entry = relevant;
            _isFinal = wasFinal;
        }
        else if (!_isFinal && !memory.LeavesOthers)
        {
            exits.Break = memory.Left;
            Leave(loop, exits);
            return;
        }

        _ = Iterate(loop, exits, memory.Head!);
        memory.Left = exits.Break;
        Leave(loop, exits);
    }

    private Dictionary<Variable, Interval> Stabilise(
        LoopStatement loop, Exits exits, Dictionary<Variable, Interval> entry, Dictionary<Variable, Interval> head, int narrowingRounds)
    {
        for (int round = 0; ; round++)
        {
            var again = Iterate(loop, exits, head);
            if (again is null || again.All(p => head[p.Key].Contains(p.Value)))
            {
                break;
            }

            var wider = Merge(head, again)!;
            head = round == 0 ? wider : wider.ToDictionary(p => p.Key, p => Widen(loop, p.Key, head[p.Key], p.Value, round));
        }

        for (int round = 0; round < narrowingRounds; round++)
        {
            head = Iterate(loop, exits, head) is { } again ? Merge(entry, again)! : entry;
        }

        return head;
    }

    // One iteration from the loop's head; gives the state in which the next one would start, and notes those in which the loop is left.
    private Dictionary<Variable, Interval>? Iterate(LoopStatement loop, Exits exits, Dictionary<Variable, Interval> head)
    {
        (exits.Break, exits.Continue) = (null, null);
        Dictionary<Variable, Interval>? next = null;
        _ = _state.Try(() =>
        {
            foreach (var (variable, range) in head)
            {
                _state.Set(variable, range);
            }

            if (!loop.TestsAtEnd)
            {
                Visit(loop.Header);
                Test();
            }

            loop.Holds.ForEach(condition => Assume(condition, true));
            Visit(loop.Body);
            Resume(Merge(_state.IsReachable ? Snapshot(exits.Assigned) : null, exits.Continue));
            Visit(loop.Step);
            if (loop.TestsAtEnd && _state.IsReachable)
            {
                Visit(loop.Header);
                Test();
            }

            next = _state.IsReachable ? Snapshot(exits.Assigned) : null;

            void Test()
            {
                _ = _state.Try(() =>
                {
                    Assume(loop.Condition, false);
                    if (_state.IsReachable)
                    {
                        exits.Break = Merge(exits.Break, Snapshot(exits.Assigned));
                    }
                });
                Assume(loop.Condition, true);
            }
        });
        return next;
    }

    private void Leave(LoopStatement loop, Exits exits)
    {
        Resume(exits.Break);
        _exits.Remove(loop);
    }

    private void Resume(Dictionary<Variable, Interval>? ranges)
    {
        _state.IsReachable = ranges is not null;
        foreach (var (variable, range) in ranges ?? [])
        {
            _state.Set(variable, range);
        }
    }

    private Interval Widen(LoopStatement loop, Variable variable, Interval before, Interval after, int round)
    {
        var type = Graph.RangeOf(variable);
        if (round > 4)
        {
            return new(after.Minimum < before.Minimum ? type.Minimum : before.Minimum, after.Maximum > before.Maximum ? type.Maximum : before.Maximum);
        }

        // First the bounds of the loop's own condition, then round numbers.
        List<Int128> stops = [255, 65535, type.Maximum, 0, -256, -65536, type.Minimum];
        if (loop.Condition is BinaryExpression { Operator: >= BinaryOperator.Equal } condition && round <= 3)
        {
            foreach (var side in new[] { Of(condition.Left), Of(condition.Right) })
            {
                stops.AddRange([side.Minimum - 1, side.Minimum, side.Minimum + 1, side.Maximum - 1, side.Maximum, side.Maximum + 1]);
            }
        }

        var minimum = after.Minimum < before.Minimum ? stops.Where(s => s <= after.Minimum).DefaultIfEmpty(type.Minimum).Max() : before.Minimum;
        var maximum = after.Maximum > before.Maximum ? stops.Where(s => s >= after.Maximum).DefaultIfEmpty(type.Maximum).Min() : before.Maximum;
        return new Interval(minimum, maximum).Intersect(type) ?? type;
    }

    private Dictionary<Variable, Interval> Snapshot(HashSet<Variable> variables) => variables.ToDictionary(v => v, v => _state[v]);

    private static Dictionary<Variable, Interval>? Merge(Dictionary<Variable, Interval>? a, Dictionary<Variable, Interval>? b)
        => a is null ? b : b is null ? a : a.ToDictionary(p => p.Key, p => p.Value.Union(b[p.Key]));
}
