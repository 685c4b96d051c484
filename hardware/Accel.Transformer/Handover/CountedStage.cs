using System.Numerics;
using Accel.Transformer.Ir;
using Accel.Transformer.Passes;
using Accel.Transformer.Scheduling;

namespace Accel.Transformer.Handover;

/// <summary>
/// A task that takes an element of a stream in every iteration of a loop, uses arrays, and sends an element on: the loop that it is, and in
/// which iterations, modulo a period, it uses an array. What tells that are numbers that every iteration counts alike: <c>tile &amp; 1</c>,
/// <c>odd = !odd</c>.
/// </summary>
internal sealed class CountedStage
{
    private const int MaximumPeriod = 64;

    private readonly Block _block;
    private readonly LoopStatement _loop;
    private readonly Block _body;
    private readonly List<(Variable Variable, long[] Turns)> _counted = [];
    private readonly int _first, _last;

    private CountedStage(Block block, LoopStatement loop, StreamReadStatement read, StreamWriteStatement write)
    {
        (_block, _loop, Read, Write) = (block, loop, read, write);
        (_first, _last) = (loop.Body.Statements.IndexOf(read), loop.Body.Statements.IndexOf(write));
        Masks masks = new();
        foreach (var assign in loop.Body.Statements.Concat(loop.Step.Statements).OfType<AssignStatement>())
        {
            if (StartOf(assign.Target) is { } start && IsSetOnce(assign.Target))
            {
                Count(assign, start, masks);
            }
        }

        _body = masks.Rewrite(loop.Body);
        foreach (var ((variable, mask), turn) in masks.Turns)
        {
            long start = masks.Starts[variable];
            _counted.Add((turn, [.. Enumerable.Range(0, (int)mask + 1).Select(k => (start + k) & mask)]));
        }

        Period = _counted.Aggregate(1, static (period, c) =>
            (int)(period / BigInteger.GreatestCommonDivisor(period, c.Turns.Length)) * c.Turns.Length);
    }

    /// <summary>Takes an element.</summary>
    public StreamReadStatement Read { get; }

    /// <summary>Sends it on.</summary>
    public StreamWriteStatement Write { get; }

    /// <summary>After so many iterations it uses the same arrays again.</summary>
    public int Period { get; }

    /// <summary>For a task; null where it is none.</summary>
    public static CountedStage? Of(Block block)
    {
        foreach (var loop in block.Statements.OfType<LoopStatement>())
        {
            var statements = loop.Body.Statements;
            if (statements.OfType<StreamReadStatement>().FirstOrDefault(r => Uses(block, r.Stream).Count() == 1) is { } read
                && statements.Skip(statements.IndexOf(read)).OfType<StreamWriteStatement>().LastOrDefault(w =>
                    Uses(loop.Body, w.Stream).Count() == 1) is { } write
                && !IrWalk.All(loop.Body).Any(s => s is ContinueStatement next && next.Loop == loop))
            {
                CountedStage stage = new(block, loop, read, write);
                return stage.Period <= MaximumPeriod ? stage : null;
            }
        }

        return null;
    }

    /// <summary>What a block does with a stream.</summary>
    public static IEnumerable<Statement> Uses(Block block, StreamVariable stream)
        => IrWalk.All(block).Where(s => s is not StreamClearStatement && IrWalk.Stream(s) == stream);

    /// <summary>The iterations, modulo the period, in which an array is used; null where it is used outside of what the elements
    /// guard.</summary>
    public IReadOnlySet<int>? TurnsOf(ArrayVariable array)
    {
        int all = IrWalk.All(_block).Count(s => IrWalk.Uses(s, array));
        int guarded = _loop.Body.Statements.Skip(_first + 1).Take(_last - _first - 1)
            .Sum(s => IrWalk.All(s).Count(inner => IrWalk.Uses(inner, array)));
        return all != guarded ? null : Enumerable.Range(0, Period).Where(k => IsUsed(array, k)).ToHashSet();
    }

    private bool IsUsed(ArrayVariable array, int iteration)
    {
        TokenWalk walk = new(new TokenPlan(new HashSet<StreamVariable>()), 0, new HashSet<ArrayVariable> { array }, new TokenPlaces());
        walk.Run(_body.Statements, _counted.Select(c => (c.Variable, c.Turns[iteration % c.Turns.Length])));
        return walk.Accesses.Count > 0;
    }

    // What a variable holds in front of the loop.
    private long? StartOf(Variable variable)
        => _block.Statements.TakeWhile(s => s != _loop)
            .LastOrDefault(s => IrWalk.All(s).SelectMany(IrWalk.Targets).Contains(variable))
            is AssignStatement { Value: ConstantExpression constant } ? constant.Value : null;

    private bool IsSetOnce(Variable variable)
        => IrWalk.Blocks(_loop).SelectMany(IrWalk.All).Count(s => IrWalk.Targets(s).Contains(variable)) == 1;

    private void Count(AssignStatement assign, long start, Masks masks)
    {
        var variable = assign.Target;
        if (assign.Value is BinaryExpression { Operator: BinaryOperator.Add, Left: VariableExpression left,
            Right: ConstantExpression { Value: 1 } }
            && left.Variable == variable)
        {
            masks.Starts.Add(variable, start);
        }
        else if (IrWalk.Variables(assign.Value).All(v => v == variable) && Periodic(assign, start) is { } turns)
        {
            _counted.Add((variable, turns));
        }
    }

    // Until it is what it was at first.
    private static long[]? Periodic(AssignStatement assign, long start)
    {
        List<long> turns = [start];
        while (turns.Count <= MaximumPeriod)
        {
            IrRewriter evaluate = new();
            evaluate.Variables.Add(assign.Target, new ConstantExpression(assign.Target.Type, turns[^1]));
            if (evaluate.Rewrite(assign.Value) is not ConstantExpression next)
            {
                return null;
            }

            if (next.Value == start)
            {
                return [.. turns];
            }

            turns.Add(next.Value);
        }

        return null;
    }

    /// <summary>Puts a variable of its own in place of the last bits of one that counts.</summary>
    private sealed class Masks : IrRewriter
    {
        public Dictionary<Variable, long> Starts { get; } = [];

        public Dictionary<(Variable Variable, long Mask), Variable> Turns { get; } = [];

        public override Expression Rewrite(Expression expression)
        {
            // A counter that begins at 0 or above is not negative: in C# it would be out of the arrays' range.
            if (expression is not BinaryExpression { Left: VariableExpression use, Right: ConstantExpression number } last
                || last.Operator is not (BinaryOperator.And or BinaryOperator.Remainder) || Starts.GetValueOrDefault(use.Variable, -1) < 0)
            {
                return base.Rewrite(expression);
            }

            long mask = last.Operator == BinaryOperator.And ? number.Value : number.Value - 1;
            if (mask is < 1 or >= MaximumPeriod || !BitOperations.IsPow2(mask + 1))
            {
                return base.Rewrite(expression);
            }

            if (!Turns.TryGetValue((use.Variable, mask), out var turn))
            {
                Turns[(use.Variable, mask)] = turn = new Variable(use.Variable.Name + "_turn", use.Type, use.Source);
            }

            return new VariableExpression(turn);
        }
    }
}
