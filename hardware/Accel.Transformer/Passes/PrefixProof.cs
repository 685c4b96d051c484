using Accel.Transformer.Ir;
using Accel.Transformer.Scheduling;

namespace Accel.Transformer.Passes;

/// <summary>
/// Proves that of an array only elements are read that a loop wrote before, where how many these are is known only at run time: a loop
/// stores to the elements from 0 to below a bound, and every load stands in a later loop that counts to the same bound, at the index that
/// it counts.
/// </summary>
internal sealed class PrefixProof
{
    private readonly ArrayVariable _array;
    private readonly ILookup<Variable, Statement> _setters;
    private readonly int _mentions;

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
        var touching = statements.SkipWhile(s => !Touches(s)).ToList();
        if (touching is not [LoopStatement writer, .. var rest] || Bound(writer) is not { } bound || _setters[bound].Count() != 1
            || !IsCounted(writer, static start => start == 0) || !Writes(writer))
        {
            return false;
        }

        // But for the clearing itself, nothing else in the function may know the array.
        int inside = touching.Sum(s => Below(s).Count(IsMention));
        return inside == _mentions - 1 && rest.TrueForAll(s =>
            !Below(s).Any(b => b is ParallelStatement or RunStatement) && ReadsBelow(s, bound));
    }

    // Unconditionally, in every iteration, without a look at what is there.
    private bool Writes(LoopStatement writer)
        => writer.Body.Statements.OfType<ArrayStoreStatement>().Any(s => s.Array == _array && IsCounter(s.Index, writer))
            && !Below(writer).Any(s => s is BreakStatement or ContinueStatement or ReturnStatement or ParallelStatement or RunStatement
                || Loads(s).Any());

    private bool ReadsBelow(Statement statement, Variable bound)
    {
        if (statement is LoopStatement loop)
        {
            bool counts = Bound(loop) == bound && IsCounted(loop, static start => start >= 0);
            return !Loads(loop).Any() && IrWalk.All(loop.Header).Concat(IrWalk.All(loop.Step)).All(s => !Loads(s).Any())
                && loop.Body.Statements.TrueForAll(s => counts ? AreAt(s, loop, bound) : ReadsBelow(s, bound));
        }

        return !Loads(statement).Any() && IrWalk.Blocks(statement).SelectMany(static b => b.Statements).All(s => ReadsBelow(s, bound));
    }

    // In a loop that counts to the bound: at its counter, or in a loop inside at that one's.
    private bool AreAt(Statement statement, LoopStatement loop, Variable bound)
        => statement is LoopStatement inner ? ReadsBelow(inner, bound)
            : Loads(statement).All(l => IsCounter(l.Index, loop))
                && IrWalk.Blocks(statement).SelectMany(static b => b.Statements).All(s => AreAt(s, loop, bound));

    private IEnumerable<ArrayLoadExpression> Loads(Statement statement)
        => IrWalk.Expressions(statement).SelectMany(IrWalk.All).OfType<ArrayLoadExpression>().Where(l => l.Array == _array);

    private bool IsMention(Statement statement)
        => (statement is ArrayStoreStatement store && store.Array == _array)
            || (statement is ArrayClearStatement clear && clear.Array == _array) || Loads(statement).Any();

    private bool Touches(Statement statement) => Below(statement).Any(IsMention);

    private static IEnumerable<Statement> Below(Statement statement) => IrWalk.All(new Block { Statements = { statement } });

    private static Variable? Bound(LoopStatement loop)
        => loop is { TestsAtEnd: false, Counter: { } counter, Header.Statements.Count: 0 }
            && loop.Condition is BinaryExpression { Operator: BinaryOperator.LessThan, Left: VariableExpression tested,
                Right: VariableExpression bound }
            && tested.Variable == counter ? bound.Variable : null;

    // The counter is set by the loop's step, which adds one, and otherwise to constants.
    private bool IsCounted(LoopStatement loop, Func<long, bool> startsAt)
        => loop.Step.Statements is [AssignStatement
            { Value: BinaryExpression { Operator: BinaryOperator.Add, Left: VariableExpression use,
            Right: ConstantExpression { Value: 1 } } } step]
            && step.Target == loop.Counter && use.Variable == loop.Counter
            && _setters[loop.Counter].All(s => s == step
            || (s is AssignStatement { Value: ConstantExpression start } && startsAt(start.Value) && !IrWalk.All(loop.Body).Contains(s)));

    private static bool IsCounter(Expression index, LoopStatement loop)
    {
        while (index is ConvertExpression convert && convert.Type.WidthBits >= convert.Operand.Type.WidthBits)
        {
            index = convert.Operand;
        }

        return index is VariableExpression use && use.Variable == loop.Counter;
    }
}
