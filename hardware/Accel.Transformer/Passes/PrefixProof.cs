using Accel.Transformer.Ir;
using Accel.Transformer.Scheduling;

namespace Accel.Transformer.Passes;

/// <summary>
/// Proves that of an array only elements are read that a loop wrote before, where how many these are is known only at run time: a loop
/// stores to the elements from 0 to a bound, and every load stands in a later loop that counts to the same bound, or counts down from
/// it beside, at the index that it counts or at a constant number of elements before. The bound is made of variables that nothing sets from
/// the first of these loops to the last.
/// </summary>
internal sealed class PrefixProof
{
    private readonly ArrayVariable _array;
    private readonly ILookup<Variable, Statement> _setters;
    private readonly int _mentions;

    /// <summary>How far a loop counts.</summary>
    /// <param name="Value">The counter is less.</param>
    /// <param name="IsIncluded">Or as much.</param>
    private sealed record Limit(Expression Value, bool IsIncluded);

    private PrefixProof(ArrayVariable array, Block function)
    {
        _array = array;
        var all = IrWalk.All(function).ToList();
        _setters = all.SelectMany(static s => IrWalk.Targets(s).Select(t => (t, s))).ToLookup(static p => p.t, static p => p.s);
        _mentions = all.Count(IsMention);
    }

    /// <summary>True when nothing reads an element that was not written.</summary>
    /// <param name="array">The array.</param>
    /// <param name="statements">Those behind the statement that clears it, to the end of its block.</param>
    /// <param name="function">The whole body.</param>
    public static bool IsCovered(ArrayVariable array, IReadOnlyList<Statement> statements, Block function)
        => new PrefixProof(array, function).IsCovered(statements);

    private bool IsCovered(IReadOnlyList<Statement> statements)
    {
        int last = statements.ToList().FindLastIndex(Touches);
        var touching = statements.Take(last + 1).SkipWhile(s => !Touches(s)).ToList();
        if (touching is not [LoopStatement writer, .. var rest] || Bound(writer) is not { } bound
            || !IsFixed(bound.Value, touching) || !IsCounted(writer, static start => start == 0) || !Writes(writer))
        {
            return false;
        }

        // But for the clearing itself, nothing else in the function may know the array.
        int inside = touching.Sum(s => Below(s).Count(IsMention));
        return inside == _mentions - 1 && rest.TrueForAll(s =>
            !Below(s).Any(b => b is ParallelStatement or RunStatement)
                && (s is LoopStatement loop && CountsDown(loop, statements, bound) ? ReadsAtCounter(loop, bound) : ReadsBelow(s, bound)));
    }

    // It is the same before each of these statements, and in all of their iterations.
    private static bool IsFixed(Expression value, IEnumerable<Statement> statements)
    {
        var set = statements.SelectMany(Below).SelectMany(IrWalk.Targets).ToHashSet();
        return !IrWalk.All(value).OfType<ArrayLoadExpression>().Any() && !IrWalk.Variables(value).Any(set.Contains);
    }

    // Unconditionally, in every iteration, without a look at what is there.
    private bool Writes(LoopStatement writer)
        => writer.Body.Statements.OfType<ArrayStoreStatement>().Any(s => s.Array == _array && IsCounter(s.Index, writer))
            && !Below(writer).Any(s => s is BreakStatement or ContinueStatement or ReturnStatement or ParallelStatement or RunStatement
                || Loads(s).Any());

    private bool ReadsBelow(Statement statement, Limit bound)
    {
        if (statement is LoopStatement loop)
        {
            return IsWithin(loop, bound) && IsCounted(loop, static start => start >= 0) ? ReadsAtCounter(loop, bound)
                : ReadsInBodyOnly(loop) && loop.Body.Statements.TrueForAll(s => ReadsBelow(s, bound));
        }

        return !Loads(statement).Any() && IrWalk.Blocks(statement).SelectMany(static b => b.Statements).All(s => ReadsBelow(s, bound));
    }

    private bool ReadsAtCounter(LoopStatement loop, Limit bound)
        => ReadsInBodyOnly(loop) && loop.Body.Statements.TrueForAll(s => AreAt(s, loop, bound));

    private bool ReadsInBodyOnly(LoopStatement loop)
        => !Loads(loop).Any() && IrWalk.All(loop.Header).Concat(IrWalk.All(loop.Step)).All(s => !Loads(s).Any());

    // for (i = 0; more; i++) with left = bound and more = bound != 0 before it, and more = left != 1 and left-- in every iteration: i +
    // left is the bound, and left is not 0. So whether another iteration follows is known one ahead.
    private bool CountsDown(LoopStatement loop, IReadOnlyList<Statement> siblings, Limit limit)
    {
        var body = loop.Body.Statements.OfType<AssignStatement>().ToList();
        if (limit is not { IsIncluded: false, Value: VariableExpression { Variable: var bound } } || _setters[bound].Count() != 1
            || loop is not { TestsAtEnd: false, Header.Statements.Count: 0, Condition: VariableExpression { Variable: var more } }
            || loop.Counter is null || !IsCounted(loop, static start => start == 0) || Below(loop).Any(static s => s is ContinueStatement)
            || body.Find(a => a.Target == more) is not { } decides || IsNot(decides.Value) is not var (left, last)
            || body.Find(a => a.Target == left) is not { } counts || !IsLess(counts.Value, left))
        {
            return false;
        }

        var before = siblings.TakeWhile(s => s != loop).OfType<AssignStatement>().ToList();
        return last == (body.IndexOf(decides) < body.IndexOf(counts) ? 1 : 0)
            && before.Find(a => a.Target == left) is { Value: VariableExpression first } starts && first.Variable == bound
            && before.Find(a => a.Target == more) is { } begins && (IsNot(begins.Value) == (bound, 0) || IsNot(begins.Value) == (left, 0))
            && _setters[left].ToHashSet().SetEquals([starts, counts]) && _setters[more].ToHashSet().SetEquals([begins, decides]);
    }

    // variable != constant
    private static (Variable Variable, long Value)? IsNot(Expression value)
        => value is BinaryExpression { Operator: BinaryOperator.NotEqual, Left: VariableExpression use, Right: ConstantExpression other }
            ? (use.Variable, other.Value) : null;

    private static bool IsLess(Expression value, Variable than)
        => value is BinaryExpression { Left: VariableExpression use, Right: ConstantExpression by } step && use.Variable == than
            && (step.Operator, by.Value) is (BinaryOperator.Subtract, 1) or (BinaryOperator.Add, -1);

    // In a loop that counts to the bound: at its counter or before, or in a loop inside at that one's.
    private bool AreAt(Statement statement, LoopStatement loop, Limit bound)
        => statement is LoopStatement inner ? ReadsBelow(inner, bound)
            : Loads(statement).All(l => IsCounter(l.Index, loop, mayBeBefore: true))
                && IrWalk.Blocks(statement).SelectMany(static b => b.Statements).All(s => AreAt(s, loop, bound));

    private IEnumerable<ArrayLoadExpression> Loads(Statement statement)
        => IrWalk.Expressions(statement).SelectMany(IrWalk.All).OfType<ArrayLoadExpression>().Where(l => l.Array == _array);

    private bool IsMention(Statement statement)
        => (statement is ArrayStoreStatement store && store.Array == _array)
            || (statement is ArrayClearStatement clear && clear.Array == _array) || Loads(statement).Any();

    private bool Touches(Statement statement) => Below(statement).Any(IsMention);

    private static IEnumerable<Statement> Below(Statement statement) => IrWalk.All(new Block { Statements = { statement } });

    private static Limit? Bound(LoopStatement loop)
        => loop is { TestsAtEnd: false, Counter: { } counter, Header.Statements.Count: 0 }
            && loop.Condition is BinaryExpression { Operator: BinaryOperator.LessThan or BinaryOperator.LessOrEqual,
                Left: VariableExpression tested, Right: var bound } condition
            && tested.Variable == counter ? new Limit(bound, condition.Operator == BinaryOperator.LessOrEqual) : null;

    private static bool IsWithin(LoopStatement loop, Limit limit)
        => Bound(loop) is { } bound && TwinExpressions.AreSame(bound.Value, limit.Value) && (limit.IsIncluded || !bound.IsIncluded);

    // The counter is set by the loop's step, which adds one, and otherwise to constants.
    private bool IsCounted(LoopStatement loop, Func<long, bool> startsAt)
        => loop.Step.Statements is [AssignStatement
            { Value: BinaryExpression { Operator: BinaryOperator.Add, Left: VariableExpression use,
            Right: ConstantExpression { Value: 1 } } } step]
            && step.Target == loop.Counter && use.Variable == loop.Counter
            && _setters[loop.Counter].All(s => s == step
            || (s is AssignStatement { Value: ConstantExpression start } && startsAt(start.Value) && !IrWalk.All(loop.Body).Contains(s)));

    private bool IsCounter(Expression index, LoopStatement loop, bool mayBeBefore = false)
    {
        while (index is ConvertExpression convert && convert.Type.WidthBits >= convert.Operand.Type.WidthBits)
        {
            index = convert.Operand;
        }

        if (mayBeBefore && index is BinaryExpression { Left: VariableExpression counter, Right: ConstantExpression by, Operator: var op }
            && counter.Variable == loop.Counter && op is BinaryOperator.Subtract or BinaryOperator.Add)
        {
            // Not before the first element: the loop starts so much further on.
            long before = op == BinaryOperator.Subtract ? by.Value : -by.Value;
            return before is >= 0 and < int.MaxValue && IsCounted(loop, start => start >= before);
        }

        return index is VariableExpression use && use.Variable == loop.Counter;
    }
}
