using Accel.Transformer.Ir;

namespace Accel.Transformer.Scheduling.Pipelines.Ranges;

/// <summary>What is known of a loop's variables whenever an iteration starts.</summary>
internal sealed class LoopFacts
{
    private readonly LoopStatement _loop;
    private readonly LoopRanges _ranges;
    private readonly HashSet<Variable> _changes;

    /// <summary>Looks at a loop as it is before its condition is computed ahead.</summary>
    /// <param name="loop">The loop.</param>
    /// <param name="block">The block that it stands in; null where that is not known.</param>
    /// <param name="ranges">Of the function.</param>
    public LoopFacts(LoopStatement loop, Block? block, LoopRanges ranges)
    {
        (_loop, _ranges) = (loop, ranges);
        _changes = IrWalk.Blocks(loop).SelectMany(IrWalk.All).SelectMany(IrWalk.Targets).ToHashSet();
        Graph graph = new();
        ExpressionBuilder expressions = new(graph);
        Holds = [.. loop.Holds.Where(IsOfLiveVariables).Select(Build)];
        HoldsLater = [.. new[] { loop.Condition }.Where(IsOfLiveVariables).Select(Build)];
        if (!loop.TestsAtEnd)
        {
            Holds = [.. Holds, .. HoldsLater];
        }

        Starts = [.. StartsIn(block, loop).Select(s => (s.Target, Build(s.Value)))];

        Node Build(Expression expression)
            => expressions.Build(expression, graph.Variable, static (load, _, _) =>
                throw new InvalidOperationException($"a load at {load.Source}"));
    }

    /// <summary>Conditions that are true whenever an iteration starts, in a graph of their own.</summary>
    public IReadOnlyList<Node> Holds { get; }

    /// <summary>Conditions that are true whenever an iteration but the first starts, in the same graph.</summary>
    public IReadOnlyList<Node> HoldsLater { get; }

    /// <summary>What variables that the loop changes hold when the first iteration starts, in the same graph: values of others, which it
    /// does not change.</summary>
    public IReadOnlyList<(Variable Variable, Node Value)> Starts { get; }

    /// <summary>The number of iterations, or null.</summary>
    public int? TripCount => _loop.TripCount;

    /// <summary>True when an iteration may change it.</summary>
    public bool Changes(Variable variable) => _changes.Contains(variable);

    /// <summary>What a variable can hold when an iteration starts.</summary>
    public Interval RangeOf(Variable variable) => _ranges[_loop, variable];

    // What no statement reads any more need not hold what it held when the condition was noted.
    private bool IsOfLiveVariables(Expression condition)
    {
        var read = IrWalk.All(_loop).SelectMany(IrWalk.Expressions).SelectMany(IrWalk.Variables).ToHashSet();
        return IrWalk.Variables(condition).All(read.Contains) && !IrWalk.All(condition).Any(static e => e is ArrayLoadExpression);
    }

    // i = n just before the loop.
    private List<AssignStatement> StartsIn(Block? block, LoopStatement loop)
    {
        List<AssignStatement> starts = [];
        HashSet<Variable> later = [];
        for (int at = (block?.Statements.IndexOf(loop) ?? 0) - 1; at >= 0 && block!.Statements[at] is AssignStatement assign; at--)
        {
            if (later.Add(assign.Target) && Changes(assign.Target) && IrWalk.All(assign.Value).All(Stays))
            {
                starts.Add(assign);
            }
        }

        return starts;

        bool Stays(Expression part) => part is not ArrayLoadExpression
            && (part is not VariableExpression { Variable: var read } || (!later.Contains(read) && !Changes(read)));
    }
}
